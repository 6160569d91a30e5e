import GRDB
public import Kernel

/// The done cells of a job that were made with one value of a setting.
public struct SettingUse: Hashable, Sendable {
  public let value: String
  /// From the first of them to the last.
  public let dates: ClosedRange<LogicalDate>
  public let cells: Int
}

extension StateReader {
  /// With which values of a setting a job's done cells were made, by their first date; cells that do not know the setting are left out.
  public func uses(ofSetting name: String, by job: JobName) throws -> [SettingUse] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT settings, min(date) AS first, max(date) AS last, count(*) AS cells FROM cell
        WHERE job = ? AND state IN ('succeeded', 'gate_closed') GROUP BY settings
        """, arguments: [job.rawValue])
    var uses: [String: SettingUse] = [:]
    for row in rows {
      guard let value = try document(row["settings"])[name] else { continue }
      let dates = try Self.date(row["first"])...Self.date(row["last"])
      let before = uses[value]
      uses[value] = SettingUse(
        value: value,
        dates: min(
          before?.dates.lowerBound ?? dates.lowerBound, dates.lowerBound)...max(
            before?.dates.upperBound ?? dates.upperBound, dates.upperBound), cells: (before?.cells ?? 0) + row["cells"])
    }
    return uses.values.sorted { ($0.dates.lowerBound, $0.value) < ($1.dates.lowerBound, $1.value) }
  }
}
