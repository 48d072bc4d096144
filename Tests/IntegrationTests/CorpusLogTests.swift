import ArchiveFixtures
import Foundation
import Model
import TestSupport
import Testing

@testable import Reporting

/// Whole logs of real installations: nothing is found in them, and exactly what is put into them.
@Suite(.enabled(if: Corpus.isPresent, Corpus.absenceComment))
struct CorpusLogTests {
  @Test("a healthy log gives no finding, and as many entries as it has", arguments: CorpusLog.all)
  func healthyLog(log: CorpusLog) throws {
    let bytes = try log.bytes()
    let diagnosis = try Tool.diagnose([log.path])
    #expect(diagnosis.status == 0)
    #expect(diagnosis.rules == [])
    #expect(!diagnosis.report.partial)
    let source = try #require(diagnosis.report.coverage.sources.first)
    let naive = NaiveLog(bytes, kind: log.kind)
    #expect(source.bytes == bytes.count)
    #expect(source.kind.rawValue == log.kind)
    #expect(source.entries == naive.records.count)
    #expect(source.unparsed + (source.entries > 0 ? 1 : 0) <= naive.lines.count)
  }

  @Test("the folder of all of them gives no finding either")
  func allHealthyLogs() throws {
    let diagnosis = try Tool.diagnose(CorpusLog.all.map(\.path))
    #expect(diagnosis.status == 0)
    #expect(diagnosis.rules == [])
    #expect(diagnosis.report.coverage.sources.count == CorpusLog.all.count)
  }

  @Test("configurations and packages of other projects give no finding, and no crash")
  func otherProjects() throws {
    let diagnosis = try Tool.diagnose([Corpus.path("corpus/aem/files")])
    #expect(diagnosis.rules == ["query-read-limit-exceeded"])
    #expect(diagnosis.status == 1)
    #expect(diagnosis.report.coverage.sources.count > 50)
  }

  @Test("a log that ails gives the finding for what ails it", arguments: CorpusLog.ailing)
  func ailingLogs(name: String, rule: String) throws {
    let folder = Corpus.path("corpus/aem/files")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
    let path = try #require(names.first { $0.hasSuffix(name) })
    #expect(try Tool.diagnose(["\(folder)/\(path)"]).rules == [rule])
  }

  @Test(
    "planted symptoms are found, each where it stands, and nothing else",
    arguments: CorpusLog.all.filter(\.mayHoldPayloads), Symptom.allCases)
  func plantedSymptoms(log: CorpusLog, symptom: Symptom) throws {
    var random = SplitMix64(seed: 4711)
    let naive = NaiveLog(try log.bytes(), kind: log.kind)
    let record = symptom.record(inErrorLog: naive.isErrorLog)
    let planted = PlantedLog(naive, record: record, count: 7, using: &random)
    try #require(!planted.places.isEmpty)
    let folder = try TemporaryFolder()
    let path = try folder.write(planted.bytes, to: "planted.log")

    let diagnosis = try Tool.diagnose([path])
    #expect(diagnosis.status == 1)
    #expect(diagnosis.rules == [symptom.rule])
    let finding = try #require(diagnosis.report.findings.first)
    #expect(finding.status.rawValue == symptom.status)
    #expect(finding.count == planted.places.count)
    #expect(finding.evidence.map(\.line) == planted.places.map(\.line))
    for (evidence, place) in zip(finding.evidence, planted.places) {
      #expect(evidence.source == path)
      #expect(evidence.bytes.range == place.bytes)
      let bytes = planted.bytes[evidence.bytes.range]
      #expect(Array(bytes) == record)
      #expect(evidence.time == symptom.time(inErrorLog: naive.isErrorLog))
    }
    let source = try #require(diagnosis.report.coverage.sources.first)
    #expect(source.entries == naive.records.count + planted.places.count)
    #expect(source.bytes == planted.bytes.count)

    let packed = try folder.write(ArchiveFixture.gzip(planted.bytes), to: "planted.log.gz")
    let again = try #require(try Tool.diagnose([packed]).finding(symptom.rule))
    #expect(again.evidence.map(\.bytes) == finding.evidence.map(\.bytes))
    #expect(again.evidence.map(\.line) == finding.evidence.map(\.line))
  }
}

/// What is planted, and what it must give.
enum Symptom: CaseIterable {
  case refusedSecret, jwtMismatch

  var rule: String {
    self == .refusedSecret ? "ims-client-secret-unset" : "ims-jwt-credentials-config-present"
  }

  var status: String { self == .refusedSecret ? "possible" : "likely" }

  /// A record with its stack trace, or a line of text.
  func record(inErrorLog isErrorLog: Bool) -> [UInt8] {
    let answer =
      self == .refusedSecret
      ? ImsPayload.bare
      : #"{"error_description":"Could not match JWT signature to any of the bindings"}"#
    guard isErrorLog else { return Array("token request failed: \(answer)\n".utf8) }
    return Array(
      (ImsPayload.record.replacing(ImsPayload.bare, with: answer) + "\n"
        + "java.io.IOException: no token\n\tat com.example.Tokens.fetch(Tokens.java:42)\n").utf8)
  }

  func time(inErrorLog isErrorLog: Bool) -> String? {
    isErrorLog ? "2026-11-20T06:14:02.117+00:00" : nil
  }
}
