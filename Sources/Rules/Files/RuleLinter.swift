public import Model

/// Checks what a single rule file cannot show: links to articles, remedies,
/// requests, captures, and the presence of cases.
public struct RuleLinter {
  private let folder: RuleFolder
  private let catalog: any Catalog

  /// Prepares to check the rules of a folder against what exists.
  public init(folder: RuleFolder, catalog: any Catalog) {
    self.folder = folder
    self.catalog = catalog
  }

  /// Everything that is wrong, in the order of the rules; what reading found comes first.
  public func problems() throws -> [RuleProblem] {
    var problems = folder.problems
    for rule in folder.ruleSet.rules {
      let file = TextLocation(file: folder.files[rule.id] ?? rule.id)
      var kinds = try linkProblems(of: rule)
      kinds += placeholderProblems(of: rule)
      kinds += caseProblems(of: rule)
      problems += kinds.map { RuleProblem($0, at: file) }
    }
    return problems
  }

  private func linkProblems(of rule: Rule) throws -> [RuleProblem.Kind] {
    var problems: [RuleProblem.Kind] = []
    for article in rule.articles {
      let missing = Set(Language.allCases).subtracting(try catalog.languages(of: article.number))
      if !missing.isEmpty {
        let languages = Language.allCases.filter(missing.contains)
        problems.append(.missingArticle(article.number, languages: languages))
      }
    }
    for link in rule.remedies {
      guard let action = try catalog.remedyAction(plugin: link.plugin, action: link.action) else {
        problems.append(.unknownRemedy(plugin: link.plugin, action: link.action))
        continue
      }
      let known = action.parameters.keys.sorted()
      problems += link.parameters.keys.sorted().filter { !known.contains($0) }
        .map { .unknownParameter($0, known: known) }
    }
    let requests = folder.ruleSet.requests.keys.sorted()
    problems += rule.requests.filter { !requests.contains($0) }
      .map { .unknownRequest($0, known: requests) }
    return problems
  }

  private func placeholderProblems(of rule: Rule) -> [RuleProblem.Kind] {
    let texts =
      Language.allCases.flatMap { [rule.title[$0], rule.summary[$0]] }
      + rule.remedies.flatMap(\.parameters.values)
    let names = Set(texts.flatMap(Placeholders.names))
    return names.sorted().filter { !isKnown($0, in: rule) }.map { .unknownPlaceholder($0) }
  }

  private func isKnown(_ placeholder: String, in rule: Rule) -> Bool {
    if placeholder.hasPrefix("facts.") { return true }
    let parts = placeholder.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let signature = rule.signature(named: parts[0]) else { return false }
    switch signature.pattern {
    case .text(let pattern):
      let capture = String(parts[1].prefix { $0 != "." })
      return pattern.captureTypes[capture] != nil || pattern.payloadConditions[parts[1]] != nil
    case .setting(let pattern): return pattern.settings[parts[1]] != nil || parts[1] == "pid"
    case .node, .file: return false
    }
  }

  private func caseProblems(of rule: Rule) -> [RuleProblem.Kind] {
    guard rule.maturity == .stable else { return [] }
    let cases = folder.cases[rule.id] ?? []
    var problems: [RuleProblem.Kind] = []
    if !cases.contains(where: \.isFiring) { problems.append(.missingCase(firing: true)) }
    if !cases.contains(where: { !$0.isFiring }) { problems.append(.missingCase(firing: false)) }
    return problems
      + cases.flatMap(\.expected).map(\.rule).filter { folder.files[$0] == nil }
      .map { .unknownRuleInCase($0) }
  }
}
