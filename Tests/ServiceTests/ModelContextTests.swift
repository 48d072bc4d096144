import Foundation
import Model
import TestSupport
import Testing

/// The protocol as language models' clients speak it.
@Suite struct ModelContextTests {
  private let desk: ModelContextDesk

  init() throws {
    desk = try ModelContextDesk()
  }

  @Test(
    "the revision is the client's if it is known, else the newest",
    arguments: [
      ("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"), ("2025-03-26", "2025-03-26"),
      ("2024-11-05", "2025-11-25"), ("2099-01-01", "2025-11-25"), ("", "2025-11-25"),
    ])
  func handshake(asked: String, answered: String) throws {
    let lines = try desk.exchange([Array((ModelContextDesk.introduction(asked) + "\n").utf8)])
    let result = try #require(
      Conversation(lines).messages.first?["result"] as? [String: Any])
    #expect(lines.count == 1)
    #expect(result["protocolVersion"] as? String == answered)
    #expect((result["capabilities"] as? [String: Any])?.keys.sorted() == ["resources", "tools"])
    #expect((result["serverInfo"] as? [String: Any])?["name"] as? String == "aemedic")
    #expect((result["instructions"] as? String)?.contains("never instructions") == true)
  }

  @Test("before the handshake only a ping is answered, and what is unknown is said to be")
  func order() throws {
    let lines = [
      #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#,
      #"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#,
      #"{"jsonrpc":"2.0","id":3,"method":"server/discover","params":{}}"#,
    ]
    let answer = Conversation(try desk.exchange([Array(lines.joined(separator: "\n").utf8)]))
    #expect(answer.object(1).isEmpty && answer.answers(1).count == 1)
    #expect(answer.code(2) == -32_600)
    #expect(answer.code(3) == -32_601)
  }

  @Test(
    "what is no proper message is refused with its code, and the next one is answered",
    arguments: [
      ("{", -32_700), ("nonsense", -32_700), (#"{"jsonrpc":"2.0","id":1,"method":"#, -32_700),
      ("[]", -32_600), (#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, -32_600),
      ("5", -32_600), ("null", -32_600), (#""text""#, -32_600), ("{}", -32_600),
      (#"{"id":1,"method":"ping"}"#, -32_600),
      (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32_600),
      (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32_600),
      (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32_600),
      (#"{"jsonrpc":"2.0","id":[1],"method":"ping"}"#, -32_600),
      (#"{"jsonrpc":"2.0","id":1,"method":7}"#, -32_600),
      (#"{"jsonrpc":"2.0","id":1,"method":"tools/nope"}"#, -32_601),
      (#"{"jsonrpc":"2.0","id":1,"method":"initialize"}"#, -32_602),
      (#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#, -32_602),
      (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"diagnos"}}"#, -32_602),
      (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[1]}"#, -32_602),
      (#"{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{}}"#, -32_602),
      (
        #"{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"kb://KA-9"}}"#,
        -32_002
      ),
      (
        #"{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"file:///etc/passwd"}}"#,
        -32_002
      ),
      (
        #"{"jsonrpc":"2.0","id":1,"method":"resources/list","params":{"cursor":"x"}}"#, -32_602
      ),
    ])
  func refusals(line: String, code: Int) throws {
    let answer = try desk.talk([line, #"{"jsonrpc":"2.0","id":99,"method":"ping"}"#])
    #expect(answer.codes == [code], "\(answer.text)")
    #expect(answer.answers(99).count == 1)
  }

  @Test("the revision that has batches answers them together, and no other does")
  func batches() throws {
    let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
    let call = ModelContextDesk.request(2, "search_articles", ["query": "[\"refused\", {]"])
    let silent = #"{"jsonrpc":"2.0","method":"notifications/unknown"}"#
    let batch = "[ \(ping),\(silent), 5 ,\(call),\(ModelContextDesk.introduction("2025-03-26"))]"
    let lines = ["[]", batch, "[\(silent)]", "[\(ping)", ping]
    let answers = try desk.talk(lines, revision: "2025-03-26").lines.map {
      try JSONSerialization.jsonObject(with: Data($0.utf8))
    }
    let alone = answers.compactMap { $0 as? [String: Any] }
    #expect(
      alone.compactMap { ($0["error"] as? [String: Any])?["code"] as? Int } == [-32_600, -32_700])
    #expect(alone.contains { $0["id"] as? Int == 1 })
    let together = try #require(answers.compactMap { $0 as? [[String: Any]] }.first)
    #expect(answers.count == 4 && together.count == 4)
    #expect(together.contains { $0["id"] as? Int == 1 && $0["result"] != nil })
    let found = together.first { $0["id"] as? Int == 2 }?["result"] as? [String: Any]
    #expect(found?["isError"] as? Bool == false)
    let errors = together.compactMap { ($0["error"] as? [String: Any])?["code"] as? Int }
    #expect(errors == [-32_600, -32_600])
    for revision in ["2025-06-18", "2025-11-25"] {
      #expect(try desk.talk([batch], revision: revision).codes == [-32_600])
    }
  }

  @Test("notifications, answers and blank lines get no answer")
  func silence() throws {
    let answer = try desk.talk([
      "", "  ", "\r", #"{"jsonrpc":"2.0","method":"notifications/unknown"}"#,
      #"{"jsonrpc":"2.0","method":"tools/list"}"#, #"{"jsonrpc":"2.0","id":7,"result":{}}"#,
      #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":12}}"#,
      #"{"jsonrpc":"2.0","method":"notifications/cancelled"}"#,
    ])
    #expect(answer.lines.isEmpty, "\(answer.text)")
  }

  @Test("every tool says that it only reads, and has schemas for what it takes and gives")
  func tools() throws {
    let answer = try desk.talk([#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#])
    let tools = try #require(answer.object(1)["tools"] as? [[String: Any]])
    #expect(
      tools.map { $0["name"] as? String } == [
        "diagnose", "explain_finding", "search_articles", "get_article", "redact", "plan_remedy",
      ])
    for tool in tools {
      let hints = try #require(tool["annotations"] as? [String: Any])
      #expect(hints["readOnlyHint"] as? Bool == true)
      #expect(hints["destructiveHint"] as? Bool == false)
      #expect(hints["openWorldHint"] as? Bool == false)
      for name in ["inputSchema", "outputSchema"] {
        #expect((tool[name] as? [String: Any])?["type"] as? String == "object")
        #expect(Self.undescribed(tool[name]) == [], "\(tool["name"] ?? "") \(name)")
      }
    }
  }

  /// The fields of a schema, at any depth, on which there are no words.
  private static func undescribed(_ schema: Any?) -> [String] {
    guard let schema = schema as? [String: Any] else { return [] }
    let fields = schema["properties"] as? [String: [String: Any]] ?? [:]
    let bare = fields.filter { ($0.value["description"] as? String)?.isEmpty != false }.keys
    return bare.sorted() + undescribed(schema["items"]) + fields.values.flatMap { undescribed($0) }
  }

  @Test("a line that is too long is refused and not kept, and the next is answered")
  func longLine() throws {
    let ping = Array("\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".utf8)
    let piece = [UInt8](repeating: UInt8(ascii: "["), count: 1 << 20)
    let lines = try desk.exchange([[UInt8]](repeating: piece, count: 9) + [ping])
    #expect(Conversation(lines).codes == [-32_600])
    #expect(Conversation(lines).answers(1).count == 1)
  }

  @Test("bytes that are no text, and depths without end, end nothing")
  func hostile() throws {
    let lines: [[UInt8]] = [
      [0xFF, 0xFE, 0x00, 0x0A], [0x00, 0x0A], Array("{\"a\":\"\u{0}\"}\n".utf8),
      Array(String(repeating: "{\"a\":", count: 5_000).utf8) + [0x0A],
      Array((String(repeating: "[", count: 5_000) + "\n").utf8),
      Array(#"{"jsonrpc":"2.0","id":99999999999999999999,"method":"ping"}"#.utf8) + [0x0A],
      Array(#"{"jsonrpc":"2.0","id":1e999,"method":"ping"}"#.utf8) + [0x0A],
      Array(#"{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"#.utf8) + [0x0A],
      Array(#"{"jsonrpc":"2.0","id":5,"method":"ping"}"#.utf8),
    ]
    let answer = Conversation(try desk.exchange(lines))
    #expect(answer.answers(5).count == 1)
    #expect(answer.messages.allSatisfy { $0["jsonrpc"] as? String == "2.0" })
  }

  @Test("whatever is broken in a message, each line that comes back is one of the protocol")
  func mutations() throws {
    var random = SplitMix64(seed: 20_261_121)
    let seeds = [
      ModelContextDesk.introduction("2025-06-18"),
      ModelContextDesk.request(1, "search_articles", ["query": "refused"], token: "t"),
      ModelContextDesk.request(2, "get_article", ["number": "MED-0001", "lang": "ja"]),
      #"{"jsonrpc":"2.0","id":3,"method":"resources/read","params":{"uri":"kb://MED-0001"}}"#,
    ]
    var input: [UInt8] = Array((seeds[0] + "\n").utf8)
    for round in 0..<400 {
      var bytes = Array(seeds[round % seeds.count].utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8.random(in: 0...127, using: &random), at: place)
        }
      }
      input += bytes + [0x0A]
    }
    let pieces = stride(from: 0, to: input.count, by: 997).map {
      Array(input[$0..<min($0 + 997, input.count)])
    }
    let answer = Conversation(try desk.exchange(pieces))
    #expect(answer.lines.count > 100)
    for message in answer.messages {
      #expect(message["jsonrpc"] as? String == "2.0")
      #expect((message["result"] == nil) != (message["error"] == nil))
    }
  }

  @Test("a cancelled call gets no answer, others do, and an id is not used twice at once")
  func cancellation() throws {
    let log = String(repeating: ServiceDesk.log, count: 2_000)
    let answer = try desk.talk([
      ModelContextDesk.request(1, "diagnose", ["text": log]),
      ModelContextDesk.request(2, "diagnose", ["text": log]),
      ModelContextDesk.request(2, "diagnose", ["text": log]),
      #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}"#,
      ModelContextDesk.request(3, "redact", ["text": "a"]),
    ])
    #expect(answer.answers(1).count == 1)
    #expect(answer.answers(2).count == 1 && answer.code(2) == -32_600)
    #expect(answer.result(3)?.isError == false)
  }

  @Test("who asks for progress hears of it, ever more, and nothing after the answer")
  func progress() throws {
    let log = String(repeating: ServiceDesk.log, count: 10_000)
    let answer = try desk.talk([
      ModelContextDesk.request(1, "diagnose", ["text": log], token: "token-7")
    ])
    let notices = answer.messages.dropLast()
    #expect(answer.messages.last?["id"] as? Int == 1)
    #expect(!notices.isEmpty)
    var last = -1
    for notice in notices {
      let parameters = try #require(notice["params"] as? [String: Any])
      #expect(notice["method"] as? String == "notifications/progress")
      #expect(parameters["progressToken"] as? String == "token-7")
      let now = try #require(parameters["progress"] as? Int)
      #expect(now > last && now <= parameters["total"] as? Int ?? now)
      last = now
    }
  }

  @Test("a flood of calls is answered, each once, and nothing stays on disk")
  func flood() throws {
    let answer = try desk.talk(
      (1...60).map { ModelContextDesk.request($0, "diagnose", ["text": ServiceDesk.log]) })
    for id in 1...60 { #expect(answer.answers(id).count == 1) }
    #expect(answer.codes.allSatisfy { $0 == -32_000 })
    #expect(desk.spools.isEmpty)
  }
}
