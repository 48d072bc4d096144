import Model
import SQLiteKit

/// Takes down what stands in the rows of a search, one row after the other.
///
/// Lists of lists are kept flat: this is visited for every row of the index, and
/// counting references would take longer than the work.
struct MatchCollector {
  /// How often a term or a chain stands in a row, each place weighed by its field.
  struct UnitCount {
    var unit: Int
    var count: Double
  }

  /// What stands in the rows: terms first, then chains.
  private(set) var counts: [UnitCount] = []

  /// What each row holds, by row: a stretch of `counts`.
  private(set) var matches: [Range<Int>]

  private let catalogue: ArticleCatalogue
  private let fieldWeights: [Double]
  private let termCount: Int
  private var unitCount: Int { termCount + chains.count }
  private let words: FlatLists
  private let chains: FlatLists
  private var places: [FullTextPlace] = []
  private var ranges: [Range<Int>]
  private var wordRanges: [Range<Int>]
  private var cursors: [Int] = []
  private var nextPlace = 0

  init(_ query: QueryTerms, catalogue: ArticleCatalogue, fieldWeights: [Double]) {
    self.catalogue = catalogue
    self.fieldWeights = fieldWeights
    termCount = query.terms.count
    words = FlatLists(query.words)
    chains = FlatLists(query.chains.map(\.words))
    matches = Array(repeating: 0..<0, count: catalogue.rowCount)
    ranges = Array(repeating: 0..<0, count: termCount)
    wordRanges = Array(repeating: 0..<0, count: words.count)
  }

  mutating func take(_ row: borrowing FullTextRow) throws {
    guard let place = catalogue.place(of: row.rowID, from: nextPlace) else { return }
    nextPlace = place + 1
    let first = counts.count
    places.removeAll(keepingCapacity: true)
    for term in 0..<termCount {
      let start = places.count
      try row.appendPlaces(ofPhrase: term, to: &places)
      ranges[term] = start..<places.count
      var count: Double = 0
      for index in start..<places.count { count += weight(of: places[index]) }
      take(unit: term, count)
    }
    for word in 0..<words.count { wordRanges[word] = places(ofWord: word) }
    for chain in 0..<chains.count {
      take(unit: termCount + chain, weighedCount(ofChain: chain))
    }
    matches[place] = first..<counts.count
  }

  private mutating func take(unit: Int, _ count: Double) {
    if count > 0 { counts.append(UnitCount(unit: unit, count: count)) }
  }

  /// In how many articles each unit stands, in that language where it does in most.
  func articleCounts() -> [Int] {
    var found = [Int](repeating: 0, count: unitCount * Language.allCases.count)
    var last = [Int](repeating: -1, count: found.count)
    for (article, rows) in catalogue.rowsByArticle.enumerated() {
      for row in rows where !matches[row].isEmpty {
        let start = catalogue[row].languageOrdinal * unitCount
        for entry in counts[matches[row]] where last[start + entry.unit] != article {
          // An article may stand there twice in a language, as ours and as Adobe's.
          last[start + entry.unit] = article
          found[start + entry.unit] += 1
        }
      }
    }
    return (0..<unitCount).map { unit in
      stride(from: unit, to: found.count, by: unitCount).map { found[$0] }.max() ?? 0
    }
  }

  private func weight(of place: FullTextPlace) -> Double {
    let column = Int(place.column)
    return column < fieldWeights.count ? fieldWeights[column] : 0
  }

  /// Where any of a word's terms stands, each place once.
  private mutating func places(ofWord word: Int) -> Range<Int> {
    let members = words.range(of: word)
    guard let first = members.first else { return 0..<0 }
    var found = ranges[words.items[first]]
    for member in members.dropFirst() { found = union(found, ranges[words.items[member]]) }
    return found
  }

  /// The places of two stretches in their order, those of both once.
  private mutating func union(_ left: Range<Int>, _ right: Range<Int>) -> Range<Int> {
    if left.isEmpty || right.isEmpty { return left.isEmpty ? right : left }
    let start = places.count
    var (one, other) = (left.lowerBound, right.lowerBound)
    while one < left.upperBound || other < right.upperBound {
      let a = one < left.upperBound ? places[one].key : .max
      let b = other < right.upperBound ? places[other].key : .max
      places.append(a <= b ? places[one] : places[other])
      if a <= b { one += 1 }
      if b <= a { other += 1 }
    }
    return start..<places.count
  }

  /// How often the words of a chain follow one another, each time weighed by its field.
  private mutating func weighedCount(ofChain chain: Int) -> Double {
    let members = chains.range(of: chain)
    // Hardly any row has all words of a chain; so nothing is made ready before that is known.
    for member in members where wordRanges[chains.items[member]].isEmpty { return 0 }
    cursors.removeAll(keepingCapacity: true)
    for member in members { cursors.append(wordRanges[chains.items[member]].lowerBound) }
    var count: Double = 0
    next: for index in wordRanges[chains.items[members.lowerBound]] {
      let start = places[index].key
      for offset in 1..<members.count {
        let end = wordRanges[chains.items[members.lowerBound + offset]].upperBound
        let wanted = start + Int64(offset)
        var cursor = cursors[offset]
        while cursor < end, places[cursor].key < wanted { cursor += 1 }
        cursors[offset] = cursor
        if cursor == end { return count }
        if places[cursor].key != wanted { continue next }
      }
      count += weight(of: places[index])
    }
    return count
  }
}

/// Lists of numbers in one stretch of memory.
private struct FlatLists {
  private(set) var items: [Int] = []
  private var starts = [0]

  init(_ lists: [[Int]]) {
    for list in lists {
      items += list
      starts.append(items.count)
    }
  }

  var count: Int { starts.count - 1 }

  func range(of list: Int) -> Range<Int> { starts[list]..<starts[list + 1] }
}

extension FullTextPlace {
  /// Places of one column that follow one another differ by one.
  fileprivate var key: Int64 { Int64(column) << 32 | Int64(position) }
}
