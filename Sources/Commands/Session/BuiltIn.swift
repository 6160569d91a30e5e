import JobKit
import Jobs

/// Every kind of job there is: one line each, no magic.
enum BuiltIn {
  static let kinds = KindRegistry([
    Compact.self,
    Crawl.self,
    Extract.self,
    Lifecycle.self,
    Purge.self,
    Quality.self,
    Shell.self,
  ])
}
