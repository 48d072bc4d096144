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
  private var matches: [RowMatch] = []
  private var counts: [UnitCount] = []
  private var counters: [ArticleCatalogue.Counter] = []
  private var places: [FullTextPlace] = []
  private var ranges: [Range<Int>] = []
  private var wordRanges: [Range<Int>] = []

  /// What one row holds: a stretch of `counts`.
  struct RowMatch {
    var rowID: Int64
    var length: Double
    var units: Range<Int>
  }

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
    matches.removeAll(keepingCapacity: true)
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
    matches.append(
      RowMatch(rowID: rowID, length: article.length, units: first..<counts.count))
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

  /// What each row is worth, in the order in which the rows were seen.
  func scores() -> [(rowID: Int64, score: Double)] {
    let total = Double(catalogue.articleCount)
    let rarities = counters.map { counter in
      let found = Double(counter.greatest)
      return max(1e-6, log((total - found + 0.5) / (found + 0.5)))
    }
    let weights = terms.map(\.weight) + chains.map(\.weight)
    let factors = zip(weights, rarities).map { $0 * $1 * (parameters.saturation + 1) }
    return matches.map { match in
      let penalty = parameters.lengthPenalty
      let k = parameters.saturation * (1 - penalty + penalty * match.length)
      var score = 0.0
      for entry in counts[match.units] {
        score += factors[entry.unit] * entry.count / (entry.count + k)
      }
      return (match.rowID, score)
    }
  }
}

extension FullTextPlace {
  /// Places of one column that follow one another differ by one.
  fileprivate var key: Int64 { Int64(column) << 32 | Int64(position) }
}
