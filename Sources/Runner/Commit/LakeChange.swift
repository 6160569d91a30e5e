import Drivers
import JobKit
import Kernel
import Lake

/// The two halves of a commit that touch the lake, each safe to repeat after a crash at any instruction.
struct LakeChange: Sendable {
  let lake: LakeLayout

  /// Before the catalog: staged folders become live. Readers see the old folder or the new one.
  func publish(_ document: IntentDocument) throws(Failure) {
    for exchange in document.exchanges {
      try Files.makeDirectory(Files.directory(of: exchange.target))
      if Files.exists(exchange.target) {
        try Files.exchange(exchange.staged, exchange.target)
      } else {
        try Files.rename(exchange.staged, to: exchange.target)
      }
    }
  }

  /// Instead of the catalog, after a crash before it: live folders become what they were.
  func takeBack(_ document: IntentDocument) throws(Failure) {
    for exchange in document.exchanges {
      guard Files.isDirectory(exchange.target) else {
        // Its folders may have been made for it.
        Files.removeEmptyDirectories(from: Files.directory(of: exchange.target), upTo: lake.root)
        continue
      }
      guard try exchange.manifest.matches(folder: exchange.target) else { continue }
      if Files.isDirectory(exchange.staged) {
        guard try !exchange.manifest.matches(folder: exchange.staged) else { continue }
        try Files.exchange(exchange.staged, exchange.target)
      } else {
        try Files.remove(exchange.target)
        Files.removeEmptyDirectories(from: Files.directory(of: exchange.target), upTo: lake.root)
      }
    }
    try removeStaged(document)
  }

  /// After the catalog: objects go where it says they are, old folders and erased bytes go for good.
  func settle(_ document: IntentDocument) throws(Failure) {
    for move in document.moves {
      let (from, to) = (lake.path(move.from), lake.path(move.to))
      // A source that is gone was moved by the process that died, which may have left its folders.
      if Files.exists(from) {
        try Files.makeDirectory(Files.directory(of: to))
        try Files.rename(from, to: to)
      }
      Files.removeEmptyDirectories(from: Files.directory(of: from), upTo: lake.root)
    }
    for path in document.erasures {
      try Files.remove(path)
      Files.removeEmptyDirectories(from: Files.directory(of: path), upTo: lake.root)
    }
    try removeStaged(document)
  }

  private func removeStaged(_ document: IntentDocument) throws(Failure) {
    for exchange in document.exchanges { try Files.remove(exchange.staged) }
  }
}
