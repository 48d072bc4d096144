import Foundation
import Glibc
import Model
import TestSupport
import Testing

@testable import Reporting

/// What ends a run from outside: control-C, a reader that goes; and what a terminal changes.
@Suite struct StreamTests {
  @Test("control-C during a long diagnosis ends it with 130 and a partial report")
  func interrupted() throws {
    let child = try Tool.start(["diagnose", "-", "--format", "json"])
    let id = child.id
    var isInterrupted = false
    // One finding at the start, then healthy records for ever.
    let healthy = String(repeating: ImsPayload.healthy + "\n", count: 4_000)
    let feed = Feed(ImsPayload.log, thenForEver: healthy) { written in
      guard written > 64 << 20, !isInterrupted else { return }
      isInterrupted = true
      kill(id, SIGINT)
    }
    let outcome = try child.finish(feeding: feed)
    #expect(outcome.status == 130)
    let report = try JSONDecoder().decode(ReportDocument.self, from: outcome.output)
    #expect(report.partial)
    #expect(report.notes.map(\.code) == ["interrupted"])
    #expect(report.findings.map(\.rule) == ["ims-client-secret-unset"])
    let source = try #require(report.coverage.sources.first)
    #expect(source.truncated)
    #expect(source.bytes > 16 << 20)
    #expect(source.entries > 0)
  }

  @Test("control-C while waiting for input reports what had come")
  func interruptedWhileWaiting() throws {
    let child = try Tool.start(["diagnose", "-", "--format", "json"])
    let id = child.id
    let feed = Feed(ImsPayload.log, thenForEver: "") { _ in
      // Until it has read all of it and waits for more.
      usleep(300_000)
      kill(id, SIGINT)
    }
    let outcome = try child.finish(feeding: feed)
    #expect(outcome.status == 130)
    let report = try JSONDecoder().decode(ReportDocument.self, from: outcome.output)
    #expect(report.partial)
    #expect(report.findings.map(\.rule) == ["ims-client-secret-unset"])
  }

  @Test(
    "a reader that goes early is met with silence",
    arguments: [["search", "aem"], ["--help"], ["article", "KA-23909"], ["diagnose", "-"]])
  func closedPipe(arguments: [String]) throws {
    let child = try Tool.start(arguments)
    child.closeOutput()
    let outcome = try child.finish(feeding: Feed(ImsPayload.bare.utf8))
    #expect(outcome.messageText.isEmpty)
    // Under a shell the signal of a broken pipe may end it first; that is quiet too.
    #expect([0, 1, 128 + SIGPIPE].contains(outcome.status))
  }

  @Test("a terminal is answered in colour, and its width is kept")
  func terminal() throws {
    let shown = try Self.showOnTerminal(["diagnose", Self.log()], columns: 60)
    #expect(shown.text.contains("\u{1B}["))
    let lines = shown.text.replacing(#/\u{1B}\[[0-9;]*m/#, with: "").split(separator: "\r\n")
    #expect(lines.count > 5)
    // Addresses and paths stay in one piece, to be copied.
    #expect(lines.allSatisfy { $0.count <= 60 || $0.contains("/") })
    #expect(lines.contains { $0.count > 45 && !$0.contains("/") })
  }

  @Test(
    "colour is left out where it is not wanted",
    arguments: [
      ["NO_COLOR": "1"], ["TERM": "dumb"],
    ])
  func unwantedColour(environment: [String: String]) throws {
    let shown = try Self.showOnTerminal(["diagnose", Self.log()], environment: environment)
    #expect(shown.text.contains("KA-23909"))
    #expect(!shown.text.contains("\u{1B}"))
  }

  @Test("--color decides, on a terminal and in a pipe")
  func colourOption() throws {
    let log = try Self.log()
    #expect(
      try !Self.showOnTerminal(["diagnose", log, "--color", "never"]).text.contains("\u{1B}"))
    #expect(try Tool.run(["diagnose", log, "--color", "always"]).text.contains("\u{1B}["))
    #expect(try !Tool.run(["diagnose", log]).text.contains("\u{1B}"))
    #expect(try !Tool.run(["diagnose", log, "--color", "auto"]).text.contains("\u{1B}"))
  }

  @Test("JSON has no colour, not even on a terminal")
  func jsonOnTerminal() throws {
    let shown = try Self.showOnTerminal(["diagnose", Self.log(), "--format", "json"])
    #expect(!shown.text.contains("\u{1B}"))
    let bytes = Data(shown.text.replacing("\r\n", with: "\n").utf8)
    #expect(try JSONDecoder().decode(ReportDocument.self, from: bytes).findings.count == 1)
  }

  @Test("what a log commands a terminal to do is not passed on", arguments: ["text", "json"])
  func harmlessOutput(format: String) throws {
    let evil = "\u{1B}]0;title\u{7}\u{1B}[2J\u{9B}31m\u{202E}"
    let outcome = try Tool.run(
      ["diagnose", "-", "--format", format, "--color", "never"],
      input: (ImsPayload.record + evil + "\n").utf8)
    #expect(outcome.status == 1)
    for scalar in outcome.everything.unicodeScalars {
      #expect(scalar == "\n" || scalar.value >= 0x20)
      #expect(!["\u{7F}", "\u{9B}", "\u{202E}"].contains(scalar))
    }
  }

  /// A log in a folder that stays for the run of the tests.
  private static func log() throws -> String {
    try Knowledge.folder.write(ImsPayload.log, to: "terminal/error.log")
  }

  /// Runs the program with a terminal for its standard output.
  private static func showOnTerminal(
    _ arguments: [String], columns: UInt16 = 100, environment: [String: String] = [:]
  ) throws -> Outcome {
    var ends: ChildProcess.Ends = (-1, -1)
    var size = winsize(ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    try #require(unsafe openpty(&ends.read, &ends.write, nil, nil, &size) == 0)
    for end in [ends.read, ends.write] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return try Tool.start(arguments, environment: environment, output: ends)
      .finish(feeding: Feed([]))
  }
}
