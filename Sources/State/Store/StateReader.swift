import GRDB

/// Questions to the state, all answered from one moment. Areas add theirs in extensions.
public struct StateReader {
  let database: Database
}

/// Changes to the state within one transaction; it can also ask. Areas add theirs in extensions.
public struct StateWriter {
  let database: Database
  /// Dates whose manifest this transaction has noted as due.
  let due = DueDates()

  /// The same moment, for questions.
  public var reader: StateReader { StateReader(database: database) }
}
