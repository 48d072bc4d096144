import SQLiteKit

/// The words of all articles: tells a misspelt one from a rare one.
struct Vocabulary {
  /// Shorter words have too many neighbours.
  static let shortestWord = 4

  /// A word that is hardly used is no help to one who mistypes.
  private static let leastUse = 3

  /// A paste of many unknown words is no sentence with a slip in it.
  private static let limit = 4

  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// Whether the table of words keeps a word: small Latin letters only.
  static func keeps(_ word: String) -> Bool {
    word.utf8.count >= shortestWord && word.utf8.count <= 30
      && word.utf8.allSatisfy { (0x61...0x7A).contains($0) }
  }

  /// What the unknown ones among some words may have been meant to be.
  func suggestions(for words: [String]) throws -> [SpellingSuggestion] {
    var found: [SpellingSuggestion] = []
    for word in words where Self.keeps(word) && !found.contains(where: { $0.word == word }) {
      guard found.count < Self.limit, try !knows(word), let other = try nearest(to: word) else {
        continue
      }
      found.append(SpellingSuggestion(word: word, suggestion: other))
    }
    return found
  }

  private func knows(_ word: String) throws -> Bool {
    try database.withStatement("SELECT 1 FROM word WHERE length = ?2 AND word = ?1") { statement in
      try statement.bind(.text(word), .integer(Int64(word.utf8.count)))
      return try statement.step()
    }
  }

  /// The most used of the words that are one slip away, or two in a long word.
  private func nearest(to word: String) throws -> String? {
    let letters = Array(word.utf8)
    let reach = letters.count > 6 ? 2 : 1
    return try database.withStatement(
      "SELECT word, uses FROM word WHERE length BETWEEN ?1 AND ?2 AND uses >= ?3 ORDER BY word"
    ) { statement in
      try statement.bind(
        .integer(Int64(letters.count - reach)), .integer(Int64(letters.count + reach)),
        .integer(Int64(Self.leastUse)))
      var best: (word: String, distance: Int, uses: Int64)?
      while try statement.step() {
        let candidate = statement.text(0) ?? ""
        let uses = statement.integer(1)
        let distance = Self.distance(letters, Array(candidate.utf8), limit: reach)
        guard let distance else { continue }
        if best.map({ (distance, -uses) < ($0.distance, -$0.uses) }) ?? true {
          best = (candidate, distance, uses)
        }
      }
      return best?.word
    }
  }

  /// How many letters must be changed, put in, left out or swapped; `nil` beyond the limit.
  static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    var beforeThat: [Int] = []
    var before = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let change = before[column] + (left[row] == right[column] ? 0 : 1)
        var least = min(change, before[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          least = min(least, beforeThat[column - 1] + 1)
        }
        current.append(least)
      }
      guard let least = current.min(), least <= limit else { return nil }
      (beforeThat, before) = (before, current)
    }
    return before[right.count] <= limit ? before[right.count] : nil
  }
}
