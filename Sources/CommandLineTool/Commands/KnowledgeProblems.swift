import KnowledgeBase

extension KnowledgeError: ToolProblem {
  var exitStatus: ExitStatus {
    if case .locked = self { .locked } else { .invalidKnowledge }
  }
}

extension UsageLogProblem: ToolProblem {
  var exitStatus: ExitStatus { .usage }
}
