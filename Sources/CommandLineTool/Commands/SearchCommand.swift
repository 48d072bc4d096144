import FoundationEssentials
import KnowledgeBase
import Model
import Redaction
import Reporting
import Service
import UnicodeKit

extension Command {
  /// Finds articles by symptom.
  static let search = Command(
    words: ["search"], operands: "QUERY…|-", operandCount: 0...1_000,
    summary: LocalizedText(
      en: "find the article for a symptom, in any of three languages",
      fr: "trouver l’article d’un symptôme, dans l’une des trois langues",
      ja: "症状に合う記事を検索する（英語・フランス語・日本語）"),
    options: [
      .knowledge, .house, .usage, .format(["text", "json", "ndjson"]),
      CommandOption(
        "limit", value: "N",
        help: LocalizedText(
          en: "how many articles at most (default: 10)",
          fr: "combien d’articles au plus (par défaut\u{A0}: 10)", ja: "表示する記事の最大数（既定：10）")),
      CommandOption(
        "product", value: "NAME",
        help: LocalizedText(
          en: "only articles on this product, such as AEM or Campaign",
          fr: "seulement les articles sur ce produit, p. ex. AEM ou Campaign",
          ja: "指定した製品（AEM、Campaign など）の記事のみ")),
      CommandOption(
        "version", value: "VERSION",
        help: LocalizedText(
          en: "only articles that mention this version, such as 6.5",
          fr: "seulement les articles qui citent cette version, p. ex. 6.5",
          ja: "指定したバージョン（6.5 など）に触れている記事のみ")),
      CommandOption(
        "language", value: "LANG", choices: Language.allCases.map(\.rawValue),
        help: LocalizedText(
          en: "only articles that exist in this language",
          fr: "seulement les articles qui existent dans cette langue",
          ja: "指定した言語版がある記事のみ")),
      CommandOption(
        "state", value: "STATE", choices: ArticleState.allCases.map(\.rawValue),
        help: LocalizedText(
          en: "only articles in this state", fr: "seulement les articles dans cet état",
          ja: "指定した状態の記事のみ")),
      CommandOption(
        "since", value: "DATE",
        help: LocalizedText(
          en: "only articles of this date or later, such as 2024-01-31",
          fr: "seulement les articles à partir de cette date, p. ex. 2024-01-31",
          ja: "指定した日付（2024-01-31 など）以降の記事のみ")),
      CommandOption(
        "explain",
        help: LocalizedText(
          en: "show what each score is the sum of", fr: "montrer de quoi chaque score est la somme",
          ja: "スコアの内訳を表示する")),
      CommandOption(
        "batch",
        help: LocalizedText(
          en: "read {\"id\",\"query\",\"lang\"} lines, write {\"id\",\"ranked\"} lines",
          fr: "lire des lignes {\"id\",\"query\",\"lang\"}, écrire des lignes {\"id\",\"ranked\"}",
          ja: "{\"id\",\"query\",\"lang\"} の行を読み、{\"id\",\"ranked\"} の行を書き出す")),
    ],
    examples: [
      Example(
        call: "aemedic search \"replication queue blocked\"",
        meaning: LocalizedText(
          en: "articles on a blocked replication queue",
          fr: "les articles sur une file de réplication bloquée",
          ja: "レプリケーションキューの停止に関する記事")),
      Example(
        call: "aemedic search --lang ja 再起動後に client_secret が無効になる",
        meaning: LocalizedText(
          en: "ask in Japanese, read in Japanese", fr: "demander et lire en japonais",
          ja: "日本語で検索し、日本語で読む")),
      Example(
        call: "xclip -o | aemedic search -",
        meaning: LocalizedText(
          en: "search with a pasted log", fr: "chercher avec un extrait de journal",
          ja: "貼り付けたログで検索する")),
    ]
  ) { try SearchCommand($0).run() }
}

/// Carries out `search`.
private struct SearchCommand {
  private let invocation: Invocation
  private let limit: Int
  private let filter: SearchFilter

  init(_ invocation: Invocation) throws(UsageProblem) {
    self.invocation = invocation
    limit = try invocation.number("limit", in: 1...1_000) ?? 10
    filter = try Self.filter(invocation)
  }

  private var console: Console { invocation.console }

  func run() throws -> ExitStatus {
    let store = try invocation.knowledgeStore()
    if invocation.arguments.isSet("batch") { return try runBatch(store) }
    let query = SearchQuery(
      try query(), language: console.language, limit: limit, filter: filter)
    let results = try store.search(query)
    let suggestions = try store.suggestions(for: query)
    var redactor = Redactor()
    invocation.count(
      .search(
        results.isEmpty ? redactor.redact(query.text) : "", isAnswered: !results.isEmpty))
    let isExplained = invocation.arguments.isSet("explain")
    switch invocation.arguments.value("format") {
    case "json":
      console.print(
        try JSONText.pretty(
          SearchAnswer(results, suggestions: suggestions, isExplained: isExplained)))
    case "ndjson":
      for result in results {
        console.print(try JSONText.line(SearchRow(result, isExplained: isExplained)))
      }
    default:
      if !suggestions.isEmpty { console.remark(Self.remark(on: suggestions)) }
      console.print(render(results, isExplained: isExplained))
    }
    return .success
  }

