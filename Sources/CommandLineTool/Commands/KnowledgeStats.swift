import KnowledgeBase
import Model
import Reporting

extension Command {
  /// Counts articles and what was done with them.
  static let knowledgeStats = Command(
    words: ["kb", "stats"], operands: "", operandCount: 0...0,
    summary: LocalizedText(
      en: "count articles, and what was done with them",
      fr: "compter les articles et leur utilisation", ja: "記事の件数と利用状況を集計する"),
    options: [.knowledge, .usage, .format(["text", "json"])],
    examples: [
      Example(
        call: "aemedic kb stats",
        meaning: LocalizedText(
          en: "what there is, what is used, and what is looked for in vain",
          fr: "ce qui existe, ce qui sert et ce qu’on cherche en vain",
          ja: "記事の内訳、利用状況、見つからなかった検索を表示する"))
    ]
  ) { invocation in
    let store = try invocation.knowledgeStore()
    let usage = try UsageLog.existing(at: invocation.usageFile)?.summary()
    let account = KnowledgeAccount(
      try store.statistics(), numbers: try store.numbers(), usage: usage ?? UsageSummary())
    let console = invocation.console
    if invocation.arguments.value("format") == "json" {
      console.print(try JSONText.pretty(account))
      return .success
    }
    console.print(TerminalText.harmless(account.text(in: console.language)))
    if usage == nil { console.remark(notCounted) }
    return .success
  }
}

private let notCounted = LocalizedText(
  en: "use is not counted yet: the first `aemedic kb feedback`, `flag` or `link` begins to",
  fr: "l’utilisation n’est pas encore relevée\u{A0}: le premier `aemedic kb feedback`, `flag` ou "
    + "`link` déclenche le relevé",
  ja: "利用状況はまだ記録されていません。`aemedic kb feedback`、`flag`、`link` の初回実行時から記録します")

/// What a knowledge base holds and how it is used, to be shown.
private struct KnowledgeAccount: Encodable {
  struct Judged: Encodable {
    let number: String
    let useful: Int
    let notUseful: Int
    let wrong: Int
    let flags: [String]
  }

  struct Unmatched: Encodable {
    let query: String
    let count: Int
  }

  let articles: Int
  let texts: [String: Int]
  let ownTexts: Int
  let states: [String: Int]
  let products: [String: Int]
  let cases: Int
  let linkRate: Double?
  let searches: Int
  let unmatched: [Unmatched]
  let judged: [Judged]
  let used: [String: Int]
  let unused: [String]

  init(_ statistics: KnowledgeStatistics, numbers: [ArticleNumber], usage: UsageSummary) {
    articles = statistics.articles
    texts = Self.named(statistics.texts)
    ownTexts = statistics.ownTexts
    states = Self.named(statistics.states)
    products = statistics.products
    cases = usage.cases.count
    linkRate = usage.linkRate
    searches = usage.searches
    unmatched = usage.unmatched.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { Unmatched(query: $0.key, count: $0.value) }
    judged = usage.articles.sorted { $0.key < $1.key }.compactMap { number, use in
      guard !use.verdicts.isEmpty || !use.flags.isEmpty else { return nil }
      return Judged(
        number: number.rawValue, useful: use.verdicts[.useful] ?? 0,
        notUseful: use.verdicts[.notUseful] ?? 0, wrong: use.verdicts[.wrong] ?? 0,
        flags: use.flags)
    }
    used = Dictionary(
      uniqueKeysWithValues: usage.articles.map { ($0.key.rawValue, $0.value.reads) })
    unused = numbers.filter { usage.articles[$0] == nil }.map(\.rawValue)
  }

  private static func named<Key: RawRepresentable<String>>(
    _ counts: [Key: Int]
  ) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
  }

  func text(in language: Language) -> String {
    var lines: [String] = []
    func add(_ text: LocalizedText) { lines.append(text[language]) }
    add(
      LocalizedText(
        en: "articles: \(articles)", fr: "articles\u{A0}: \(articles)", ja: "記事：\(articles)"))
    add(
      LocalizedText(
        en: "texts by language: \(Self.list(texts)); our own: \(ownTexts)",
        fr: "textes par langue\u{A0}: \(Self.list(texts))\u{A0}; les nôtres\u{A0}: \(ownTexts)",
        ja: "言語別の本文：\(Self.list(texts))。独自の本文：\(ownTexts)"))
    add(
      LocalizedText(
        en: "by state: \(Self.list(states))", fr: "par état\u{A0}: \(Self.list(states))",
        ja: "状態別：\(Self.list(states))"))
    add(
      LocalizedText(
        en: "by product: \(Self.list(products))", fr: "par produit\u{A0}: \(Self.list(products))",
        ja: "製品別：\(Self.list(products))"))
    let rate = linkRate.map { " (\(Int(($0 * 100).rounded()))\u{A0}%)" } ?? ""
    let linked = Int(((linkRate ?? 0) * Double(cases)).rounded())
    add(
      LocalizedText(
        en: "cases linked to an article: \(linked) of \(cases)\(rate)",
        fr: "cas reliés à un article\u{A0}: \(linked) sur \(cases)\(rate)",
        ja: "記事に関連付けたケース：\(cases) 件中 \(linked) 件\(rate)"))
    add(
      LocalizedText(
        en: "articles never used: \(unused.count)",
        fr: "articles jamais utilisés\u{A0}: \(unused.count)", ja: "未使用の記事：\(unused.count)"))
    let lost = unmatched.reduce(0) { $0 + $1.count }
    add(
      LocalizedText(
        en: "searches without an answer: \(lost) of \(searches)",
        fr: "recherches sans réponse\u{A0}: \(lost) sur \(searches)",
        ja: "該当なしの検索：\(searches) 件中 \(lost) 件"))
    for search in unmatched.prefix(Self.shown) {
      let query = search.query.split(whereSeparator: \.isNewline).joined(separator: " ")
      lines.append("  \(search.count)  \(query)")
    }
    for article in judged {
      add(
        LocalizedText(
          en: "\(article.number): useful \(article.useful), not useful \(article.notUseful), "
            + "wrong \(article.wrong)",
          fr: "\(article.number)\u{A0}: utile \(article.useful), inutile \(article.notUseful), "
            + "faux \(article.wrong)",
          ja: "\(article.number)：役に立った \(article.useful)、役に立たなかった \(article.notUseful)、"
            + "誤り \(article.wrong)"))
      lines += article.flags.map { "  – \($0)" }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static let shown = 20

  /// Names with their counts, the greatest first; of many, the first.
  private static func list(_ counts: [String: Int]) -> String {
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let names = sorted.prefix(shown).map { "\($0.key) \($0.value)" }
    return (names + (sorted.count > shown ? ["…"] : [])).joined(separator: ", ")
  }
}
