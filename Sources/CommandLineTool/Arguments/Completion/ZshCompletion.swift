import Model

/// The script by which zsh completes commands, options and their values, each with what it means.
struct ZshCompletion {
  /// The script, with a line feed at its end.
  let text: String

  private let language: Language

  init(commands: [Command] = Command.all, language: Language) {
    self.language = language
    let shared = Self.specifications(Command.sharedOptions, language)
    text = """
      #compdef aemedic
      # Completion of aemedic for zsh. Made by `aemedic completion zsh`.

      _aemedic() {
        local curcontext="$curcontext" state line
        typeset -A opt_args
        _arguments -C \(shared) \\
          '1: :->command' '*:: :->rest'
        case $state in
          command)
            local -a commands=(
      \(Self.firsts(language))
            )
            _describe -t commands command commands
            _files
            ;;
          rest)
            case $line[1] in
      \(Command.firstWords.map { Self.rest($0, commands, language) }.joined())\
              *) _files ;;
            esac
            ;;
        esac
      }

      \(Command.firstWords.map { Self.group($0, language) }.joined())\
      if [ "$funcstack[1]" = "_aemedic" ]; then
        _aemedic "$@"
      else
        compdef _aemedic aemedic
      fi

      """
  }

  private static func firsts(_ language: Language) -> String {
    Command.firstWords.map { word in
      let command = Command.all.first { $0.words == [word] }
      let group = Command.commands(behind: word).map { $0.words[1] }.joined(separator: ", ")
      return "        " + described(word, command?.summary[language] ?? group)
    }.joined(separator: "\n")
  }

  /// What follows a first word: the arguments of the command, or the second words of a group.
  private static func rest(
    _ word: String, _ commands: [Command], _ language: Language
  ) -> String {
    if !Command.commands(behind: word).isEmpty {
      return "        \(word)) _aemedic_\(word) ;;\n"
    }
    guard let command = commands.first(where: { $0.words == [word] }) else { return "" }
    return "        \(word))\n          \(arguments(command, language))\n          ;;\n"
  }

  private static func group(_ word: String, _ language: Language) -> String {
    let commands = Command.commands(behind: word)
    guard !commands.isEmpty else { return "" }
    let cases = commands.map { command in
      "        \(command.words[1]))\n          \(arguments(command, language))\n          ;;\n"
    }
    let words = commands.map { "        " + described($0.words[1], $0.summary[language]) }
    return """
      _aemedic_\(word)() {
        local curcontext="$curcontext" state line
        typeset -A opt_args
        _arguments -C '1: :->command' '*:: :->rest'
        case $state in
          command)
            local -a commands=(
      \(words.joined(separator: "\n"))
            )
            _describe -t commands command commands
            ;;
          rest)
            case $line[1] in
      \(cases.joined())\
            esac
            ;;
        esac
      }


      """
  }

  private static func arguments(_ command: Command, _ language: Language) -> String {
    let options = specifications(command.allOptions, language)
    let operand = command.operandCount.upperBound > 0 ? action(command.completedOperand) : nil
    let rest = operand.map { " \\\n      " + ShellText.quoted("*: :\($0)") } ?? ""
    return "_arguments \(options)\(rest)"
  }

  private static func specifications(_ options: [CommandOption], _ language: Language) -> String {
    options.map { option in
      let meaning = escaped(option.help[language])
      let value = option.completed.map {
        ":\(escaped(option.value ?? "")):\(action($0) ?? " ")"
      }
      let names = [option.short.map { "-\($0)" }, "--\(option.name)"].compactMap(\.self)
      let excluded = option.isRepeatable ? "*" : "(\(names.joined(separator: " ")))"
      return names.map { name in
        let joint = value == nil ? "" : name.hasPrefix("--") ? "=" : "+"
        return "\\\n      "
          + ShellText.quoted("\(excluded)\(name)\(joint)[\(meaning)]\(value ?? "")")
      }.joined(separator: " ")
    }.joined(separator: " ")
  }

  private static func action(_ completed: CompletedValue) -> String? {
    switch completed {
    case .nothing: nil
    case .words(let words): "(\(words.joined(separator: " ")))"
    case .prefixes(let words): "{compadd -S '' -- \(words.joined(separator: " "))}"
    case .file: "_files"
    case .folder: "_files -/"
    }
  }

  private static func described(_ word: String, _ meaning: String) -> String {
    ShellText.quoted(word + ":" + meaning)
  }

  /// Without what has a meaning inside a specification of `_arguments`.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if "[]:\\".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}
