import Foundation
import TestSupport
import Testing

@testable import Service

/// A text looked for in the log behind a report.
@Suite struct LogSearchTests {
  private let desk: ServiceDesk

  init() throws {
    desk = try ServiceDesk()
  }

  @Test(
    "finds the lines that hold a text, from one on or back from it",
    arguments: [
      ("q=org.example", [1, 2, 3, 4, 5], nil), ("q=ORG.EXAMPLE.START", [1, 5], nil),
      ("q=example&from=2&count=2", [2, 3], 4), ("q=example&from=3&back=true", [3, 2, 1], nil),
      ("q=example&back=1&from=4294967295&count=1", [5], 4), ("q=nowhere", [], nil),
      ("q=at%20org", [4], nil), ("q=%5Bsecret-", [], nil),
    ] as [(String, [Int], Int?)])
  func lines(query: String, expected: [Int], next: Int?) throws {
    let location = try desk.diagnose(ServiceDesk.log, "wait=30&name=error.log")
    let answer = try desk.get("\(location)/lines?source=error.log&\(query)")
    #expect(answer.list("lines").compactMap { $0["line"] as? Int } == expected, "\(answer.text)")
    #expect(answer.object["next"] as? Int == next)
    #expect(answer.object["total"] as? Int == 5)
  }

  @Test(
    "finds the entries that hold a text anywhere, among those that the filters admit",
    arguments: [
      ("q=example", [[1, 1, 0], [2, 2, 1], [3, 3, 2], [5, 5, 3]], nil),
      ("q=A.java", [[3, 4, 2]], nil), ("q=A.java&level=ERROR", [[3, 4, 0]], nil),
      ("q=A.java&level=INFO", [], nil), ("q=fine&level=INFO&offset=1", [[5, 5, 1]], nil),
      ("q=example&back=true&offset=9&count=2", [[5, 5, 3], [3, 4, 2]], 1),
      ("q=fine&thread=main&back=true&offset=1", [[1, 1, 0]], nil),
    ] as [(String, [[Int]], Int?)])
  func entries(query: String, expected: [[Int]], next: Int?) throws {
    let location = try desk.diagnose(ServiceDesk.log, "wait=30&name=error.log")
    let answer = try desk.get("\(location)/entries?\(query)")
    let found = answer.list("entries").map { row in
      ["line", "found", "position"].compactMap { row[$0] as? Int }
    }
    #expect(found == expected, "\(answer.text)")
    #expect(answer.object["next"] as? Int == next)
  }

  @Test("what cannot be looked for is refused")
  func refused() throws {
    let location = try desk.diagnose(ServiceDesk.log, "wait=30&name=error.log")
    for bad in ["q=\(String(repeating: "x", count: 201))", "q=a%0Ab", "q=a&back=maybe"] {
      for path in ["lines?source=error.log", "entries?"] {
        #expect(try desk.get("\(location)/\(path)&\(bad)").isProblem(400, "bad-parameter"))
      }
    }
  }

  @Test("a search finds nothing of what is masked, but the mask itself")
  func secrets() throws {
    let log = """
      20.11.2026 06:14:01.000 *INFO* [main] a.B password=Zx9Kq2mP7vLw4T
      20.11.2026 06:14:02.000 *ERROR* [main] a.B refused
      \tZx9Kq2mP7vLw4T

      """
    let location = try desk.diagnose(log, "wait=30&name=error.log")
    for part in ["Zx9Kq2mP7vLw4T", "Zx9", "Z", "w4t"] {
      #expect(try desk.get("\(location)/lines?source=error.log&q=\(part)").list("lines").isEmpty)
      #expect(try desk.get("\(location)/entries?q=\(part)").list("entries").isEmpty)
    }
    let masked = try desk.get("\(location)/lines?source=error.log&q=%5Bsecret-1%5D")
    #expect(masked.list("lines").compactMap { $0["line"] as? Int } == [1, 3])
  }

  @Test("a search in pieces finds what a look at every line finds", arguments: 0..<12)
  func agreesWithLooking(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let words = ["alpha", "Beta", "été", "GAMMA", "再起動", "al", "ga"]
    var texts: [String] = []
    // Which entry each line belongs to, and the level of each entry.
    var owners: [Int] = []
    var levels: [String] = []
    for number in 0..<Int.random(in: 1...2_500, using: &random) {
      let isHead = texts.isEmpty || Int.random(in: 0...2, using: &random) > 0
      let text = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        words.randomElement(using: &random)!
      }.joined(separator: " ")
      if isHead {
        levels.append(["INFO", "WARN", "ERROR"].randomElement(using: &random)!)
        texts.append("20.11.2026 06:14:02.000 *\(levels.last!)* [main] a.B \(number) \(text)")
      } else {
        texts.append("\t\(text)")
      }
      owners.append(levels.count - 1)
    }
    let location = try desk.diagnose(texts.joined(separator: "\n"), "wait=30&name=error.log")
    for word in ["alpha", "BETA", "été", "再起動", "a.B 7"] {
      let q = try #require(word.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
      let holds = texts.indices.filter {
        texts[$0].range(of: word, options: word == "été" ? .literal : .caseInsensitive) != nil
      }
      let lines = holds.map { $0 + 1 }
      #expect(
        try gathered("\(location)/lines?source=error.log&q=\(q)", "from", 1, &random) == lines)
      #expect(
        try gathered(
          "\(location)/lines?source=error.log&back=true&q=\(q)", "from", texts.count, &random)
          == lines.reversed())
      let admitted = levels.indices.filter { levels[$0] != "INFO" }
      let hits = Set(holds.map { owners[$0] })
      let places = admitted.indices.filter { hits.contains(admitted[$0]) }
      let path = "\(location)/entries?level=WARN,ERROR&q=\(q)"
      #expect(try gathered(path, "offset", 0, &random, "position") == places)
      #expect(
        try gathered(path + "&back=true", "offset", admitted.count, &random, "position")
          == places.reversed())
    }
  }

  /// What all pieces of a search give together.
  private func gathered(
    _ path: String, _ parameter: String, _ start: Int, _ random: inout SplitMix64,
    _ field: String = "line"
  ) throws -> [Int] {
    var place: Int? = start
    var found: [Int] = []
    while let from = place {
      let count = Int.random(in: 1...900, using: &random)
      let answer = try desk.get("\(path)&\(parameter)=\(from)&count=\(count)")
      try #require(answer.status == 200, "\(answer.text)")
      found += answer.list(field == "line" ? "lines" : "entries").compactMap { $0[field] as? Int }
      place = answer.object["next"] as? Int
    }
    return found
  }
}
