import UnicodeKit

/// The line of an article that holds most of a query.
struct Snippet {
  /// About two lines of a terminal.
  static let width = 160

  let text: String

  /// Looks in the description, then in the parts of the body, and takes the first best line.
  init(of article: Article, for phrases: [QueryPhrase], analyzer: TextAnalyzer) {
    let weights = Dictionary(phrases.map { ($0.text, $0.weight) }) { first, _ in first }
    let sections = ArticleSections(markdown: article.body)
    let parts = [article.description, sections.symptom, sections.code, sections.resolution]
    var best = article.description
    var bestScore = 0.0
    for line in parts.flatMap({ $0.split(whereSeparator: \.isNewline) }) {
      var seen: Set<String> = []
      var score = 0.0
      for term in analyzer.terms(in: String(line.prefix(2_000)))
      where seen.insert(term.text).inserted {
        score += weights[term.text, default: 0] * Double(term.text.count)
      }
      if score > bestScore { (best, bestScore) = (String(line), score) }
    }
    let words = best.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    text = words.truncated(toWidth: Self.width)
  }
}
