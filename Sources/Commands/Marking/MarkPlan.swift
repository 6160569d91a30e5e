import JobKit
import Kernel
import Pipeline
import State

/// What a mark does, cell by cell: a value that is shown first and carried out as it is.
struct MarkPlan {
  struct Line {
    let cell: Cell
    /// As it is now; nil for a cell that no run has looked at.
    let record: CellRecord?
    /// What it becomes; nil for a cell that is left as it is.
    let becomes: CellRecord?
    /// Why it is left as it is.
    let kept: String?
    /// Marked as done, it runs all the same: the work that waits for it.
    let waiting: String?
  }

  let act: MarkRecord.Act
  let dates: ClosedRange<LogicalDate>
  let user: String
  let reason: String
  /// By job in the order of a night, then by date.
  let lines: [Line]

  /// Settings and inputs that a cell marked as done stands for from now on.
  struct Present {
    let settings: [String: String]
    let inputs: [String: String]
    /// What a mark cannot stand for. An object that waits for a crawl is in no catalog, whatever was done by other means, and belongs to no
    /// date: the crawls of the next nights see it too. A mark that let it lie would lose its rows as soon as it is out of their sight.
    let waiting: String?

    init(settings: [String: String], _ inputs: JobInputs) {
      self.settings = settings
      switch inputs {
      case .versions(let versions): (self.inputs, waiting) = (versions, nil)
      case .pending(let work): (self.inputs, waiting) = ([:], work)
      }
    }
  }

  /// - Parameter present: asked for cells that are marked as done.
  init(
    _ act: MarkRecord.Act, jobs: [LoadedJob], dates: ClosedRange<LogicalDate>, user: String, reason: String, state: StateStore,
    present: (Cell, LoadedJob) async throws -> Present
  ) async throws {
    (self.act, self.dates, self.user, self.reason) = (act, dates, user, reason)
    let records = try state.read { reader in try jobs.flatMap { try reader.cells(of: $0.name, dates) } }.map { ($0.cell, $0) }
    let known = Dictionary(uniqueKeysWithValues: records)
    var lines: [Line] = []
    for job in jobs {
      for date in dates.days {
        let cell = Cell(job: job.name, date: date)
        lines.append(try await Self.line(act, cell, job, known[cell], present))
      }
    }
    self.lines = lines
  }

  private static func line(
    _ act: MarkRecord.Act, _ cell: Cell, _ job: LoadedJob, _ record: CellRecord?, _ present: (Cell, LoadedJob) async throws -> Present
  ) async throws -> Line {
    func kept(_ why: String, waiting: String? = nil) -> Line {
      Line(cell: cell, record: record, becomes: nil, kept: why, waiting: waiting)
    }
    func becomes(_ state: CellState, settings: [String: String]?, inputs: [String: String]?, waiting: String? = nil) -> Line {
      let after = CellRecord(
        cell: cell, state: state, settings: settings ?? record?.settings ?? [:], inputs: inputs ?? record?.inputs ?? [:],
        counts: record?.counts ?? [:])
      return Line(cell: cell, record: record, becomes: after, kept: nil, waiting: waiting)
    }
    switch act {
    case .restate:
      guard let record else { return kept("never ran: it runs anyway") }
      return record.state == .restated ? kept("is restated already") : becomes(.restated, settings: nil, inputs: nil)
    case .void:
      return record?.state == .void ? kept("is void already") : becomes(.void, settings: nil, inputs: nil)
    case .done:
      let now = try await present(cell, job)
      if let record, record.state == .succeeded, record.settings == now.settings, record.inputs == now.inputs {
        return kept(now.waiting == nil ? "is up to date already" : "is done already", waiting: now.waiting)
      }
      return becomes(.succeeded, settings: now.settings, inputs: now.inputs, waiting: now.waiting)
    }
  }

  var changed: [Line] { lines.filter { $0.becomes != nil } }

  /// One entry of the audit log for each job that something is said about.
  func audit(at now: Instant) -> [AuditEntry] {
    jobs.map { job, lines in
      let kept = Set(lines.map { $0.record?.state.rawValue ?? "never ran" }).sorted().joined(separator: ", ")
      return AuditEntry(
        at: now, action: act == .restate ? "cell.restate" : "cell.mark",
        subject: "\(job) \(Self.range(lines).readable)",
        facts: ["act": act.rawValue, "by": user, "why": reason, "cells": "\(lines.count)", "were": kept])
    }
  }

  /// Writes marks and cells, within one transaction: a mark for each stretch of consecutive dates that it changes.
  func write(_ writer: StateWriter, at now: Instant) throws {
    for (job, lines) in jobs {
      var rest = lines[...]
      while let first = rest.first {
        let length = rest.indices.prefix { rest[$0].cell.date == first.cell.date.adding(days: $0 - rest.startIndex) }.count
        let stretch = rest.prefix(length)
        let mark = try writer.addMark(act, job: job, dates: Self.range(Array(stretch)), user: user, reason: reason, at: now)
        for after in stretch.compactMap(\.becomes) {
          try writer.setCell(
            CellRecord(
              cell: after.cell, state: after.state, settings: after.settings, inputs: after.inputs, counts: after.counts, mark: mark))
        }
        rest = rest.dropFirst(length)
      }
    }
  }

  /// Jobs that something changes for, in their order, with their changed cells by date.
  private var jobs: [(job: JobName, lines: [Line])] {
    var result: [(job: JobName, lines: [Line])] = []
    for line in changed {
      if result.last?.job == line.cell.job { result[result.count - 1].lines.append(line) } else { result.append((line.cell.job, [line])) }
    }
    return result
  }

  private static func range(_ lines: [Line]) -> ClosedRange<LogicalDate> { lines[0].cell.date...lines[lines.count - 1].cell.date }
}
