import Model
import StemmerKit

/// A term that the index is asked for.
struct QueryTerm: Hashable {
  var text: String
  var weight: Double
}

/// Words of a query that follow one another.
struct QueryChain: Hashable {
  /// For each word its place among the query's words.
  var words: [Int]
  var weight: Double
  var isQuoted = false
}

/// What a query asks the index for: terms, heaviest first, and what of them belongs together.
struct QueryTerms {
  /// More do not make the answer better, only later.
  static let termLimit = 140
  static let neighbourLimit = 100
  static let chainLimit = 60
  static let quotedLimit = 10
  static let chainLength = 6

  private(set) var terms: [QueryTerm] = []

  /// The words that chains are made of: for each the places of its terms, which share a position.
  private(set) var words: [[Int]] = []
  private(set) var chains: [QueryChain] = []

  /// Whether an article must hold what is quoted, because nothing else is asked for.
  let needsQuoted: Bool

  init(
    _ text: QueryText, language: Language, analyzers: inout QueryAnalyzers, lexicon: Lexicon,
    vocabulary: Vocabulary, parameters: RankingParameters
  ) throws {
    var collection = TermCollection(parameters: parameters, isLog: text.isLog)
    for piece in text.pieces {
      let language = QueryLanguage.of(piece.text, asked: language)
      let analyzer = analyzers.analyzer(for: language)
      let terms = analyzer.terms(in: piece.text)
      collection.add(terms, weight: piece.weight)
      if text.isLog { continue }
      for slip in try vocabulary.suggestions(
        for: terms.lazy.filter { $0.kind == .word }.map(\.text))
      {
        collection.add(
          analyzer.terms(in: slip.suggestion), weight: parameters.correctionWeight)
      }
      for translation in try lexicon.translations(of: terms, in: language) {
        collection.add(
          translation.target, weight: parameters.translationWeight * translation.probability)
      }
      let concepts = try lexicon.expansions(of: piece.text, terms: terms, in: language)
      let phrases = concepts.flatMap { concept in
        concept.phrases.map { (terms: analyzer.terms(in: $0), strength: concept.strength) }
      }
      let said = phrases.reduce(0) {
        $0 + parameters.conceptWeight * $1.strength * Double($1.terms.positionCount)
      }
      let share = min(1, parameters.conceptShare * Double(terms.positionCount) / max(said, 1e-9))
      for phrase in phrases {
        collection.add(phrase.terms, weight: parameters.conceptWeight * phrase.strength * share)
      }
    }
    for phrase in text.quoted.phrases {
      let language = QueryLanguage.of(phrase, asked: language)
      let terms = analyzers.analyzer(for: language).terms(in: phrase)
      collection.addQuoted(terms, weight: parameters.quoteWeight)
    }
    (terms, words, chains) = collection.heaviest()
    needsQuoted = text.quoted.isAll && chains.contains(where: \.isQuoted)
  }

  /// The query in the syntax of FTS5: any of the terms.
  var match: String {
    terms.map { "\"\($0.text)\"" }.joined(separator: " OR ")
  }
}

/// Terms and their neighbourhoods with the greatest weight each was given.
private struct TermCollection {
  private let parameters: RankingParameters
  private var ordinals: [String: Int] = [:]
  private var terms: [QueryTerm] = []
  private var wordOrdinals: [[Int]: Int] = [:]
  private var words: [[Int]] = []
  private var neighbours = WeightedChains()
  private var longChains = WeightedChains()
  private var quoted: [QueryChain] = []

  /// Lines of a log repeat themselves for no reason; what a person says again matters.
  private let repetition: Double

  init(parameters: RankingParameters, isLog: Bool) {
    self.parameters = parameters
    repetition = isLog ? 0 : parameters.repetition
  }

