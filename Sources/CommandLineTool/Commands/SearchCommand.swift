import FoundationEssentials
import KnowledgeBase
import Model
import Reporting
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
      .knowledge, .format(["text", "json", "ndjson"]),
      CommandOption(
        "limit", value: "N",
        help: LocalizedText(
          en: "how many articles at most (default: 10)",
          fr: "combien d’articles au plus (par défaut\u{A0}: 10)", ja: "表示する記事の最大数（既定：10）")),
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

  init(_ invocation: Invocation) throws(UsageProblem) {
    self.invocation = invocation
    limit = try invocation.number("limit", in: 1...1_000) ?? 10
  }

  private var console: Console { invocation.console }

  func run() throws -> ExitStatus {
    let store = try invocation.knowledgeStore()
    if invocation.arguments.isSet("batch") { return try runBatch(store) }
    let results = try store.search(
      SearchQuery(try query(), language: console.language, limit: limit))
    switch invocation.arguments.value("format") {
    case "json": console.print(try JSONText.pretty(SearchAnswer(results)))
    case "ndjson":
      for result in results { console.print(try JSONText.line(SearchRow(result))) }
    default: console.print(render(results))
    }
    return .success
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
        SearchQuery(request.query, language: language, limit: limit))
      console.print(
        try JSONText.line(
          BatchAnswer(id: request.id, ranked: ranked.map(\.rawValue))))
    }
    return .success
  }

  private func render(_ results: [SearchResult]) -> String {
    guard !results.isEmpty else {
      return LocalizedText(
        en: "no article found\n", fr: "aucun article trouvé\n", ja: "記事が見つかりませんでした\n")[
          console.language]
    }
    return TerminalText.harmless(results.map(entry).joined())
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

private struct BatchRequest: Decodable {
  let id: String
  let query: String
  let lang: String?
}

private struct BatchAnswer: Encodable {
  let id: String
  let ranked: [String]
}

private struct SearchAnswer: Encodable {
  let results: [SearchRow]

  init(_ results: [SearchResult]) {
    self.results = results.map(SearchRow.init)
  }
}

private struct SearchRow: Encodable {
  let number: String
  let language: String
  let fallback: Bool
  let title: String
  let score: Double
  let snippet: String
  let url: String?

  init(_ result: SearchResult) {
    number = result.number.rawValue
    language = result.language.rawValue
    fallback = result.isFallback
    title = result.title
    score = (result.score * 1_000).rounded() / 1_000
    snippet = result.snippet
    url = result.url
  }
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
