import SQLiteKit
import Testing

@Suite("Full-text extensions")
struct FullTextTests {
  /// Cuts at `/`, and gives each term a second time with its length.
  private final class Slashes: FullTextTokenizer {
    func tokenize(_ text: Span<UInt8>, isQuery: Bool, emit: (FullTextToken) -> Bool) {
      var start = 0
      for end in 0...text.count where end == text.count || text[end] == 0x2F {
        let bytes = (start..<end).map { text[$0] }
        let word = String(decoding: bytes, as: UTF8.self)
        guard emit(FullTextToken(text: word, bytes: start..<end)) else { return }
        if !isQuery {
          let length = FullTextToken(text: "\(word.count)", bytes: start..<end, isColocated: true)
          guard emit(length) else { return }
        }
        start = end + 1
      }
    }
  }

  /// Counts, weighs by column, and looks at the whole table.
  private final class Weights: FullTextRanking {
    var places: [Int64: [FullTextPlace]] = [:]
    var sizes: [Int64: Int] = [:]

    func score(_ row: borrowing FullTextRow) throws -> Double {
      #expect(try row.rowCount() == 3)
      #expect(try row.termCount() == 7)
      sizes[row.rowID] = try row.size()
      var score = 0.0
      for phrase in 0..<row.phraseCount {
        var found: [FullTextPlace] = []
        try row.appendPlaces(ofPhrase: phrase, to: &found)
        score += found.reduce(0) { $0 + Double(phrase + 1) * ($1.column == 0 ? 10 : 1) }
        places[row.rowID, default: []] += found
      }
      return score
    }
  }

  @Test("a tokenizer and a ranking written here decide what is found and how")
  func search() throws {
    let database = try Database()
    let weights = Weights()
    try database.register(Slashes(), named: "slashes")
    try database.register(weights, named: "weights")
    try database.execute(
      """
      CREATE VIRTUAL TABLE page USING fts5(title, body, content='', tokenize='slashes');
      INSERT INTO page(rowid, title, body) VALUES (7, 'a/bb', 'a'), (8, 'cc', 'a'), (9, 'd', '');
      """)
    func find(_ query: String) throws -> [Int64: Double] {
      try database.withStatement(
        "SELECT rowid, weights(page) FROM page WHERE page MATCH ?1"
      ) { statement in
        try statement.bind(.text(query))
        var scores: [Int64: Double] = [:]
        while try statement.step() { scores[statement.integer(0)] = statement.real(1) }
        return scores
      }
    }
    #expect(try find("\"a\" OR \"2\"") == [7: 10 + 1 + 20, 8: 20 + 1])
    let found = weights.places[7]?.map { [$0.column, $0.position] }
    #expect(found == [[0, 0], [1, 0], [0, 1]])
    #expect(weights.sizes == [7: 3, 8: 2])
    #expect(try find("\"a/bb\"") == [7: 10])
  }

  /// Gives ranges that do not lie in the text, and a colocated term first.
  private final class Liar: FullTextTokenizer {
    func tokenize(_ text: Span<UInt8>, isQuery: Bool, emit: (FullTextToken) -> Bool) {
      _ = emit(FullTextToken(text: "x", bytes: 100..<900, isColocated: true))
      _ = emit(FullTextToken(text: "", bytes: 0..<0))
    }
  }

  @Test("a tokenizer that breaks the rules breaks nothing else")
  func liar() throws {
    let database = try Database()
    try database.register(Liar(), named: "liar")
    try database.execute(
      """
      CREATE VIRTUAL TABLE page USING fts5(body, tokenize='liar');
      INSERT INTO page VALUES ('some text'), ('');
      """)
    let snippet = try database.withStatement(
      "SELECT snippet(page, 0, '[', ']', '…', 5) FROM page WHERE page MATCH '\"x\"'"
    ) { statement in
      let isFound = try statement.step()
      #expect(isFound)
      return statement.text(0)
    }
    #expect(snippet?.contains("some text") == true)
  }
}
