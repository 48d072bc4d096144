import Model
import StemmerKit

/// A term or two neighbouring ones, as the index is asked for them.
struct QueryPhrase: Hashable {
  /// The terms with a space between them.
  var text: String
  var weight: Double
}

/// The phrases that a query asks the index for, heaviest first.
struct QueryTerms {
  /// More do not make the answer better, only later.
  static let termLimit = 140
  static let pairLimit = 100

  /// What two terms count that stand side by side, beside what each counts.
  static let pairWeight = 0.5

  /// What six count that follow one another: whoever quotes a message quotes it whole, and an
  /// article that shows it goes before one that mentions its words more often.
  static let runLength = 6
  static let runWeight = 0.3
  static let runLimit = 60

  let phrases: [QueryPhrase]

  init(_ text: QueryText, language: Language, analyzers: inout QueryAnalyzers) {
    var terms = WeightedSet()
    var pairs = WeightedSet()
    var runs = WeightedSet()
    for piece in text.pieces {
      let analyzer = analyzers.analyzer(for: Self.language(of: piece.text, asked: language))
      var row: [String] = []
      for term in analyzer.terms(in: piece.text) {
        terms.add(term.text, piece.weight)
        if term.isColocated { continue }
        row.append(term.text)
        if row.count > 1 {
          let pair = row.suffix(2).joined(separator: " ")
          pairs.add(pair, piece.weight * Self.pairWeight)
        }
        if row.count >= Self.runLength {
          let run = row.suffix(Self.runLength).joined(separator: " ")
          runs.add(run, piece.weight * Self.runWeight)
        }
      }
    }
    phrases =
      terms.heaviest(Self.termLimit) + pairs.heaviest(Self.pairLimit)
      + runs.heaviest(Self.runLimit)
  }

  /// The query in the syntax of FTS5: any of the phrases.
  var match: String {
    phrases.map { "\"\($0.text)\"" }.joined(separator: " OR ")
  }

  /// The language a text is written in: by script, by accents, by its smallest words.
  static func language(of text: String, asked: Language) -> Language {
    var hasAccents = false
    for scalar in text.unicodeScalars where scalar.value >= 0x80 {
      switch Letter.Kind(scalar) {
      case .hiragana, .katakana, .kanji: return .ja
      default: hasAccents = hasAccents || "éèêàùçîôûœÉÈÊÀÇ".unicodeScalars.contains(scalar)
      }
    }
    var french = hasAccents ? 2 : 0
    var english = 0
    for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) {
      if frenchWords.contains(word) { french += 1 }
      if englishWords.contains(word) { english += 1 }
    }
    if french == english { return asked == .fr ? .fr : .en }
    return french > english ? .fr : .en
  }
}

/// The analyzers for queries, made when a language first asks.
///
/// The words of one language stand in the articles of the others too, so a
/// French query looks for English stems as well, and a Japanese one for both.
struct QueryAnalyzers {
  private var analyzers: [Language: TextAnalyzer] = [:]

  init() {}

  mutating func analyzer(for language: Language) -> TextAnalyzer {
    if let known = analyzers[language] { return known }
    let stems: [Stemmer.Algorithm] =
      switch language {
      case .en: [.english]
      case .fr: [.french, .english]
      case .ja: [.english, .french]
      }
    let analyzer = TextAnalyzer(stems: stems)
    analyzers[language] = analyzer
    return analyzer
  }
}

/// Texts with the greatest weight each was given, in the order in which they came.
private struct WeightedSet {
  private var weights: [String: Int] = [:]
  private var phrases: [QueryPhrase] = []

  mutating func add(_ text: String, _ weight: Double) {
    if let index = weights[text] {
      phrases[index].weight = max(phrases[index].weight, weight)
    } else {
      weights[text] = phrases.count
      phrases.append(QueryPhrase(text: text, weight: weight))
    }
  }

  func heaviest(_ count: Int) -> [QueryPhrase] {
    let ranked = phrases.enumerated().sorted {
      ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset)
    }
    return ranked.prefix(count).map(\.element)
  }
}

private let frenchWords: Set<Substring> = [
  "le", "la", "les", "des", "une", "un", "est", "sont", "pas", "dans", "sur", "pour", "avec",
  "apres", "après", "ne", "que", "qui", "du", "au", "aux", "lors", "cette", "ce", "et", "ou", "de",
  "je", "mes", "nous", "plus", "quand", "impossible", "erreur", "comment", "sans", "depuis", "mon",
]

private let englishWords: Set<Substring> = [
  "the", "is", "are", "of", "to", "in", "and", "not", "after", "with", "for", "when", "does",
  "from",
  "an", "my", "we", "it", "that", "this", "cannot", "how", "no", "be", "was", "by", "has", "have",
]
