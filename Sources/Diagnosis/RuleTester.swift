public import Model
public import Rules

/// Runs the cases beside the rules, every rule over every case.
public struct RuleTester {
  private let folder: RuleFolder
  private let diagnostician: Diagnostician

  /// What a case gave.
  public struct Outcome: Hashable, Sendable {
    /// The case.
    public let ruleCase: RuleCase

    /// How findings and expectation differ; empty if they do not.
    public let differences: [String]

    /// Whether the case gave what it must.
    public var isPassed: Bool { differences.isEmpty }
  }

  /// Prepares to test the rules of a folder.
  public init(folder: RuleFolder, catalog: any Catalog) throws {
    self.folder = folder
    diagnostician = Diagnostician(rules: try CompiledRules(folder.ruleSet), catalog: catalog)
  }

  /// Runs every case, in the order of rules and cases.
  public func outcomes() throws -> [Outcome] {
    try folder.ruleSet.rules.flatMap { folder.cases[$0.id] ?? [] }.map { ruleCase in
      Outcome(ruleCase: ruleCase, differences: try differences(of: ruleCase))
    }
  }

  private func differences(of ruleCase: RuleCase) throws -> [String] {
    let report = try diagnostician.report(on: [ruleCase.path])
    var differences: [String] = []
    for expected in ruleCase.expected {
      if let finding = report.findings.first(where: { $0.rule.id == expected.rule }) {
        differences += expected.differences(from: finding).map { "\(expected.rule): \($0)" }
      } else {
        differences.append("\(expected.rule): –")
      }
    }
    let expected = Set(ruleCase.expected.map(\.rule))
    differences += report.findings.filter { !expected.contains($0.rule.id) }
      .map { "+ \($0.rule.id) (\($0.status.rawValue))" }
    differences += report.coverage.skipped.filter(\.isRelevant)
      .map { "\($0.path): \($0.reason.rawValue) \($0.detail)" }
    return differences
  }
}
