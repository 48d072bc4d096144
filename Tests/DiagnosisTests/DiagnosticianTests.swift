import ArchiveFixtures
import Foundation
import Model
import Rules
import Synchronization
import TestSupport
import Testing

@testable import Diagnosis

/// The whole way from inputs to a report.
@Suite struct DiagnosticianTests {
  private let rules: CompiledRules

  init() throws {
    rules = try CompiledRules(RuleFolder(path: Corpus.packagePath("kb/rules")).ruleSet)
  }

  @Test(
    "packing a log does not change what is found, nor where", arguments: 0..<12 as Range<UInt64>)
  func packingChangesNothing(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let log = Self.planted(using: &random)
    let folder = try TemporaryFolder()
    let member = [ArchiveFixture.Member.file("error.log", log)]
    let forms = [
      try folder.write(log, to: "error.log"),
      try folder.write(ArchiveFixture.gzip(log), to: "error.log.gz"),
      try folder.write(ArchiveFixture.archive(.zip, member), to: "case.zip"),
      try folder.write(ArchiveFixture.archive(.tarGzip, member), to: "case.tgz"),
      try folder.write(ArchiveFixture.archive(.sevenZip, member), to: "case.7z"),
    ]
    let places = try forms.map { try Self.places(report(on: [$0])) }
    #expect(!places[0].isEmpty)
    for others in places.dropFirst() { #expect(others == places[0]) }
  }

  @Test(
    "a configuration that breaks half-way counts as read up to there, and as damaged from there on")
  func brokenConfiguration() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a=\"1\"\nb=\"2\"\nc=x\n", to: "config.author/a.B.config")
    let report = try report(on: [path])
    let source = try #require(report.coverage.sources.first)
    #expect(source.kind == .osgiConfig && source.entries == 2 && source.isTruncated)
    #expect(report.coverage.skipped.map(\.reason) == [.damaged])
    #expect(report.coverage.skipped.first?.detail == "3:3")
    #expect(report.isPartial)
  }

  @Test("facts about the installation reach the report, and differences become notes")
  func facts() throws {
    let folder = try TemporaryFolder()
    let paths = try [
      folder.write(
        "Installed Products\n  Adobe Experience Manager (6.5.17.0)\n",
        to: "1/status-productinfo.txt"),
      folder.write(
        "Installed Products\n  Adobe Experience Manager (6.5.18.0)\n",
        to: "2/status-productinfo.txt"),
    ]
    let report = try report(on: paths)
    #expect(report.environment["aem"]?.value == "6.5.17.0")
    #expect(report.environment["servicePack"]?.value == "SP17")
    let codes = report.notes.map(\.code)
    #expect(codes.count { $0 == "environment-conflict" } == 2)
  }

  @Test("line ends of Windows change nothing but offsets", arguments: 0..<12 as Range<UInt64>)
  func carriageReturnsChangeNothing(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let log = Self.planted(using: &random)
    let text = String(decoding: log, as: UTF8.self).replacing("\r\n", with: "\n")
    let folder = try TemporaryFolder()
    let unix = try report(on: [folder.write(text, to: "unix.log")])
    let windows = try report(
      on: [folder.write(text.replacing("\n", with: "\r\n"), to: "windows.log")])
    #expect(!unix.findings.isEmpty)
    #expect(Self.lines(unix) == Self.lines(windows))
    #expect(unix.coverage.sources.map(\.entries) == windows.coverage.sources.map(\.entries))
  }

  @Test("cutting a log in two files between records keeps every observation")
  func cuttingKeepsObservations() throws {
    var random = SplitMix64(seed: 7)
    let lines = Samples.lines(of: Self.planted(using: &random))
    let folder = try TemporaryFolder()
    let whole = try report(on: [folder.write(lines.flatMap(\.self), to: "whole/error.log")])
    for cut in lines.indices.dropFirst() where Samples.isHeader(lines[cut]) {
      try folder.write(lines[..<cut].flatMap(\.self), to: "cut/error.log.1")
      try folder.write(lines[cut...].flatMap(\.self), to: "cut/error.log.2")
      let parts = try report(on: [folder.path("cut")])
      #expect(parts.findings.map(\.rule) == whole.findings.map(\.rule))
      #expect(parts.findings.map(\.count) == whole.findings.map(\.count))
    }
  }

  @Test("the report is the same on any number of threads", arguments: [2, 3, 8])
  func threadsChangeNothing(jobs: Int) throws {
    var random = SplitMix64(seed: 3)
    let folder = try TemporaryFolder()
    for number in 0..<12 {
      try folder.write(Self.planted(using: &random), to: "case/error-\(number).log")
    }
    #expect(try report(on: [folder.path("case")], jobs: jobs) == report(on: [folder.path("case")]))
  }

  @Test("a diagnosis that is stopped says so and is partial")
  func stoppedIsPartial() throws {
    let folder = try TemporaryFolder()
    try folder.write(Samples.refusal + "\n", to: "case/1.log")
    try folder.write("20.11.2026 06:14:02.117 *INFO* [x] a.B c\n", to: "case/2.log")
    let report = try Diagnostician(rules: rules, catalog: EmptyCatalog())
      .report(on: [folder.path("case")], progress: StopsAfterFirst())
    #expect(report.isPartial)
    #expect(report.notes.map(\.code) == ["interrupted"])
    #expect(report.findings.map(\.rule.id) == ["ims-client-secret-unset"])
    #expect(report.verdict == .possibleProblem)
  }

  private func report(on paths: [String], jobs: Int = 1) throws -> Report {
    var options = DiagnosisOptions()
    options.jobs = jobs
    return try Diagnostician(rules: rules, catalog: EmptyCatalog(), options: options)
      .report(on: paths)
  }

  /// A log with the refusal of Adobe IMS between some of its records.
  private static func planted(using random: inout SplitMix64) -> [UInt8] {
    var lines = Samples.lines(of: Samples.log(entries: 30, using: &random))
    if lines.last?.last != UInt8(ascii: "\n") { lines[lines.count - 1].append(10) }
    let headers = lines.indices.filter { Samples.isHeader(lines[$0]) }
    let places = headers.shuffled(using: &random).prefix(5).sorted(by: >)
    for (number, index) in places.enumerated() {
      let refusal = Samples.refusal.replacing("02.117", with: "02.11\(number)")
      lines.insert(Array((refusal + "\n").utf8), at: index)
    }
    return lines.flatMap(\.self)
  }

  private static func places(_ report: Report) -> [Range<Int>] {
    report.findings.flatMap(\.evidence).map(\.place.bytes)
  }

  private static func lines(_ report: Report) -> [Int] {
    report.findings.flatMap(\.evidence).map(\.place.line)
  }
}

/// Asks to stop once something was read.
private final class StopsAfterFirst: ProgressObserver {
  private let hasRead = Mutex(false)

  func expect(bytes: Int) {}
  func advance(bytes: Int, source: String) { hasRead.withLock { $0 = true } }
  var shouldStop: Bool { hasRead.withLock { $0 } }
}
