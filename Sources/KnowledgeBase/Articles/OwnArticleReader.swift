import Model
import YAMLKit

/// Reads an article of our own, strictly: what is not understood is refused with its place.
struct OwnArticleReader {
  /// The keys of the Adobe KCS repositories, and three of ours: `state`, `as-of`, `url`.
  static let keys = [
    "title", "description", "solution", "product", "applies-to", "keywords", "resolution",
    "internal-notes", "bug", "article-created-by", "article-created-date", "article-published-by",
    "article-published-date", "version-number", "article-number", "dynamics-url", "exl-id",
    "state", "as-of", "url",
  ]

  static let requiredKeys = [
    "title", "description", "keywords", "article-number", "state", "as-of",
  ]

  let file: String
  let number: ArticleNumber
  let language: Language

  func article(from source: ArticleFile) throws(ArticleProblem) -> Article {
    let entries = try entries(of: source)
    let fields = Fields(file: file, lines: source.frontMatterLines, entries: entries)
    for entry in entries where !Self.keys.contains(entry.name) {
      throw fields.problem(.unknownKey(entry.name), at: entry.key)
    }
    for key in Self.requiredKeys where fields[key] == nil {
      throw ArticleProblem(.missingKey(key), at: TextLocation(file: file, line: 1))
    }
    for key in ["resolution", "internal-notes", "article-created-by", "article-published-by"] {
      _ = try fields.optionalText(key)
    }
    for key in ["dynamics-url", "exl-id", "applies-to", "solution"] {
      _ = try fields.optionalText(key)
    }
    for key in ["article-created-date", "article-published-date"] { _ = try fields.date(key) }
    try fields.checkTruth("bug")
    try fields.checkNumber("version-number")
    try checkNumber(fields)
    var product = try fields.optionalText("product")
    if product == nil { product = try fields.optionalText("solution") }
    return Article(
      number: number, language: language, origin: .own,
      title: try fields.text("title"),
      description: try fields.text("description"),
      keywords: try fields.texts("keywords"),
      product: product ?? "",
      state: try fields.state(),
      date: try fields.date("as-of") ?? "",
      url: try fields.address("url"),
      body: source.body)
  }

  private func entries(of source: ArticleFile) throws(ArticleProblem) -> [YAMLEntry] {
    let root: YAMLNode
    do throws(YAMLError) {
      root = try YAML.parse(source.frontMatter, file: file)
    } catch {
      throw ArticleProblem(error, lineOffset: 1, lines: source.frontMatterLines)
    }
    guard case .mapping(let entries) = root.content else {
      throw ArticleProblem(.missingKey("title"), at: TextLocation(file: file, line: 2))
    }
    return entries
  }

  private func checkNumber(_ fields: Fields) throws(ArticleProblem) {
    let found = try fields.text("article-number")
    guard found != number.rawValue, let node = fields["article-number"] else { return }
    throw fields.problem(
      .numberMismatch(found: found, fileName: number.rawValue), at: node)
  }
}

/// The values of a front matter by key, each checked as it is taken.
private struct Fields {
  let file: String
  let lines: [String]
  let entries: [YAMLEntry]

  subscript(key: String) -> YAMLNode? {
    entries.first { $0.name == key }?.value
  }

  func text(_ key: String) throws(ArticleProblem) -> String {
    guard let text = try optionalText(key) else { throw wrong(key, .text) }
    return text
  }

  /// A text; `null`, `~` and nothing at all stand for none.
  func optionalText(_ key: String) throws(ArticleProblem) -> String? {
    guard let node = self[key] else { return nil }
    guard case .scalar(let text, let style) = node.content else { throw wrong(key, .text) }
    if style == .plain, ["", "null", "~"].contains(text) { return nil }
    guard text.contains(where: { !$0.isWhitespace }) else { throw wrong(key, .text) }
    return text.trimmed
  }

  func texts(_ key: String) throws(ArticleProblem) -> [String] {
    guard let node = self[key] else { return [] }
    switch node.content {
    case .scalar(let text, _):
      return text.separatedByCommas
    case .sequence(let elements):
      let texts = elements.compactMap(\.text)
      guard texts.count == elements.count else { throw wrong(key, .texts) }
      return texts
    case .mapping:
      throw wrong(key, .texts)
    }
  }

  func date(_ key: String) throws(ArticleProblem) -> String? {
    guard let text = try optionalText(key) else {
      if key == "as-of" { throw wrong(key, .date) }
      return nil
    }
    guard let date = ArticleDate.iso(text) ?? ArticleDate.american(text) else {
      throw wrong(key, .date)
    }
    return date
  }

  func address(_ key: String) throws(ArticleProblem) -> String? {
    guard let text = try optionalText(key) else { return nil }
    let isAddress = text.hasPrefix("https://") && !text.contains(where: \.isWhitespace)
    guard isAddress else { throw wrong(key, .address) }
    return text
  }

  func state() throws(ArticleProblem) -> ArticleState {
    guard let state = ArticleState(rawValue: try text("state")) else {
      throw wrong("state", .oneOf(ArticleState.allCases.map(\.rawValue)))
    }
    return state
  }

  func checkTruth(_ key: String) throws(ArticleProblem) {
    guard let text = try optionalText(key) else { return }
    guard text == "true" || text == "false" else { throw wrong(key, .truth) }
  }

  func checkNumber(_ key: String) throws(ArticleProblem) {
    guard let text = try optionalText(key) else { return }
    guard let number = Int(text), number >= 0 else { throw wrong(key, .number) }
  }

  func problem(_ kind: ArticleProblem.Kind, at node: YAMLNode) -> ArticleProblem {
    ArticleProblem(
      kind,
      at: TextLocation(
        file: file, line: node.line + 1, column: node.column,
        snippet: lines.indices.contains(node.line - 1) ? lines[node.line - 1] : nil))
  }

  private func wrong(
    _ key: String, _ expected: ArticleProblem.Expectation
  ) -> ArticleProblem {
    guard let node = self[key] else {
      return ArticleProblem(.missingKey(key), at: TextLocation(file: file, line: 1))
    }
    let found = node.text ?? "…"
    return problem(.value(key: key, found: found, expected: expected), at: node)
  }
}

extension String {
  /// The text without white space at its ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }

  /// The parts between commas, Japanese ones included.
  var separatedByCommas: [String] {
    split { $0 == "," || $0 == "，" || $0 == "、" }.map { String($0).trimmed }
      .filter { !$0.isEmpty }
  }
}
