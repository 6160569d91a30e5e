import ArgumentParser
import Drivers
import Kernel
import Synchronization

/// The one funnel from a command line to an exit code: every way a command can end comes through here.
public enum Entry {
  public static func main(_ arguments: [String]) async -> Int32 {
    var command: any ParsableCommand
    do {
      command = try Root.parseAsRoot(arguments)
    } catch {
      let code = Root.exitCode(for: error).rawValue
      if code != 0, let unknown = UnknownCommand.first(in: arguments) {
        Console.error(unknown.message, hint: unknown.hint)
        return Kernel.ExitCode.usage.rawValue
      }
      Console.write(Root.fullMessage(for: error) + "\n", to: code == 0 ? .output : .error)
      return code
    }
    do {
      if let text = World.system().environment[FaultPlan.variable], !text.isEmpty { Failpoint.arm(try FaultPlan(text)) }
    } catch {
      Console.error(
        "\(FaultPlan.variable): \(error.message)", hint: "`nightshift state failpoints` lists them, without \(FaultPlan.variable) set")
      return Kernel.ExitCode.usage.rawValue
    }
    let received = Mutex<Int32>(0)
    let work = Task { [command] in
      var command = command
      if var asynchronous = command as? any AsyncParsableCommand { try await asynchronous.run() } else { try command.run() }
    }
    let signals = TerminationSignals { signal in
      received.withLock { $0 = signal }
      work.cancel()
    }
    defer { withExtendedLifetime(signals) {} }
    do {
      try await work.value
      return Kernel.ExitCode.success.rawValue
    } catch {
      let signal = received.withLock { $0 }
      if signal != 0 { return 128 + signal }
      return report(error).rawValue
    }
  }

  /// Prints what a person must know and says what the process tells cron.
  private static func report(_ error: any Error) -> Kernel.ExitCode {
    switch error {
    case let ending as Ending: return ending.code
    case let failure as Failure:
      Console.error("\(failure.code): \(failure.message)", hint: failure.hint)
      return exitCode(of: failure)
    case is CancellationError: return .interrupted
    case let error as ValidationError:
      Console.error(error.message, hint: nil)
      return .usage
    default:
      // Help that was asked for, and what the parser finds only now.
      let code = Root.exitCode(for: error).rawValue
      if code == Kernel.ExitCode.success.rawValue || code == Kernel.ExitCode.usage.rawValue {
        Console.write(Root.fullMessage(for: error) + "\n", to: code == 0 ? .output : .error)
        return code == 0 ? .success : .usage
      }
      Console.error("NS9001: unexpected error of type \(type(of: error)): \(error)", hint: "this is a bug in nightshift")
      return .bug
    }
  }

  private static func exitCode(of failure: Failure) -> Kernel.ExitCode {
    switch failure.code.number {
    case 3002, 5016: .locked
    case 9000...9999: .bug
    default: .jobFailed
    }
  }
}

/// How a command ends when it is not with success: everything worth saying has been said.
struct Ending: Error {
  let code: Kernel.ExitCode
}
