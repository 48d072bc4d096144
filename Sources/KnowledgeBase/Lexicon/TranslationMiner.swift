import StemmerKit

/// Finds which English words stand for which Japanese terms, in texts that exist in both.
///
/// Of a line and its translation, each term may stand for each; which ones go together shows
/// when the same guess is made of all lines, some times over. It is model 1 of Brown and others,
/// “The Mathematics of Statistical Machine Translation”, 1993. The same articles give the same
/// translations.
struct TranslationMiner {
  private static let rounds = 5

  /// What is rarer or less sure tells more of one article than of a language.
  private static let leastLines = 3
  private static let leastProbability = 0.25

  /// A line of more terms is a listing or a log.
  private static let longestLine = 120

  private let analyzer = TextAnalyzer(stems: [.english])
  private var sources = TermNumbers()
  private var targets = TermNumbers()
  private var pairs: [(sources: [Int], targets: [Int])] = []
  private var seen: Set<[String]> = []

  /// Takes the lines of an article; where their numbers differ, title and description alone.
  mutating func take(japanese: Article, english: Article) {
    take(japanese.title, english.title)
    take(japanese.description, english.description)
    let lines = (japanese.body.filledLines, english.body.filledLines)
    guard lines.0.count == lines.1.count else { return }
    for (japanese, english) in zip(lines.0, lines.1) where japanese != english {
      take(String(japanese), String(english))
    }
  }

  private mutating func take(_ japanese: String, _ english: String) {
    guard seen.insert([japanese, english]).inserted else { return }
    // English words in a Japanese line stand for themselves, and so for nothing else.
    let left = Set(analyzer.terms(in: japanese).stemmed).sorted()
    let right = Set(analyzer.terms(in: english).stemmed).sorted()
    let lengths = 1...Self.longestLine
    guard lengths.contains(left.count), lengths.contains(right.count) else { return }
    pairs.append((left.map { sources.number(of: $0) }, right.map { targets.number(of: $0) }))
  }

  /// What was found, by source, then target.
  func translations() -> [Translation] {
    var table = PairTable(pairs)
    for _ in 0..<Self.rounds { table.refine() }
    var lines = [Int](repeating: 0, count: sources.terms.count)
    for pair in pairs {
      for source in pair.sources { lines[source] += 1 }
    }
    var found: [Translation] = []
    for entry in table.entries where entry.probability >= Self.leastProbability {
      let source = sources.terms[entry.source]
      let target = targets.terms[entry.target]
      guard lines[entry.source] >= Self.leastLines, source.isJapanese, !target.isJapanese else {
        continue
      }
      found.append(Translation(source: source, target: target, probability: entry.probability))
    }
    return found.sorted { ($0.source, $0.target) < ($1.source, $1.target) }
  }
}

/// Terms and the numbers they were given, from 0.
private struct TermNumbers {
  private(set) var terms: [String] = []
  private var numbers: [String: Int] = [:]

  mutating func number(of term: String) -> Int {
    if let known = numbers[term] { return known }
    numbers[term] = terms.count
    terms.append(term)
    return terms.count - 1
  }
}

/// How probably each term stands for each other that it was ever seen beside.
private struct PairTable {
  struct Entry {
    var source: Int
    var target: Int
    var probability = 1.0
  }

  private(set) var entries: [Entry] = []

  /// For each pair of lines the places of its entries, source by source.
  private var cells: [Int32] = []
  private var shapes: [(sources: Int, targets: Int)] = []
  private let sourceCount: Int

  init(_ pairs: [(sources: [Int], targets: [Int])]) {
    var places: [UInt64: Int32] = [:]
    for pair in pairs {
      shapes.append((pair.sources.count, pair.targets.count))
      for source in pair.sources {
        for target in pair.targets {
          let key = UInt64(source) << 32 | UInt64(target)
          let place = places[key] ?? Int32(entries.count)
          if Int(place) == entries.count {
            places[key] = place
            entries.append(Entry(source: source, target: target))
          }
          cells.append(place)
        }
      }
    }
    sourceCount = pairs.reduce(0) { max($0, ($1.sources.max() ?? -1) + 1) }
  }

  /// Shares each target of a line among the sources beside it, by what is known so far.
  mutating func refine() {
    var counts = [Double](repeating: 0, count: entries.count)
    var start = 0
    for shape in shapes {
      for target in 0..<shape.targets {
        let line = stride(
          from: start + target, to: start + shape.sources * shape.targets, by: shape.targets)
        var sum = 0.0
        for cell in line { sum += entries[Int(cells[cell])].probability }
        guard sum > 0 else { continue }
        for cell in line {
          let place = Int(cells[cell])
          counts[place] += entries[place].probability / sum
        }
      }
      start += shape.sources * shape.targets
    }
    var totals = [Double](repeating: 0, count: sourceCount)
    for place in entries.indices { totals[entries[place].source] += counts[place] }
    for place in entries.indices {
      let total = totals[entries[place].source]
      entries[place].probability = total > 0 ? counts[place] / total : 0
    }
  }
}

extension [Term] {
  /// A text for each term: words by their stems, Japanese as it is.
  fileprivate var stemmed: [String] {
    var texts: [String] = []
    for term in self {
      switch term.kind {
      case .word, .bigram, .run: texts.append(term.text)
      case .stem: texts[texts.count - 1] = term.text
      case .joined: break
      }
    }
    return texts
  }
}

extension String {
  /// The lines in which something stands.
  fileprivate var filledLines: [Substring] {
    utf8.split(separator: 0x0A).map(Substring.init).filter { !$0.allSatisfy(\.isWhitespace) }
  }

  fileprivate var isJapanese: Bool {
    unicodeScalars.contains {
      switch Letter.Kind($0) {
      case .kanji, .hiragana, .katakana: true
      case .word, .separator: false
      }
    }
  }
}
