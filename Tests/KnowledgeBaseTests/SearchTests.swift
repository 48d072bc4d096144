import KnowledgeBase
import Model
import Testing

@Suite("Search")
struct SearchTests {
  @Test("gives each number once, best first, in the language asked for")
  func pooled() throws {
    let sample = try SampleStore([
      .sample("A-1", .en, title: "Replication queue is blocked"),
      .sample("A-1", .fr, title: "La file de réplication est bloquée"),
      .sample("A-1", .ja, title: "レプリケーションキューが停止する"),
      .sample("A-2", .en, title: "Crypto keys", body: "the queue of replication"),
      .sample("A-3", .en, title: "Something else"),
    ])
    for (text, language) in [
      ("replications queues blocked", Language.ja), ("file de replication bloquee", .fr),
      ("ﾚﾌﾟﾘｹｰｼｮﾝ　キュー", .en),
    ] {
      let results = try sample.store.search(SearchQuery(text, language: language))
      #expect(results.first?.number.rawValue == "A-1")
      #expect(results.first?.language == language)
      #expect(results.first?.isFallback == false)
      #expect(Set(results.map(\.number)).count == results.count)
      #expect(results.map(\.score) == results.map(\.score).sorted(by: >))
    }
    let second = try sample.store.search(SearchQuery("replication", language: .fr)).last
    #expect(second?.number.rawValue == "A-2")
    #expect(second?.language == .en)
    #expect(second?.isFallback == true)
  }

  @Test("an article that shows a message whole goes before one that often says its words")
  func wholeMessage() throws {
    let message =
      "{\"error\":\"invalid_client\",\"error_description\":\"invalid secret parameter\"}"
    let parts =
      "{\"error\":\"invalid_client\"} or {\"error_description\":\"invalid secret parameter\"}"
    let filler = String(repeating: "filler words ", count: 3)
    let sample = try SampleStore([
      .sample("A-1", title: "Keys", body: "\(filler)\n```\n\(message)\n```\n"),
      .sample("A-2", title: "Keys", body: "```\n\(parts)\n```\n"),
      .sample("A-3"), .sample("A-4"), .sample("A-5"), .sample("A-6"), .sample("A-7"),
    ])
    let results = try sample.store.search(SearchQuery(message))
    #expect(results.map(\.number.rawValue).prefix(2) == ["A-1", "A-2"])
  }

  @Test("an article that is there as ours and as Adobe's does not gain by being there twice")
  func twoOrigins() throws {
    let sample = try SampleStore(
      [
        .sample("A-1", body: "The replication has stopped."),
        .sample("A-1", origin: .imported, body: "The transport was refused."),
        .sample("A-2", body: "The replication has stopped: the transport was refused."),
      ] + (3..<12).map { .sample(numbered($0)) })
    let results = try sample.store.search(SearchQuery("replication stopped transport refused"))
    #expect(results.map(\.number.rawValue) == ["A-2", "A-1"])
    #expect(results[0].score > 1.5 * results[1].score)
  }

  @Test("an article is found by its number", arguments: ["A-2", "a-2", " A-2\n"])
  func byNumber(text: String) throws {
    let sample = try SampleStore([
      .sample("A-1", title: "See A-2", body: "A-2"), .sample("A-2", title: "Other"),
    ])
    #expect(try sample.store.search(SearchQuery(text)).first?.number.rawValue == "A-2")
    #expect(try sample.store.search(SearchQuery("A-3")).first?.number.rawValue != "A-3")
  }

  @Test("ranks an archived article below an equal one")
  func archived() throws {
    let sample = try SampleStore([
      .sample("A-1", title: "Crypto keys", state: .archived), .sample("A-2", title: "Crypto keys"),
      .sample("A-3", title: "Other"), .sample("A-4", title: "Other"),
      .sample("A-5", title: "Other"),
    ])
    let results = try sample.store.search(SearchQuery("crypto"))
    #expect(results.map(\.number.rawValue) == ["A-2", "A-1"])
  }

  @Test(
    "finds nothing, and does not fail, where there is nothing to look for",
    arguments: ["", " ", "\"", "* OR AND NOT NEAR(", "---", "xyzzy", "\0", "。", "🙂"])
  func nothing(text: String) throws {
    let sample = try SampleStore([.sample()])
    #expect(try sample.store.search(SearchQuery(text)).isEmpty)
  }

  @Test("gives no more than was asked for", arguments: [-1, 0, 3])
  func limit(limit: Int) throws {
    let sample = try SampleStore((0..<9).map { .sample(numbered($0), title: "Same") })
    let results = try sample.store.search(SearchQuery("same", limit: limit))
    #expect(results.map(\.number.rawValue) == Array(["A-0", "A-1", "A-2"].prefix(max(0, limit))))
  }

  @Test("cuts a long line around what was asked for")
  func snippet() throws {
    let filler = String(repeating: "filler words ", count: 60)
    let sample = try SampleStore([.sample(body: filler + "the zebra escaped " + filler)])
    let snippet = try #require(try sample.store.search(SearchQuery("zebra")).first?.snippet)
    #expect(snippet.hasPrefix("…"))
    #expect(snippet.contains("zebra escaped"))
    #expect(snippet.count <= 160)
  }

  @Test(
    "answers soon whatever is pasted", .timeLimit(.minutes(10)),
    arguments: [
      "a.", "1.1.1.", "[", "(a.java:", "\nat a(", "*ERROR* [", "\u{301}", "ー", "<", "&", "\\\"",
    ])
  func hostile(piece: String) throws {
    let sample = try SampleStore([.sample()])
    let text = String(repeating: piece, count: 300_000 / piece.utf8.count)
    #expect(try sample.store.search(SearchQuery(text, language: .ja)).count <= 1)
  }

  @Test("answers several threads at once")
  func threads() async throws {
    let sample = try SampleStore((0..<20).map { .sample(numbered($0), title: "Key \($0)") })
    let store = sample.store
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 { group.addTask { try store.search(SearchQuery("key")).count } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts == Array(repeating: 10, count: 8))
  }
}
