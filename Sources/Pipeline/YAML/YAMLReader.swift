import Drivers
public import Kernel

/// Reads a YAML file into values that know their places, or says everything that is wrong with it.
///
/// A strict YAML 1.1 without surprises: one document, UTF-8, a mapping at its root, text keys that occur once, no tags but `!!str`, no merge
/// keys, scalars left as they are written (`no` is the text `no`). `YAMLLimits` bounds what a file may unfold to.
public enum YAMLReader {
  public struct Reading: Sendable {
    /// The root mapping; nil when the file could not be understood. It may be there beside errors, so that a reader finds the rest of them.
    public let value: YAMLValue?
    /// What the file holds, without a byte order mark; empty when it could not be read as text.
    public let text: String
    public let diagnostics: [Diagnostic]
  }

  /// - Parameters:
  ///   - file: absolute, or relative to the world's current directory; places name it as it is given.
  ///   - hint: what to do when the file is not there.
  public static func read(file: String, world: World, hint: String? = nil) -> Reading {
    let path = world.absolute(file)
    let place = SourceLocation(file: file, line: 1, column: 1)
    func failed(_ code: Code, _ message: String, hint: String?) -> Reading {
      Reading(value: nil, text: "", diagnostics: [Diagnostic(code, message, at: place, hint: hint)])
    }
    if Files.isDirectory(path) { return failed(1010, "a folder, not a file", hint: "name a file in it") }
    guard Files.exists(path) else { return failed(1010, "there is no such file", hint: hint) }
    if Files.isSpecial(path) { return failed(1010, "not a regular file", hint: "name a file that can be read to its end") }
    if let bytes = Files.entry(path)?.bytes, bytes > YAMLLimits.bytes { return tooLarge(bytes, place) }
    do {
      return read(bytes: try Files.read(path), file: file)
    } catch {
      return failed(1010, error.message, hint: error.hint ?? "check the permissions for the user that runs nightshift")
    }
  }

  public static func read(bytes: [UInt8], file: String) -> Reading {
    guard bytes.count <= YAMLLimits.bytes else { return tooLarge(bytes.count, SourceLocation(file: file, line: 1, column: 1)) }
    switch YAMLText.decode(bytes, file: file) {
    case .failure(let diagnostic): return Reading(value: nil, text: "", diagnostics: [diagnostic])
    case .success(let text): return read(text: text, file: file)
    }
  }

  public static func read(text: String, file: String) -> Reading {
    var builder = YAMLBuilder(text: text, file: file)
    guard let value = builder.build() else { return Reading(value: nil, text: text, diagnostics: builder.diagnostics) }
    var diagnostics = builder.diagnostics
    if value.pairs == nil {
      diagnostics.append(
        value.isNull
          ? Diagnostic(1017, "the file is empty", at: SourceLocation(file: file, line: 1, column: 1))
          : Diagnostic(1018, "the file must be a mapping, not \(value.kindName)", at: value.location, hint: "begin it with `key: value`"))
    }
    return Reading(value: value.pairs == nil ? nil : value, text: text, diagnostics: diagnostics)
  }

  private static func tooLarge(_ bytes: Int, _ place: SourceLocation) -> Reading {
    let message = "the file has \(bytes) bytes; at most \(YAMLLimits.bytes) (1 MiB) are read"
    return Reading(value: nil, text: "", diagnostics: [Diagnostic(1011, message, at: place, hint: "is it the right file?")])
  }
}
