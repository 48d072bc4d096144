import KnowledgeBase
import Model

extension CommandOption {
  /// Where use is counted.
  static let usage = CommandOption(
    "usage", value: "FILE",
    help: LocalizedText(
      en: "where use is counted (default: aemedic/usage.db in XDG_DATA_HOME)",
      fr: "où l’utilisation est relevée (par défaut\u{A0}: aemedic/usage.db dans XDG_DATA_HOME)",
      ja: "利用記録のファイル（既定：XDG_DATA_HOME の aemedic/usage.db）"))
}

extension Command {
  /// Judges an article.
  static let knowledgeFeedback = Command(
    words: ["kb", "feedback"], operands: "NUMBER useful|not-useful|wrong", operandCount: 2...2,
    summary: LocalizedText(
      en: "say whether an article helped", fr: "dire si un article a aidé", ja: "記事が役に立ったかを記録する"),
    options: [.knowledge, .usage],
    examples: [
      Example(
        call: "aemedic kb feedback KA-23909 useful",
        meaning: LocalizedText(
          en: "the article solved the problem; answers keep their order",
          fr: "l’article a résolu le problème\u{A0}; l’ordre des réponses ne change pas",
          ja: "記事で解決したことを記録する（検索順位は変わりません）"))
    ]
  ) { invocation in
    let word = invocation.arguments.operands[1]
    guard let verdict = UsageEvent.Verdict(rawValue: word) else {
      let known = UsageEvent.Verdict.allCases.map(\.rawValue)
      throw UsageProblem(
        .badOperand(word, known: known), command: invocation.command.name)
    }
    return try invocation.record(.feedback(invocation.knownArticle(), verdict))
  }

  /// Asks for an article to be corrected.
  static let knowledgeFlag = Command(
    words: ["kb", "flag"], operands: "NUMBER", operandCount: 1...1,
    summary: LocalizedText(
      en: "note what should be corrected in an article",
      fr: "noter ce qu’il faut corriger dans un article", ja: "記事の修正すべき点を記録する"),
    options: [
      .knowledge, .usage,
      CommandOption(
        "reason", value: "TEXT",
        help: LocalizedText(
          en: "what is wrong or out of date", fr: "ce qui est faux ou périmé", ja: "誤りや古くなった点")),
    ],
    examples: [
      Example(
        call: "aemedic kb flag KA-22080 --reason \"the date is out of date\"",
        meaning: LocalizedText(
          en: "have it listed by `aemedic kb stats`",
          fr: "la faire figurer dans `aemedic kb stats`",
          ja: "`aemedic kb stats` に表示させる"))
    ]
  ) { invocation in
    let reason = try invocation.needed("reason")
    return try invocation.record(.flag(invocation.knownArticle(), reason: reason))
  }

  /// Links an article to a support case.
  static let knowledgeLink = Command(
    words: ["kb", "link"], operands: "NUMBER|none", operandCount: 1...1,
    summary: LocalizedText(
      en: "link an article to the support case that it solved",
      fr: "relier un article au cas de support qu’il a résolu", ja: "解決に使った記事をサポートケースに関連付ける"),
    options: [
      .knowledge, .usage,
      CommandOption(
        "case", value: "ID",
        help: LocalizedText(
          en: "the support case", fr: "le cas de support", ja: "サポートケースの番号")),
    ],
    examples: [
      Example(
        call: "aemedic kb link KA-23909 --case E-001234567",
        meaning: LocalizedText(
          en: "the case was solved with the article", fr: "le cas a été résolu avec l’article",
          ja: "この記事でケースを解決した")),
      Example(
        call: "aemedic kb link none --case E-001234568",
        meaning: LocalizedText(
          en: "the case was solved, and no article was of use",
          fr: "le cas a été résolu sans article", ja: "記事を使わずにケースを解決した")),
    ]
  ) { invocation in
    let caseID = try invocation.needed("case")
    let number =
      invocation.arguments.operands == ["none"] ? nil : try invocation.knownArticle()
    return try invocation.record(.link(number, caseID: caseID))
  }
}

extension Invocation {
  /// The file in which use is counted.
  var usageFile: String {
    if let file = arguments.value("usage") { return file }
    if let data = console.environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return data + "/aemedic/usage.db"
    }
    return (console.environment["HOME"] ?? "/tmp") + "/.local/share/aemedic/usage.db"
  }

  /// The folder of that file.
  var usageFolder: String {
    usageFile.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
  }

  /// Counts what was done, where the person has begun to count.
  ///
  /// Whether it can be counted is no concern of who reads or searches.
  func count(_ event: UsageEvent) {
    try? UsageLog.existing(at: usageFile)?.record(event)
  }

  /// Takes down what a person wanted taken down.
  fileprivate func record(_ event: UsageEvent) throws -> ExitStatus {
    try UsageLog(path: usageFile).record(event)
    console.remark(LocalizedText(en: "noted", fr: "c’est noté", ja: "記録しました"))
    return .success
  }

  /// The article that the first operand names.
  fileprivate func knownArticle() throws -> ArticleNumber {
    let word = arguments.operands[0]
    let store = try knowledgeStore()
    for number in [word, word.uppercased()].compactMap(ArticleNumber.init)
    where try !store.languages(of: number).isEmpty { return number }
    throw UnknownArticle(number: word)
  }
}
