import StemmerKit
import UnicodeKit

/// A term of a text: what the index stores and what a query looks up.
struct Term: Hashable {
  /// How a term came about.
  enum Kind: Hashable {
    /// A word, or a part of one written in camel case.
    case word

    /// What is left of the word without its inflection.
    case stem

    /// A word in camel case as a whole.
    case joined

    /// Two neighbouring characters of Japanese text, or one that stands alone.
    case bigram

    /// A whole stretch of katakana or kanji.
    case run
  }

  var text: String
  var kind: Kind
  var bytes: Range<Int>
  var isColocated: Bool
}

/// Cuts text in three languages into terms; articles and queries go the same way.
///
/// Words are split at everything that is not a letter or digit and inside camel
/// case, folded to lower case without Latin accents, and followed by their stems
/// at the same position. Japanese text becomes pairs of characters, and whole
/// stretches of katakana and kanji at the position of their first pair.
final class TextAnalyzer {
  /// No word that a person would look up is longer.
  private static let longestWord = 80

  private let stemmers: [Stemmer]

  init(stems: [Stemmer.Algorithm]) {
    stemmers = stems.map(Stemmer.init)
  }

  /// Gives the terms in order until the body returns false.
  func forEachTerm(in text: Span<UInt8>, _ body: (Term) -> Bool) {
    let letters = Letters(text).all
    var start = 0
    while start < letters.count {
      let kind = letters[start].kind
      var end = start + 1
      while end < letters.count, letters[end].kind.joins(kind) { end += 1 }
      let isWanted =
        switch kind {
        case .separator: true
        case .word: word(letters[start..<end], body)
        case .kanji, .hiragana, .katakana: japanese(letters[start..<end], body)
        }
      guard isWanted else { return }
      start = end
    }
  }

  /// The terms in order.
  func terms(in text: String) -> [Term] {
    var terms: [Term] = []
    let bytes = Array(text.utf8)
    forEachTerm(in: bytes.span) { term in
      terms.append(term)
      return true
    }
    return terms
  }
}

// MARK: - Words

extension TextAnalyzer {
  private func word(_ letters: ArraySlice<Letter>, _ body: (Term) -> Bool) -> Bool {
    guard letters.count <= Self.longestWord else { return true }
    let parts = camelCaseParts(of: letters)
    for (index, part) in parts.enumerated() {
      let bytes = part[part.startIndex].start..<part[part.endIndex - 1].end
      let folded = String(part).caseFolded
      let surface = folded.latinAccentsFolded
      let term = Term(text: surface, kind: .word, bytes: bytes, isColocated: false)
      guard body(term) else { return false }
      var known = [surface]
      for stemmer in stemmers where part.count > 2 {
        let stem = stemmer.stem(folded).latinAccentsFolded
        if stem.isEmpty || known.contains(stem) { continue }
        known.append(stem)
        let term = Term(text: stem, kind: .stem, bytes: bytes, isColocated: true)
        guard body(term) else { return false }
      }
      if index == 0, parts.count > 1 {
        let whole = String(letters).caseFolded.latinAccentsFolded
        let bytes = letters[letters.startIndex].start..<letters[letters.endIndex - 1].end
        let term = Term(text: whole, kind: .joined, bytes: bytes, isColocated: true)
        guard body(term) else { return false }
      }
    }
    return true
  }

  /// `getAccessToken` is `get`, `Access`, `Token`; `JCRSession` is `JCR`, `Session`.
  private func camelCaseParts(of letters: ArraySlice<Letter>) -> [ArraySlice<Letter>] {
    var parts: [ArraySlice<Letter>] = []
    var start = letters.startIndex
    for index in letters.indices.dropFirst() where letters[index].isUppercase {
      let followsSmall = !letters[index - 1].isUppercase
      let leadsSmall = index + 1 < letters.endIndex && letters[index + 1].isLowercase
      if followsSmall || leadsSmall {
        parts.append(letters[start..<index])
        start = index
      }
    }
    parts.append(letters[start...])
    return parts
  }
}

// MARK: - Japanese

extension TextAnalyzer {
  private func japanese(_ letters: ArraySlice<Letter>, _ body: (Term) -> Bool) -> Bool {
    guard letters.count > 1 else {
      return body(term(letters, .bigram, isColocated: false))
    }
    for index in letters.indices.dropLast() {
      guard body(term(letters[index...index + 1], .bigram, isColocated: false)) else {
        return false
      }
      if let run = run(startingAt: index, in: letters) {
        guard body(term(run, .run, isColocated: true)) else { return false }
      }
    }
    return true
  }

  /// The stretch of katakana or kanji that starts here, if it says more than a pair does.
  ///
  /// The long mark at the end is written or not (`サーバー`, `サーバ`), so it goes.
  private func run(startingAt index: Int, in letters: ArraySlice<Letter>) -> ArraySlice<Letter>? {
    let kind = letters[index].kind
    let continues = index > letters.startIndex && letters[index - 1].kind == kind
    guard kind == .katakana || kind == .kanji, !continues else { return nil }
    var run = letters[index...].prefix { $0.kind == kind }
    if kind == .katakana, run.count > 3, run.last?.scalar == "ー" { run.removeLast() }
    return (3...Self.longestWord).contains(run.count) ? run : nil
  }

  private func term(
    _ letters: ArraySlice<Letter>, _ kind: Term.Kind, isColocated: Bool
  ) -> Term {
    Term(
      text: String(letters), kind: kind,
      bytes: letters[letters.startIndex].start..<letters[letters.endIndex - 1].end,
      isColocated: isColocated)
  }
}

extension Letter.Kind {
  fileprivate func joins(_ first: Letter.Kind) -> Bool {
    switch (first, self) {
    case (.word, .word), (.separator, .separator): true
    case (.word, _), (.separator, _), (_, .word), (_, .separator): false
    default: true
    }
  }
}

extension Letter {
  fileprivate var isUppercase: Bool {
    scalar.value < 0x80 ? (0x41...0x5A).contains(scalar.value) : scalar.properties.isUppercase
  }

  fileprivate var isLowercase: Bool {
    scalar.value < 0x80 ? (0x61...0x7A).contains(scalar.value) : scalar.properties.isLowercase
  }
}

extension String {
  fileprivate init(_ letters: ArraySlice<Letter>) {
    var text = String.UnicodeScalarView()
    for letter in letters { text.append(letter.scalar) }
    self.init(text)
  }
}
