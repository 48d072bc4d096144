public import Model
import RemedyProtocol

/// A remedy written down for somebody who has only hands and a shell: no instance is needed.
///
/// What only the instance can tell stands as a name in angle quotes, with a word on where to
/// find it.
public struct Runbook: Sendable {
  /// A part of the text.
  enum Block: Hashable, Sendable {
    case heading(Int, String)
    case paragraph(String)
    case list([String])
    case code(String)
  }

  private(set) var blocks: [Block] = []
  var language: Language { words.plan.language }
  private let words: RunbookWords
  private let parameters: [String: String]

  /// Writes down an action of a remedy; with one action in the manifest it need not be named.
  ///
  /// - Parameters:
  ///   - parameters: What is known of the target, such as `url`.
  ///   - evidence: What speaks for the remedy, a line each.
  /// - Throws: ``PlanningProblem`` if the action is not known.
  public init(
    _ manifest: RemedyManifest, action name: String? = nil, parameters: [String: String],
    evidence: [String], language: Language
  ) throws {
    words = RunbookWords(language: language)
    self.parameters = parameters
    let known = manifest.actions.map(\.id)
    guard let action = manifest.actions.first(where: { name == nil || $0.id == name }) else {
      throw PlanningProblem.unknownAction(name ?? "", known: known)
    }
    guard name != nil || known.count == 1 else {
      throw PlanningProblem.ambiguousAction(known: known)
    }
    guard let recipe = action.recipe else { throw PlanningProblem.noRecipe(manifest.id) }
    let template = Self.template(action, recipe, parameters: parameters)
    addHead(manifest, action, recipe, evidence: evidence)
    addUnknowns(recipe, parameters: parameters)
    try addChecks(recipe, template)
    for (index, step) in recipe.steps.enumerated() {
      guard let step = try template.filled(step) else {
        throw PlanningProblem.unusableRecipe(step.id)
      }
      add(step, number: index + 1)
    }
  }

  /// A text with what is known of the target in the place of its names.
  private func known(_ text: String) -> String {
    text.replacing("‹URL›", with: parameters["url"] ?? "‹URL›")
      .replacing("‹CRX-QUICKSTART›", with: parameters["instance"] ?? "‹CRX-QUICKSTART›")
  }

  /// Names in the place of what nobody has read yet.
  private static func template(
    _ action: RemedyManifest.Action, _ recipe: Recipe, parameters: [String: String]
  ) -> Template {
    var values = parameters.reduce(into: [:]) { $0["parameter.\($1.key)"] = $1.value }
    for parameter in action.parameters where values["parameter.\(parameter.name)"] == nil {
      values["parameter.\(parameter.name)"] =
        parameter.defaultValue ?? "‹\(parameter.name.uppercased())›"
    }
    values["target.url"] = parameters["url"] ?? "‹URL›"
    values["target.instance"] = parameters["instance"] ?? "‹CRX-QUICKSTART›"
    for fact in recipe.facts {
      let mark = "‹\(fact.name.uppercased())›"
      switch fact.from {
      case .felixBundle(let symbolicName):
        let folder = InstallationTree.felix + "/bundle\(mark)"
        values["\(fact.name).id"] = mark
        values["\(fact.name).symbolicName"] = symbolicName
        values["\(fact.name).version"] = "‹VERSION›"
        values["\(fact.name).folder"] = folder
        values["\(fact.name).data"] = folder + "/data"
      case .file(let path, _):
        values["\(fact.name).path"] = Placeholders.fill(path) { values[$0] }
      }
    }
    return Template(values: values)
  }

  private mutating func addHead(
    _ manifest: RemedyManifest, _ action: RemedyManifest.Action, _ recipe: Recipe,
    evidence: [String]
  ) {
    let plan = words.plan
    blocks += [
      .heading(1, plan.text(action.title)), .paragraph(plan.text(action.summary)),
      .list([
        plan.remedy + plan.colon + "\(manifest.id) \(manifest.version)"
          + (manifest.articles.isEmpty
            ? "" : " (\(manifest.articles.joined(separator: ", ")))"),
        plan.risk + plan.colon + plan.text(action.risk.wording),
        plan.downtime + plan.colon + plan.text(action.downtime.wording),
        words.duration(recipe.steps),
      ]),
    ]
    if !evidence.isEmpty { blocks += [.heading(2, words.reason), .list(evidence)] }
  }

  private mutating func addUnknowns(_ recipe: Recipe, parameters: [String: String]) {
    var unknowns: [String] = []
    if parameters["url"] == nil { unknowns.append("‹URL›" + words.plan.colon + words.address) }
    if parameters["instance"] == nil {
      unknowns.append("‹CRX-QUICKSTART›" + words.plan.colon + words.folder)
    }
    for fact in recipe.facts {
      guard case .felixBundle(let symbolicName) = fact.from else { continue }
      unknowns.append(
        "‹\(fact.name.uppercased())›" + words.plan.colon + words.bundleID(symbolicName))
    }
    if !unknowns.isEmpty { blocks += [.heading(2, words.unknowns), .list(unknowns)] }
  }

  private mutating func addChecks(_ recipe: Recipe, _ template: Template) throws {
    guard !recipe.checks.isEmpty else { return }
    blocks.append(.heading(2, words.checks))
    blocks.append(
      .list(
        try recipe.checks.compactMap { try template.filled($0) }.map { check in
          words.plan.sentence(for: check.condition) + words.otherwise
            + words.plan.text(check.otherwise)
        }))
    blocks.append(.heading(2, words.plan.steps))
  }

  private mutating func add(_ step: Recipe.Step, number: Int) {
    let plan = words.plan
    blocks.append(.heading(3, "\(number). \(plan.text(step.title))"))
    if step.approval == .explicit { blocks.append(.paragraph("⚠ " + plan.ownApproval)) }
    if let seconds = step.soakSeconds, seconds > 0 {
      blocks.append(.paragraph("⏱ " + plan.soak(seconds, after: step.requires ?? [])))
    }
    for condition in step.before ?? [] {
      blocks.append(.paragraph(plan.before + plan.colon + plan.sentence(for: condition)))
    }
    if case .assert(let conditions) = step.action {
      blocks.append(.list(conditions.map(plan.sentence)))
    } else {
      blocks.append(.paragraph(plan.sentence(for: step.action)))
    }
    let commands = RunbookCommands(step.action).lines.joined(separator: "\n")
    if !commands.isEmpty { blocks.append(.code(known(commands))) }
    if let after = step.after, !after.isEmpty {
      blocks.append(.list(after.map { words.expected + plan.colon + plan.sentence(for: $0) }))
    }
    if let undo = words.undo(of: step) {
      blocks.append(.paragraph(plan.undo + plan.colon + undo))
    }
  }
}
