import KnowledgeBase
import Model
import TestSupport
import Testing

@testable import KnowledgeBase

@Suite("Syntax of a query")
struct QuerySyntaxTests {
  @Test(
    "takes what stands between quotes, and none from JSON",
    arguments: [
      ("\"a b\" c", ["a b"], false), ("\"a b\"", ["a b"], true),
      ("“a b” «c d»", ["a b", "c d"], true),
      ("{\"error\":\"x y\"}", [], false), ("say \"a b", [], false), ("5\" disk", [], false),
      ("\"a\":1", [], false), ("", [], false),
    ] as [(String, [String], Bool)])
  func quotes(text: String, phrases: [String], isAll: Bool) {
    let quoted = QuotedPhrases(text)
    #expect(quoted.phrases == phrases)
    #expect(quoted.isAll == isAll)
  }

  @Test("a phrase alone finds only what holds it; beside words it leads")
  func phrase() throws {
    let sample = try SampleStore([
      .sample("A-1", title: "key crypto", body: "crypto something key crypto key master"),
      .sample("A-2", title: "Other", body: "the crypto key"), .sample("A-3"), .sample("A-4"),
      .sample("A-5"), .sample("A-6"),
    ])
    func numbers(_ query: String) throws -> [String] {
      try sample.store.search(SearchQuery(query)).map(\.number.rawValue)
    }
    #expect(try numbers("\"the crypto key\"") == ["A-2"])
    #expect(Set(try numbers("crypto key").prefix(2)) == ["A-1", "A-2"])
    // A phrase that stands nowhere falls back to its words.
    #expect(Set(try numbers("\"key the crypto\"").prefix(2)) == ["A-1", "A-2"])
  }

  @Test("filters by language, state, date, product and version")
  func filters() throws {
    let sample = try SampleStore([
      .sample("A-1", .en, title: "Crypto", date: "2024-01-01", body: "AEM 6.5.12"),
      .sample("A-2", .fr, title: "Crypto", date: "2025-01-01", body: "16.5 et 6.50"),
      .sample("A-3", .en, title: "Crypto", date: "2026-01-01", state: .archived),
    ])
    func numbers(_ change: (inout SearchFilter) -> Void) throws -> Set<String> {
      var filter = SearchFilter()
      change(&filter)
      let query = SearchQuery("crypto", filter: filter)
      return Set(try sample.store.search(query).map(\.number.rawValue))
    }
    #expect(try numbers { _ in } == ["A-1", "A-2", "A-3"])
    #expect(try numbers { $0.language = .fr } == ["A-2"])
    #expect(try numbers { $0.state = .archived } == ["A-3"])
    #expect(try numbers { $0.since = "2025-01-01" } == ["A-2", "A-3"])
    #expect(try numbers { $0.version = "6.5" } == ["A-1"])
    #expect(try numbers { $0.product = "aem" } == ["A-1", "A-2", "A-3"])
    #expect(try numbers { $0.product = "campaign" } == [])
  }

  @Test("suggests the nearest word that is in use")
  func spelling() throws {
    let sample = try SampleStore(
      (0..<4).map { .sample(numbered($0), title: "Replication queue blocked") })
    func suggested(_ query: String) throws -> [String] {
      try sample.store.suggestions(for: SearchQuery(query)).map(\.suggestion)
    }
    #expect(try suggested("replicaton qeue blocked") == ["replication", "queue"])
    #expect(try suggested("replication queue") == [])
    #expect(try suggested("zzzzzz") == [])
    #expect(try sample.store.search(SearchQuery("replicaton")).count == 4)
  }

  @Test(
    "counts slips of letters", arguments: 0..<200 as Range<UInt64>)
  func distance(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    func word() -> [UInt8] {
      (0..<Int.random(in: 0...6, using: &random)).map { _ in .random(in: 97...99, using: &random) }
    }
    let (left, right) = (word(), word())
    let slow = Self.slowDistance(left[...], right[...])
    #expect(Vocabulary.distance(left, right, limit: 9) == slow)
    #expect(Vocabulary.distance(left, right, limit: 1) == (slow <= 1 ? slow : nil))
  }

  /// The definition of the restricted Damerau distance, without any table.
  private static func slowDistance(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
    guard let last = left.last, let other = right.last else { return max(left.count, right.count) }
    let (shorter, otherShorter) = (left.dropLast(), right.dropLast())
    var least = slowDistance(shorter, otherShorter) + (last == other ? 0 : 1)
    least = min(least, slowDistance(shorter, right) + 1, slowDistance(left, otherShorter) + 1)
    if shorter.last == other, otherShorter.last == last {
      least = min(least, slowDistance(shorter.dropLast(), otherShorter.dropLast()) + 1)
    }
    return least
  }

  @Test("the parts of a score add up to it")
  func explained() throws {
    let sample = try SampleStore([
      .sample("A-1", title: "Crypto key is lost"), .sample("A-1", .fr, title: "Clé crypto perdue"),
      .sample("A-2"), .sample("A-3"), .sample("A-4"), .sample("A-5"),
    ])
    for query in ["crypto key lost", "A-1"] {
      let first = try #require(try sample.store.search(SearchQuery(query)).first)
      let sum = first.parts.reduce(0) { $0 + $1.value }
      #expect(abs(sum - first.score) < 1e-6)
    }
  }
}
