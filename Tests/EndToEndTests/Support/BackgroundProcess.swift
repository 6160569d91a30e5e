import Drivers
import Glibc

/// A program that a test starts, signals by its pid and waits for.
final class BackgroundProcess {
  let pid: pid_t
  private var status: Int32?

  /// Its output goes to the file.
  init(_ program: String, _ arguments: [String], in directory: String, environment: [String: String], output: String) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // `env -C` changes the folder and becomes the program: the pid stays.
    let argv = (["env", "-C", directory, program] + arguments).map { strdup($0) } + [nil]
    let envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var pid: pid_t = 0
    let isStarted = Orphans.sparing { spared in
      guard posix_spawn(&pid, "/usr/bin/env", &actions, nil, argv, envp) == 0 else { return false }
      spared.insert(pid)
      return true
    }
    guard isStarted else { throw Files.failureForTest(program) }
    self.pid = pid
  }

  /// A zombie whose new parent has not looked yet is dead.
  static func isAlive(_ pid: pid_t) -> Bool {
    guard let stat = fopen("/proc/\(pid)/stat", "r") else { return false }
    defer { fclose(stat) }
    var line = [CChar](repeating: 0, count: 256)
    fgets(&line, 256, stat)
    return !String(decoding: line.map { UInt8(bitPattern: $0) }, as: UTF8.self).contains(") Z ")
  }

  func signal(_ number: Int32) { kill(pid, number) }

  /// Returns when it has been stopped by SIGSTOP; false when it has ended instead.
  func waitUntilStopped() -> Bool {
    var raw: Int32 = 0
    while waitpid(pid, &raw, WUNTRACED) < 0, errno == EINTR {}
    if raw & 0xFF == 0x7F { return true }
    status = Self.code(raw)
    return false
  }

  /// The exit code, or 128 + the signal that ended it.
  @discardableResult
  func wait() -> Int32 {
    if let status { return status }
    var raw: Int32 = 0
    while waitpid(pid, &raw, 0) < 0, errno == EINTR {}
    let ended = Self.code(raw)
    status = ended
    Orphans.sparing { $0.remove(pid) }
    Orphans.bury()
    return ended
  }

  private static func code(_ raw: Int32) -> Int32 { raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + raw & 0x7F }

  deinit {
    if status == nil {
      kill(pid, SIGKILL)
      wait()
    }
  }
}
