import Model
import Testing

@testable import CommandLineTool

/// The windows of time that a person names.
@Suite struct WindowOptionsTests {
  private func invocation(_ command: Command, _ words: [String]) throws -> Invocation {
    Invocation(
      arguments: try ParsedArguments(words, for: command), console: Console(environment: [:]),
      command: command)
  }

  @Test(
    "a time is a day, perhaps with a clock, perhaps with an offset",
    arguments: [
      ("2026-03-29", "2026-03-29T00:00:00"), ("2026-03-29T10:05", "2026-03-29T10:05:00"),
      ("2026-03-29 10:05:06", "2026-03-29T10:05:06"),
      ("2026-03-29T10:05:06.7", "2026-03-29T10:05:06.700"),
      ("2026-03-29T10:05:06,1239", "2026-03-29T10:05:06.123"),
      ("2026-03-29T10:05Z", "2026-03-29T10:05:00+00:00"),
      ("2026-03-29T10:05:06+02:00", "2026-03-29T10:05:06+02:00"),
      ("2026-03-29T10:05-0330", "2026-03-29T10:05:00-03:30"),
      ("2026-03-29T10:05+09", "2026-03-29T10:05:00+09:00"),
      ("2024-02-29", "2024-02-29T00:00:00"), ("0001-01-01", "0001-01-01T00:00:00"),
    ])
  func reads(text: String, time: String) throws {
    #expect(Timestamp(typed: text)?.shortISO8601 == time)
  }

  @Test(
    "what is no time is refused, with one that is",
    arguments: [
      "", "now", "10:05", "2026-3-29", "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31",
      "2026-03-29T24:00", "2026-03-29T10", "2026-03-29T10:60", "2026-03-29T10:05:60",
      "2026-03-29T10:05+24:00", "2026-03-29Z", "2026-03-29T10:05 +02:00", "２０２６-03-29",
      "2026-03-29T10:05:06.", "2026-03-29/2026-03-30", "99999999999999999999-01-01",
    ])
  func refuses(text: String) throws {
    #expect(Timestamp(typed: text) == nil)
    let since = try invocation(.diagnose, ["--since=\(text)"])
    #expect(
      throws: UsageProblem(
        .badForm(text, option: "since", example: "--since 2026-03-29T10:00"), command: "diagnose")
    ) {
      try since.window()
    }
  }

  @Test("a window has two ends, one, or none")
  func window() throws {
    let ends = ["--since", "2026-03-29", "--until=2026-03-29T10:00"]
    let both = try #require(try invocation(.inspect, ends).window())
    #expect(both.since?.shortISO8601 == "2026-03-29T00:00:00")
    #expect(both.until?.shortISO8601 == "2026-03-29T10:00:00")
    #expect(try invocation(.ask, Array(ends.dropFirst(2))).window()?.since == nil)
    #expect(try invocation(.qualify, []).window() == nil)
  }

  @Test("an end before the start is refused")
  func endBeforeStart() throws {
    let since = try invocation(.diagnose, ["--since=2026-03-30", "--until=2026-03-29"])
    #expect(
      throws: UsageProblem(
        .endBeforeStart("2026-03-29T00:00:00", option: "until"), command: "diagnose")
    ) {
      try since.window()
    }
  }

  @Test(
    "windows to compare are written as start and end",
    arguments: [
      ("2026-03-29/2026-03-30", "2026-03-29T00:00:00", "2026-03-30T00:00:00"),
      ("/2026-03-30", nil, "2026-03-30T00:00:00"), ("2026-03-29/", "2026-03-29T00:00:00", nil),
    ] as [(String, String?, String?)])
  func compared(text: String, since: String?, until: String?) throws {
    let window = try invocation(.diff, ["a", "--before", text]).window("before")
    #expect(window?.since?.shortISO8601 == since)
    #expect(window?.until?.shortISO8601 == until)
  }

  @Test(
    "others are not", arguments: ["", "/", "2026-03-29", "x/2026-03-29", "2026-03-29/x", "1/2/3"])
  func notCompared(text: String) throws {
    let invocation = try invocation(.diff, ["a", "--after=\(text)"])
    #expect(throws: UsageProblem.self) { try invocation.window("after") }
  }

  @Test("a window to compare that ends before it starts is refused")
  func comparedEndBeforeStart() throws {
    let text = "2026-03-30/2026-03-29"
    let invocation = try invocation(.diff, ["a", "--after=\(text)"])
    #expect(throws: UsageProblem(.endBeforeStart(text, option: "after"), command: "diff")) {
      try invocation.window("after")
    }
  }
}
