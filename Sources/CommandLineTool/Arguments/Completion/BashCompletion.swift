/// The script by which bash completes commands, options and their values.
///
/// It needs nothing of the package bash-completion. What it knows are two tables: the options of
/// each command, and what follows each option.
struct BashCompletion {
  /// The script, with a line feed at its end.
  let text: String

  init(commands: [Command] = Command.all) {
    text = """
      # Completion of aemedic for bash. Made by `aemedic completion bash`.

      _aemedic_words() {
        COMPREPLY=($(compgen -W "$1" -- "$2"))
      }

      _aemedic_files() {
        local IFS=$'\\n'
        COMPREPLY=($(compgen "$1" -- "$2"))
        compopt -o filenames 2>/dev/null
      }

      _aemedic() {
        local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]}
        local command= index=1
        COMPREPLY=()
        # An equals sign is a word of its own to bash.
        if [[ $word == "=" ]]; then
          word=
        elif [[ $option == "=" ]]; then
          option=${COMP_WORDS[COMP_CWORD-2]}
        fi
        while ((index < COMP_CWORD)); do
          case ${COMP_WORDS[index]} in
            --lang | --color) ((index += 1)) ;;
            =) ((index += 1)) ;;
            -*) ;;
            *)
              command=${COMP_WORDS[index]}
              break
              ;;
          esac
          ((index += 1))
        done
        case $command in
      \(Self.groups)
        esac
        case "$command:$option" in
      \(commands.map(Self.values).joined())\
          *:--lang) _aemedic_words "en fr ja" "$word"; return ;;
          *:--color) _aemedic_words "auto always never" "$word"; return ;;
        esac
        if [[ $word == -* ]]; then
          case $command in
      \(commands.map(Self.options).joined())\
            '') _aemedic_words "--help --lang --color --version" "$word" ;;
            *) _aemedic_words "--help --lang --color" "$word" ;;
          esac
          return
        fi
        case $command in
      \(commands.map(Self.operands).joined())\
          '')
            _aemedic_words "\(Command.firstWords.joined(separator: " "))" "$word"
            [[ ${#COMPREPLY[@]} -gt 0 ]] || _aemedic_files -f "$word"
            ;;
        esac
      }

      complete -F _aemedic aemedic

      """
  }

  /// Takes the second word of a command in.
  private static var groups: String {
    Command.firstWords.filter { !Command.commands(behind: $0).isEmpty }.map { word in
      let seconds = Command.commands(behind: word).map { $0.words[1] }
      return """
            \(word))
              if ((index + 1 == COMP_CWORD)); then
                _aemedic_words "\(seconds.joined(separator: " "))" "$word"
                return
              fi
              command="\(word) ${COMP_WORDS[index+1]}"
              ;;
        """
    }.joined(separator: "\n")
  }

  private static func options(_ command: Command) -> String {
    let options = command.allOptions.map { "--\($0.name)" }.joined(separator: " ")
    return "      \"\(command.name)\") _aemedic_words \"\(options)\" \"$word\" ;;\n"
  }

  private static func values(_ command: Command) -> String {
    command.options.map { option in
      guard let completed = option.completed else { return "" }
      let short = option.short.map { " | \"\(command.name):-\($0)\"" } ?? ""
      let call = call(completed) ?? ":"
      return "    \"\(command.name):--\(option.name)\"\(short)) \(call); return ;;\n"
    }.joined()
  }

  private static func operands(_ command: Command) -> String {
    call(command.completedOperand).map { "    \"\(command.name)\") \($0) ;;\n" } ?? ""
  }

  private static func call(_ completed: CompletedValue) -> String? {
    switch completed {
    case .nothing: nil
    case .words(let words): "_aemedic_words \"\(words.joined(separator: " "))\" \"$word\""
    case .prefixes(let words):
      "_aemedic_words \"\(words.joined(separator: " "))\" \"$word\"; compopt -o nospace 2>/dev/null"
    case .file: "_aemedic_files -f \"$word\""
    case .folder: "_aemedic_files -d \"$word\""
    }
  }
}
