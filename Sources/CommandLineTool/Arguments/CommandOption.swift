import Model

/// An option of a command, from which parsing and help are both made.
struct CommandOption: Sendable {
  /// The long name without hyphens.
  let name: String

  /// The one-letter name, if it has one.
  let short: Character?

  /// What stands for the value in help, such as `FILE`; `nil` for a switch.
  let value: String?

  /// The values it takes, if they are few.
  let choices: [String]

  /// The words that its value begins with before an equals sign, if they are few.
  let prefixes: [String]

  /// Whether it may stand several times.
  let isRepeatable: Bool

  /// What it does.
  let help: LocalizedText

  init(
    _ name: String, short: Character? = nil, value: String? = nil, choices: [String] = [],
    prefixes: [String] = [], isRepeatable: Bool = false, help: LocalizedText
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.choices = choices
    self.prefixes = prefixes
    self.isRepeatable = isRepeatable
    self.help = help
  }

  /// How help shows it, such as `-o, --output FILE`.
  var synopsis: String {
    let value = choices.isEmpty ? value : choices.joined(separator: "|")
    return (short.map { "-\($0), " } ?? "    ") + "--\(name)" + (value.map { " \($0)" } ?? "")
  }
}

/// A command of the tool.
struct Command: Sendable {
  /// The words that call it, such as `kb build`.
  let words: [String]

  /// What it takes besides options, as help shows it.
  let operands: String

  /// How many operands it takes.
  let operandCount: ClosedRange<Int>

  /// What it does, in a line.
  let summary: LocalizedText

  /// The options it takes, those of every command aside.
  let options: [CommandOption]

  /// Calls to learn from, each with what it does.
  let examples: [Example]

  /// Whether it runs all the same where the configuration is broken.
  var toleratesMisconfiguration = false

  /// What carries it out.
  let run: @Sendable (Invocation) throws -> ExitStatus

  /// A call to learn from.
  struct Example: Sendable {
    let call: String
    let meaning: LocalizedText
  }

  /// The words as one.
  var name: String { words.joined(separator: " ") }

  /// The options it takes, those of every command included.
  var allOptions: [CommandOption] { options + Self.sharedOptions }

  /// Options that every command takes.
  static let sharedOptions = [
    CommandOption(
      "lang", value: "LANG", choices: Language.allCases.map(\.rawValue),
      help: LocalizedText(
        en: "the language to answer in (default: from the locale)",
        fr: "la langue de la réponse (par défaut\u{A0}: celle de l’environnement)",
        ja: "出力する言語（既定：ロケールに従う）")),
    CommandOption(
      "color", value: "WHEN", choices: ["auto", "always", "never"],
      help: LocalizedText(
        en: "whether to use colour (default: on a terminal, unless NO_COLOR is set)",
        fr: "utiliser la couleur (par défaut\u{A0}: sur un terminal, sauf si NO_COLOR est défini)",
        ja: "色を使用するか（既定：端末で、NO_COLOR が未設定の場合に使用）")),
    CommandOption(
      "help", short: "h",
      help: LocalizedText(en: "show this help", fr: "afficher cette aide", ja: "このヘルプを表示")),
  ]
}
