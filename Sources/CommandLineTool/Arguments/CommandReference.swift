import Model

/// The reference of all commands as Markdown, made from the same table as help.
struct CommandReference {
  /// The document, with a line feed at its end.
  let text: String

  init(commands: [Command] = Command.all, language: Language) {
    let words = ManualWords()
    var lines = ["# aemedic", "", Help.purpose[language], ""]
    for command in commands {
      lines.append(
        "- [`aemedic \(command.name)`](#\(Self.anchor(command))): "
          + Self.escaped(command.summary[language]))
    }
    for command in commands { lines += Self.section(command, language) }
    lines += ["", "## \(words.sharedOptions[language])", ""]
    lines += Self.table(Command.sharedOptions, language)
    lines += [
      "", "## \(words.configuration[language])", "", Self.escaped(Configuration.meaning[language]),
      "",
    ]
    lines += ["| config.yaml | |", "|---|---|"]
    lines += Configuration.names.map { "| `\($0)` | `\(Configuration.variable(for: $0))` |" }
    lines += ["", "## \(words.exitStatus[language])", "", "| | |", "|---|---|"]
    lines += ExitStatus.meanings.map { "| \($0.rawValue) | \(Self.escaped($1[language])) |" }
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ command: Command, _ language: Language) -> [String] {
    var lines = ["", "## \(title(command))", "", "`\(command.usage)`", ""]
    lines += [escaped(command.summary[language]) + ".", ""]
    for example in command.examples {
      lines += [escaped(example.meaning[language]) + ":", "", "```sh", example.call, "```", ""]
    }
    return command.options.isEmpty ? lines.dropLast() : lines + table(command.options, language)
  }

  private static func table(_ options: [CommandOption], _ language: Language) -> [String] {
    ["| | |", "|---|---|"]
      + options.map { option in
        let synopsis = option.synopsis.drop { $0 == " " }.replacing("|", with: "\\|")
        return "| `\(synopsis)` | \(escaped(option.help[language])) |"
      }
  }

  private static func title(_ command: Command) -> String { "aemedic \(command.name)" }

  private static func anchor(_ command: Command) -> String {
    title(command).replacing(" ", with: "-")
  }

  /// A text in which nothing is taken for Markdown.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if "\\*_[]<>|#".contains(character) { escaped.append("\\") }
      escaped.append(character == "\n" ? " " : character)
    }
    return escaped
  }
}
