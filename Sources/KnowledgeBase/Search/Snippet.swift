import UnicodeKit

/// The line of an article that says most of a query, cut around what it says.
struct Snippet {
  /// About two lines of a terminal.
  static let width = 160

  /// What is kept before the first term of the query when a line is too long.
  private static let lead = 40

  let text: String

  /// Looks in the description, then in the body, and takes the first best line.
  init(of article: Article, for terms: [QueryTerm], analyzer: TextAnalyzer) {
    let weights = Dictionary(terms.map { ($0.text, $0.weight) }) { first, _ in first }
    var best = Line(article.description[...], weights: weights, analyzer: analyzer)
    var isFromBody = false
    for bytes in article.body.utf8.split(separator: 0x0A) {
      // Titles and fences say nothing of themselves.
      if bytes.first == UInt8(ascii: "#") || bytes.first == UInt8(ascii: "`") { continue }
      let line = Line(Substring(bytes), weights: weights, analyzer: analyzer)
      if line.score > best.score { (best, isFromBody) = (line, true) }
    }
    if isFromBody {
      let plain = ArticleSections.plainLine(best.text)
      best = Line(plain[...], weights: weights, analyzer: analyzer)
    }
    text = Self.cut(best)
  }

  private static func cut(_ line: Line) -> String {
    let text = line.text
    let start = text.index(line.firstTerm, offsetBy: -lead, limitedBy: text.startIndex)
    guard text.displayWidth > width, let start, start > text.startIndex else {
      return tidy(text).truncated(toWidth: width)
    }
    // Not from the middle of a word, where there are spaces to see it by.
    let space = text[start..<line.firstTerm].firstIndex(of: " ")
    return ("…" + tidy(text[(space ?? start)...])).truncated(toWidth: width)
  }

  private static func tidy(_ text: Substring) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

/// A line with what it holds of a query.
private struct Line {
  /// What lies behind this is not looked at: no one reads so far into a line.
  private static let limit = 4_000

  var text: Substring
  var score = 0.0
  var firstTerm: Substring.Index

  init(_ line: Substring, weights: [String: Double], analyzer: TextAnalyzer) {
    text = line
    firstTerm = line.startIndex
    let bytes = Array(line.utf8.prefix(Self.limit))
    var seen: Set<String> = []
    var first: Int?
    var sum = 0.0
    analyzer.forEachTerm(in: bytes.span) { term in
      guard let weight = weights[term.text] else { return true }
      if seen.insert(term.text).inserted { sum += weight * Double(term.text.count) }
      first = first ?? term.bytes.lowerBound
      return true
    }
    score = sum
    if let first { firstTerm = line.utf8.index(line.startIndex, offsetBy: first) }
  }
}
