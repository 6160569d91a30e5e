import Drivers
import FoundationEssentials
import Kernel

/// Where the parts of a demo lie.
struct DemoFolder: Sendable {
  let path: String

  var spool: String { "\(path)/spool" }
  var shop: String { "\(path)/shop" }
  var planted: String { "\(path)/planted.json" }
  var canaries: String { "\(path)/canaries.txt" }
  /// Up to when each lake has received its objects.
  var deliveries: String { "\(path)/delivered.json" }
  /// Written last: a demo without it is not complete.
  var settingsFile: String { "\(path)/demo.json" }

  /// The settings of the complete demo that lies here.
  func settings() throws -> DemoSettings? {
    guard Files.exists(settingsFile) else { return nil }
    return try JSONDecoder().decode(DemoSettings.self, from: Data(try Files.read(settingsFile)))
  }
}
