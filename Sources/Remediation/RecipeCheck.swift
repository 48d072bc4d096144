import RemedyProtocol

/// Checks that a recipe's names and references fit together, before anything is planned.
struct RecipeCheck {
  typealias Found = (kind: ManifestProblem.Kind, path: [JSONStep])

  private let action: RemedyManifest.Action
  private let recipe: Recipe

  /// Checks a recipe of an action; without one, the action's own names.
  init(_ action: RemedyManifest.Action, recipe: Recipe?) {
    self.action = action
    self.recipe =
      recipe
      ?? Recipe(
        facts: [],
        unchanged: Recipe.Unchanged(conditions: [], message: RemedyText(en: "", fr: "", ja: "")),
        checks: [], unknowns: [], artifacts: [], steps: [])
  }

  /// The first thing that is wrong, with its path inside the action.
  func firstProblem() -> Found? {
    nameProblem() ?? referenceProblem() ?? templateProblem()
  }

  private func nameProblem() -> Found? {
    let lists: [(path: [JSONStep], key: String, names: [String])] = [
      ([.key("parameters")], "name", action.parameters.map(\.name)),
      ([.key("recipe"), .key("facts")], "name", recipe.facts.map(\.name)),
      ([.key("recipe"), .key("checks")], "id", recipe.checks.map(\.id)),
      ([.key("recipe"), .key("unknowns")], "id", recipe.unknowns.map(\.id)),
      ([.key("recipe"), .key("artifacts")], "id", recipe.artifacts.map(\.id)),
      ([.key("recipe"), .key("steps")], "id", recipe.steps.map(\.id)),
    ]
    if !RemedyManifest.isName(action.id) { return (.badName(action.id), [.key("id")]) }
    for list in lists {
      var seen: Set<String> = []
      for (index, name) in list.names.enumerated() {
        let path = list.path + [.index(index), .key(list.key)]
        if !RemedyManifest.isName(name) { return (.badName(name), path) }
        if !seen.insert(name).inserted { return (.duplicate(name), path) }
      }
    }
    for reserved in ["parameter", "target"] {
      if let index = recipe.facts.firstIndex(where: { $0.name == reserved }) {
        return (.badName(reserved), [.key("recipe"), .key("facts"), .index(index)])
      }
    }
    return nil
  }

  private func referenceProblem() -> Found? {
    let steps: [JSONStep] = [.key("recipe"), .key("steps")]
    let artifacts = Set(recipe.artifacts.map(\.id))
    var done: Set<String> = []
    var kept: Set<String> = []
    var phase = 0
    for (index, step) in recipe.steps.enumerated() {
      let path = steps + [.index(index)]
      if let missing = (step.requires ?? []).first(where: { !done.contains($0) }) {
        return (.unknownReference(missing), path + [.key("requires")])
      }
      if case .stepUndo(let earlier) = step.action, !done.contains(earlier) {
        return (.unknownReference(earlier), path)
      }
      if let saved = step.action.savedArtifact {
        if !artifacts.contains(saved) { return (.unknownReference(saved), path) }
        kept.insert(saved)
      }
      let used =
        step.action.usedArtifacts + (step.undo ?? []).flatMap(\.usedArtifacts)
        + ((step.before ?? []) + (step.after ?? [])).flatMap(\.artifacts)
      if let missing = used.first(where: { !kept.contains($0) }) {
        return (.unknownReference(missing), path)
      }
      let order = StepPhase.allCases.firstIndex(of: step.phase) ?? 0
      if order < phase { return (.phaseGoesBack(step.phase.rawValue), path + [.key("phase")]) }
      phase = order
      done.insert(step.id)
    }
    for (index, check) in recipe.checks.enumerated() {
      if let step = check.resolvedBy, !done.contains(step) {
        return (.unknownReference(step), [.key("recipe"), .key("checks"), .index(index)])
      }
    }
    for (index, unknown) in recipe.unknowns.enumerated() where !done.contains(unknown.resolvedBy) {
      return (
        .unknownReference(unknown.resolvedBy), [.key("recipe"), .key("unknowns"), .index(index)]
      )
    }
    return nil
  }

  private func templateProblem() -> Found? {
    var known = Set(action.parameters.map { "parameter.\($0.name)" })
    if action.needs.contains(.url) { known.insert("target.url") }
    if action.needs.contains(.instance) { known.insert("target.instance") }
    if let name = Template.firstUnknown(in: [action.title, action.summary], known: []) {
      return (.unknownReference(name), [.key("title")])
    }
    for (index, fact) in recipe.facts.enumerated() {
      if let name = Template.firstUnknown(in: fact.from, known: known) {
        return (.unknownReference(name), [.key("recipe"), .key("facts"), .index(index)])
      }
      known.formUnion(fact.from.fields.map { "\(fact.name).\($0)" })
    }
    for (index, check) in recipe.checks.enumerated() {
      if let name = Template.firstUnknown(in: check, known: known) {
        return (.unknownReference(name), [.key("recipe"), .key("checks"), .index(index)])
      }
    }
    for (index, step) in recipe.steps.enumerated() {
      if let name = Template.firstUnknown(in: step, known: known) {
        return (.unknownReference(name), [.key("recipe"), .key("steps"), .index(index)])
      }
    }
    if let name = Template.firstUnknown(in: recipe.unchanged, known: known) {
      return (.unknownReference(name), [.key("recipe"), .key("unchanged")])
    }
    if let name = Template.firstUnknown(in: recipe.unknowns, known: known) {
      return (.unknownReference(name), [.key("recipe"), .key("unknowns")])
    }
    return nil
  }
}

extension StepAction {
  /// The artifact that the action makes.
  var savedArtifact: String? {
    switch self {
    case .httpRequest(_, _, _, _, _, let save, _, _, _): save
    case .packageBackup(_, _, _, let save), .fileKeep(_, let save), .patchWrite(_, let save): save
    default: nil
    }
  }

  /// The artifacts that the action needs.
  var usedArtifacts: [String] {
    switch self {
    case .fileCopy(let artifact, _, _), .packageInstall(let artifact): [artifact]
    case .assert(let conditions): conditions.flatMap(\.artifacts)
    default: []
    }
  }
}

extension Condition {
  /// The artifacts that the condition looks at.
  var artifacts: [String] {
    switch self {
    case .fileAbsentOrEqual(_, let artifact), .bundlesAsBefore(let artifact),
      .artifactLength(let artifact, _, _), .artifactCurrent(let artifact, _),
      .answerDiffers(let artifact):
      [artifact]
    case .packageHolds(let package, let artifact): [package, artifact]
    default: []
    }
  }
}

extension Recipe.Source {
  /// The fields that templates may use.
  var fields: Set<String> {
    switch self {
    case .felixBundle: ["id", "symbolicName", "version", "folder", "data"]
    case .file: ["path"]
    }
  }
}
