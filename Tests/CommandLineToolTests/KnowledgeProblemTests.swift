import KnowledgeBase
import Testing

@testable import CommandLineTool

@Suite struct KnowledgeProblemTests {
  @Test("another run at work and a spoilt file have statuses of their own")
  func statuses() {
    #expect(KnowledgeError.locked(path: "a.kb").exitStatus == .locked)
    #expect(ExitStatus.locked.rawValue == 8)
    #expect(KnowledgeError.unwritable(path: "a.kb", .noSpace).exitStatus == .invalidKnowledge)
    #expect(KnowledgeError.notAKnowledgeBase(path: "a.kb").exitStatus == .invalidKnowledge)
    #expect(UsageLogProblem.notAUsageLog(path: "usage.db").exitStatus == .usage)
  }
}
