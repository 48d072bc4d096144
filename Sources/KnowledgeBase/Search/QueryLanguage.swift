import Model
import StemmerKit

/// The language a query is written in: by script, by accents, by its smallest words.
enum QueryLanguage {
  static func of(_ text: String, asked: Language) -> Language {
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
