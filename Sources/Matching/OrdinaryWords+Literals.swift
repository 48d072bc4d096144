#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

extension OrdinaryWords {
  /// A word of a literal, and how frequent it is: the logarithm of how many of 1,024 records of
  /// ordinary logs hold it; 0 for any that few hold.
  struct Word: Hashable {
    var range: Range<Int>
    var frequency: Int
  }

  /// The shortest word that is looked at, in bytes.
  private static let shortestWord = 3

  /// The shortest word, in bytes, that is told from a part of another.
  private static let shortestPart = 5

  /// The words of a literal; a short one at either end may be part of any longer word, and says
  /// nothing.
  static func words(of literal: [UInt8]) -> [Word] {
    literal.indices.split { !isWordPart(literal[$0]) }.compactMap { word in
      guard let first = word.first, let last = word.last else { return nil }
      let isWhole = first > 0 && last < literal.count - 1
      guard word.count >= (isWhole ? shortestWord : shortestPart),
        literal[word].contains(where: { !($0 &- 0x30 < 10) })
      else { return nil }
      return Word(range: first..<last + 1, frequency: frequency(of: Array(literal[word])))
    }
  }

  /// The part of a literal, from its start, that is searched for instead.
  ///
  /// The search looks at the last bytes first and stops wherever they stand, so literals that
  /// end as ordinary words do make it slow. The part ends where bytes follow one another that
  /// seldom do, but not before what makes the literal rare.
  static func searchedPart(of literal: [UInt8]) -> [UInt8] {
    let rarest = words(of: literal).min {
      ($0.frequency, -$0.range.count) < ($1.frequency, -$1.range.count)
    }
    guard let rarest else { return literal }
    let end =
      rarest.frequency == 0
      ? min(rarest.range.upperBound, rarest.range.lowerBound + shortestPart)
      : rarest.range.upperBound
    let shortest = max(shortestSearched, end)
    guard literal.count > shortest else { return literal }
    let best = (shortest...literal.count).min { left, right in
      let (one, other) = (endFrequency(of: literal[..<left]), endFrequency(of: literal[..<right]))
      return one == other ? left > right : one < other
    }
    return Array(literal[..<(best ?? literal.count)])
  }

  private static let shortestSearched = 8

  /// How frequent the last four bytes are, taken as three pairs.
  private static func endFrequency(of literal: ArraySlice<UInt8>) -> Double {
    zip(literal.suffix(4), literal.suffix(3)).reduce(0) { sum, pair in
      sum + log(1 + (pairs[[pair.0, pair.1]] ?? 0))
    }
  }

  /// How often bytes follow one another in words and at their ends.
  private static let pairs: [[UInt8]: Double] = {
    var pairs: [[UInt8]: Double] = [:]
    for (step, words) in words {
      for word in words.split(separator: " ") {
        let text = [0x20] + Array(word.utf8) + [0x20]
        for (first, second) in zip(text, text.dropFirst()) {
          pairs[[first, second], default: 0] += Double(1 << step)
        }
      }
    }
    return pairs
  }()

  private static func frequency(of word: [UInt8]) -> Int { steps[word] ?? 0 }

  /// A letter, a digit, `_` or `$`.
  private static func isWordPart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F || byte == 0x24
  }
}
