import Kernel
import Mustache

/// A mustache template whose every `{{value}}` is escaped by `MarkupText`; `{{{value}}}` is for markup that this module made.
struct Template {
  private struct Markup: MustacheContentType {
    func escapeText(_ text: String) -> String { MarkupText.escape(text) }
  }

  private static let contentType: String = {
    let name = "NIGHTSHIFT"
    MustacheContentTypes.register(Markup(), named: name)
    return name
  }()

  private let template: MustacheTemplate

  /// - Throws: `NS9001` when the template cannot be parsed, which is our bug.
  init(_ text: String) throws(Failure) {
    do {
      template = try MustacheTemplate(string: "{{% CONTENT_TYPE:\(Self.contentType)}}\n\(text)")
    } catch {
      throw Failure(9001, "a page template cannot be parsed", detail: "\(error)")
    }
  }

  func render(_ model: Any) -> String { template.render(model) }
}
