import ArgumentParser
import Kernel
import Pipeline

/// A word that stands where a command's name belongs and is none. The parser would speak of the first option behind it instead.
struct UnknownCommand {
  let message: String
  let hint: String

  /// Nil when every command is known.
  static func first(in arguments: [String]) -> Self? {
    var known = "nightshift"
    var commands = Root.configuration.subcommands
    for word in arguments where word != "help" {
      guard !commands.isEmpty, !word.hasPrefix("-") else { return nil }
      guard let command = commands.first(where: { $0.configuration.commandName == word }) else {
        let names = commands.map { $0.configuration }.filter(\.shouldDisplay).compactMap(\.commandName)
        let nearest = Suggestion.nearest(to: word, in: names).map { "did you mean '\(known) \($0)'?" }
        return Self(message: "there is no command '\(known) \(word)'", hint: nearest ?? "`\(known) --help` lists them")
      }
      known += " \(word)"
      commands = command.configuration.subcommands
    }
    return nil
  }
}
