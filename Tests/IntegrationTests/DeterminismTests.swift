import Foundation
import Model
import TestSupport
import Testing

@testable import Reporting

/// The same input gives the same bytes.
@Suite struct DeterminismTests {
  @Test("the example gives the same report in every run and on any number of threads")
  func example() throws {
    try expectSame([Corpus.packagePath("kb/examples/ims-after-restart")])
  }

  @Test("fifty logs with planted findings give the same report in every run")
  func fiftyLogs() throws {
    let folder = try TemporaryFolder()
    try Self.fillCase(folder)
    let answer = try expectSame([folder.path("case")])
    let report = try JSONDecoder().decode(ReportDocument.self, from: answer)
    #expect(report.coverage.sources.count == 50)
    #expect(
      report.findings.map(\.rule) == [
        "ims-jwt-credentials-config-present", "ims-client-secret-unset", "ims-service-credentials",
      ])
  }

  @Test("a folder gives the report of its files in the order of their names")
  func folderIsItsFiles() throws {
    let folder = try TemporaryFolder()
    try Self.fillCase(folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("case"))
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let files = try Self.answer(names.map { folder.path("case/\($0)") }, [])
    #expect(try Self.answer([folder.path("case")], []) == files)
    // Whatever is named twice is read once.
    let twice = try Self.answer(
      names.map { folder.path("case/\($0)") } + [folder.path("case")], [])
    #expect(twice == files)
  }

  @Test("the language changes the words for people and nothing else in the JSON but articles")
  func languages() throws {
    let path = Corpus.packagePath("kb/examples/ims-after-restart")
    let answers = try ["en", "fr", "ja"].map { language in
      try Tool.diagnose([path], options: ["--lang", language]).report
    }
    for answer in answers.dropFirst() {
      #expect(answer.findings.map(\.rule) == answers[0].findings.map(\.rule))
      #expect(answer.findings.map(\.title.ja) == answers[0].findings.map(\.title.ja))
      #expect(
        answer.findings.flatMap(\.evidence).map(\.bytes)
          == answers[0].findings.flatMap(\.evidence).map(\.bytes))
    }
  }

  @discardableResult
  private func expectSame(_ paths: [String]) throws -> Data {
    let first = try Self.answer(paths, [])
    for jobs in ["1", "2", "3", "4"] {
      #expect(try Self.answer(paths, ["--jobs", jobs]) == first, "\(jobs) jobs")
    }
    #expect(try Self.answer(paths, []) == first)
    return first
  }

  private static func answer(_ paths: [String], _ options: [String]) throws -> Data {
    let outcome = try Tool.run(["diagnose"] + paths + ["--format", "json"] + options)
    #expect(outcome.status == 1)
    return outcome.output
  }

  /// Fifty logs of different lengths, with symptoms in some of them.
  private static func fillCase(_ folder: TemporaryFolder) throws {
    var random = SplitMix64(seed: 50)
    for number in 0..<50 {
      var lines = (0..<Int.random(in: 1...400, using: &random)).map { _ in ImsPayload.healthy }
      for (step, record) in [
        (7, ImsPayload.record), (11, JwtCase.mismatch.split(separator: "\n")[1].description),
        (17, "\(ImsPayload.healthy) jwt_token=\(JwtCase.serviceAccountToken)"),
        (23, "\(ImsPayload.healthy) metascopes=ent_aem_cloud_api"),
      ] where number % step == 0 {
        lines.insert(record, at: Int.random(in: 0...lines.count, using: &random))
      }
      try folder.write(
        lines.joined(separator: "\n") + "\n", to: "case/\(number % 9)-error-\(number).log")
    }
  }
}
