/// Writes SVG elements as text. Colours come from the page's classes, so dark mode and print need no second picture.
enum SVG {
  /// A coordinate: tenths are enough, and equal input gives equal text.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths < 0 && tenths / 10 == 0 ? "-" : "")\(tenths / 10).\(abs(tenths % 10))"
  }

  static func element(_ name: String, _ attributes: [(String, String)], _ content: String = "") -> String {
    let text = attributes.map { " \($0.0)=\"\(MarkupText.escape($0.1))\"" }.joined()
    return content.isEmpty ? "<\(name)\(text)/>" : "<\(name)\(text)>\(content)</\(name)>"
  }

  /// The picture itself; `label` says in words what it shows.
  static func picture(width: Double, height: Double, label: String, className: String, _ content: String) -> String {
    element(
      "svg",
      [
        ("viewBox", "0 0 \(number(width)) \(number(height))"), ("width", number(width)), ("height", number(height)), ("role", "img"),
        ("aria-label", label),
        ("class", className),
      ], content)
  }

  static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ className: String) -> String {
    element("line", [("x1", number(x1)), ("y1", number(y1)), ("x2", number(x2)), ("y2", number(y2)), ("class", className)])
  }

  static func polyline(_ points: [(x: Double, y: Double)], _ className: String) -> String {
    element("polyline", [("points", path(points)), ("class", className)])
  }

  static func polygon(_ points: [(x: Double, y: Double)], _ className: String) -> String {
    element("polygon", [("points", path(points)), ("class", className)])
  }

  static func circle(_ x: Double, _ y: Double, _ radius: Double, _ className: String, title: String? = nil) -> String {
    element("circle", [("cx", number(x)), ("cy", number(y)), ("r", number(radius)), ("class", className)], title.map(self.title) ?? "")
  }

  static func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ className: String, radius: Double = 0, title: String? = nil
  ) -> String {
    var attributes = [("x", number(x)), ("y", number(y)), ("width", number(width)), ("height", number(height)), ("class", className)]
    if radius > 0 { attributes.append(("rx", number(radius))) }
    return element("rect", attributes, title.map(self.title) ?? "")
  }

  enum Anchor: String { case start, middle, end }

  static func text(_ content: String, _ x: Double, _ y: Double, _ className: String, _ anchor: Anchor = .start) -> String {
    element(
      "text", [("x", number(x)), ("y", number(y)), ("class", className), ("text-anchor", anchor.rawValue)], MarkupText.escape(content))
  }

  private static func title(_ text: String) -> String { "<title>\(MarkupText.escape(text))</title>" }

  private static func path(_ points: [(x: Double, y: Double)]) -> String {
    points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
  }
}
