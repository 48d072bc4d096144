import Model
import Reporting

/// Help, made from the same table that arguments are parsed with.
struct Help {
  private let console: Console

  init(console: Console) {
    self.console = console
  }

  private var language: Language { console.language }

  /// What the tool is for.
  static let purpose = LocalizedText(
    en: "aemedic finds out what is wrong with an AEM installation, offline, from what you have:"
      + " a pasted error, a log, a payload, a configuration, a support bundle.",
    fr: "aemedic trouve ce qui ne va pas dans une installation AEM, hors ligne, à partir de ce"
      + " que vous avez\u{A0}: une erreur copiée, un journal, une réponse JSON, une configuration,"
      + " un dossier de support.",
    ja: "aemedic は、貼り付けたエラー、ログ、ペイロード、設定、サポートバンドルから、"
      + "AEM の問題をオフラインで診断します。")

  /// What the tool is and which commands it has.
  func overview() -> String {
    var text = say(Self.purpose)
    text += "\n" + heading(Self.commands)
    text += table(Command.all.map { ("aemedic \($0.name)", $0.summary[language]) })
    text += "\n" + heading(Self.examples)
    let shown: [Command] = [.diagnose, .search, .article, .remedyList]
    text += shown.compactMap(\.examples.first).map(example).joined()
    text += "\n"
    text += say(
      LocalizedText(
        en: "`aemedic PATH` is `aemedic diagnose PATH`; `aemedic COMMAND --help` tells more, and"
          + " `aemedic --version` which version this is.",
        fr: "`aemedic PATH` équivaut à `aemedic diagnose PATH`\u{A0}; `aemedic COMMAND --help` en"
          + " dit plus, et `aemedic --version` donne la version.",
        ja: "`aemedic PATH` は `aemedic diagnose PATH` と同じです。詳細は `aemedic COMMAND --help`、"
          + "バージョンは `aemedic --version` で確認できます。"))
    return text
  }

  /// The commands that start with the same word.
  func group(_ word: String) -> String {
    let commands = Command.all.filter { $0.words.first == word }
    return heading(Self.commands) + table(commands.map { ($0.usage, $0.summary[language]) })
  }

  /// One command: what it does, examples first, then its options.
  func command(_ command: Command) -> String {
    var text = command.usage + "\n\n" + say(command.summary)
    text += "\n" + heading(Self.examples)
    text += command.examples.map(example).joined()
    text += "\n" + heading(LocalizedText(en: "Options", fr: "Options", ja: "オプション"))
    return text + table(command.allOptions.map { ($0.synopsis, $0.help[language]) })
  }

  private static let commands = LocalizedText(en: "Commands", fr: "Commandes", ja: "コマンド")
  private static let examples = LocalizedText(en: "Examples", fr: "Exemples", ja: "例")

  private func example(_ example: Command.Example) -> String {
    let call = example.call.replacing("\n", with: "\n    ")
    let meaning = Paragraph(example.meaning[language], width: console.width, indent: 6)
    return "  \(call)\n" + lines(meaning.lines)
  }

  private func heading(_ text: LocalizedText) -> String {
    (console.usesColour ? "\u{1B}[1m\(text[language])\u{1B}[0m" : text[language]) + "\n"
  }

  private func say(_ text: LocalizedText) -> String {
    lines(Paragraph(text[language], width: console.width).lines)
  }

  private func table(_ rows: [(String, String)]) -> String {
    lines(TermList(rows.map { (term: $0, meaning: $1) }, width: console.width).lines)
  }

  private func lines(_ lines: [String]) -> String {
    lines.map { $0 + "\n" }.joined()
  }
}

extension Command {
  /// How the command is called.
  var usage: String {
    operands.isEmpty ? "aemedic \(name)" : "aemedic \(name) \(operands)"
  }
}
