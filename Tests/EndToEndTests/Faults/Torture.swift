import Drivers
import Kernel

/// `make torture` asks for many more repetitions than continuous integration has time for.
enum Torture {
  static let times = World.system().environment["NIGHTSHIFT_TORTURE"].flatMap { Int($0) }
}
