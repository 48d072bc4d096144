import KnowledgeBase
import Model

extension Command {
  /// Finds translations in parallel articles.
  static let knowledgeMine = Command(
    words: ["kb", "mine"], operands: "", operandCount: 0...0,
    summary: LocalizedText(
      en: "learn from translated articles which English words stand for Japanese ones",
      fr: "apprendre des articles traduits quels mots anglais rendent les mots japonais",
      ja: "翻訳された記事から日本語と英語の対訳語を抽出する"),
    options: [
      CommandOption(
        "kb", value: "FILE",
        help: LocalizedText(
          en: "the file with the articles; it keeps what is found (default: aemedic.kb)",
          fr: "le fichier des articles, qui garde le résultat (par défaut\u{A0}: aemedic.kb)",
          ja: "記事を含むファイル。結果もここに保存します（既定：aemedic.kb）")),
      CommandOption(
        "output", short: "o", value: "FILE",
        help: LocalizedText(
          en: "write a table for the folder lexicon instead, and leave the articles’ file as it is",
          fr:
            "écrire plutôt une table pour le dossier lexicon, sans toucher au fichier des articles",
          ja: "記事のファイルは変更せず、lexicon フォルダー用の表として書き出す")),
    ],
    examples: [
      Example(
        call: "aemedic kb mine --kb my.kb",
        meaning: LocalizedText(
          en: "let Japanese questions find what is put better in English; takes some seconds",
          fr:
            "une question en japonais trouve ce qui est mieux dit en anglais\u{A0}; quelques secondes",
          ja: "日本語の質問で英語の記事も見つかりやすくする（数秒かかります）"))
    ]
  ) { invocation in
    let file = invocation.arguments.value("kb") ?? "aemedic.kb"
    let lock = try KnowledgeLock(forWriting: file)
    defer { withExtendedLifetime(lock) {} }
    var builder = try KnowledgeBuilder(extending: file)
    let found = builder.minedTranslations()
    let target = invocation.arguments.value("output") ?? file
    if target != file {
      try OutputFile(path: target).write(
        found.map { $0.line + "\n" }.joined(), console: invocation.console)
    } else if !found.isEmpty {
      // Articles in one language teach nothing, and what was learnt before stays.
      builder.setTranslations(found)
      try builder.write(to: file)
    }
    invocation.console.remark(
      LocalizedText(
        en: "\(target): \(found.count) translations",
        fr: "\(target)\u{A0}: \(found.count) traductions", ja: "\(target)：対訳 \(found.count) 件"))
    return .success
  }
}
