import Model
import SQLiteKit
import StemmerKit

/// Hands the terms of articles to the index, by the language of the article.
final class ArticleTokenizer: FullTextTokenizer {
  /// How many positions the article has been given so far.
  private(set) var positions = 0

  /// The words of all articles so far that a misspelt one may have been meant to be.
  private(set) var words: [String: Int] = [:]

  private var language = Language.en
  private var uses = 1
  private lazy var english = TextAnalyzer(stems: [.english])
  private lazy var french = TextAnalyzer(stems: [.french])

  init() {}

  /// Makes ready for an article.
  ///
  /// - Parameter uses: What each of its words counts: 1, or -1 if the article is taken out.
  func begin(_ language: Language, counting uses: Int) {
    (self.language, self.uses, positions) = (language, uses, 0)
  }

  func tokenize(_ text: Span<UInt8>, isQuery: Bool, emit: (FullTextToken) -> Bool) {
    if isQuery { return terms(of: text, emit) }
    // Japanese articles are full of English words.
    let analyzer = language == .fr ? french : english
    analyzer.forEachTerm(in: text) { term in
      if !term.isColocated { positions += 1 }
      if term.kind == .word, Vocabulary.keeps(term.text) { words[term.text, default: 0] += uses }
      return emit(FullTextToken(text: term.text, bytes: term.bytes, isColocated: term.isColocated))
    }
  }

  /// A query has been cut into terms already; only the spaces between them are left.
  private func terms(of text: Span<UInt8>, _ emit: (FullTextToken) -> Bool) {
    var start = 0
    for end in 0...text.count where end == text.count || text[end] == 0x20 {
      if start < end {
        let bytes = (start..<end).map { text[$0] }
        let term = FullTextToken(
          text: String(decoding: bytes, as: UTF8.self), bytes: start..<end)
        guard emit(term) else { return }
      }
      start = end + 1
    }
  }
}
