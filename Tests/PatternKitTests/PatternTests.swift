import PatternKit
import TestSupport
import Testing

@Suite struct PatternTests {
  @Test(
    "names the offset and the reason of a wrong pattern",
    arguments: [
      ("a(b", 3, "missing closing parenthesis"),
      ("[z-a]", 3, "range out of order"),
      ("日本(?<x", 10, "syntax error in subpattern name"),
      (#"\C"#, 2, #"\C is disabled"#),
    ])
  func namesTheFault(text: String, offset: Int, message: String) {
    let error = #expect(throws: PatternError.self) { try Pattern(text, options: .utf) }
    #expect(error?.pattern == text)
    #expect(error?.offset == offset)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func knowsItsGroups() throws {
    let pattern = try Pattern(#"(?<time>\d+) (x)? (?<thread>\[.*\])"#)
    #expect(pattern.captureCount == 3)
    #expect(pattern.groupNames == ["time": 1, "thread": 3])
    #expect(try Pattern("plain").groupNames.isEmpty)
  }

  @Test func isSharedByThreads() async throws {
    let pattern = try Pattern(#"(\d+)x"#)
    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<64 {
        group.addTask {
          let matcher = Matcher()
          let bytes = Array("ab \(number)x".utf8)
          let range = try #require(try matcher.firstMatch(of: pattern, in: bytes)?[1])
          return Int(String(decoding: bytes[range], as: UTF8.self)) ?? -1
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(sum == 64 * 63 / 2)
  }
}

@Suite struct MatcherTests {
  private func ranges(
    _ text: String, _ options: Pattern.Options = [], in subject: String, range: Range<Int>? = nil,
    from start: Int? = nil
  ) throws -> [Range<Int>?]? {
    try Matcher().firstMatch(
      of: Pattern(text, options: options), in: Array(subject.utf8), range: range, from: start)?
      .groups
  }

  @Test func givesEveryGroupInBytesOfTheBuffer() throws {
    #expect(try ranges("(b)(x)?(c)(y)?", in: "aabc") == [2..<4, 2..<3, nil, 3..<4, nil])
    #expect(try ranges("zz", in: "aabc") == nil)
    #expect(try ranges("", in: "") == [0..<0])
  }

  @Test func searchesASubRangeAsIfNothingStoodAroundIt() throws {
    #expect(try ranges("^b", in: "abc", range: 1..<3) == [1..<2])
    #expect(try ranges("b$", in: "abc", range: 0..<2) == [1..<2])
    #expect(try ranges("(?<=a)b", in: "abc", range: 1..<3) == nil)
    #expect(try ranges("c", in: "abc", range: 0..<2) == nil)
    #expect(try ranges("b*", in: "abc", range: 3..<3) == [3..<3])
  }

  @Test func startsWhereItIsToldAndLooksBehindThatPlace() throws {
    #expect(try ranges("a", in: "aXaXa", from: 1) == [2..<3])
    #expect(try ranges("(?<=X)a", in: "aXaXa", from: 2) == [2..<3])
    #expect(try ranges("a", in: "aXaXa", from: 5) == nil)
  }

  @Test func followsItsOptions() throws {
    #expect(try ranges("ERROR", .caseless, in: "an error") == [3..<8])
    #expect(try ranges("^b$", .multiline, in: "a\nb\nc") == [2..<3])
    #expect(try ranges("a.b", in: "a\nb") == nil)
    #expect(try ranges("a.b", .dotMatchesNewline, in: "a\nb") == [0..<3])
    #expect(try ranges("^.$", .utf, in: "日") == [0..<3])
    #expect(try ranges("^.$", in: "日") == nil)
    #expect(try ranges("É", [.utf, .caseless], in: "é") == [0..<2])
  }

  @Test func bytesThatAreNotTextMatchNothingAndHideNothing() throws {
    let bytes: [UInt8] = [0xFF, 0x61, 0xC3, 0x00, 0x62, 0xE6, 0x97]
    let matcher = Matcher()
    let letter = try Pattern("b", options: .utf)
    #expect(try matcher.firstMatch(of: letter, in: bytes)?.range == 4..<5)
    let any = try Pattern("^.", options: .utf)
    #expect(try matcher.firstMatch(of: any, in: bytes) == nil)
    #expect(try matcher.firstMatch(of: Pattern("[^x]$", options: .utf), in: bytes) == nil)
  }

  @Test("says that it gave up rather than that nothing matches")
  func tellsLimitsFromNoMatch() throws {
    let pattern = try Pattern("(a+)+$")
    let bytes = Array(String(repeating: "a", count: 40).utf8) + [0x62]
    let matcher = Matcher(limits: .init(steps: 10_000, depth: 10_000, kibibytes: 64))
    #expect(throws: MatchError.limitExceeded) { try matcher.firstMatch(of: pattern, in: bytes) }
    #expect(try matcher.firstMatch(of: Pattern("b"), in: bytes)?.range == 40..<41)
  }

  @Test func growsToPatternsWithManyGroups() throws {
    let many = String(repeating: "(a)", count: 300)
    let groups = try #require(try ranges(many, in: String(repeating: "a", count: 300)))
    #expect(groups.count == 301)
    #expect(groups.last == 299..<300)
  }

  @Test("finds what a naive search finds", arguments: 0..<200 as Range<UInt64>)
  func agreesWithNaiveSearch(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let bytes = (0..<80).map { _ in UInt8.random(in: 0x61...0x63, using: &random) }
    let needle = (0..<3).map { _ in UInt8.random(in: 0x61...0x63, using: &random) }
    let lower = Int.random(in: 0...40, using: &random)
    let range = lower..<Int.random(in: lower...80, using: &random)
    let start = Int.random(in: range.lowerBound...range.upperBound, using: &random)
    let naive = (start..<max(start, range.upperBound - 2)).first {
      bytes[$0..<$0 + 3].elementsEqual(needle)
    }
    let pattern = try Pattern(String(decoding: needle, as: UTF8.self))
    let match = try Matcher().firstMatch(of: pattern, in: bytes, range: range, from: start)
    #expect(match?.range.lowerBound == naive)
  }
}
