public import Kernel

/// Where things are in a lake. Keys are relative to the root, `/` between their parts; paths are absolute.
public struct LakeLayout: Hashable, Sendable {
  /// Absolute, without a slash at its end.
  public let root: String

  public init(root: String) { self.root = root }

  public func path(_ key: String) -> String { "\(root)/\(key)" }

  /// Everything that is ours and no data: not listed, not crawled.
  public var workKey: String { ".nightshift" }
  public var staging: String { path(".nightshift/staging") }
  public var trash: String { path(".nightshift/trash") }

  /// What the catalog knows of each date, so that a lost state file can be made anew.
  public var manifests: String { path(".nightshift/manifests") }

  /// The folder of one attempt, made and removed by the runner.
  public func staging(run: Int, job: JobName, attempt: Int) -> String { "\(staging)/\(run).\(job).\(attempt)" }

  /// The folder of all partitions of a table that a job writes: `curated/events/`, `operational/shop.orders/`.
  public static func folder(of table: TableName) -> String {
    table.zone == "curated" ? "curated/\(table.name)/" : "operational/\(table)/"
  }

  /// A curated table's partition, by event date: `curated/events/year=2026/month=11/day=21`.
  public func curated(_ table: TableName, _ date: LogicalDate) -> String {
    let (year, month, day) = date.components
    return "curated/\(table.name)/year=\(year.padded(4))/month=\(month.padded(2))/day=\(day.padded(2))"
  }

  /// An extracted table's partition: `operational/shop.orders/date=2026-11-21`.
  public func operational(_ table: TableName, _ date: LogicalDate) -> String { "operational/\(table)/date=\(date)" }

  /// Where the rejected records of a raw folder go: `quarantine/raw.domain_events/<folder>`.
  public func quarantine(_ table: TableName, folder: String) -> String { "quarantine/\(table)/\(folder)" }

  /// Where the objects of a colder storage class are: `.storage/GLACIER/<key>`; STANDARD is the key itself.
  public func location(of key: String, storageClass: String) -> String {
    storageClass == "STANDARD" ? key : ".storage/\(storageClass)/\(key)"
  }
}
