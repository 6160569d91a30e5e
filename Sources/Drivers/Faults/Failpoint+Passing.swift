import Glibc
public import Kernel
import Synchronization

extension Failpoint {
  /// What this process was armed with, and how often the point has been passed since.
  private struct Armed {
    let plan: FaultPlan
    var passings = 0
  }

  private static let isArmed = Atomic(false)
  private static let armed = Mutex<Armed?>(nil)

  /// From now on, for the whole process.
  public static func arm(_ plan: FaultPlan) {
    armed.withLock { $0 = Armed(plan: plan) }
    isArmed.store(true, ordering: .relaxed)
  }

  /// Passes the point.
  /// - Parameter path: what the step is about; for the failure's message.
  /// - Throws: `NS3001` where the plan says `eio` or `enospc`.
  @inline(__always)
  public func hit(_ path: @autoclosure () -> String = "") throws(Failure) {
    guard Self.isArmed.load(ordering: .relaxed) else { return }
    let path = path()
    if let number = strike(path) {
      errno = number
      throw Files.failure("pass \(rawValue)\(path.isEmpty ? "" : " of")", path)
    }
  }

  /// Passes the point in front of a system call: false, with `errno` set, where the call is to fail.
  @inline(__always)
  func passes(_ path: @autoclosure () -> String) -> Bool {
    guard Self.isArmed.load(ordering: .relaxed), let number = strike(path()) else { return true }
    errno = number
    return false
  }

  private func strike(_ path: String) -> Int32? {
    let fault = Self.armed.withLock { armed -> Fault? in
      switch armed?.plan {
      case .trace(let file): Self.append("\(rawValue) \(path)\n", to: file)
      case .strike(self, let passing, let fault):
        armed?.passings += 1
        if armed?.passings == passing { return fault }
      case .strike, nil: break
      }
      return nil
    }
    return fault?.strike()
  }

  private static func append(_ line: String, to file: String) {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { return }
    _ = line.withCString { Glibc.write(descriptor, $0, strlen($0)) }
    close(descriptor)
  }
}
