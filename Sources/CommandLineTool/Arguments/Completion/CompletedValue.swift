/// What a shell can offer where a value or an operand is to be written.
enum CompletedValue: Hashable, Sendable {
  /// Nothing that a shell could know.
  case nothing

  /// One of a few words.
  case words([String])

  /// A word that is followed at once by the path of a file, such as `html=report.html`.
  case prefixes([String])

  /// A file, and folders on the way to it.
  case file

  /// A folder.
  case folder

  /// - Parameter placeholder: What stands for the value in help, such as `FORMAT=FILE`.
  fileprivate init(placeholder: String) {
    let words = placeholder.split { !$0.isLetter }.map(String.init)
    if words.contains(where: ["FILE", "PATH", "REPORT", "BEFORE", "PLAN"].contains) {
      self = .file
    } else if words == ["DIR"] {
      self = .folder
    } else {
      self = .nothing
    }
  }
}

extension CommandOption {
  /// What to offer for its value; `nil` for a switch.
  var completed: CompletedValue? {
    guard let value else { return nil }
    if !choices.isEmpty { return .words(choices) }
    if !prefixes.isEmpty { return .prefixes(prefixes.map { $0 + "=" }) }
    // A name that goes before a path is for the person to write.
    return value.contains("=") ? .nothing : CompletedValue(placeholder: value)
  }
}

extension Command {
  /// What to offer for its operands.
  var completedOperand: CompletedValue {
    let words = operands.split(whereSeparator: " |".contains).map(String.init)
      .filter { !$0.isEmpty && $0.allSatisfy { $0.isLowercase || $0 == "-" } && $0 != "-" }
    if !words.isEmpty { return .words(words) }
    if operands.contains("DIR|FILE") { return .file }
    return CompletedValue(placeholder: operands)
  }
}

extension Command {
  /// The first words of all commands, in the order of help, each once.
  static var firstWords: [String] {
    var words: [String] = []
    for command in all where !words.contains(command.words[0]) { words.append(command.words[0]) }
    return words
  }

  /// The words that go on behind a first one, with what each command does.
  static func commands(behind word: String) -> [Command] {
    all.filter { $0.words.count > 1 && $0.words[0] == word }
  }
}
