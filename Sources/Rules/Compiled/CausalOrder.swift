public import Model

/// Findings in the order of cause and consequence.
///
/// A finding is explained by another one if the other's rule says so and it did
/// not begin only after the first had been seen for the last time.
public struct CausalOrder {
  private let explains: [String: [String]]

  /// Prepares to order the findings of rules.
  public init(_ rules: [Rule]) {
    explains = Dictionary(
      rules.map { ($0.id, $0.explains) }, uniquingKeysWith: { first, _ in first })
  }

  /// The findings with each root before its consequences, otherwise in their order.
  public func arranged(_ findings: [Finding]) -> [Finding] {
    var findings = findings
    for cause in findings.indices {
      for id in explains[findings[cause].rule.id] ?? [] {
        for effect in findings.indices where findings[effect].rule.id == id {
          guard Self.mayCause(findings[cause], findings[effect]) else { continue }
          findings[cause].explains.append(id)
          findings[effect].explainedBy.append(findings[cause].rule.id)
        }
      }
    }
    var arranged: [Finding] = []
    var placed: Set<String> = []
    func place(_ finding: Finding) {
      guard placed.insert(finding.rule.id).inserted else { return }
      arranged.append(finding)
      for effect in findings where effect.explainedBy.contains(finding.rule.id) { place(effect) }
    }
    for root in findings where root.explainedBy.isEmpty { place(root) }
    // Rules that explain each other are refused when they are read; nothing is lost all the same.
    for finding in findings { place(finding) }
    return arranged
  }

  private static func mayCause(_ cause: Finding, _ effect: Finding) -> Bool {
    guard let begin = cause.firstSeen, let end = effect.lastSeen else { return true }
    return begin <= end
  }

  /// The rules that explain what does not exist or, over others, themselves.
  ///
  /// - Returns: The rules that cannot run, with what is wrong.
  static func problems(
    of rules: [Rule], files: [String: String]
  ) -> [(id: String, problem: RuleProblem)] {
    let explains = Dictionary(
      rules.map { ($0.id, $0.explains) }, uniquingKeysWith: { first, _ in first })
    let known = explains.keys.sorted()
    func location(_ id: String) -> TextLocation? {
      files[id].map { RuleSource.location(of: "explains", in: $0) }
    }
    return rules.compactMap { rule in
      if let unknown = rule.explains.first(where: { explains[$0] == nil }) {
        return (rule.id, RuleProblem(.unknownRule(unknown, known: known), at: location(rule.id)))
      }
      guard let cycle = cycle(from: rule.id, along: explains) else { return nil }
      return (rule.id, RuleProblem(.causalCycle(cycle), at: location(rule.id)))
    }
  }

  /// The shortest way from a rule back to itself, if there is one.
  private static func cycle(from id: String, along explains: [String: [String]]) -> [String]? {
    var ways = (explains[id] ?? []).map { [id, $0] }
    var seen: Set<String> = []
    while !ways.isEmpty {
      let way = ways.removeFirst()
      guard let last = way.last else { continue }
      if last == id { return way }
      guard seen.insert(last).inserted else { continue }
      ways += (explains[last] ?? []).map { way + [$0] }
    }
    return nil
  }
}
