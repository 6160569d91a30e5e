import Drivers
public import Kernel

/// What a published folder holds: every file's path, bytes and SHA-256, in byte order of the paths.
public struct Manifest: Hashable, Sendable, Codable {
  public struct File: Hashable, Sendable, Codable {
    /// Relative to the folder.
    public let path: String
    public let bytes: Int
    public let sha256: Fingerprint

    public init(path: String, bytes: Int, sha256: Fingerprint) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  public let files: [File]
  public let rows: Int

  public init(files: [File], rows: Int) {
    self.files = files
    self.rows = rows
  }

  /// Reads every file of the folder.
  public init(folder: String, rows: Int) throws(Failure) {
    var files: [File] = []
    for entry in try Files.list(folder) {
      files.append(File(path: entry.path, bytes: entry.bytes, sha256: try SHA256.of(file: "\(folder)/\(entry.path)")))
    }
    self.init(files: files, rows: rows)
  }

  public var bytes: Int { files.reduce(0) { $0 + $1.bytes } }

  /// Stands for the content: equal folders have equal fingerprints.
  public var fingerprint: Fingerprint {
    SHA256.of(files.map { "\($0.sha256) \($0.bytes) \($0.path)\n" }.joined() + "\(rows)\n")
  }

  /// True when the folder holds exactly files of these names and sizes; their bytes are not read.
  public func hasSizes(of folder: String) throws(Failure) -> Bool {
    try Files.list(folder).map { "\($0.bytes) \($0.path)" } == files.map { "\($0.bytes) \($0.path)" }
  }

  /// True when the folder holds exactly these files with these bytes.
  public func matches(folder: String) throws(Failure) -> Bool { try Manifest(folder: folder, rows: rows) == self }
}
