import Kernel

/// A commit that was cut off by a failure where only what is on the disk tells whether it holds: as after a crash, the run ends, what is staged
/// stays, and the next start finishes the commit or takes it back.
struct CommitInDoubt: Error {
  let failure: Failure

  init(_ error: any Error) {
    failure = (error as? Failure) ?? Failure(9001, "unexpected error of type \(type(of: error)) in a commit", detail: "\(error)")
  }
}
