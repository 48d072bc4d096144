import Foundation
import Glibc
import TestSupport
import Testing

/// The server for language models as a process: what stands on its streams, and how it ends.
@Suite struct ModelContextTests {
  private static let hello =
    #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","#
    + #""capabilities":{},"clientInfo":{"name":"test","version":"1"}}}"#

  private static let password = "Zx9Kq2mP7vLw4T"

  private func messages(_ outcome: Outcome) throws -> [[String: Any]] {
    try outcome.text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  private func request(_ id: Int, _ tool: String, _ arguments: [String: Any]) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: [
      "jsonrpc": "2.0", "id": id, "method": "tools/call",
      "params": ["name": tool, "arguments": arguments],
    ])
    return String(decoding: data, as: UTF8.self)
  }

  @Test("one message a line on its output and nothing else, and the end of input ends it")
  func conversation() throws {
    let folder = try TemporaryFolder()
    let log = """
      20.11.2026 06:14:02.000 *ERROR* [main] org.example.Odd failed password=\(Self.password)
      20.11.2026 06:14:03.000 *ERROR* [main] org.example.Odd failed with \(Self.password)

      """
    try folder.write(log, to: "case/error.log")
    let input = [
      Self.hello, try request(1, "diagnose", ["text": log]),
      try request(2, "diagnose", ["paths": ["case"], "lang": "fr"]),
      try request(3, "diagnose", ["paths": ["/etc/hostname"]]), "nonsense",
      try request(4, "search_articles", ["query": "replication queue blocked"]),
    ].joined(separator: "\n")
    let outcome = try Tool.run(
      ["mcp", "--root", folder.url.path], input: input.utf8,
      environment: ["TMPDIR": folder.path("")])
    #expect(outcome.status == 0)
    #expect(outcome.messages.isEmpty, "\(outcome.messageText)")
    let all = try messages(outcome)
    #expect(all.count == 6)
    #expect(all.allSatisfy { $0["jsonrpc"] as? String == "2.0" })
    for (id, isError) in [(1, false), (2, false), (3, true), (4, false)] {
      let answer = try #require(all.first { $0["id"] as? Int == id })
      #expect((answer["result"] as? [String: Any])?["isError"] as? Bool == isError)
    }
    Secrets.expectAbsent([Self.password], from: outcome)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["case"])
  }

  @Test("a termination ends it at once, with work in hand, and leaves nothing")
  func termination() throws {
    let folder = try TemporaryFolder()
    let log = String(
      repeating: "20.11.2026 06:14:01.000 *INFO* [main] org.example.Start fine\n", count: 100_000)
    let process = try Tool.start(
      ["mcp"], environment: ["TMPDIR": folder.url.path], timeLimit: .seconds(60))
    let talk = Self.hello + "\n" + (try request(1, "diagnose", ["text": log])) + "\n"
    var isAsked = false
    let outcome = try process.finish(
      feeding: Feed(talk, thenForEver: "\n") { written in
        guard written >= talk.utf8.count, !isAsked else { return }
        isAsked = true
        Glibc.kill(process.id, SIGTERM)
      })
    #expect(outcome.status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test("a root that is no folder is an error of who started it")
  func badRoot() throws {
    let outcome = try Tool.run(["mcp", "--root", "/nonexistent", "--lang", "fr"])
    #expect(outcome.status == 2)
    #expect(outcome.text.isEmpty)
    #expect(outcome.messageText.contains("/nonexistent"))
  }
}
