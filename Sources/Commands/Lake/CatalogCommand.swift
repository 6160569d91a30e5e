import ArgumentParser
import Drivers
import Kernel
import State

/// `nightshift catalog`: the tables of the lake and what is live in them.
struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog", abstract: "Show the tables of the lake.", subcommands: [List.self, Show.self, Dump.self],
    defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ls", abstract: "List the tables with their partitions, rows and bytes.", discussion: ExitCodeHelp.asking)
    @OptionGroup var global: GlobalOptions

    func run() throws {
      let session = try Session(global)
      let document = try session.stateToRead().read { try CatalogDocument($0) }
      if global.json { return try session.console.print(json: document) }
      guard !document.tables.isEmpty else { return session.console.print("no table has been published yet") }
      var table = TextTable()
      table.add("TABLE", "PARTITIONS", "ROWS", "BYTES", "NEWEST")
      for entry in document.tables {
        table.add(entry.table.rawValue, entry.partitions.grouped, entry.rows.grouped, entry.bytes.readableBytes, entry.newest ?? "")
      }
      session.console.print(table.text)
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "List the partitions of a table.", discussion: ExitCodeHelp.asking)
    @Argument(help: "The table, e.g. curated.events.") var table: String
    @OptionGroup var global: GlobalOptions

    func run() throws {
      let session = try Session(global)
      let partitions = try session.stateToRead().read { try $0.partitions(TableName(table)) }
      guard !partitions.isEmpty else {
        throw ValidationError("no partition of '\(table)' has been published; `nightshift catalog ls` lists the tables")
      }
      if global.json { return try session.console.print(json: PartitionsDocument(partitions: partitions)) }
      var text = TextTable()
      text.add("PARTITION", "ROWS", "BYTES", "FINGERPRINT", "PATH")
      for partition in partitions {
        text.add(partition.key, partition.rows.grouped, partition.bytes.readableBytes, partition.fingerprint.short, partition.path)
      }
      session.console.print(text.text)
    }
  }

  struct Dump: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "dump", abstract: "Print everything the catalog knows, in a form in which equal catalogs are equal bytes.",
      discussion: ExitCodeHelp.asking)
    @OptionGroup var global: GlobalOptions

    func run() throws {
      let session = try Session(global)
      let dump = try session.stateToRead().read { try $0.catalogDump() }
      if global.json { return try session.console.print(json: CatalogDumpDocument(lines: dump.split(separator: "\n").map(String.init))) }
      Console.write(dump, to: .output)
    }
  }
}

/// `nightshift.catalog/1`.
struct CatalogDocument: JSONDocument, Encodable {
  static let name = "catalog"
  static let about = "the tables of the lake"
  static let members: [Shape.Member] = [
    .must(
      "tables",
      .list(
        .object([
          .must("table", .text, "zone.name"), .must("partitions", .integer, "How many are live"), .must("rows", .integer, "In all of them"),
          .must("bytes", .integer, "Of all their files"), .may("newest", .text, "The last partition's key"),
        ])), "By name")
  ]

  struct Table: Encodable {
    let table: TableName
    let partitions: Int
    let rows: Int
    let bytes: Int
    let newest: String?
  }

  let schema = Self.schemaName
  let tables: [Table]

  init(_ reader: StateReader) throws {
    tables = try reader.publishedTables().map { table in
      let partitions = try reader.partitions(table)
      return Table(
        table: table, partitions: partitions.count, rows: partitions.reduce(0) { $0 + $1.rows },
        bytes: partitions.reduce(0) { $0 + $1.bytes },
        newest: partitions.last?.key)
    }
  }
}

/// `nightshift.catalog-dump/1`.
struct CatalogDumpDocument: JSONDocument, Encodable {
  static let name = "catalog-dump"
  static let about = "everything the catalog knows"
  static let members: [Shape.Member] = [
    .must("lines", .list(.text), "A kind of row and its columns as name=value, separated by tabs, in the order of the text form")
  ]

  let schema = Self.schemaName
  let lines: [String]
}

/// `nightshift.partitions/1`.
struct PartitionsDocument: JSONDocument, Encodable {
  static let name = "partitions"
  static let about = "the live partitions of a table"
  static let members: [Shape.Member] = [
    .must(
      "partitions",
      .list(
        .object([
          .must("table", .text, "zone.name"), .must("key", .text, "The logical date, or a folder"),
          .must("path", .text, "Relative to the lake's root, or absolute"), .must("rows", .integer, "In all its files"),
          .must("bytes", .integer, "Of all its files"), .must("manifest", .text, "Its files, as JSON"),
          .must("fingerprint", .text, "SHA-256 of what it holds"),
        ])), "By key")
  ]

  let schema = Self.schemaName
  let partitions: [PartitionRecord]
}
