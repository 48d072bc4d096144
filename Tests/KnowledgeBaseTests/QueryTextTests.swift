import Model
import Testing

@testable import KnowledgeBase

@Suite("Text of a query")
struct QueryTextTests {
  private let noise = LogNoise()

  private func pieces(_ text: String) -> [WeightedText] {
    QueryText(text, noise: noise).pieces.map {
      let words = $0.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return WeightedText(text: words, weight: $0.weight)
    }
  }

  @Test("leaves a question as it is")
  func question() {
    #expect(
      pieces("client_secret unset after restart 2024")
        == [WeightedText(text: "client_secret unset after restart 2024", weight: 1)])
  }

  @Test("weighs thread, message, cause and frames of a log, and drops what is routine")
  func log() {
    let text = """
      29.03.2026 00:00:00.001 *INFO* [main] org.apache.Routine all is well
      29.03.2026 00:00:01.234 *ERROR* [10.1.2.3 [1748151571023] GET /a.html HTTP/1.1] com.x.Handler failed
      javax.jcr.RepositoryException: OakState0001
      \tat org.apache.sling.engine.impl.Filter.run(Filter.java:12) [org.apache.sling.engine:2.14.2]
      \tat com.x.One.first(One.java:1)
      \tat com.x.Two.second(Two.java:2)
      \tat java.base/java.lang.Thread.run(Thread.java:834)
      \tat com.x.Three.third(Three.java:3)
      \tat com.x.Four.fourth(Four.java:4)
      Caused by: com.x.KeyException: 403
      """
    #expect(
      pieces(text) == [
        WeightedText(text: "com.x.Handler failed", weight: 1),
        WeightedText(text: "GET /a.html HTTP/1.1", weight: 0.3),
        WeightedText(text: "javax.jcr.RepositoryException: OakState0001", weight: 1),
        WeightedText(text: "One.first", weight: 0.5),
        WeightedText(text: "Two.second", weight: 0.5),
        WeightedText(text: "Three.third", weight: 0.5),
        WeightedText(text: "Four.fourth", weight: 0.25),
        WeightedText(text: "Caused by: com.x.KeyException: 403", weight: 1.2),
      ])
  }

  @Test(
    "takes out what changes from run to run and keeps codes",
    arguments: [
      ("2026-03-29T00:00:01.001Z boom", "boom"),
      ("Fri Mar 29 10:11:12.123456 2026 boom", "boom"),
      ("10:00:00 id 123e4567-e89b-12d3-a456-426614174000 gone", "id gone"),
      ("10:00:00 Node@7f3a9c21 at 10.20.30.40:4502", "Node at"),
      ("10:00:00 qtp1234-56 pool-3-thread-2 x", "x"),
      ("10:00:00 host author-p1234-e5678.adobeaemcloud.com down", "host down"),
      ("10:00:00 XTK-170006 OakState0001 100000 403", "XTK-170006 OakState0001 100000 403"),
      ("10:00:00 1748151571023 [4711] (Filter.java:12)", ""),
    ])
  func removes(line: String, rest: String) {
    #expect(pieces(line).map(\.text).joined() == rest)
  }

  @Test("reads JSON that was escaped for HTML or for JSON")
  func escaped() {
    let plain = "{\"error\":\"invalid_client\"}"
    #expect(pieces("{&quot;error&quot;:&quot;invalid_client&quot;}").map(\.text) == [plain])
    #expect(
      pieces(#""{\"error\":\"x\"}\nCaused by: y""#).map(\.text) == [
        #""{\"error\":\"x\"}"#, "Caused by: y\"",
      ])
  }

  @Test(
    "asks in the language of the words",
    arguments: [
      ("keys are unset", .ja, .en), ("les clés sont perdues", .en, .fr),
      ("erreur de la replication", .en, .fr), ("暗号 key", .en, .ja), ("invalid_client", .fr, .fr),
      ("invalid_client", .ja, .en),
    ] as [(String, Language, Language)])
  func language(text: String, asked: Language, expected: Language) {
    #expect(QueryLanguage.of(text, asked: asked) == expected)
  }
}
