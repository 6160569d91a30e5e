import Drivers
import Glibc
import Kernel
import Synchronization
import TestSupport
import Testing

@Suite struct ChildProcessTests {
  private func shell(_ script: String, environment: [String: String] = [:]) -> ChildProcess {
    ChildProcess(["sh", "-c", script], environment: ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }, directory: "/")
  }

  @Test func streamsAreKeptApartAndTheCodeIsItsOwn() async throws {
    let result = try await shell("echo out; echo err >&2; exit 7").run()
    #expect(result.output == "out\n" && result.errorTail == "err\n" && result.code == 7)
    #expect(try await shell("kill -9 $$").run().code == 128 + SIGKILL)
    #expect(try await shell("kill -TERM $$").run().code == 128 + SIGTERM)
  }

  @Test func inputOfAnySizeArrivesAndNobodyHasToReadIt() async throws {
    for size in [0, 1, 65_536, 3_000_000] {
      let text = String(repeating: "x", count: size)
      let copy = try await ChildProcess(["cat"], environment: [:], directory: "/", input: text).run()
      #expect(copy.output == text)
      #expect(try await ChildProcess(["true"], environment: [:], directory: "/", input: text).run().code == 0)
    }
  }

  @Test func itHasItsOwnSessionAndNothingOfOurs() async throws {
    let kept = open("/dev/null", O_RDONLY)
    defer { close(kept) }
    let result = try await shell("ls /proc/self/fd; grep -E 'SigBlk|SigIgn' /proc/self/status; cat /proc/$$/stat; echo $$; pwd; env").run()
    let lines = result.output.split(separator: "\n").map(String.init)
    // `ls` itself opens the folder that it lists.
    #expect(Array(lines[..<4]) == ["0", "1", "2", "3"])
    #expect(Array(lines[4...5]) == ["SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000"])
    let fields = lines[6].split(separator: " ")
    #expect(fields[0] == fields[4] && fields[0] == fields[5] && String(fields[0]) == lines[7])
    #expect(lines[8] == "/")
    #expect(Set(lines[9...].filter { !$0.hasPrefix("_=") }) == ["PATH=/usr/bin:/bin", "PWD=/"])
  }

  @Test func whatCannotBeStartedSaysWhy() async throws {
    try await inScratchFolder { folder in
      try Files.create("\(folder)/text", Array("\u{7F}garbage".utf8))
      #expect(chmod("\(folder)/text", 0o755) == 0)
      try Files.create("\(folder)/plain", Array("echo".utf8))
      for (arguments, directory, words) in [
        (["/nowhere/at/all"], "/", "no such program"), (["no-such-program-at-all"], "/", "no such program"), ([], "/", "an empty command"),
        (["\(folder)/text"], "/", "\(folder)/text: Exec format error"),
        (["./plain"], folder, "\(folder)/./plain: it is no executable file"), (["./none"], folder, "./none: no such program"),
        (["true"], "\(folder)/gone", "true in \(folder)/gone: No such file"),
      ] {
        let failure = await #expect(throws: Failure.self) {
          try await ChildProcess(arguments, environment: [:], directory: directory).run()
        }
        #expect(failure?.code == 3101 && failure?.message.contains(words) == true, "\(failure?.message ?? "")")
      }
    }
  }

  @Test func outputHasALimitAndErrorsATail() async throws {
    var endless = shell("while :; do echo 0123456789; done")
    endless.outputLimit = 100_000
    let child = endless
    let failure = await #expect(throws: Failure.self) { try await child.run() }
    #expect(failure?.code == 3103)
    var talker = shell("i=0; while [ $i -lt 2000 ]; do echo line $i >&2; i=$((i+1)); done")
    talker.errorLimit = 1000
    let tail = try await talker.run().errorTail
    #expect(tail.utf8.count == 1000 && tail.hasSuffix("line 1999\n"))
  }

  @Test func bytesArriveAsTheyAreWhileItRuns() async throws {
    let heard = Mutex<[StandardStream: [UInt8]]>([:])
    var child = shell("printf 'a\\377b'; printf 'c' >&2; head -c 300000 /dev/zero")
    child.onOutput = { stream, bytes in heard.withLock { $0[stream, default: []] += bytes } }
    let result = try await child.run()
    #expect(result.output.isEmpty && result.errorTail.isEmpty)
    #expect(heard.withLock { $0[.output] } == [97, 255, 98] + [UInt8](repeating: 0, count: 300_000))
    #expect(heard.withLock { $0[.error] } == [99])
  }

  @Test func aThousandAtFourAtOnceAllEnd() async throws {
    try await withThrowingTaskGroup(of: Int32.self) { group in
      for number in 0..<1000 {
        if number >= 4 { #expect(try await group.next() == 0) }
        group.addTask { try await ChildProcess(["true"], environment: [:], directory: "/").run().code }
      }
      for try await code in group { #expect(code == 0) }
    }
  }

  @Test(arguments: ["trap 'echo asked; exit 3' TERM; echo ready; while :; do sleep 0.01; done", "echo ready; kill -STOP $$"])
  func cancellationAsksFirst(_ script: String) async throws {
    let (ready, arrived) = AsyncStream.makeStream(of: String.self)
    var child = shell(script)
    child.onOutput = { arrived.yield(String(decoding: $1, as: UTF8.self)) }
    let work = Task { [child] in try await child.run() }
    var heard = ""
    var lines = ready.makeAsyncIterator()
    while !heard.contains("ready"), let text = await lines.next() { heard += text }
    work.cancel()
    await #expect(throws: CancellationError.self) { try await work.value }
    arrived.finish()
    while let text = await lines.next() { heard += text }
    #expect(heard.contains("asked") == script.contains("asked"))
  }

  @Test func aTaskThatIsCancelledAlreadyStartsNothing() async throws {
    try await inScratchFolder { folder in
      let child = shell("touch \(folder)/made")
      let work = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await child.run()
      }
      await #expect(throws: CancellationError.self) { try await work.value }
      #expect(!Files.exists("\(folder)/made"))
    }
  }

  /// A daemon leaves its parent's session and group, and holds its standard output.
  @Test(arguments: [true, false]) func whatIsLeftBehindEndsWhereThatIsAskedFor(_ ends: Bool) async throws {
    try await inScratchFolder { folder in
      // The program ends once both daemons have said who they are, into named pipes that it reads.
      let script = """
        mkfifo \(folder)/a \(folder)/b
        setsid sh -c 'echo $$ > \(folder)/a; exec sleep 1000' & read first < \(folder)/a
        setsid sh -c 'echo $$ > \(folder)/b; (sleep 1000; :)' & read second < \(folder)/b
        sleep 1000 & echo $first $second $!
        """
      var child = shell(script, environment: ["NIGHTSHIFT_JOB": "left-behind-\(ends)"])
      child.endsDescendants = ends
      let pids = try await child.run().output.split { $0 == " " || $0 == "\n" }.compactMap { pid_t($0) }
      #expect(pids.count == 3)
      for pid in pids {
        #expect((kill(pid, 0) == 0) == !ends)
        guard !ends else { continue }
        // A daemon leads a group of its own, the third is in the program's. All of them have come to this process, the subreaper.
        for process in [-pid, pid] where kill(process, SIGKILL) == 0 { while waitpid(process, nil, 0) > 0 {} }
      }
    }
  }
}
