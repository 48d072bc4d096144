extension Command {
  /// Every command, in the order in which help shows them.
  static let all: [Command] = [
    .diagnose,
    .diff,
    .ask,
    .qualify,
    .inspect,
    .redact,
    .search,
    .article,
    .knowledgeBuild,
    .knowledgeImport,
    .knowledgeChanges,
    .knowledgeStats,
    .knowledgeFeedback,
    .knowledgeFlag,
    .knowledgeLink,
    .knowledgeDraft,
    .knowledgeLint,
    .rulesList,
    .rulesShow,
    .rulesTest,
    .rulesLint,
    .rulesExplain,
    .rulesCost,
    .rulesNew,
    .rulesCorrect,
    .rulesSchema,
    .remedyList,
    .remedyPlan,
    .remedyApply,
    .remedyResume,
    .remedyRollback,
    .remedyVerify,
    .remedyRuns,
    .remedyRunbook,
    .pluginList,
    .pluginInspect,
    .pluginTest,
    .pluginTrust,
    .sandbox,
    .serve,
    .mcp,
  ]

  /// The command that the first words call, the longest name first.
  static func named(_ words: [String]) -> Command? {
    all.filter { words.starts(with: $0.words) }.max { $0.words.count < $1.words.count }
  }
}