  mutating func add(_ found: [Term], weight: Double) {
    var row: [(word: Int, isBigram: Bool)] = []
    var rest = found[...]
    while let first = rest.popFirst() {
      var word = [ordinal(of: first.text, weight: weight * factor(of: first))]
      while let term = rest.first, term.isColocated {
        rest.removeFirst()
        let ordinal = ordinal(of: term.text, weight: weight * factor(of: term))
        // A whole identifier is more than the word that it starts with.
        if term.kind == .stem { word.append(ordinal) }
      }
      row.append((ordinal(of: word), first.kind == .bigram))
      if row.count > 1, !row.suffix(2).allSatisfy(\.isBigram) {
        neighbours.add(row.suffix(2).map(\.word), weight * parameters.neighbourWeight)
      }
      if row.count >= QueryTerms.chainLength {
        longChains.add(
          row.suffix(QueryTerms.chainLength).map(\.word), weight * parameters.chainWeight)
      }
    }
  }

  /// Adds one term as the index knows it.
  mutating func add(_ text: String, weight: Double) {
    _ = ordinal(of: text, weight: weight)
  }

  /// Adds all words of a phrase as one; they count one by one as well.
  mutating func addQuoted(_ found: [Term], weight: Double) {
    var row: [Int] = []
    var rest = found[...]
    while let first = rest.popFirst() {
      rest = rest.drop(while: \.isColocated)
      row.append(ordinal(of: [ordinal(of: first.text, weight: 1)]))
    }
    if row.count > 1 {
      quoted.append(QueryChain(words: row, weight: weight, isQuoted: true))
    }
  }

  private mutating func ordinal(of word: [Int]) -> Int {
    if let known = wordOrdinals[word] { return known }
    wordOrdinals[word] = words.count
    words.append(word)
    return words.count - 1
  }

  private func factor(of term: Term) -> Double {
    switch term.kind {
    case .word: 1
    case .stem: parameters.stemWeight
    case .joined: parameters.joinedWeight
    case .run: parameters.runWeight
    case .bigram:
      term.text.unicodeScalars.allSatisfy { Letter.Kind($0) == .hiragana }
        ? parameters.hiraganaWeight : 1
    }
  }

  private mutating func ordinal(of text: String, weight: Double) -> Int {
    if let known = ordinals[text] {
      let (less, more) = (min(terms[known].weight, weight), max(terms[known].weight, weight))
      terms[known].weight = more + less * repetition
      return known
    }
    ordinals[text] = terms.count
    terms.append(QueryTerm(text: text, weight: weight))
    return terms.count - 1
  }

  /// The heaviest, earlier ones first; words name the terms by their new places.
  func heaviest() -> (terms: [QueryTerm], words: [[Int]], chains: [QueryChain]) {
    let kept = terms.indices.sorted { (terms[$1].weight, $0) < (terms[$0].weight, $1) }
      .prefix(QueryTerms.termLimit)
    var places = [Int?](repeating: nil, count: terms.count)
    for (place, ordinal) in kept.enumerated() { places[ordinal] = place }
    let chains =
      quoted.prefix(QueryTerms.quotedLimit) + neighbours.heaviest(QueryTerms.neighbourLimit)
      + longChains.heaviest(QueryTerms.chainLimit)
    return (
      kept.map { terms[$0] }, words.map { $0.compactMap { places[$0] } },
      chains.filter { $0.weight > 0 }
    )
  }
}

extension [Term] {
  /// How many there are, those at the same position counted once.
  fileprivate var positionCount: Int { count { !$0.isColocated } }
}

/// Chains with the greatest weight each was given, in the order in which they came.
private struct WeightedChains {
  private var ordinals: [[Int]: Int] = [:]
  private var chains: [QueryChain] = []

  mutating func add(_ words: [Int], _ weight: Double) {
    if let known = ordinals[words] {
      chains[known].weight = max(chains[known].weight, weight)
    } else {
      ordinals[words] = chains.count
      chains.append(QueryChain(words: words, weight: weight))
    }
  }

  func heaviest(_ count: Int) -> [QueryChain] {
    let ranked = chains.enumerated().sorted {
      ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset)
    }
    return ranked.prefix(count).map(\.element)
  }
}
