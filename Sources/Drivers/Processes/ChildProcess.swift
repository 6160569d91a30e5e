import Kernel
import Subprocess
import SystemPackage

/// A program run to its end in a process group of its own.
///
/// Cancelling the task ends the whole group: SIGTERM, ten seconds of grace, SIGKILL. When this process dies, the kernel kills the child
/// (`PR_SET_PDEATHSIG`, by way of util-linux's `setpriv`, because swift-subprocess has no hook before `exec`).
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
  /// Receives each chunk of standard output and error as it arrives, before `run` returns.
  public var onOutput: (@Sendable (String) -> Void)?

  public init(_ arguments: [String], environment: [String: String], directory: String, input: String = "") {
    self.arguments = arguments
    self.environment = environment
    self.directory = directory
    self.input = input
  }

  /// - Throws: `NS3101` when the program cannot be started; `CancellationError` when the task was cancelled.
  public func run() async throws -> Result {
    guard let program = arguments.first, let path = resolve(program) else {
      throw Failure(
        3101, "cannot start \(arguments.first ?? "an empty command"): no such program", hint: "install it, or give its full path")
    }
    var options = PlatformOptions()
    options.createSession = true
    // The library ends the sequence with SIGKILL, to the group as well.
    options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(10))]
    let (executable, prefix) = Self.tiedToParent(path)
    do {
      let collected = try await Subprocess.run(
        .path(FilePath(executable)), arguments: Arguments(prefix + arguments.dropFirst()),
        environment: .custom(environment.reduce(into: [:]) { $0[Environment.Key(stringLiteral: $1.key)] = $1.value }),
        workingDirectory: FilePath(directory), platformOptions: options,
        input: .string(input), output: .sequence, error: .sequence
      ) { execution in
        async let output = collect(execution.standardOutput, limit: outputLimit, keepTail: false)
        async let errors = collect(execution.standardError, limit: errorLimit, keepTail: true)
        return try await (output, errors)
      }
      try Task.checkCancellation()
      let code: Int32 =
        switch collected.terminationStatus {
        case .exited(let code): Int32(code)
        case .signaled(let signal): 128 + Int32(signal)
        }
      return Result(code: code, output: collected.closureResult.0, errorTail: collected.closureResult.1)
    } catch let error as SubprocessError {
      try Task.checkCancellation()
      throw Failure(3101, "cannot start \(program): \(error)")
    }
  }

  private func collect(_ chunks: SubprocessOutputSequence, limit: Int, keepTail: Bool) async throws -> String {
    var bytes: [UInt8] = []
    for try await chunk in chunks {
      let piece = chunk.withUnsafeBytes { Array($0) }
      onOutput?(String(decoding: piece, as: UTF8.self))
      bytes += piece
      if bytes.count > limit {
        guard keepTail else { throw Failure(3103, "\(arguments[0]) printed more than \(limit) bytes") }
        bytes.removeFirst(bytes.count - limit)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func resolve(_ program: String) -> String? {
    if program.contains("/") {
      let path = program.hasPrefix("/") ? program : "\(directory)/\(program)"
      return Files.isExecutable(path) ? path : nil
    }
    return Files.findExecutable(program, path: environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")
  }

  private static func tiedToParent(_ program: String) -> (executable: String, arguments: [String]) {
    let setpriv = "/usr/bin/setpriv"
    return Files.isExecutable(setpriv) ? (setpriv, ["--pdeathsig", "KILL", "--", program]) : (program, [])
  }
}
