/// Every durable step that the program takes has a name here, so that a test can end, fail or hold the process exactly there.
///
/// A point is passed just before the step that it names, or, where its description says "after", just after it: between two points
/// lies one step, so killing at every point is killing between all of them. Armed once per process from `NIGHTSHIFT_FAIL` (see `FaultPlan`); a
/// point of a process that is not armed costs one relaxed atomic load. `nightshift state failpoints` lists them.
///
/// Names are stored in test fixtures and people's notes: never renamed.
public enum Failpoint: String, CaseIterable, Sendable {
  case fileCreate = "file.create"
  case fileWrite = "file.write"
  case fileSync = "file.sync"
  case fileRename = "file.rename"
  case fileExchange = "file.exchange"
  case fileLink = "file.link"
  case fileRemove = "file.remove"
  case folderMake = "folder.make"
  case folderSync = "folder.sync"
  case folderRemove = "folder.remove"
  case childStart = "child.start"
  case childEnded = "child.ended"
  case stateCommit = "state.commit"
  case stateCommitted = "state.committed"
  case runBegun = "run.begun"
  case attemptBegun = "attempt.begun"
  case commitIntended = "commit.intended"
  case commitPublished = "commit.published"
  case commitCatalogued = "commit.catalogued"
  case commitSettled = "commit.settled"
  case commitClosed = "commit.closed"
  case skipsWritten = "skips.written"
  case manifestWritten = "manifest.written"
  case auditAnchored = "audit.anchored"
  case backupMade = "backup.made"
  case runEnded = "run.ended"
  case recoveryBegun = "recovery.begun"
  case recoveryTakenBack = "recovery.taken_back"
  case recoverySettled = "recovery.settled"
  case recoveryClosed = "recovery.closed"
  case recoverySwept = "recovery.swept"
  case recoveryMarked = "recovery.marked"

  /// The step, in a line.
  public var summary: String {
    switch self {
    case .fileCreate: "a file is about to be created or emptied"
    case .fileWrite: "bytes are about to be written to a file"
    case .fileSync: "a file is about to be put on the disk"
    case .fileRename: "a file or folder is about to be renamed"
    case .fileExchange: "two folders are about to be exchanged"
    case .fileLink: "a file is about to get a second name"
    case .fileRemove: "a file is about to be removed"
    case .folderMake: "a folder is about to be made"
    case .folderSync: "a folder's entries are about to be put on the disk"
    case .folderRemove: "an empty folder is about to be removed"
    case .childStart: "a program is about to be started"
    case .childEnded: "after a program has ended, before anything is made of its result"
    case .stateCommit: "a transaction of the state file is about to be committed"
    case .stateCommitted: "after a transaction of the state file is on the disk"
    case .runBegun: "after a run has been recorded as begun"
    case .attemptBegun: "after an attempt has been recorded as begun"
    case .commitIntended: "after an intent is on the disk, before the lake is touched"
    case .commitPublished: "after new folders are live, before the catalog knows"
    case .commitCatalogued: "after the catalog knows, before objects move and old folders go"
    case .commitSettled: "after objects have moved and old folders are gone"
    case .commitClosed: "after an intent is closed"
    case .skipsWritten: "after the decisions to skip are recorded"
    case .manifestWritten: "after a date's manifest is in the lake"
    case .auditAnchored: "after the audit log's head is anchored"
    case .backupMade: "after the state file has been backed up"
    case .runEnded: "after a run has been recorded as ended"
    case .recoveryBegun: "after the lock is taken, before anything is recovered"
    case .recoveryTakenBack: "after an open intent's folders are what they were"
    case .recoverySettled: "after an open intent's moves are done"
    case .recoveryClosed: "after a recovered intent is closed"
    case .recoverySwept: "after staging folders of dead runs are removed"
    case .recoveryMarked: "after cells of dead runs are marked interrupted"
    }
  }

  /// What can be made to happen there. A step that has succeeded for good cannot fail any more.
  public var faults: [Fault] {
    switch self {
    case .stateCommitted, .folderRemove: [.kill, .delay, .stop]
    default: Fault.allCases
    }
  }
}
