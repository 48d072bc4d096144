import Model
import Rules
import TestSupport
import Testing

@testable import Diagnosis

/// Logs that hold the same records more than once.
@Suite struct RotationTests {
  private let rules: CompiledRules
  private let folder: TemporaryFolder

  init() throws {
    rules = try CompiledRules(RuleFolder(path: Corpus.packagePath("kb/rules")).ruleSet)
    folder = try TemporaryFolder()
  }

  private static func refusal(second: Int) -> String {
    Samples.refusal.replacing("06:14:02", with: "06:14:\(10 + second)") + "\n"
  }

  private func report() throws -> Report {
    try Diagnostician(rules: rules, catalog: EmptyCatalog()).report(on: [folder.path("case")])
  }

  @Test("a log that lies there under two names is counted once, and said to be the same")
  func sameFileTwice() throws {
    let log = (0..<9).map(Self.refusal).joined()
    try folder.write(log, to: "case/error.log")
    try folder.write(log, to: "case/sent again/error (1).log")
    let report = try report()
    #expect(report.findings.map(\.count) == [9])
    let sources = report.coverage.sources
    #expect(sources.map { $0.sameAs != nil } == [false, true])
    #expect(sources[1].sameAs == sources[0].path)
  }

  // One shared record could as well be two events of the moment at which the file was cut.
  @Test("records that stand in two rotated files are counted once", arguments: [0, 2, 3, 7])
  func overlap(shared: Int) throws {
    let records = (0..<9).map(Self.refusal)
    try folder.write(records[..<(1 + shared)].joined(), to: "case/error.log.1")
    try folder.write(records[1...].joined(), to: "case/error.log")
    let report = try report()
    #expect(report.findings.map(\.count) == [9])
    #expect(report.notes.map(\.code) == (shared == 0 ? [] : ["records-repeated"]))
    #expect(report.coverage.sources.allSatisfy { $0.sameAs == nil })
  }

  @Test("equal records within one log are different events")
  func repeatedInOne() throws {
    let others = Self.refusal(second: 2) + Self.refusal(second: 3)
    try folder.write(
      String(repeating: Self.refusal(second: 1), count: 3) + others, to: "case/error.log")
    try folder.write(Self.refusal(second: 1) + others, to: "case/error.log.1")
    #expect(try report().findings.map(\.count) == [5])
  }

  @Test("more repeats than are kept for correlation are counted once all the same")
  func manyRepeats() throws {
    let count = ObservationLog.capacity * 3 / 2
    let log = (0..<count).map { Self.refusal(second: $0 % 50) }.joined()
    try folder.write(log, to: "case/a.log")
    try folder.write(log, to: "case/b.log")
    #expect(try report().findings.map(\.count) == [count])
  }
}
