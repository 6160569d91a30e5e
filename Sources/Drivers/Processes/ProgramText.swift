import CLinux
import Glibc

/// A program's path, folder, arguments and environment as C wants them.
final class ProgramText {
  private let path: UnsafeMutablePointer<CChar>?
  private let directory: UnsafeMutablePointer<CChar>?
  private let arguments: [UnsafeMutablePointer<CChar>?]
  private let environment: [UnsafeMutablePointer<CChar>?]

  init(path: String, _ child: ChildProcess) {
    self.path = strdup(path)
    directory = strdup(child.directory)
    arguments = child.arguments.map { strdup($0) } + [nil]
    environment = child.environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
  }

  deinit { for text in [path, directory] + arguments + environment { free(text) } }

  func withProgram<Result>(input: Int32, output: Int32, error: Int32, _ body: (UnsafePointer<linux_program>) -> Result) -> Result {
    arguments.withUnsafeBufferPointer { arguments in
      environment.withUnsafeBufferPointer { environment in
        var program = linux_program(
          path: path, arguments: arguments.baseAddress, environment: environment.baseAddress, directory: directory, input: input,
          output: output, error: error)
        return body(&program)
      }
    }
  }
}
