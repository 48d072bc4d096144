import Model

/// The script by which fish completes commands, options and their values, each with what it means.
struct FishCompletion {
  /// The script, with a line feed at its end.
  let text: String

  init(commands: [Command] = Command.all, language: Language) {
    var lines = [
      """
      # Completion of aemedic for fish. Made by `aemedic completion fish`.

      # The words of the command that is being written, options and their values left out.
      function __aemedic_words
        set -l skips 0
        for word in (commandline -opc)[2..-1]
          if test $skips -eq 1
            set skips 0
          else if contains -- $word --lang --color
            set skips 1
          else if not string match -q -- '-*' $word
            echo $word
          end
        end
      end

      function __aemedic_needs_command
        test (count (__aemedic_words)) -eq 0
      end

      function __aemedic_needs_word
        set -l words (__aemedic_words)
        test (count $words) -eq 1; and test "$words[1]" = $argv[1]
      end

      function __aemedic_runs
        set -l words (__aemedic_words)
        test (count $words) -ge (count $argv); or return 1
        test "$words[1..$(count $argv)]" = "$argv"
      end

      complete -c aemedic -n __aemedic_needs_command -l version \
      -d \(ShellText.fishQuoted(Self.version[language]))
      """
    ]
    for option in Command.sharedOptions {
      lines.append("complete -c aemedic \(Self.specification(option, language))")
    }
    for word in Command.firstWords {
      let command = commands.first { $0.words == [word] }
      let group = Command.commands(behind: word)
      let meaning = command?.summary[language] ?? group.map { $0.words[1] }.joined(separator: ", ")
      lines.append(
        "complete -c aemedic -n __aemedic_needs_command -a \(word)"
          + " -d \(ShellText.fishQuoted(meaning))")
      for command in group {
        lines.append(
          "complete -c aemedic -n '__aemedic_needs_word \(word)' -f -a \(command.words[1])"
            + " -d \(ShellText.fishQuoted(command.summary[language]))")
      }
    }
    for command in commands { lines += Self.lines(command, language) }
    text = lines.joined(separator: "\n") + "\n"
  }

  private static let version = LocalizedText(
    en: "say which version this is", fr: "donner la version", ja: "バージョンを表示")

  private static func lines(_ command: Command, _ language: Language) -> [String] {
    let condition = "-n '__aemedic_runs \(command.name)'"
    let options = command.options.map {
      "complete -c aemedic \(condition) \(specification($0, language))"
    }
    switch command.completedOperand {
    case .file: return options
    case .folder:
      return options + ["complete -c aemedic \(condition) -f -a '(__fish_complete_directories)'"]
    case .nothing, .prefixes: return options + ["complete -c aemedic \(condition) -f"]
    case .words(let words):
      return options
        + [
          "complete -c aemedic \(condition) -f -a \(ShellText.fishQuoted(words.joined(separator: " ")))"
        ]
    }
  }

  private static func specification(_ option: CommandOption, _ language: Language) -> String {
    let short = option.short.map { "-s \($0) " } ?? ""
    let meaning = "-d \(ShellText.fishQuoted(option.help[language]))"
    let value =
      switch option.completed {
      case nil: ""
      case .nothing: "-x "
      case .words(let words), .prefixes(let words):
        "-x -a \(ShellText.fishQuoted(words.joined(separator: " "))) "
      case .file: "-r -F "
      case .folder: "-x -a '(__fish_complete_directories)' "
      }
    return "\(short)-l \(option.name) \(value)\(meaning)"
  }
}
