public import Model
public import RemedyProtocol

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

  /// Writes down an action of a remedy; if only one is meant for the deployment it need not be
  /// named.
  ///
  /// An executable plugin is asked what it would do; it reads nothing.
  ///
  /// - Parameters:
  ///   - parameters: What is known of the target, such as `url`.
  ///   - evidence: What speaks for the remedy, a line each.
  ///   - deployment: How AEM is deployed; on-premise unless stated.
  ///   - host: The program that writes.
  /// - Throws: ``PlanningProblem`` if the action is not known or not for the deployment,
  ///   ``PluginProblem`` if a plugin does wrong.
  public init(
    _ manifest: RemedyManifest, action name: String? = nil, parameters: [String: String],
    evidence: [String], deployment: RemedyDeployment? = nil, host: HostIdentity,
    language: Language
  ) throws {
    words = RunbookWords(language: language)
    self.parameters = parameters
    let deployment = deployment ?? .onPremise
    let action = try manifest.action(name, for: deployment)
    guard (action.targets ?? manifest.targets).contains(deployment) else {
      throw PlanningProblem.otherDeployment(manifest.id, deployment)
    }
    let asked =
      try action.recipe
      ?? Self.asked(
        manifest, action, parameters: parameters, deployment: deployment, host: host)
    guard let recipe = asked else { throw PlanningProblem.noRecipe(manifest.id) }
    let template = Self.template(action, recipe, parameters: parameters)
    addHead(manifest, action, recipe, evidence: evidence)
    addUnknowns(action, recipe, parameters: parameters)
    try addChecks(recipe, template)
    for (index, step) in recipe.steps.enumerated() {
      guard let step = try template.filled(step) else {
        throw PlanningProblem.unusableRecipe(step.id)
      }
      add(step, number: index + 1)
      if case .patchWrite(let files, _) = step.action, deployment == .cloudService {
        blocks += [.heading(2, words.cloudHeading), .list(words.cloudPath(of: files))]
      }
    }
  }

  /// What the plugin’s program says, with names in the place of what is not known.
  private static func asked(
    _ manifest: RemedyManifest, _ action: RemedyManifest.Action, parameters: [String: String],
    deployment: RemedyDeployment, host: HostIdentity
  ) throws -> Recipe? {
    guard var grant = manifest.executable?.grant else { return nil }
    let values = action.parameters.reduce(into: [:]) { values, parameter in
      values[parameter.name] =
        parameters[parameter.name] ?? parameter.defaultValue ?? mark(parameter.name)
    }
    let template = Template(
      values: values.reduce(into: [:]) { $0["parameter.\($1.key)"] = $1.value })
    grant.servers = try grant.servers.flatMap { try template.filled($0) }
    return try PluginConsultation(
      manifest: manifest, action: action, grant: grant, host: host, limits: PluginLimits(),
      reader: nil
    ).writtenDown(values, for: deployment)
  }

  private static func mark(_ name: String) -> String { "‹\(name.uppercased())›" }

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
        parameter.defaultValue ?? mark(parameter.name)
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

  private mutating func addUnknowns(
    _ action: RemedyManifest.Action, _ recipe: Recipe, parameters: [String: String]
  ) {
    var unknowns: [String] = []
    if action.needs.contains(.url), parameters["url"] == nil {
      unknowns.append("‹URL›" + words.plan.colon + words.address)
    }
    if action.needs.contains(.instance), parameters["instance"] == nil {
      unknowns.append("‹CRX-QUICKSTART›" + words.plan.colon + words.folder)
    }
    for parameter in action.parameters
    where parameters[parameter.name] == nil && parameter.defaultValue == nil {
      unknowns.append(
        Self.mark(parameter.name) + words.plan.colon + words.plan.text(parameter.title))
    }
    for fact in recipe.facts {
      guard case .felixBundle(let symbolicName) = fact.from else { continue }
      unknowns.append(
        "‹\(fact.name.uppercased())›" + words.plan.colon + words.bundleID(symbolicName))
    }
    if !unknowns.isEmpty { blocks += [.heading(2, words.unknowns), .list(unknowns)] }
  }

  private mutating func addChecks(_ recipe: Recipe, _ template: Template) throws {
    guard !recipe.checks.isEmpty else { return blocks.append(.heading(2, words.plan.steps)) }
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
