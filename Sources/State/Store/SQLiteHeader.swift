import Drivers
import Kernel

/// The first hundred bytes of an SQLite file (https://www.sqlite.org/fileformat.html#the_database_header).
struct SQLiteHeader {
  let pageSize: Int
  /// Counts only when it is valid.
  let pageCount: Int
  let isPageCountValid: Bool
  /// In rollback-journal mode, as a file made by `state backup` is; ours run in write-ahead mode.
  let isRollback: Bool

  private static let magic = Array("SQLite format 3\0".utf8)

  /// Nil when the file does not begin as one.
  init?(_ path: String) throws(Failure) {
    let bytes = try Files.head(path, 100)
    guard bytes.count == 100, bytes.starts(with: Self.magic) else { return nil }
    func number(_ offset: Int) -> Int { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
    let stored = Int(bytes[16]) << 8 | Int(bytes[17])
    pageSize = stored == 1 ? 65536 : stored
    guard (512...65536).contains(pageSize), pageSize & (pageSize - 1) == 0 else { return nil }
    pageCount = number(28)
    isPageCountValid = pageCount > 0 && number(24) == number(92)
    isRollback = bytes[18] == 1 && bytes[19] == 1
  }
}
