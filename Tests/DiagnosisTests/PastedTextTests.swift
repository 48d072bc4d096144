import Foundation
import Model
import Rules
import TestSupport
import Testing

@testable import Diagnosis

/// Text that was pasted, wrapped or copied, on the whole way to a report.
@Suite struct PastedTextTests {
  private let rules: CompiledRules

  init() throws {
    rules = try CompiledRules(RuleFolder(path: Corpus.packagePath("kb/rules")).ruleSet)
  }

  private func report(_ text: String, name: String = "paste.txt") throws -> Report {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: name)
    return try Diagnostician(rules: rules, catalog: EmptyCatalog()).report(on: [path])
  }

  private static let trace = """
    20.11.2026 06:14:02.117 *INFO* [main] a.B Loaded
    20.11.2026 06:14:03.117 *ERROR* [main] a.B Cannot open
    java.lang.IllegalStateException: no session
    \tat com.example.Shop.open(Shop.java:12)
    20.11.2026 06:14:04.117 *INFO* [main] a.B Done

    """

  private static func prefixed(_ text: String, _ prefix: String) -> String {
    text.split(separator: "\n").map { prefix + $0 + "\n" }.joined()
  }

  @Test(
    "a finding keeps its line, and says what was repaired", arguments: ["> ", "aem  | ", "17-"])
  func finding(prefix: String) throws {
    let log = Self.trace + Samples.refusal + "\n"
    let plain = try report(log)
    let repaired = try report(Self.prefixed(log, prefix))
    #expect(!plain.findings.isEmpty)
    #expect(repaired.findings.map(\.rule) == plain.findings.map(\.rule))
    let before = try #require(plain.findings.first?.evidence.first)
    let after = try #require(repaired.findings.first?.evidence.first)
    #expect(before.place.line == 6 && after.place.line == 6)
    #expect(after.place.bytes.lowerBound == before.place.bytes.lowerBound + prefix.utf8.count * 6)
    #expect(before.repairs.isEmpty && after.repairs.count == 1)
    #expect(after.time == before.time)
    #expect(repaired.coverage.sources.first?.kind == .errorLog)
    #expect(repaired.coverage.sources.first?.entries == 4)
    // Where a captured value stands, it stands in the text as it came.
    let bytes = Array(Self.prefixed(log, prefix).utf8)
    for (name, origin) in after.origins {
      let text = String(decoding: bytes[origin.bytes], as: UTF8.self)
      #expect(text == after.captures[name], "\(name)")
    }
  }

  @Test("lines wrapped in JSON are read at the lines they stand on, in a large log as well")
  func wrapped() throws {
    var text = ""
    for second in 0..<20_000 {
      let clock = "20.11.2026 0\(second / 3_600):\(10 + second / 600 % 50):\(10 + second % 50).117"
      let message =
        second == 19_000
        ? "*ERROR* [main] a.B Cannot open\\njava.lang.IllegalStateException: no session\\n"
          + "\\tat com.example.Shop.open(Shop.java:12)"
        : "*INFO* [main] a.B Loaded \\\"\(second)\\\""
      text += #"{"log":"\#(clock) \#(message)\n","stream":"stdout"}"# + "\n"
    }
    let report = try report(text, name: "container.log")
    let source = try #require(report.coverage.sources.first)
    #expect(source.kind == .errorLog)
    #expect(source.entries == 20_000)
    #expect(source.unparsed == 0)
    #expect(source.bytes == text.utf8.count)
    let error = try #require(report.unknowns.first)
    #expect(error.exception == "java.lang.IllegalStateException")
    #expect(error.places.map(\.line) == [19_001])
    let place = try #require(error.places.first)
    let original = String(decoding: Array(text.utf8)[place.bytes], as: UTF8.self)
    #expect(original.hasPrefix("20.11.2026") && original.contains("Shop.java:12)"))
  }

  @Test("a healthy log is read as it is")
  func healthy() throws {
    let report = try report(Self.trace + Samples.refusal + "\n", name: "error.log")
    #expect(report.findings.allSatisfy { $0.evidence.allSatisfy(\.repairs.isEmpty) })
  }
}
