import Foundation
import TestSupport
import Testing

@testable import Service

/// The log behind a report, in pieces.
@Suite struct LogTests {
  private let desk: ServiceDesk

  init() throws {
    desk = try ServiceDesk()
  }

  @Test("tells what was read, with levels, times and threads")
  func sources() throws {
    let location = try desk.diagnose(ServiceDesk.log, "wait=30&name=error.log")
    let source = try #require(try desk.get("\(location)/sources").list("sources").first)
    #expect(source["source"] as? String == "error.log")
    #expect(source["lines"] as? Int == 5)
    #expect(source["entries"] as? Int == 4)
    #expect(source["levels"] as? [String: Int] == ["INFO": 2, "WARN": 1, "ERROR": 1])
    #expect(source["from"] as? String == "2026-11-20T06:14:01.000+00:00")
    let threads = try #require(source["threads"] as? [[String: Any]])
    #expect(threads.first?["name"] as? String == "main")
    #expect(threads.first?["count"] as? Int == 3)
  }

  @Test("gives lines by number, each with the level of its entry")
  func lines() throws {
    let location = try desk.diagnose(ServiceDesk.log, "wait=30&name=error.log")
    let answer = try desk.get("\(location)/lines?source=error.log&from=3&count=2")
    #expect(answer.object["total"] as? Int == 5)
    let lines = answer.list("lines")
    #expect(lines.map { $0["line"] as? Int } == [3, 4])
    #expect(lines.map { $0["level"] as? String } == ["ERROR", "ERROR"])
    #expect(lines.map { $0["start"] as? Bool } == [true, nil])
    #expect(lines[1]["text"] as? String == "\tat org.example.A.b(A.java:1)")
    let beyond = try desk.get("\(location)/lines?source=error.log&from=9")
    #expect(beyond.status == 200 && beyond.list("lines").isEmpty)
    #expect(
      try desk.get("\(location)/lines?source=../../lock").isProblem(404, "no-such-source"))
    #expect(try desk.get("\(location)/lines").isProblem(400, "missing-parameter"))
    for bad in [
      "from=0", "count=0", "count=99999", "from=x", "from=-1", "from=99999999999999999999",
    ] {
      #expect(
        try desk.get("\(location)/lines?source=error.log&\(bad)").isProblem(400, "bad-parameter"))
    }
  }

  @Test(
    "filters entries by level, time and thread",
    arguments: [
      ("", [1, 2, 3, 5]), ("level=ERROR", [3]), ("level=WARN,error", [2, 3]),
      ("level=WARN&level=ERROR", [2, 3]), ("thread=pool-1", [2]), ("thread=nobody", []),
      ("from=2026-11-20T06:14:02.000%2B00:00&to=2026-11-20T06:14:04.000Z", [2, 3]),
      ("from=1795155242000&level=INFO", [5]), ("source=error.log&offset=1&count=2", [2, 3]),
    ])
  func entries(query: String, expected: [Int]) throws {
    let location = try desk.diagnose(ServiceDesk.log, "wait=30&name=error.log")
    let answer = try desk.get("\(location)/entries?\(query)")
    #expect(answer.status == 200, "\(answer.text)")
    #expect(answer.list("entries").compactMap { $0["line"] as? Int } == expected)
  }

  @Test("counts over time, so that nothing is lost")
  func timeline() throws {
    let location = try desk.diagnose(ServiceDesk.log, "wait=30&name=error.log")
    let answer = try desk.get("\(location)/timeline?buckets=3")
    let buckets = answer.list("buckets")
    let sum = buckets.flatMap { ($0["levels"] as? [String: Int] ?? [:]).values }.reduce(0, +)
    #expect(sum == 4)
    #expect(buckets.allSatisfy { ($0["index"] as? Int ?? 9) < 3 })
    let errors = try desk.get("\(location)/timeline?level=ERROR")
    #expect(errors.list("buckets").count == 1)
    #expect(try desk.get("\(location)/timeline?from=5&to=5").isProblem(400, "bad-parameter"))
    #expect(
      try desk.get("\(location)/timeline?from=-9223372036854775808").isProblem(400, "bad-parameter")
    )
    #expect(try desk.get("\(location)/timeline?from=1&to=253402300799999&buckets=1").status == 200)
  }

  @Test("lines of any length and any end are found again", arguments: 0..<20 as Range<UInt64>)
  func agreesWithSplitting(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var lines: [String] = []
    for number in 0..<Int.random(in: 1...400, using: &random) {
      let long = Int.random(in: 0...60, using: &random) == 0
      let length = long ? 3_000 : Int.random(in: 0...90, using: &random)
      lines.append("\(number) " + String(repeating: "é", count: length))
    }
    let end = Bool.random(using: &random) ? "\n" : ""
    let location = try desk.diagnose(
      lines.joined(separator: "\n") + end, "wait=30&name=notes.txt")
    for _ in 0..<5 {
      let from = Int.random(in: 1...lines.count, using: &random)
      let count = Int.random(in: 1...300, using: &random)
      let found = try desk.get(
        "\(location)/lines?source=notes.txt&from=\(from)&count=\(count)"
      ).list("lines").compactMap { $0["text"] as? String }
      #expect(found == Array(lines[(from - 1)...].prefix(count)))
    }
  }

  @Test("a secret of many lines leaves every other line on its line")
  func keyOfManyLines() throws {
    let body = (0..<40).map { _ in
      String(
        (0..<64).map { _ in
          "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz0123456789".randomElement()!
        })
    }
    let key = ["-----BEGIN RSA PRIVATE KEY-----"] + body + ["-----END RSA PRIVATE KEY-----"]
    let log = ["first", "second"] + key + ["behind", "last"]
    let location = try desk.diagnose(log.joined(separator: "\n"), "wait=30&name=notes.txt")
    // Also where the piece begins within the key.
    for from in [1, 3, 20, 44] {
      let answer = try desk.get("\(location)/lines?source=notes.txt&from=\(from)&count=100")
      for line in body { #expect(!answer.text.contains(line)) }
      let texts = answer.list("lines").compactMap { $0["text"] as? String }
      #expect(texts.count == log.count - from + 1)
      #expect(texts.suffix(2) == ["behind", "last"])
    }
  }
}
