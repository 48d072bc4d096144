import SQLiteKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Scores the rows of a search: BM25 over articles, fields weighed, languages seen as one.
///
/// How rare a term is counts articles, not rows: an article that exists in three
/// languages is one, and the language in which the term is commonest decides.
/// Robertson and Zaragoza, “The Probabilistic Relevance Framework”, 2009.
final class ArticleRanking: FullTextRanking {
  /// What a term counts in title, description, keywords, symptom, code, inline code, resolution.
  static let fieldWeights = [7, 4, 2, 2, 1.2, 1, 1]

  /// How soon more of the same term stops to count, and how much length tells against a text.
  static let saturation = 1.6
  static let lengthPenalty = 0.45

  private let catalogue: ArticleCatalogue
  private var weights: [Double] = []
  private var rarities: [Double] = []
  private var averageSize = 1.0
  private var counts: [Double] = []

  init(catalogue: ArticleCatalogue) {
    self.catalogue = catalogue
  }

  /// Makes ready for one query, whose phrases stand in this order in its text.
  func begin(_ phrases: [QueryPhrase]) {
    weights = phrases.map(\.weight)
    rarities = []
  }

  func score(_ row: borrowing FullTextRow) throws -> Double {
    if rarities.isEmpty { try look(at: row) }
    for index in counts.indices { counts[index] = 0 }
    try row.forEachInstance { phrase, column in
      guard phrase < counts.count, column < Self.fieldWeights.count else { return }
      counts[phrase] += Self.fieldWeights[column]
    }
    let length = try Double(row.size()) / averageSize
    let k = Self.saturation * (1 - Self.lengthPenalty + Self.lengthPenalty * length)
    var score = 0.0
    for (index, count) in counts.enumerated() where count > 0 {
      score += weights[index] * rarities[index] * count * (Self.saturation + 1) / (count + k)
    }
    return score
  }

  /// Learns from the whole table how long a row is and how rare each phrase.
  private func look(at row: borrowing FullTextRow) throws {
    counts = Array(repeating: 0, count: weights.count)
    averageSize = try max(1, Double(row.termCount()) / Double(max(1, row.rowCount())))
    let total = Double(catalogue.articleCount)
    for phrase in weights.indices {
      var counter = catalogue.counter
      try row.forEachRowID(ofPhrase: phrase) { counter.count(rowID: $0) }
      let found = Double(counter.greatest)
      rarities.append(max(1e-6, log((total - found + 0.5) / (found + 0.5))))
    }
  }
}
