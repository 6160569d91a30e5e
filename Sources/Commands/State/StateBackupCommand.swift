import ArgumentParser
import Drivers
import Kernel
import State

/// `nightshift state backup`: a whole copy of the state file, also while a run is at work.
struct StateBackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the state file, also while a run is at work.",
    discussion: "A run that changes something makes one at its end. The copy is checked before it gets its name.\n\n"
      + ExitCodeHelp.text(.jobFailed, .locked))

  @Option(name: .long, help: ArgumentHelp("Where to (default: backups/ in the state folder).", valueName: "file"), completion: .file())
  var to: String?
  @Option(name: .long, help: ArgumentHelp("How many backups of the state folder to keep.", valueName: "n")) var keep = StateStore
    .backupsKept
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if keep < 1 { throw ValidationError("--keep takes a number from 1") }
  }

  func run() throws {
    let session = try Session(global)
    guard Files.exists(StateStore.path(in: session.stateDirectory)) else {
      _ = try session.stateToRead()
      throw ValidationError("there is no state in \(session.stateDirectory) yet: nothing has run")
    }
    let state = try session.stateToRead()
    let target = to.map(session.world.absolute) ?? state.backupPath(at: session.world.now())
    try state.backUp(to: target)
    let removed = to == nil ? try state.pruneBackups(keep: keep) : 0
    let document = StateBackupDocument(file: target, bytes: Files.entry(target)?.bytes ?? 0, removed: removed)
    if global.json { return try session.console.print(json: document) }
    session.console.print(
      "\(document.file) (\(document.bytes.readableBytes))" + (removed > 0 ? "; \(removed) older removed" : ""))
  }
}
