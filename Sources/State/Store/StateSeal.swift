import Drivers
import Kernel

/// The sum of the state file as the last writer left it, beside it. A writer takes the seal off before it changes anything and puts one on when
/// it has ended in order, so a file that does not match its seal was changed by something else: a bad disk, a bad copy, a hand.
///
/// A seal is never needed: without one (a process died) the next writer lets SQLite check the file instead. So it is not synced.
struct StateSeal: Hashable {
  let sum: FileSum

  init(_ sum: FileSum) { self.sum = sum }

  /// Nil when there is no seal, or only part of one.
  init?(at path: String) {
    guard let text = try? Files.readText(path) else { return nil }
    let parts = text.split(separator: " ")
    guard parts.count == 2, let bytes = Int(parts[0]), let value = UInt64(parts[1].trimmingSuffix("\n"), radix: 16) else { return nil }
    self.init(FileSum(bytes: bytes, value: value))
    guard self.text == text else { return nil }
  }

  var text: String {
    let digits = String(sum.value, radix: 16)
    return "\(sum.bytes) \(String(repeating: "0", count: 16 - digits.count))\(digits)\n"
  }

  func write(to path: String) throws(Failure) {
    try Files.createPrivate(path)
    let file = try OutputFile(path: path)
    try file.write(Array(text.utf8))
    try file.close()
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ suffix: String) -> Substring { hasSuffix(suffix) ? dropLast(suffix.count) : self }
}
