import Model
import UnicodeKit

/// Finds the line of an article that says most of a query, and cuts it around what it says.
///
/// It serves one search: the words of its articles repeat themselves, and each is analysed once.
struct SnippetMaker {
  /// About two lines of a terminal.
  static let width = 160

  /// What is kept before the first term of the query when a line is too long.
  private static let lead = 40

  private var analyzers = QueryAnalyzers()
  private var words: [Language: WordHits] = [:]
  private let terms: [QueryTerm]

  init(for terms: [QueryTerm]) {
    self.terms = terms
  }

  /// Looks in the description, then in the body, and takes the first best line.
  mutating func snippet(of article: Article) -> String {
    var words =
      self.words.removeValue(forKey: article.language)
      ?? WordHits(terms, analyzer: analyzers.analyzer(for: article.language))
    defer { self.words[article.language] = words }
    var best = Line(article.description[...], &words)
    var isFromBody = false
    for bytes in article.body.utf8.split(separator: 0x0A) {
      // Titles and fences say nothing of themselves.
      if bytes.first == UInt8(ascii: "#") || bytes.first == UInt8(ascii: "`") { continue }
      let line = Line(Substring(bytes), &words)
      if line.score > best.score { (best, isFromBody) = (line, true) }
    }
    if isFromBody {
      let plain = ArticleSections.plainLine(best.text)
      best = Line(plain[...], &words)
    }
    return Self.cut(best)
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

  init(_ line: Substring, _ words: inout WordHits) {
    text = line
    firstTerm = line.startIndex
    let bytes = Array(line.utf8.prefix(Self.limit))
    var seen: [Int] = []
    var first: Int?
    words.forEachHit(in: bytes) { hit, value in
      if !seen.contains(hit.term) {
        seen.append(hit.term)
        score += value
      }
      first = first ?? hit.offset
    }
    if let first { firstTerm = line.utf8.index(line.startIndex, offsetBy: first) }
  }
}

/// Which terms of a query stand in a text, remembered word by word.
private struct WordHits {
  struct Hit {
    var term: Int
    var offset: Int
  }

  /// What stands between separators of ASCII, if it is short.
  private struct Word: Hashable {
    static let longest = 32

    private var parts: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    private var count = 0

    init(_ bytes: ArraySlice<UInt8>) {
      count = bytes.count
      for byte in bytes {
        parts = (
          parts.0 << 8 | parts.1 >> 56, parts.1 << 8 | parts.2 >> 56,
          parts.2 << 8 | parts.3 >> 56, parts.3 << 8 | UInt64(byte)
        )
      }
    }

    static func == (left: Word, right: Word) -> Bool {
      left.parts == right.parts && left.count == right.count
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(parts.0)
      hasher.combine(parts.1)
      hasher.combine(parts.2)
      hasher.combine(parts.3)
    }
  }

  private let analyzer: TextAnalyzer
  private var numbers: [String: Int] = [:]
  private var values: [Double] = []
  private var known: [Word: [Hit]] = [:]

  init(_ terms: [QueryTerm], analyzer: TextAnalyzer) {
    self.analyzer = analyzer
    for term in terms where numbers[term.text] == nil {
      numbers[term.text] = values.count
      // Of what is said at length more is said.
      values.append(term.weight * Double(term.text.count))
    }
  }

  /// Shows every place where a term stands, with what it is worth.
  mutating func forEachHit(in bytes: [UInt8], _ body: (Hit, _ value: Double) -> Void) {
    var start = 0
    while start < bytes.count {
      // No word reaches over a separator, so that words can be analysed one by one.
      guard !Self.separates(bytes[start]) else {
        start += 1
        continue
      }
      var end = start + 1
      while end < bytes.count, !Self.separates(bytes[end]) { end += 1 }
      for hit in hits(in: bytes[start..<end]) {
        body(Hit(term: hit.term, offset: start + hit.offset), values[hit.term])
      }
      start = end
    }
  }

  private mutating func hits(in bytes: ArraySlice<UInt8>) -> [Hit] {
    guard bytes.count <= Word.longest else { return analysed(bytes) }
    let word = Word(bytes)
    if let hits = known[word] { return hits }
    let hits = analysed(bytes)
    known[word] = hits
    return hits
  }

  private func analysed(_ bytes: ArraySlice<UInt8>) -> [Hit] {
    var hits: [Hit] = []
    let word = Array(bytes)
    analyzer.forEachTerm(in: word.span) { term in
      if let number = numbers[term.text] {
        hits.append(Hit(term: number, offset: term.bytes.lowerBound))
      }
      return true
    }
    return hits
  }

  private static func separates(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: false
    default: true
    }
  }
}
