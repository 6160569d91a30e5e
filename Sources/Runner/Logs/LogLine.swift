import Drivers
import Kernel

/// A line of an attempt's log: when, how grave, what.
public enum LogLine {
  /// Names what `json` gives, and the version of its shape.
  public static let schema = "nightshift.log-line/1"

  /// The longest level's.
  private static let width = 7

  static func text(at: String, _ level: String, _ message: String) -> String {
    "\(at) \(level)\(String(repeating: " ", count: max(0, width - level.utf8.count))) \(message.escapedControls)"
  }

  /// The same as one JSON object without a line's end: `{"at":…,"level":…,"schema":…,"text":…}`.
  public static func json(_ line: some StringProtocol) -> String {
    let at = line.prefix { $0 != " " }, rest = line.dropFirst(at.count + 1)
    let level = rest.prefix { $0 != " " }, text = rest.dropFirst(width + 1)
    var json = Array("{\"at\":".utf8)
    JSONString.append(at.utf8, to: &json)
    json += ",\"level\":".utf8
    JSONString.append(level.utf8, to: &json)
    json += ",\"schema\":\"\(schema)\",\"text\":".utf8
    JSONString.append(text.utf8, to: &json)
    json.append(UInt8(ascii: "}"))
    return String(decoding: json, as: UTF8.self)
  }
}
