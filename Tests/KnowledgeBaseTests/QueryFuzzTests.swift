import Model
import TestSupport
import Testing

@testable import KnowledgeBase

@Suite("Random queries")
struct QueryFuzzTests {
  @Test("no bytes crash the tokenizer, the query or the search", arguments: 0..<20 as Range<UInt64>)
  func anyBytes(seed: UInt64) throws {
    let sample = try SampleStore(
      ["error", "漢字カード", "client_secret", "réplication"].enumerated().map {
        .sample(numbered($0), title: $1, body: $1)
      })
    let probe = QueryProbe()
    var fuzz = QueryFuzz(seed: seed)
    var terms = 0
    for number in 0..<1_000 {
      let bytes = fuzz.input()
      terms += probe.termCount(of: bytes)
      if number.isMultiple(of: 50) {
        let query = SearchQuery(String(decoding: bytes, as: UTF8.self), language: .ja)
        #expect(try sample.store.search(query).count <= 4)
      }
    }
    #expect(terms > 1_000)
  }
}
