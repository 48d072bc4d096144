import Model
import UnicodeKit

/// Help, made from the same table that arguments are parsed with.
struct Help {
  private let console: Console

  init(console: Console) {
    self.console = console
  }

  private var language: Language { console.language }

  /// What the tool is and which commands it has.
  func overview() -> String {
    var text = say(
      LocalizedText(
        en: "aemedic finds out what is wrong with an AEM installation, offline, from what you have:"
          + " a pasted error, a log, a payload, a configuration, a support bundle.",
        fr: "aemedic trouve ce qui ne va pas dans une installation AEM, hors ligne, à partir de ce"
          + " que vous avez : une erreur copiée, un journal, une réponse JSON, une configuration,"
          + " un dossier de support.",
        ja: "aemedic は、貼り付けたエラー、ログ、ペイロード、設定、サポートバンドルから、"
          + "AEM の問題をオフラインで診断します。"))
    text += "\n" + heading(LocalizedText(en: "Commands", fr: "Commandes", ja: "コマンド"))
    text += table(Command.all.map { ("aemedic \($0.name)", $0.summary) })
    text += "\n" + heading(LocalizedText(en: "Examples", fr: "Exemples", ja: "例"))
    text += table(Command.all.compactMap(\.examples.first).map { ($0.call, $0.meaning) })
    text += "\n"
    text += say(
      LocalizedText(
        en: "`aemedic PATH` is `aemedic diagnose PATH`; `aemedic COMMAND --help` tells more.",
        fr: "`aemedic CHEMIN` équivaut à `aemedic diagnose CHEMIN` ;"
          + " `aemedic COMMANDE --help` en dit plus.",
        ja: "`aemedic PATH` は `aemedic diagnose PATH` と同じです。"
          + "詳細は `aemedic COMMAND --help` を参照してください。"))
    return text
  }

  /// The commands that start with the same word.
  func group(_ word: String) -> String {
    heading(LocalizedText(en: "Commands", fr: "Commandes", ja: "コマンド"))
      + table(
        Command.all.filter { $0.words.first == word }.map {
          ("aemedic \($0.name) \($0.operands)", $0.summary)
        })
  }

  /// One command: what it does, examples first, then its options.
  func command(_ command: Command) -> String {
    var text = "aemedic \(command.name) \(command.operands)\n\n" + say(command.summary)
    text += "\n" + heading(LocalizedText(en: "Examples", fr: "Exemples", ja: "例"))
    text += command.examples.map { "  \($0.call)\n      \($0.meaning[language])\n" }.joined()
    text += "\n" + heading(LocalizedText(en: "Options", fr: "Options", ja: "オプション"))
    text += command.allOptions.map { "  \($0.synopsis)\n          \($0.help[language])\n" }.joined()
    return text
  }

  private func heading(_ text: LocalizedText) -> String {
    text[language] + "\n"
  }

  private func say(_ text: LocalizedText) -> String {
    text[language] + "\n"
  }

  private func table(_ rows: [(String, LocalizedText)]) -> String {
    let width = rows.map { $0.0.displayWidth }.max() ?? 0
    return rows.map { call, meaning in
      let gap = String(repeating: " ", count: width - call.displayWidth + 2)
      return width > 46
        ? "  \(call)\n      \(meaning[language])\n" : "  \(call)\(gap)\(meaning[language])\n"
    }.joined()
  }
}
