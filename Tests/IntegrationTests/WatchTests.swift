import Foundation
import Glibc
import Model
import TestSupport
import Testing

@testable import Reporting

/// Following logs and a folder of bundles, with the built program.
@Suite struct WatchTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func append(_ text: String, to path: String) throws {
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  /// Runs a watch while something happens, then stops it with Control-C.
  private func watch(
    _ arguments: [String], while action: @escaping @Sendable () throws -> Void
  ) throws -> Outcome {
    let child = try Tool.start(["watch"] + arguments)
    let id = child.id
    // A thread of its own: those of tests may all be waiting for a program.
    Thread.detachNewThread {
      // Until it has read the knowledge base and what is there.
      sleep(4)
      try? action()
      sleep(5)
      kill(id, SIGINT)
    }
    return try child.finish(feeding: Feed([UInt8]()))
  }

  @Test("a finding is told once, when it appears, through rotation; the end is quiet")
  func rotation() throws {
    let log = try folder.write(ImsPayload.healthy + "\n", to: "error.log")
    let rotated = folder.path("error.log.1")
    let outcome = try watch([log]) {
      try self.append(ImsPayload.healthy + "\n" + ImsPayload.log, to: log)
      sleep(3)
      try FileManager.default.moveItem(atPath: log, toPath: rotated)
      try self.folder.write(ImsPayload.healthy + "\n" + ImsPayload.log, to: "error.log")
    }
    #expect(outcome.status == 0)
    #expect(outcome.messageText.isEmpty)
    let lines = outcome.text.split(separator: "\n")
    try #require(lines.count == 1, "\(outcome.text)")
    let report = try JSONDecoder().decode(ReportDocument.self, from: Data(lines[0].utf8))
    #expect(report.findings.map(\.rule) == ["ims-client-secret-unset"])
    let evidence = try #require(report.findings.first?.evidence.first)
    #expect(evidence.source == log)
    #expect(evidence.line > 2)
  }

  @Test("what stands in a log already is told only if it is asked for", arguments: [false, true])
  func start(isAsked: Bool) throws {
    let log = try folder.write(ImsPayload.log, to: "error.log")
    let options = isAsked ? ["--from-start", "--format", "text"] : ["--format", "text"]
    let outcome = try watch([log] + options) {}
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("KA-23909") == isAsked)
  }

  @Test("an inbox gets one report per bundle, also of a broken one, and none while it is uploaded")
  func inbox() throws {
    let files = FileManager.default
    try folder.write(ImsPayload.log, to: "inbox/case/error.log")
    try folder.write([0x50, 0x4B, 0x03, 0x04] as [UInt8], to: "inbox/broken.zip")
    try folder.write(ImsPayload.log, to: "inbox/half.log.part")
    let call = ["watch", "--inbox", folder.path("inbox"), "--once", "--settle", "1"]
    let first = try Tool.run(call)
    #expect(first.status == 0, "\(first.everything)")
    let names = try files.contentsOfDirectory(atPath: folder.path("inbox")).sorted()
    #expect(
      names == [
        "broken.zip", "broken.zip.report.json", "case", "case.report.json", "half.log.part",
      ])
    let data = try Data(contentsOf: URL(filePath: folder.path("inbox/case.report.json")))
    let report = try JSONDecoder().decode(ReportDocument.self, from: data)
    #expect(report.findings.map(\.rule) == ["ims-client-secret-unset"])
    let broken = try Data(contentsOf: URL(filePath: folder.path("inbox/broken.zip.report.json")))
    #expect(try JSONDecoder().decode(ReportDocument.self, from: broken).partial)

    // The upload is done; what has a report is left alone.
    try files.moveItem(
      atPath: folder.path("inbox/half.log.part"), toPath: folder.path("inbox/half.log"))
    let second = try Tool.run(call)
    #expect(second.status == 0)
    #expect(second.messageText.contains("half.log"))
    #expect(!second.messageText.contains("case"))
    #expect(files.fileExists(atPath: folder.path("inbox/half.log.report.json")))
  }

  @Test(
    "a watch of nothing, of both, and of no folder is refused",
    arguments: [
      [], ["a.log", "--inbox", "."], ["--inbox", "/nonexistent"],
    ])
  func misuse(arguments: [String]) throws {
    let outcome = try Tool.run(["watch"] + arguments)
    #expect(outcome.status == 2)
    #expect(!outcome.messageText.isEmpty)
  }
}
