import Foundation
import KnowledgeBase
import TestSupport
import Testing

@Suite("Record of use")
struct UsageLogTests {
  @Test("counts what was done, also over several openings")
  func counts() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("deep/er/usage.db")
    #expect(try UsageLog.existing(at: path) == nil)
    let events: [UsageEvent] = [
      .read("A-1"), .read("A-1"), .search("one", isAnswered: true),
      .search("zzz", isAnswered: false), .search("zzz", isAnswered: false),
      .feedback("A-1", .useful), .feedback("A-2", .wrong), .flag("A-2", reason: "old"),
      .link("A-1", caseID: "E-1"), .link("A-1", caseID: "E-1"), .link("A-2", caseID: "E-1"),
      .link("A-1", caseID: "E-2"), .link(nil, caseID: "E-3"), .link(nil, caseID: "E-4"),
    ]
    for event in events { try UsageLog(path: path).record(event) }
    let summary = try #require(try UsageLog.existing(at: path)).summary()
    #expect(summary.articles["A-1"]?.reads == 2)
    #expect(summary.articles["A-1"]?.verdicts == [.useful: 1])
    #expect(summary.articles["A-2"]?.flags == ["old"])
    #expect(summary.searches == 3)
    #expect(summary.unmatched == ["zzz": 2])
    #expect(summary.cases == ["E-1", "E-2", "E-3", "E-4"])
    #expect(summary.linkRate == 0.5)
    let rights = try FileManager.default.attributesOfItem(atPath: folder.path("deep/er"))
    #expect(rights[.posixPermissions] as? Int == 0o700)
  }

  @Test("without a case there is no rate")
  func noCase() {
    #expect(UsageSummary().linkRate == nil)
  }

  @Test("many who write at once lose nothing")
  func together() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("usage.db")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<5 { try UsageLog(path: path).record(.read("A-1")) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try UsageLog(path: path).summary().articles["A-1"]?.reads == 40)
  }

  @Test("leaves files alone that are something else")
  func others() throws {
    let text = String(repeating: "my notes ", count: 500)
    let folder = try TemporaryFolder()
    let notes = try folder.write(text, to: "notes.txt")
    #expect(throws: UsageLogProblem.notAUsageLog(path: notes)) { try UsageLog(path: notes) }
    #expect(try String(contentsOfFile: notes, encoding: .utf8) == text)
    let sample = try SampleStore([.sample()])
    let knowledge = sample.folder.path("a.kb")
    #expect(throws: UsageLogProblem.notAUsageLog(path: knowledge)) {
      try UsageLog(path: knowledge)
    }
    #expect(throws: UsageLogProblem.unusable(path: folder.url.path, .forbidden)) {
      try UsageLog(path: folder.url.path)
    }
  }
}