  private static func filter(_ invocation: Invocation) throws(UsageProblem) -> SearchFilter {
    let arguments = invocation.arguments
    var filter = SearchFilter()
    filter.product = arguments.value("product")
    filter.version = arguments.value("version")
    filter.language = arguments.value("language").flatMap(Language.init(rawValue:))
    filter.state = arguments.value("state").flatMap(ArticleState.init(rawValue:))
    if let text = arguments.value("since") {
      guard let date = SearchFilter.date(text) else {
        throw UsageProblem(
          .badForm(text, option: "since", example: "2024-01-31"), command: "search")
      }
      filter.since = date
    }
    return filter
  }

  private static func remark(on suggestions: [SpellingSuggestion]) -> LocalizedText {
    let words = suggestions.map { ($0.word, $0.suggestion) }
    return LocalizedText(
      en: "did you mean: "
        + words.map { "“\($1)” for “\($0)”" }.joined(separator: ", "),
      fr: "vouliez-vous dire\u{A0}: "
        + words.map { "«\u{A0}\($1)\u{A0}» au lieu de «\u{A0}\($0)\u{A0}»" }.joined(separator: ", "),
      ja: words.map { "「\($0)」は「\($1)」" }.joined(separator: "、") + "ではありませんか")
  }

  private func query() throws(UsageProblem) -> String {
    let operands = invocation.arguments.operands
    guard operands.isEmpty || operands == ["-"] else { return operands.joined(separator: " ") }
    guard !operands.isEmpty || !console.isInputTerminal else {
      throw UsageProblem(.missingOperand("QUERY"), command: "search")
    }
    return String(decoding: StandardInput.readAll(limit: 4 << 20), as: UTF8.self)
  }

  private func runBatch(_ store: KnowledgeStore) throws -> ExitStatus {
    let input = StandardInput.readAll(limit: 1 << 30)
    let lines = input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
      guard let request = try? JSONDecoder().decode(BatchRequest.self, from: Data(line)) else {
        throw BatchProblem(line: number + 1)
      }
      let language = request.lang.flatMap(Language.init(rawValue:)) ?? console.language
      let ranked = try store.ranking(
        SearchQuery(request.query, language: language, limit: limit, filter: filter))
      console.print(
        try JSONText.line(
          BatchAnswer(id: request.id, ranked: ranked.map(\.rawValue))))
    }
    return .success
  }

  private func render(_ results: [SearchResult], isExplained: Bool) -> String {
    guard !results.isEmpty else {
      return LocalizedText(
        en: "no article found\n", fr: "aucun article trouvé\n", ja: "記事が見つかりませんでした\n")[
          console.language]
    }
    return TerminalText.harmless(
      results.map { entry($0) + (isExplained ? explanation(of: $0) : "") }.joined())
  }

  /// A result: number and title, and below them a line that shows why it was found.
  private func entry(_ result: SearchResult) -> String {
    let column = result.number.rawValue.count + 2
    let mark = result.isFallback ? " [\(result.language.rawValue)]" : ""
    var lines = Paragraph(
      "\(result.number)  \(result.title)\(mark)", width: console.width, hanging: column
    ).lines
    // What introduces a list item says nothing outside its list.
    let snippet = result.snippet.replacing(/^(- |[0-9]+[.)] )/, with: "")
    if !snippet.isEmpty {
      lines.append(
        String(repeating: " ", count: column)
          + snippet.truncated(toWidth: console.width - column))
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension SearchCommand {
  /// The score and its greatest parts, one a line.
  private func explanation(of result: SearchResult) -> String {
    let shown = result.parts.prefix(12)
    let rest = result.parts.dropFirst(shown.count).reduce(0) { $0 + $1.value }
    var lines = [(result.score, "=")] + shown.map { ($0.value, $0.words) }
    if rest > 0 { lines.append((rest, "…")) }
    return lines.map { value, words in
      let number = String((value * 1_000).rounded() / 1_000)
      return "      " + String(repeating: " ", count: max(0, 9 - number.count)) + number
        + "  \(words)\n"
    }.joined()
  }
}

private struct BatchRequest: Decodable {
  let id: String
  let query: String
  let lang: String?
}

private struct BatchAnswer: Encodable {
  let id: String
  let ranked: [String]
}

/// A line of a batch that is not understood.
private struct BatchProblem: ToolProblem {
  let line: Int

  var exitStatus: ExitStatus { .usage }

  var location: TextLocation? { TextLocation(file: "-", line: line) }

  var reason: LocalizedText {
    LocalizedText(
      en: "this line is not a query", fr: "cette ligne n’est pas une requête",
      ja: "この行は検索クエリではありません")
  }

  var hint: LocalizedText? {
    let form = "{\"id\":\"q1\",\"query\":\"…\",\"lang\":\"en\"}"
    return LocalizedText(
      en: "write one per line: \(form)", fr: "écrivez-en une par ligne\u{A0}: \(form)",
      ja: "1 行に 1 件ずつ記述してください：\(form)")
  }
}
