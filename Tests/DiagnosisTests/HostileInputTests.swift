import Foundation
import Intake
import Model
import Rules
import TestSupport
import Testing

@testable import Diagnosis

/// Input that is made, or happens, to cost much or to break something.
@Suite struct HostileInputTests {
  private let rules: CompiledRules

  init() throws {
    rules = try CompiledRules(RuleFolder(path: Corpus.packagePath("kb/rules")).ruleSet)
  }

  @Test("records that fit no buffer are said to have been cut, and lines are counted on")
  func cutRecords() throws {
    let folder = try TemporaryFolder()
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: RecordChunks.largestSize + 4_096)
    let path = try folder.write(line + Array("\n\(Samples.refusal)\n".utf8), to: "case.log")
    let report = try report(on: [path])
    #expect(report.notes.map(\.code) == ["records-cut"])
    #expect(report.findings.first?.evidence.first?.place.line == 2)
  }

  @Test("a configuration or export beyond all measure is named and not taken apart")
  func hugeStructures() throws {
    let folder = try TemporaryFolder()
    var limits = IntakeLimits()
    limits.structuredDocument = 1_000
    let fits = #"{"a":"\#(String(repeating: "b", count: 900))"}"#
    let huge = #"{"jcr:primaryType":"\#(String(repeating: "b", count: 1_000))"}"#
    try folder.write(fits, to: "case/fits.cfg.json")
    try folder.write(huge, to: "case/huge.cfg.json")
    try folder.write(huge, to: "case/huge.json")
    let report = try report(on: [folder.path("case")], limits: limits)
    #expect(report.coverage.sources.map(\.path) == [folder.path("case/fits.cfg.json")])
    #expect(report.coverage.skipped.map(\.reason) == [.tooLarge, .tooLarge])
    #expect(report.isPartial)
  }

  @Test("an expression that gives up on one document costs nothing else")
  func expressionGivesUp() throws {
    let rule = """
      id: slow
      version: 1
      status: test
      severity: error
      title: {en: a, fr: b, ja: c}
      summary: {en: a, fr: b, ja: c}
      signatures:
        s: {in: osgi-config, pid: p, settings: {k: {matches: '(?:a|aa)*(?:a|aa)*(?:a|aa)*(?:b|c)'}}}
        t: {in: text, all: [needle]}
      when: {any: [s, t]}
      """
    let folder = try TemporaryFolder()
    try folder.write(rule, to: "rules/x/slow/rule.yaml")
    let rules = RuleFolder(path: folder.path("rules"))
    #expect(rules.problems.isEmpty)
    try folder.write("k=\"\(String(repeating: "a", count: 20_000))\"\n", to: "case/p.config")
    try folder.write("a needle\n", to: "case/stack.txt")
    let report = try Diagnostician(
      rules: CompiledRules(rules.ruleSet), catalog: EmptyCatalog()
    ).report(on: [folder.path("case")])
    #expect(report.findings.map(\.rule.id) == ["slow"])
    #expect(report.coverage.skipped.map(\.path) == [folder.path("case/p.config")])
    #expect(report.isPartial)
  }

  @Test("a token of interest behind another in the same record is found")
  func secondToken() throws {
    let access = Self.token(#"{"iss":"https://ims-na1.adobelogin.com","as":"ims-na1"}"#)
    let assertion = Self.token(#"{"iss":"1@AdobeOrg","sub":"2@techacct.adobe.com"}"#)
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "20.11.2026 06:14:02.117 *DEBUG* [x] a.B access \(access) assertion \(assertion)\n",
      to: "error.log")
    let rules = try report(on: [path]).findings.map(\.rule.id)
    #expect(rules == ["ims-jwt-credentials-config-present"])
  }

  @Test("what looks like the start of a token at every turn does not slow the reading down")
  func tokenStarts() throws {
    let folder = try TemporaryFolder()
    let line = Array((String(repeating: "eyJ-", count: 8_000) + ".\n").utf8)
    let path = try folder.write([UInt8](repeatElement(line, count: 60).joined()), to: "error.txt")
    let duration = try ProcessorTime.measure { _ = try report(on: [path]) }
    #expect(duration < .seconds(20))
  }

  private func report(on paths: [String], limits: IntakeLimits = IntakeLimits()) throws -> Report {
    var options = DiagnosisOptions()
    options.limits = limits
    return try Diagnostician(rules: rules, catalog: EmptyCatalog(), options: options)
      .report(on: paths)
  }

  private static func token(_ claims: String) -> String {
    let parts = [#"{"alg":"RS256"}"#, claims, "a signature of no key"]
    return parts.map { part in
      Data(part.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        .replacing("=", with: "")
    }.joined(separator: ".")
  }
}

/// Excerpts of records that are made to show too much.
@Suite struct HostileExcerptTests {
  @Test("does not start between the name of a secret and its value on the next line")
  func valueOnNextLine() {
    let lines = String(repeating: "w ", count: 700) + "\n\"client_secret\":\n  \"p8Xq99zz\"\n"
    let record = Array((lines + "the match\n").utf8)
    let match = record.count - 10..<record.count - 1
    let excerpt = ExcerptCutter.excerpt(of: 0..<record.count, match: match, in: record)
    #expect(excerpt.isCutBefore)
    #expect(excerpt.text.contains("client_secret") || !excerpt.text.contains("p8Xq99zz"))
  }

  @Test("a match of line ends at a record's end is shown")
  func matchOfLineEnds() {
    let record =
      [UInt8](repeating: UInt8(ascii: "x"), count: 2_000)
      + [UInt8](repeating: UInt8(ascii: "\n"), count: 1_500)
    for start in stride(from: 1_990, to: record.count, by: 7) {
      let excerpt = ExcerptCutter.excerpt(
        of: 0..<record.count, match: start..<start + 1, in: record)
      #expect(excerpt.text.utf8.count <= ExcerptCutter.limit)
    }
  }
}

/// Results that come in any order.
@Suite struct OrderedGatheringTests {
  @Test("joins in the order of the numbers", arguments: 0..<50 as Range<UInt64>)
  func order(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let gathering = OrderedGathering(count: 20)
    var taken: [Int] = []
    while let number = gathering.take() { taken.append(number) }
    #expect(taken == Array(0..<20))
    for number in taken.shuffled(using: &random) {
      gathering.deliver(.success(Self.examination(number)), for: number)
    }
    let joined = try gathering.joined()
    #expect(joined.coverage.skipped.map(\.path) == (0..<20).map(String.init))
  }

  @Test("holds work back while much waits, and goes on when it is joined")
  func holdsBack() async throws {
    let gathering = OrderedGathering(count: 100)
    let first = try #require(gathering.take())
    var examination = Self.examination(1)
    for _ in 0..<3 {
      let address = SignatureAddress(rule: 0, signature: UUID().uuidString)
      for _ in 0..<10_000 { examination.observations.append(Self.observation, for: address) }
    }
    let second = try #require(gathering.take())
    gathering.deliver(.success(examination), for: second)
    let third = Task.detached { gathering.take() }
    try await Task.sleep(for: .milliseconds(50))
    gathering.deliver(.success(Self.examination(0)), for: first)
    #expect(await third.value == 2)
    #expect(try gathering.joined().observations.keptCount == 30_000)
  }

  @Test("the first failure in the order of the numbers is the one that is told")
  func failures() {
    struct Failure: Error, Equatable { var number: Int }
    let gathering = OrderedGathering(count: 3)
    for _ in 0..<3 { _ = gathering.take() }
    gathering.deliver(.failure(Failure(number: 2)), for: 2)
    gathering.deliver(.success(Self.examination(0)), for: 0)
    gathering.deliver(.failure(Failure(number: 1)), for: 1)
    #expect(throws: Failure(number: 1)) { try gathering.joined() }
    #expect(gathering.take() == nil)
  }

  private static let observation = Observation(
    signature: "s", document: 0, place: Place(source: "a", line: 1, bytes: 0..<1), time: nil,
    excerpt: Excerpt(text: "x"))

  private static func examination(_ number: Int) -> Examination {
    var examination = Examination()
    examination.coverage.skipped = [SkippedSource(path: String(number), reason: .empty)]
    return examination
  }
}
