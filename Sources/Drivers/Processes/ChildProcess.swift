import Glibc
import Kernel

/// A program run to its end in a session and process group of its own.
///
/// Cancelling the task ends the whole group: SIGTERM, eight seconds of grace, SIGKILL. When this process dies, however it dies, the kernel
/// kills the child (`PR_SET_PDEATHSIG`). The child has the three standard streams and no other open file, and no signal ignored or blocked.
public struct ChildProcess: Sendable {
  public struct Result: Sendable {
    /// The exit code, or 128 + the signal's number.
    public let code: Int32
    public let output: String
    /// The last part of standard error, at most `errorLimit` bytes.
    public let errorTail: String
  }

  /// The argument list; its first element is a path or a name found in `PATH`.
  public var arguments: [String]
  public var environment: [String: String]
  public var directory: String
  public var input: String
  /// Most bytes of standard output kept; more than that is a failure of the caller's expectations and throws `NS3103`.
  public var outputLimit = 64 << 20
  public var errorLimit = 256 << 10
  /// Processes that the program has left behind when it ends are ended too, in the same way as the program when its task is cancelled:
  /// those of its group and session, and those that left both but still carry the `NIGHTSHIFT_…` variables of `environment`.
  public var endsDescendants = false
  /// Receives each piece of standard output and error as it arrives, before `run` returns and one at a time. When it is set, `Result.output`
  /// stays empty.
  public var onOutput: (@Sendable (StandardStream, [UInt8]) -> Void)?

  public init(_ arguments: [String], environment: [String: String], directory: String, input: String = "") {
    self.arguments = arguments
    self.environment = environment
    self.directory = directory
    self.input = input
  }

  /// For tasks that do little but start programs and wait for them: it runs on the thread that does so anyway. What computes, or waits for
  /// anything else without suspending, must not run there for long: meanwhile no child is heard.
  public static var executor: any TaskExecutor { ProcessKeeper.shared }

  /// - Throws: `NS3101` when the program cannot be started, `NS3103` when it printed too much; `CancellationError` when the task was cancelled.
  public func run() async throws -> Result {
    guard let program = arguments.first, let path = resolve(program) else { throw notFound }
    try Task.checkCancellation()
    try Failpoint.childStart.hit(path)
    let keeper = ProcessKeeper.shared
    let number = keeper.number()
    let result = try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation {
        keeper.start(self, path: path, number: number, $0)
        // Cancelled before there was anything to end.
        if Task.isCancelled { keeper.end(number) }
      }
    } onCancel: {
      keeper.end(number)
    }
    try Task.checkCancellation()
    try Failpoint.childEnded.hit(path)
    return result
  }

  private var notFound: Failure {
    let program = arguments.first ?? "an empty command"
    guard program.contains("/"), Files.exists(absolute(program)) else {
      return Failure(3101, "cannot start \(program): no such program", hint: "install it, or give its full path")
    }
    return Failure(3101, "cannot start \(absolute(program)): it is no executable file", hint: "`chmod +x` makes a script one")
  }

  private func absolute(_ program: String) -> String { program.hasPrefix("/") ? program : "\(directory)/\(program)" }

  private func resolve(_ program: String) -> String? {
    if program.contains("/") {
      let path = absolute(program)
      return Files.isExecutable(path) ? path : nil
    }
    return KnownPrograms.shared.find(program, path: environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")
  }
}
