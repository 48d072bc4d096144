import Matching
import Model
import Rules
import TestSupport
import Testing

@Suite("Shipped rules")
struct ShippedRulesTests {
  @Test("are all read, and compile together")
  func areAllRead() throws {
    let folder = RuleFolder(path: Corpus.packagePath("kb/rules"))
    for problem in folder.problems {
      let place = problem.location.map { "\($0.file):\($0.line ?? 0)" } ?? ""
      Issue.record("\(place) \(problem.reason.en)")
    }
    #expect(!folder.ruleSet.rules.isEmpty)
    let compiled = try CompiledRules(folder.ruleSet)
    #expect(compiled.textSignatures.count > 0)
  }
}
