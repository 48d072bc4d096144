public import Model

/// Checks what a single rule file cannot show: links to articles, remedies,
/// requests, captures, and the presence of cases.
public struct RuleLinter {
  private let folder: RuleFolder
  private let catalog: any Catalog
  private let shipped: RuleSet

  /// Prepares to check the rules of a folder against what exists.
  ///
  /// - Parameter shipped: Rules that the folder is laid over, and may point to.
  public init(folder: RuleFolder, catalog: any Catalog, over shipped: RuleSet = RuleSet()) {
    self.folder = folder
    self.catalog = catalog
    self.shipped = shipped
  }

  /// Everything that is wrong, in the order of the rules; what reading found comes first.
  public func problems() throws -> [RuleProblem] {
    var problems = folder.problems
    for rule in folder.ruleSet.rules {
      let file = folder.files[rule.id] ?? rule.id
      var kinds = try linkProblems(of: rule)
      kinds += placeholderProblems(of: rule)
      kinds += caseProblems(of: rule)
      problems += kinds.map { kind in
        let place = kind.field.map { RuleSource.location(of: $0, in: file) }
        return RuleProblem(kind, at: place ?? TextLocation(file: file))
      }
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
      problems += typeProblems(of: link, in: rule, action: action)
    }
    let requests = Set(folder.ruleSet.requests.keys).union(shipped.requests.keys).sorted()
    problems += rule.requests.filter { !requests.contains($0) }
      .map { .unknownRequest($0, known: requests) }
    return problems
  }

  private func placeholderProblems(of rule: Rule) -> [RuleProblem.Kind] {
    rule.placeholders.sorted().filter { !isKnown($0, in: rule) }.map { .unknownPlaceholder($0) }
  }

  /// Captures that a remedy's parameter of another type is filled from.
  private func typeProblems(
    of link: RemedyLink, in rule: Rule, action: RemedyAction
  ) -> [RuleProblem.Kind] {
    link.parameters.sorted { $0.key < $1.key }.flatMap { name, text in
      Placeholders.names(in: text).compactMap { placeholder -> RuleProblem.Kind? in
        guard let type = action.parameters[name], let path = CapturePath(placeholder: placeholder),
          let captured = rule.signature(named: path.signature)?.captureType(of: path.capture),
          !captured.fits(parameter: type)
        else { return nil }
        return .parameterType(
          name, type: type, capture: placeholder, captureType: captured.rawValue)
      }
    }
  }

  private func isKnown(_ placeholder: String, in rule: Rule) -> Bool {
    if placeholder.hasPrefix("facts.") { return true }
    guard let path = CapturePath(placeholder: placeholder) else { return false }
    return rule.signature(named: path.signature)?.captureType(of: path.capture) != nil
  }

  private func caseProblems(of rule: Rule) -> [RuleProblem.Kind] {
    (folder.cases[rule.id] ?? []).flatMap(\.expected).map(\.rule)
      .filter { id in folder.files[id] == nil && !shipped.rules.contains { $0.id == id } }
      .map { .unknownRuleInCase($0) }
  }
}

extension RuleProblem.Kind {
  /// The field of the rule that it is about.
  fileprivate var field: String? {
    switch self {
    case .missingArticle: "articles"
    case .unknownRemedy, .unknownParameter, .parameterType: "remedies"
    case .unknownRequest: "ask"
    case .unknownPlaceholder: "summary"
    default: nil
    }
  }
}

extension CaptureType {
  /// Whether a remedy's parameter of a type can be filled from a capture of this one.
  ///
  /// A parameter of a type that captures have, too, takes that one only; any
  /// other takes what is not measured.
  fileprivate func fits(parameter type: String) -> Bool {
    switch type {
    case "text", "string": self != .jwt
    case "folder", "file", "path": self == .path
    case "integer", "number", "int": self == .int
    default: CaptureType(rawValue: type).map { $0 == self } ?? (measure == nil && self != .jwt)
    }
  }
}
