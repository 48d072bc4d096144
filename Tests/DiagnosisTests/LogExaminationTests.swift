import Model
import Rules
import TestSupport
import Testing

@testable import Diagnosis

/// One log on several threads.
@Suite struct LogExaminationTests {
  private let rules: CompiledRules
  private let folder: TemporaryFolder

  init() throws {
    rules = try CompiledRules(RuleFolder(path: Corpus.packagePath("kb/rules")).ruleSet)
    folder = try TemporaryFolder()
  }

  private func report(on path: String, jobs: Int) throws -> Report {
    var options = DiagnosisOptions()
    options.jobs = jobs
    return try Diagnostician(rules: rules, catalog: EmptyCatalog(), options: options)
      .report(on: [path])
  }

  /// Random records, some of which rules know, for several buffers.
  private static func log(buffers: Int, using random: inout SplitMix64) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < buffers * RecordChunks.usualSize {
      bytes += Samples.log(entries: 400, using: &random)
      if bytes.last != 0x0A { bytes.append(0x0A) }
      bytes += Array((Samples.refusal + "\n").utf8)
    }
    return bytes
  }

  @Test("what is found does not depend on the number of threads", arguments: [2, 3, 8])
  func threads(jobs: Int) throws {
    var random = SplitMix64(seed: UInt64(jobs))
    let bytes = Self.log(buffers: 5, using: &random)
    let path = try folder.write(bytes, to: "error.log")
    let alone = try report(on: path, jobs: 1)
    #expect(try report(on: path, jobs: jobs) == alone)
    #expect(alone.findings.isEmpty == false)
    let source = try #require(alone.coverage.sources.first)
    let headers = Samples.lines(of: bytes).count(where: Samples.isHeader)
    #expect(source.entries == headers)
    // Lines count on from buffer to buffer.
    for evidence in alone.findings.flatMap(\.evidence) {
      let before = bytes[..<evidence.place.bytes.lowerBound].count { $0 == 0x0A }
      #expect(evidence.place.line == before + 1)
    }
  }

  @Test("a line that is longer than any record may be counts once, on any number of threads")
  func longLine() throws {
    var bytes = Array("20.11.2026 06:14:02.117 *INFO* [x] a.B ".utf8)
    bytes += [UInt8](repeating: UInt8(ascii: "x"), count: 40 << 20)
    bytes += Array("\n\(Samples.refusal)\n".utf8)
    let path = try folder.write(bytes, to: "error.log")
    let alone = try report(on: path, jobs: 1)
    #expect(try report(on: path, jobs: 2) == alone)
    #expect(alone.findings.first?.evidence.first?.place.line == 2)
  }
}
