import Model
import SQLiteKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Scores the rows of a search: BM25 over articles, fields weighed, languages seen as one.
///
/// How rare a term is counts articles, not rows: an article that exists in three
/// languages is one, and the language in which the term is commonest decides. That
/// is known when all rows have been seen; so the visit of a row only takes down
/// what stands there, and the sums are made afterwards.
/// Robertson and Zaragoza, “The Probabilistic Relevance Framework”, 2009.
final class ArticleRanking: FullTextRanking {
  private let catalogue: ArticleCatalogue
  private let parameters: RankingParameters
  private var query: QueryTerms?
  private var collector: MatchCollector?
  private var factors: [Double] = []

  init(catalogue: ArticleCatalogue, parameters: RankingParameters) {
    self.catalogue = catalogue
    self.parameters = parameters
  }

  /// Makes ready for one query; its terms are the phrases of the statement, in this order.
  func begin(_ query: QueryTerms) {
    self.query = query
    collector = MatchCollector(
      query, catalogue: catalogue, fieldWeights: parameters.fieldWeights)
  }

  /// Takes down what stands in a row; the score itself is known when all have been seen.
  func score(_ row: borrowing FullTextRow) throws -> Double {
    try collector?.take(row)
    return 0
  }

  /// What each article is worth, the best first.
  ///
  /// Its best row counts, and in part what its rows say together: who asks in Japanese and
  /// quotes an English message finds the words in one row and the message in another.
  func scores() -> [(number: ArticleNumber, score: Double)] {
    guard let query, let collector else { return [] }
    factors = factors(of: query, in: collector)
    var best = [Double](repeating: 0, count: factors.count)
    var touched: [Int] = []
    var scores: [(number: ArticleNumber, score: Double)] = []
    var quoting: Set<ArticleNumber> = []
    let isQuoted =
      Array(repeating: false, count: query.terms.count)
      + query.chains.map(\.isQuoted)
    for rows in catalogue.rowsByArticle {
      var greatest: Double = 0
      touched.removeAll(keepingCapacity: true)
      for row in leadingRows(of: rows, in: collector) {
        var sum: Double = 0
        forEachValue(ofRow: row, in: collector) { unit, value in
          sum += value
          if best[unit] == 0 { touched.append(unit) }
          best[unit] = max(best[unit], value)
        }
        greatest = max(greatest, sum)
      }
      if touched.isEmpty { continue }
      let number = catalogue[rows[0]].number
      var together: Double = 0
      for unit in touched {
        together += best[unit]
        best[unit] = 0
        if isQuoted[unit] { quoting.insert(number) }
      }
      let share = parameters.otherLanguages
      scores.append((number, (1 - share) * greatest + share * together))
    }
    if query.needsQuoted, !quoting.isEmpty { scores.removeAll { !quoting.contains($0.number) } }
    return scores.sorted { ($1.score, $0.number) < ($0.score, $1.number) }
  }

  /// What the score of an article is the sum of, the greatest part first.
  func parts(of number: ArticleNumber) -> [ScorePart] {
    guard let query, let collector else { return [] }
    let rows = catalogue.rowsByArticle.first { catalogue[$0[0]].number == number } ?? []
    var sums: [[Int: Double]] = []
    for row in rows {
      var values: [Int: Double] = [:]
      forEachValue(ofRow: row, in: collector) { values[$0] = $1 }
      sums.append(values)
    }
    let leading = sums.max { $0.values.reduce(0, +) < $1.values.reduce(0, +) } ?? [:]
    let units = Set(sums.flatMap(\.keys)).sorted()
    let share = parameters.otherLanguages
    let parts = units.map { unit in
      let greatest = sums.compactMap { $0[unit] }.max() ?? 0
      return ScorePart(
        words: words(of: unit, in: query),
        value: (1 - share) * (leading[unit] ?? 0) + share * greatest)
    }
    return parts.sorted { ($1.value, $0.words) < ($0.value, $1.words) }
  }

  /// Of each language the row that answers best: an article that we wrote as well as Adobe
  /// must not win by being there twice.
  private func leadingRows(of rows: [Int], in collector: MatchCollector) -> [Int] {
    var leading: [Int] = []
    var greatest: Double = 0
    for row in rows where !collector.matches[row].isEmpty {
      var sum: Double = 0
      forEachValue(ofRow: row, in: collector) { sum += $1 }
      if let last = leading.last, catalogue[last].language == catalogue[row].language {
        if sum <= greatest { continue }
        leading.removeLast()
      }
      leading.append(row)
      greatest = sum
    }
    return leading
  }

  private func words(of unit: Int, in query: QueryTerms) -> String {
    if unit < query.terms.count { return query.terms[unit].text }
    return query.chains[unit - query.terms.count].words
      .map { query.words[$0].first.map { query.terms[$0].text } ?? "" }.joined(separator: " ")
  }

  private func factors(of query: QueryTerms, in collector: MatchCollector) -> [Double] {
    let total = Double(catalogue.articleCount)
    let weights = query.terms.map(\.weight) + query.chains.map(\.weight)
    return zip(weights, collector.articleCounts()).map { weight, count in
      let found = Double(count)
      let rarity = max(1e-6, log((total - found + 0.5) / (found + 0.5)))
      return weight * rarity * (parameters.saturation + 1)
    }
  }

  private func forEachValue(
    ofRow row: Int, in collector: MatchCollector,
    _ body: (_ unit: Int, _ value: Double) -> Void
  ) {
    let article = catalogue[row]
    let boost = boost(of: article)
    let penalty = article.length > 1 ? parameters.excessPenalty : parameters.lengthPenalty
    let k = parameters.saturation * (1 + penalty * (article.length - 1))
    for entry in collector.counts[collector.matches[row]] {
      body(entry.unit, factors[entry.unit] * entry.count / (entry.count + k) * boost)
    }
  }

  private func boost(of row: ArticleCatalogue.Row) -> Double {
    (row.isArchived ? parameters.archiveBoost : 1)
      * (row.isOnExperienceManager ? parameters.productBoost : 1)
  }
}
