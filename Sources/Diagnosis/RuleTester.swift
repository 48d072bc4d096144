import FoundationEssentials
public import Model
public import Rules

/// Runs the cases beside the rules, every rule over every case, and changed forms of each.
public struct RuleTester {
  private let cases: [RuleCase]
  private let rules: CompiledRules
  private let catalog: any Catalog

  /// What a case gave.
  public struct Outcome: Hashable, Sendable {
    /// The rule beside which the case is kept, or the healthy input.
    public let group: String

    /// The case, with how it was changed.
    public let name: String

    /// Where the case is.
    public let path: String

    /// How findings and expectation differ; empty if they do not.
    public let differences: [String]

    /// How long it took.
    public let duration: Duration

    /// Whether the case gave what it must.
    public var isPassed: Bool { differences.isEmpty }
  }

  /// Prepares to test the rules of a folder.
  public init(folder: RuleFolder, catalog: any Catalog) throws {
    // A draft does not run, so that its cases cannot hold.
    let tested = folder.ruleSet.rules.filter { $0.maturity != .draft }
    try self.init(
      ruleSet: folder.ruleSet, cases: tested.flatMap { folder.cases[$0.id] ?? [] },
      catalog: catalog)
  }

  /// Prepares to test rules with cases from wherever.
  public init(ruleSet: RuleSet, cases: [RuleCase], catalog: any Catalog) throws {
    self.cases = cases
    self.catalog = catalog
    rules = try CompiledRules(ruleSet)
  }

  /// Runs every case, in the order of rules and cases.
  public func outcomes() throws -> [Outcome] {
    try cases.map { ruleCase in
      try outcome(ruleCase.rule, ruleCase.name, ruleCase.path) {
        Self.differences(try report(on: ruleCase.path), expected: ruleCase.expected)
      }
    }
  }

  /// Runs each firing case in other forms: those that mean the same must give the same, those
  /// that lack something must give less.
  ///
  /// - Parameter scratch: A folder to write the changed cases to.
  public func mutations(in scratch: String) throws -> [Outcome] {
    var outcomes: [Outcome] = []
    for ruleCase in cases where ruleCase.isFiring {
      guard let rule = rules.ruleSet.rules.first(where: { $0.id == ruleCase.rule }) else {
        continue
      }
      let original = try report(on: ruleCase.path)
      let mutations = CaseMutation.all(
        of: ruleCase, rule: rule, giving: original, isWhole: rules.looksInto(file:))
      for mutation in mutations {
        let path = "\(scratch)/\(outcomes.count)"
        outcomes.append(
          try outcome(ruleCase.rule, "\(ruleCase.name) (\(mutation.name))", ruleCase.path) {
            try differences(of: mutation, from: original, rule: rule.id, at: path)
          })
      }
    }
    return outcomes
  }

  /// Runs every rule over input in which nothing is wrong.
  ///
  /// - Parameters:
  ///   - paths: Files and folders; of a file of JSON lines each `text` is looked at by itself.
  ///   - scratch: A folder to write such texts to.
  public func healthy(_ paths: [String], scratch: String) throws -> [Outcome] {
    try paths.flatMap { path -> [Outcome] in
      guard path.hasSuffix(".jsonl") else {
        return [
          try outcome("healthy", path, path) {
            Self.differences(try report(on: path), expected: [], isStrict: false)
          }
        ]
      }
      return try BenignTexts(path: path).texts.map { line, text in
        let file = "\(scratch)/line-\(line).log"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        return try outcome("healthy", "\(path):\(line)", path) {
          Self.differences(try report(on: file), expected: [], isStrict: false)
        }
      }
    }
  }

  /// How often records are removed that took the place of others.
  private static let rounds = 50

  private func differences(
    of mutation: CaseMutation, from original: Report, rule: String, at path: String
  ) throws -> [String] {
    var files = mutation.files
    for _ in 0..<Self.rounds {
      try files.write(to: path)
      defer { try? FileManager.default.removeItem(atPath: path) }
      let report = try report(on: path, zone: mutation.zone)
      let differences = mutation.demand.differences(from: original, to: report, of: rule)
      guard !differences.isEmpty, let signature = mutation.removed,
        let finding = report.findings.first(where: { $0.rule.id == rule }),
        let next = files.removing(signature, from: finding, root: path)
      else { return differences }
      files = next
    }
    return ["…"]
  }

  private func report(on path: String, zone: String? = nil) throws -> Report {
    var options = DiagnosisOptions()
    options.timeZone = zone.flatMap(SystemTimeZones.rules(named:))
    return try Diagnostician(rules: rules, catalog: catalog, options: options).report(on: [path])
  }

  private func outcome(
    _ group: String, _ name: String, _ path: String, _ differences: () throws -> [String]
  ) throws -> Outcome {
    let clock = ContinuousClock()
    var found: [String] = []
    let duration = try clock.measure { found = try differences() }
    return Outcome(group: group, name: name, path: path, differences: found, duration: duration)
  }

  /// How a report differs from what it must hold; input that was lost differs, too, if strict.
  private static func differences(
    _ report: Report, expected: [ExpectedFinding], isStrict: Bool = true
  ) -> [String] {
    var differences: [String] = []
    for expectation in expected {
      if let finding = report.findings.first(where: { $0.rule.id == expectation.rule }) {
        differences += expectation.differences(from: finding)
          .map { "\(expectation.rule): \($0)" }
      } else {
        differences.append("\(expectation.rule): –")
      }
    }
    let known = Set(expected.map(\.rule))
    differences += report.findings.filter { !known.contains($0.rule.id) }
      .map { "+ \($0.rule.id) (\($0.status.rawValue))" }
    if isStrict {
      differences += report.coverage.skipped.filter(\.isRelevant)
        .map { "\($0.path): \($0.reason.rawValue) \($0.detail)" }
    }
    return differences
  }
}
