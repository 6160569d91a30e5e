import ArgumentParser
import Drivers
import Kernel

/// `nightshift manual`: the manual page, made from the same help texts; `make install` puts it in place.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "manual", abstract: "Print the manual page.", shouldDisplay: false)

  func run() {
    Console.write(Self.page, to: .output)
  }

  static var page: String {
    var text = """
      .TH NIGHTSHIFT 1 "" "nightshift \(Version.current)" "User Commands"
      .SH NAME
      nightshift \\- tends an event data lake at night
      .SH SYNOPSIS
      .B nightshift
      .I command
      [options]
      .SH DESCRIPTION

      """
    text += block(Root.helpMessage(columns: 78))
    text += ".SH COMMANDS\n"
    for command in leaves(Root.self) {
      text += ".SS \"nightshift \(command.path)\"\n" + block(Root.helpMessage(for: command.type, columns: 78))
    }
    text += ".SH EXIT STATUS\n"
    for code in ExitCode.allCases { text += ".TP\n.B \(code.rawValue)\n\(escaped(code.meaning))\n" }
    return text
  }

  /// Every command that does something, with the words that lead to it.
  private static func leaves(_ type: any ParsableCommand.Type, path: [String] = []) -> [(path: String, type: any ParsableCommand.Type)] {
    let configuration = type.configuration
    let subcommands = configuration.subcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
    if subcommands.isEmpty { return configuration.shouldDisplay ? [(path.joined(separator: " "), type)] : [] }
    return subcommands.flatMap { leaves($0, path: path + [$0.configuration.commandName ?? ""]) }
  }

  private static func block(_ text: String) -> String { ".nf\n\(escaped(text))\n.fi\n" }

  /// A line of text that begins with a dot or a quote would be a request.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : String(line)
    }.joined(separator: "\n").replacing("-", with: "\\-")
  }
}
