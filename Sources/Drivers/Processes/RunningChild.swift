import CLinux
import Glibc
import Kernel

/// One child from its start to the end of everything it left behind. Used on the keeper's thread only.
final class RunningChild {
  /// A run that is told to stop ends within ten seconds, and has something to write down after its children.
  static let grace = Duration.seconds(8)
  /// How often processes that nobody tells us the end of are looked after, in milliseconds.
  private static let glance: Int32 = 5

  private let request: ChildProcess
  private let pid: pid_t
  /// Readable once the child has ended.
  private let descriptor: Int32
  private var pipes: [OutputPipe]
  /// The child is a zombie until `finish`, so that its number stays its own.
  private var hasExited = false
  /// When what still lives is killed; nil while nobody wants it to end.
  private var deadline: Duration?
  private var isKilled = false
  /// What it left behind, and has been asked to end.
  private var asked: Set<pid_t> = []
  private var refusal: Failure?

  /// - Throws: `NS3101` with the system's reason.
  init(_ request: ChildProcess, path: String) throws(Failure) {
    self.request = request
    guard let output = OutputPipe(.output, of: request), let error = OutputPipe(.error, of: request),
      let input = InputFile(request.input)
    else { throw Self.cannotStart(request.arguments[0], errno) }
    pipes = [output, error]
    let program = ProgramText(path: path, request)
    var inDirectory: Int32 = 0
    pid = program.withProgram(input: input.descriptor, output: output.writingEnd, error: error.writingEnd) { linux_start($0, &inDirectory) }
    guard pid > 0 else {
      throw Self.cannotStart(inDirectory == 1 ? "\(request.arguments[0]) in \(request.directory)" : request.arguments[0], errno)
    }
    descriptor = linux_pidfd_open(pid)
    guard descriptor >= 0 else {
      let number = errno
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
      throw Self.cannotStart(request.arguments[0], number)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The descriptors to wait for.
  var watched: [Int32] { pipes.map(\.readingEnd) + (hasExited ? [] : [descriptor]) }

  /// After how many milliseconds to come back even if nothing happens; nil is never.
  var patience: Int32? {
    if hasExited { return Self.glance }
    guard let deadline, !isKilled else { return nil }
    return Int32(clamping: max(0, (deadline - ThisProcess.uptime).components.seconds * 1000 + 1000))
  }

  /// Asks the whole group to end; what is left of it after the grace is killed.
  func end() {
    guard deadline == nil else { return }
    deadline = ThisProcess.uptime + Self.grace
    signalGroup(SIGTERM)
  }

  /// Takes what the ready ones among the descriptors hold.
  func read(_ ready: Set<Int32>) {
    for pipe in pipes where ready.contains(pipe.readingEnd) { take(from: pipe) }
    if ready.contains(descriptor) { hasExited = true }
  }

  /// How it ended, once everything is over; nil before.
  func proceed() -> Result<ChildProcess.Result, any Error>? {
    if let deadline, !isKilled, ThisProcess.uptime >= deadline {
      isKilled = true
      signalGroup(SIGKILL)
    }
    guard hasExited, !somethingIsLeft() else { return nil }
    // What the dead have written is all there; a pipe that a stranger holds open is not waited for.
    for pipe in pipes { while take(from: pipe) {} }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    if let refusal { return .failure(refusal) }
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
    return .success(ChildProcess.Result(code: code, output: pipes[0].text, errorTail: pipes[1].text))
  }

  /// Ends what the child left behind. A process is adopted when its parent ends, so each generation is found in its turn.
  private func somethingIsLeft() -> Bool {
    guard request.endsDescendants || deadline != nil else { return false }
    let left = Descendants.adopted().filter { asked.contains($0) || Descendants.belongs($0, to: pid, environment: request.environment) }
    let alive = left.filter { waitpid($0, nil, WNOHANG) == 0 }
    if !alive.isEmpty { end() }
    for process in alive {
      if isKilled { kill(process, SIGKILL) } else if asked.insert(process).inserted { Self.ask(process) }
    }
    return !alive.isEmpty
  }

  @discardableResult
  private func take(from pipe: OutputPipe) -> Bool {
    switch pipe.take() {
    case .some(let bytes):
      if let onOutput = request.onOutput { onOutput(pipe.stream, bytes) } else { pipe.keep(bytes) }
      if pipe.stream == .output, pipe.isOverfull, refusal == nil {
        refusal = Failure(3103, "\(request.arguments[0]) printed more than \(request.outputLimit) bytes")
        end()
      }
      return true
    case nil: return false
    }
  }

  private func signalGroup(_ number: Int32) {
    kill(-pid, number)
    // One that has been stopped cannot hear a signal that it may catch.
    if number == SIGTERM { kill(-pid, SIGCONT) }
  }

  private static func ask(_ process: pid_t) {
    kill(process, SIGTERM)
    kill(process, SIGCONT)
  }

  private static func cannotStart(_ what: String, _ number: Int32) -> Failure {
    Failure(3101, "cannot start \(what): \(String(cString: strerror(number)))")
  }
}
