import Foundation
import Model
import TestSupport
import Testing

@testable import Reporting

/// Diagnoses and comparisons that are limited to a window of time.
@Suite struct TimeWindowTests {
  private let folder: TemporaryFolder
  private let log: String

  /// A log that is healthy at six, refused at seven.
  init() throws {
    folder = try TemporaryFolder()
    let lines = [
      ImsPayload.healthy, ImsPayload.record.replacing("06:14:02", with: "07:14:02"),
      ImsPayload.record.replacing("06:14:02", with: "07:20:02"),
    ]
    log = try folder.write(lines.joined(separator: "\n") + "\n", to: "in/error.log")
  }

  @Test("only what lies in the window is found, and the report says so")
  func diagnose() throws {
    let late = try Tool.diagnose([log], options: ["--since", "2026-11-20T07:15"])
    #expect(late.finding("ims-client-secret-unset")?.count == 1)
    #expect(late.report.notes.map(\.code) == ["time-window"])
    let early = try Tool.diagnose([log], options: ["--until", "2026-11-20 07:00"])
    #expect(early.report.findings.isEmpty)
    #expect(early.status == 0)
    let object = try JSONSerialization.jsonObject(with: early.outcome.output)
    let coverage = (object as? [String: Any])?["coverage"] as? [String: Any]
    #expect(coverage?["window"] as? [String: String] == ["until": "2026-11-20T07:00:00"])
    #expect((coverage?["sources"] as? [[String: Any]])?.first?["outside"] as? Int == 2)
    let check = try JSONSchemaCheck(contentsOf: Corpus.packagePath("kb/schema/report.schema.json"))
    #expect(check.problems(in: object) == [])
  }

  @Test(
    "the text says in each language that it is limited",
    arguments: [("en", "left out: 2"), ("fr", "écartées\u{A0}: 2"), ("ja", "ログエントリ：2 件")])
  func text(language: String, words: String) throws {
    for command in ["diagnose", "inspect"] {
      let outcome = try Tool.run(
        [command, log, "--until", "2026-11-20T07:00Z", "--lang", language],
        environment: ["COLUMNS": "300"])
      #expect(outcome.status == 0, "\(outcome.everything)")
      #expect(outcome.text.contains(words), "\(outcome.text)")
    }
  }

  @Test("what is asked of the customer and of a bundle is limited, too")
  func others() throws {
    let ask = try Tool.run(["ask", log, "--until", "2026-11-20T07:00"])
    #expect(ask.messageText.contains("nothing to ask for"), "\(ask.everything)")
    let qualify = try Tool.run(["qualify", log, "--since", "2026-11-21"])
    #expect(qualify.status == 1)
  }

  @Test("two times of one log are compared, from one end of the log to the other")
  func diff() throws {
    let times = ["--before", "/2026-11-20T07:00", "--after", "2026-11-20T07:00/"]
    let worse = try Tool.run(["diff", log] + times)
    #expect(worse.status == 1, "\(worse.everything)")
    #expect(worse.text.contains("Before: up to 2026-11-20T07:00:00\n"))
    #expect(worse.text.contains("ims-client-secret-unset"))
    let better = try Tool.run([
      "diff", log, log, "--before", times[3], "--after", times[1], "--format", "json",
    ])
    #expect(better.status == 0, "\(better.everything)")
    let object = try JSONSerialization.jsonObject(with: better.output) as? [String: Any]
    #expect((object?["gone"] as? [Any])?.count == 1)
    let windows = object?["windows"] as? [String: [String: String]]
    #expect(windows?["after"] == ["until": "2026-11-20T07:00:00"])
    let changed = try Tool.run([
      "diff", log, "--before", "/2026-11-20T07:15", "--after", "2026-11-20/",
    ])
    #expect(changed.text.contains("1 → 2"), "\(changed.everything)")
  }

  @Test(
    "times that cannot be are named, with an example",
    arguments: [
      ["diagnose", "LOG", "--since", "yesterday"],
      ["inspect", "LOG", "--since", "2026-11-20", "--until", "2026-11-19"],
      ["diff", "LOG", "--before", "/2026-11-20"],
      ["diff", "LOG", "--before", "2026-11-20", "--after", "2026-11-20/"],
      ["diff", "-", "--before", "/2026-11-20", "--after", "2026-11-20/"],
      ["diff", "REPORT", "LOG", "--before", "/2026-11-20"],
    ])
  func misuse(arguments: [String]) throws {
    let report = folder.path("report.json")
    _ = try Tool.run(["diagnose", log, "--format", "json", "-o", report])
    let outcome = try Tool.run(
      arguments.map { $0 == "LOG" ? log : $0 == "REPORT" ? report : $0 })
    #expect(outcome.status == 2, "\(outcome.everything)")
    #expect(outcome.messageText.hasPrefix("error: "))
    #expect(outcome.messageText.contains("hint: "))
  }
}
