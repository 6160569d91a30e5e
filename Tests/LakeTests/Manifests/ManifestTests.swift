import Drivers
import Kernel
import Lake
import TestSupport
import Testing

struct ManifestTests {
  @Test func equalFoldersHaveEqualFingerprintsAndAnyChangeShows() throws {
    let folder = try Folder()
    try folder.write("b", "two")
    try folder.write("sub/a", "one")
    let manifest = try Manifest(folder: folder.path, rows: 3)
    #expect(manifest.files.map(\.path) == ["b", "sub/a"])
    #expect(manifest.bytes == 6)
    #expect(try manifest.matches(folder: folder.path))
    #expect(manifest.fingerprint == (try Manifest(folder: folder.path, rows: 3)).fingerprint)
    #expect(manifest.fingerprint != (try Manifest(folder: folder.path, rows: 4)).fingerprint)

    try folder.write("b", "tvo")
    #expect(try !manifest.matches(folder: folder.path))
    try folder.write("b", "two")
    #expect(try manifest.matches(folder: folder.path))
    try folder.write("c", "")
    #expect(try !manifest.matches(folder: folder.path))
  }

  private final class Folder {
    let path: String

    init() throws { path = try makeScratchFolder() }

    deinit { try? Files.remove(path) }

    func write(_ name: String, _ text: String) throws {
      try Files.makeDirectory(Files.directory(of: "\(path)/\(name)"))
      try Files.write(Array(text.utf8), to: "\(path)/\(name)")
    }
  }
}
