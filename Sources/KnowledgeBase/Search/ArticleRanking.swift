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
  private var terms: [QueryTerm] = []
  private var words: [[Int]] = []
  private var chains: [QueryChain] = []
  private var needsQuoted = false

  /// What each row holds, by row: a stretch of `counts`.
  private var matches: [Range<Int>] = []
  private var counts: [UnitCount] = []
  private var counters: [ArticleCatalogue.Counter] = []
  private var places: [FullTextPlace] = []
  private var ranges: [Range<Int>] = []
  private var wordRanges: [Range<Int>] = []

  /// How often a term or a chain stands in a row, each place weighed by its field.
  struct UnitCount {
    var unit: Int
    var count: Double
  }

  init(catalogue: ArticleCatalogue, parameters: RankingParameters) {
    self.catalogue = catalogue
    self.parameters = parameters
  }

  /// Makes ready for one query; its terms are the phrases of the statement, in this order.
  func begin(_ query: QueryTerms) {
    terms = query.terms
    words = query.words
    chains = query.chains
    needsQuoted = query.needsQuoted
    matches = Array(repeating: 0..<0, count: catalogue.rowCount)
    counts.removeAll(keepingCapacity: true)
    counters = Array(repeating: .init(), count: terms.count + chains.count)
    ranges = Array(repeating: 0..<0, count: terms.count)
    wordRanges = Array(repeating: 0..<0, count: words.count)
  }

  /// Takes down what stands in a row; the score itself is known when all have been seen.
  func score(_ row: borrowing FullTextRow) throws -> Double {
    let first = counts.count
    let rowID = row.rowID
    guard let article = catalogue[rowID] else { return 0 }
    places.removeAll(keepingCapacity: true)
    for phrase in terms.indices {
      let start = places.count
      try row.appendPlaces(ofPhrase: phrase, to: &places)
      ranges[phrase] = start..<places.count
      if start < places.count { take(unit: phrase, places[start...], in: article) }
    }
    for index in words.indices { wordRanges[index] = places(of: words[index]) }
    for (index, chain) in chains.enumerated() {
      let found = places(of: chain)
      if !found.isEmpty { take(unit: terms.count + index, found[...], in: article) }
    }
    matches[Int(rowID) - 1] = first..<counts.count
    return 0
  }

  private func take(
    unit: Int, _ places: ArraySlice<FullTextPlace>, in article: ArticleCatalogue.Row
  ) {
    var count: Double = 0
    for place in places where Int(place.column) < parameters.fieldWeights.count {
      count += parameters.fieldWeights[Int(place.column)]
    }
    counts.append(UnitCount(unit: unit, count: count))
    counters[unit].count(article)
  }

  /// Where any of a word's terms stands, each place once.
  private func places(of word: [Int]) -> Range<Int> {
    guard var found = word.first.map({ ranges[$0] }) else { return 0..<0 }
    for term in word.dropFirst() { found = union(found, ranges[term]) }
    return found
  }

  /// The places of two stretches in their order, those of both once.
  private func union(_ left: Range<Int>, _ right: Range<Int>) -> Range<Int> {
    if left.isEmpty || right.isEmpty { return left.isEmpty ? right : left }
    let start = places.count
    var (left, right) = (left, right)
    while !left.isEmpty, !right.isEmpty {
      let (a, b) = (places[left.lowerBound], places[right.lowerBound])
      places.append(a.key <= b.key ? a : b)
      if a.key <= b.key { left = left.dropFirst() }
      if b.key <= a.key { right = right.dropFirst() }
    }
    for index in left { places.append(places[index]) }
    for index in right { places.append(places[index]) }
    return start..<places.count
  }

  /// Where the first word of a chain stands with all others behind it in their order.
  private func places(of chain: QueryChain) -> [FullTextPlace] {
    guard chain.words.allSatisfy({ !wordRanges[$0].isEmpty }) else { return [] }
    var cursors = chain.words.map { wordRanges[$0].lowerBound }
    var found: [FullTextPlace] = []
    next: for index in wordRanges[chain.words[0]] {
      let start = places[index]
      for (offset, word) in chain.words.enumerated().dropFirst() {
        let wanted = start.key + Int64(offset)
        let end = wordRanges[word].upperBound
        while cursors[offset] < end, places[cursors[offset]].key < wanted { cursors[offset] += 1 }
        if cursors[offset] == end { break next }
        if places[cursors[offset]].key != wanted { continue next }
      }
      found.append(start)
    }
    return found
  }

  /// What each article is worth, the best first.
  ///
  /// Its best row counts, and in part what its rows say together: who asks in Japanese and
  /// quotes an English message finds the words in one row and the message in another.
  func scores() -> [(number: ArticleNumber, score: Double)] {
    let factors = factors()
    var best = [Double](repeating: 0, count: factors.count)
    var touched: [Int] = []
    var scores: [(number: ArticleNumber, score: Double)] = []
    var quoting: Set<ArticleNumber> = []
    let isQuoted = Array(repeating: false, count: terms.count) + chains.map(\.isQuoted)
    for rows in catalogue.rowsByArticle {
      var greatest: Double = 0
      touched.removeAll(keepingCapacity: true)
      for row in rows where !matches[row].isEmpty {
        var sum: Double = 0
        forEachValue(ofRow: row, factors: factors) { unit, value in
          sum += value
          if best[unit] == 0 { touched.append(unit) }
          best[unit] = max(best[unit], value)
        }
        greatest = max(greatest, sum)
      }
      guard !touched.isEmpty, let number = catalogue[Int64(rows[0] + 1)]?.number else { continue }
      var together: Double = 0
      for unit in touched {
        together += best[unit]
        best[unit] = 0
        if isQuoted[unit] { quoting.insert(number) }
      }
      let share = parameters.otherLanguages
      scores.append((number, (1 - share) * greatest + share * together))
    }
    if needsQuoted, !quoting.isEmpty { scores.removeAll { !quoting.contains($0.number) } }
    return scores.sorted { ($1.score, $0.number) < ($0.score, $1.number) }
  }

  /// What the score of an article is the sum of, the greatest part first.
  func parts(of number: ArticleNumber) -> [ScorePart] {
    let factors = factors()
    let rows = catalogue.rowsByArticle.first { catalogue[Int64($0[0] + 1)]?.number == number } ?? []
    var sums: [[Int: Double]] = []
    for row in rows {
      var values: [Int: Double] = [:]
      forEachValue(ofRow: row, factors: factors) { values[$0] = $1 }
      sums.append(values)
    }
    let leading = sums.max { $0.values.reduce(0, +) < $1.values.reduce(0, +) } ?? [:]
    let units = Set(sums.flatMap(\.keys)).sorted()
    let share = parameters.otherLanguages
    let parts = units.map { unit in
      let greatest = sums.compactMap { $0[unit] }.max() ?? 0
      return ScorePart(
        words: words(of: unit), value: (1 - share) * (leading[unit] ?? 0) + share * greatest)
    }
    return parts.sorted { ($1.value, $0.words) < ($0.value, $1.words) }
  }

  private func words(of unit: Int) -> String {
    if unit < terms.count { return terms[unit].text }
    return chains[unit - terms.count].words
      .map { words[$0].first.map { terms[$0].text } ?? "" }.joined(separator: " ")
  }

  private func factors() -> [Double] {
    let total = Double(catalogue.articleCount)
    let weights = terms.map(\.weight) + chains.map(\.weight)
    return zip(weights, counters).map { weight, counter in
      let found = Double(counter.greatest)
      let rarity = max(1e-6, log((total - found + 0.5) / (found + 0.5)))
      return weight * rarity * (parameters.saturation + 1)
    }
  }

  private func forEachValue(ofRow row: Int, factors: [Double], _ body: (Int, Double) -> Void) {
    guard let article = catalogue[Int64(row + 1)] else { return }
    let boost = boost(of: article)
    let penalty = parameters.lengthPenalty
    let k = parameters.saturation * (1 - penalty + penalty * article.length)
    for entry in counts[matches[row]] {
      body(entry.unit, factors[entry.unit] * entry.count / (entry.count + k) * boost)
    }
  }

  private func boost(of row: ArticleCatalogue.Row) -> Double {
    (row.isArchived ? parameters.archiveBoost : 1)
      * (row.isOnExperienceManager ? parameters.productBoost : 1)
  }
}

extension FullTextPlace {
  /// Places of one column that follow one another differ by one.
  fileprivate var key: Int64 { Int64(column) << 32 | Int64(position) }
}
