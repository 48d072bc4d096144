import Model
import SQLiteKit
import UnicodeKit

/// The concepts of an open file: finds those that a query speaks of.
///
/// Nothing is read before a query's words ask for it: every way of saying
/// something lies under one of its terms.
struct Lexicon {
  /// What a query gains by a concept: the words of articles, and how surely they are meant.
  struct Expansion: Hashable {
    var phrases: [String]
    var strength: Double
  }

  /// How far apart the words of a way may stand, beside their number.
  private static let slack = 4

  /// What one word alone says; two or more say what they mean.
  private static let loneWordStrength = 0.6

  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// The concepts that a text in a language speaks of, each once.
  func expansions(
    of text: String, terms: [Term], in language: Language
  ) throws -> [Expansion] {
    let query = Query(text: text, terms: terms)
    var strengths: [Int64: Double] = [:]
    for key in query.positions.keys {
      try database.withStatement(
        "SELECT words, concept FROM concept_way WHERE key = ?1 AND language = ?2"
      ) { statement in
        try statement.bind(.text(key), .text(language.rawValue))
        while try statement.step() {
          let words = (statement.text(0) ?? "").split(separator: " ")
          let isSaid = language == .ja ? query.holds(words) : query.says(words, slack: Self.slack)
          guard isSaid else { continue }
          let strength = words.count > 1 || language == .ja ? 1 : Self.loneWordStrength
          let concept = statement.integer(1)
          strengths[concept] = max(strengths[concept] ?? 0, strength)
        }
      }
    }
    return try strengths.sorted { $0.key < $1.key }.map { concept, strength in
      Expansion(phrases: try phrases(of: concept, in: language), strength: strength)
    }
  }

  /// The English for the Japanese terms of a query.
  ///
  /// Who asks in Japanese is often answered by an article that was written in English, and says
  /// in Japanese what a machine made of it.
  func translations(of terms: [Term], in language: Language) throws -> [Translation] {
    guard language == .ja else { return [] }
    return try terms.filter { $0.kind == .bigram || $0.kind == .run }.flatMap { term in
      try database.withStatement(
        "SELECT source, target, probability FROM translation WHERE source = ?1"
      ) {
        try $0.bind(.text(term.text))
        return try $0.translations()
      }
    }
  }

  private func phrases(of concept: Int64, in language: Language) throws -> [String] {
    try database.withStatement("SELECT source FROM concept WHERE id = ?1") { statement in
      try statement.bind(.integer(concept))
      guard try statement.step(), let concept = statement.text(0).flatMap(Concept.init(line:))
      else { throw KnowledgeFile.Damage.row }
      return concept.wordings[language]?.terms ?? []
    }
  }
}

/// The words of a query with their places.
private struct Query {
  var positions: [String: [Int]] = [:]
  private let folded: String

  init(text: String, terms: [Term]) {
    folded = text.foldedForContainment
    var position = 0
    for term in terms {
      if !term.isColocated { position += 1 }
      positions[term.text, default: []].append(position)
    }
  }

  /// Whether every piece stands somewhere.
  func holds(_ pieces: [Substring]) -> Bool {
    pieces.allSatisfy { folded.contains($0) }
  }

  /// Whether all words stand near one of the places of the first.
  func says(_ words: [Substring], slack: Int) -> Bool {
    let places = words.map { positions[String($0)] ?? [] }
    let reach = words.count + slack
    return places[0].contains { start in
      places.allSatisfy { $0.contains { abs($0 - start) < reach } }
    }
  }
}

extension String {
  fileprivate var foldedForContainment: String { compatibilityNormalized.caseFolded }
}

extension Database {
  /// Writes concepts, each way under the term by which queries find it.
  func insert(_ concepts: [Concept]) throws {
    var analyzers = QueryAnalyzers()
    for (index, concept) in concepts.enumerated() {
      try withStatement("INSERT INTO concept(id, source) VALUES (?1, ?2)") {
        try $0.bind(.integer(Int64(index)), .text(concept.source))
        try $0.run()
      }
      for (language, wording) in concept.wordings.sorted(by: { $0.key.rawValue < $1.key.rawValue })
      {
        let analyzer = analyzers.analyzer(for: language)
        for way in Set(wording.ways).sorted() {
          guard let (key, words) = Self.entry(of: way, in: language, analyzer) else { continue }
          try withStatement(
            "INSERT OR IGNORE INTO concept_way(key, language, words, concept) VALUES (?1, ?2, ?3, ?4)"
          ) {
            try $0.bind(
              .text(key), .text(language.rawValue), .text(words), .integer(Int64(index)))
            try $0.run()
          }
        }
      }
    }
  }

  /// Japanese ways are kept as they are written, others by their stems; the longest is the key.
  private static func entry(
    of way: String, in language: Language, _ analyzer: TextAnalyzer
  ) -> (key: String, words: String)? {
    let terms = analyzer.terms(in: way)
    if language == .ja {
      guard let key = terms.first?.text else { return nil }
      return (key, way.foldedForContainment)
    }
    var words: [String] = []
    for term in terms {
      if !term.isColocated {
        words.append(term.text)
      } else if term.kind == .stem, words.last.map({ $0.count > term.text.count }) == true {
        words[words.count - 1] = term.text
      }
    }
    guard let key = words.max(by: { $0.count < $1.count }) else { return nil }
    return (key, words.joined(separator: " "))
  }
}
