public import Model
public import RemedyProtocol

/// Plans a remedy for one target by reading it; nothing is written.
///
/// No connection is made, unless an executable plugin wants to read and there are secrets for it.
///
/// The same files, parameters and times give the same plan, byte for byte.
public struct RemedyPlanner: Sendable {
  private let host: HostIdentity
  private let now: Timestamp
  private let validUntil: Timestamp
  private let change: PlanChange?
  private let planner: Operator
  private let secrets: Secrets?

  /// What the instance would answer, for a plugin on trial.
  private let answers: [String: PluginAnswer]?
  private let limits: PluginLimits
  private let isCancelled: @Sendable () -> Bool

  /// Makes a planner.
  ///
  /// - Parameters:
  ///   - host: The program that plans.
  ///   - now: When the plan is made.
  ///   - validUntil: When it stops being valid; 24 hours later unless stated.
  ///   - change: The change request that plans belong to.
  ///   - secrets: Who reads of the running instance what an executable plugin wants to know;
  ///     without them nothing is read there.
  ///   - isCancelled: Whether a person has given up waiting for the plan.
  public init(
    host: HostIdentity, now: Timestamp, validUntil: Timestamp? = nil, change: PlanChange? = nil,
    secrets: Secrets? = nil, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.init(
      host: host, now: now, validUntil: validUntil, change: change, planner: .current,
      secrets: secrets, isCancelled: isCancelled)
  }

  init(
    host: HostIdentity, now: Timestamp, validUntil: Timestamp?, change: PlanChange? = nil,
    planner: Operator, secrets: Secrets? = nil, answers: [String: PluginAnswer]? = nil,
    limits: PluginLimits = PluginLimits(),
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.isCancelled = isCancelled
    self.secrets = secrets
    self.answers = answers
    self.limits = limits
    self.host = host
    self.now = now
    self.change = change
    self.planner = planner
    let day: Int64 = 86_400_000
    self.validUntil =
      validUntil
      ?? Timestamp(
        milliseconds: now.milliseconds.addingReportingOverflow(day).partialValue, zone: now.zone)
  }

  /// Plans an action; with one action in the manifest it need not be named.
  ///
  /// A target that forbids the remedy gives a plan with the outcome `refused`, one that needs
  /// nothing a plan with the outcome `unchanged`; neither has steps.
  ///
  /// - Throws: ``PlanningProblem`` if the request itself cannot be understood.
  public func plan(
    _ manifest: RemedyManifest, action name: String? = nil, target: RemedyTarget,
    parameters: [String: String] = [:]
  ) throws -> Plan {
    guard validUntil > now else { throw PlanningProblem.validityInPast(validUntil.iso8601) }
    let address = try target.url.map { text throws(PlanningProblem) in
      try InstanceAddress(text)
    }
    let deployment =
      target.deployment ?? (address?.isCloudService == true ? .cloudService : .onPremise)
    let action = try manifest.action(name, for: deployment)
    let values = try ParameterReader(action).values(parameters)
    if address == nil, action.needs.contains(.url) { throw PlanningProblem.missingURL }
    if target.instance == nil, action.needs.contains(.instance) {
      throw PlanningProblem.missingInstance
    }

    let allowed = action.targets ?? manifest.targets
    var plan = Plan(
      outcome: .refused,
      remedy: PlannedRemedy(
        id: manifest.id, version: manifest.version, action: action.id, digest: manifest.digest,
        articles: manifest.articles),
      host: host,
      target: TargetIdentity(
        instance: nil, inode: nil, url: address?.text, deployment: deployment,
        isProduction: target.isProduction),
      parameters: values, plannedAt: now.iso8601, validUntil: validUntil.iso8601, change: change,
      title: action.title, summary: HostChecks.refusal, risk: action.risk,
      downtime: action.downtime,
      facts: [], checks: [HostChecks.deployment(deployment, allowed: allowed)],
      unknowns: [], artifacts: [], steps: [], pivotStep: nil)
    if let check = address.flatMap(HostChecks.address) { plan.checks.append(check) }
    // A cloud address says more than a folder that may be a copy of something else.
    if address?.isCloudService == true, deployment != .cloudService {
      plan.checks.append(
        HostChecks.deployment(.cloudService, allowed: allowed, id: "address-deployment"))
    }
    guard !plan.isRefused else { return plan }
    guard let folder = target.instance else {
      try fillWithoutFiles(&plan, from: action, of: manifest)
      return plan
    }

    let tree: InstallationTree
    let cache: FelixCache
    do {
      tree = try InstallationTree(folder: folder)
      plan.target.instance = tree.root
      plan.target.inode = String(tree.state.inode)
      cache = try FelixCache(tree: tree)
      plan.checks.append(HostChecks.installation(tree))
    } catch {
      plan.checks.append(HostChecks.installation(error))
      return plan
    }
    try fill(&plan, from: action, of: manifest, tree: tree, cache: cache)
    return plan
  }

  /// Plans an action that needs no more of its target than the address.
  private func fillWithoutFiles(
    _ plan: inout Plan, from action: RemedyManifest.Action, of manifest: RemedyManifest
  ) throws {
    guard let said = try proposal(for: &plan, action, of: manifest) else { return }
    let recipe = said.recipe
    guard recipe.facts.isEmpty else { throw PlanningProblem.missingInstance }
    let template = Template(values: values(of: plan))
    for check in recipe.checks {
      guard let check = try template.filled(check) else { continue }
      try said.allows(check)
      plan.checks.append(HostChecks.withoutFiles(check))
    }
    var expansion = RecipeExpansion(tree: nil, revealed: [:], unknowns: [], checks: [])
    try fillSteps(&plan, from: said, template: template, expansion: &expansion)
  }

  /// What is to be done as data: the manifest's recipe, or what its program proposes.
  ///
  /// - Returns: `nil` if the plan is complete without any: refused, or nothing to do.
  private func proposal(
    for plan: inout Plan, _ action: RemedyManifest.Action, of manifest: RemedyManifest
  ) throws -> Proposal? {
    if let recipe = action.recipe {
      return Proposal(recipe: recipe, summary: action.summary, consultation: nil)
    }
    guard var grant = manifest.executable?.grant else {
      throw PlanningProblem.unusableRecipe(manifest.id)
    }
    let template = Template(values: values(of: plan))
    grant.servers = try grant.servers.flatMap { try template.filled($0) }
    let consultation = PluginConsultation(
      manifest: manifest, action: action, grant: grant, host: host, limits: limits,
      reader: reader(for: plan), isCancelled: isCancelled)
    return try consultation.proposal(for: &plan)
  }

  private func reader(for plan: Plan) -> (@Sendable (String) -> PluginAnswer)? {
    if let answers { return { answers[$0] ?? PluginAnswer(status: 404, body: "") } }
    guard let secrets, let url = plan.target.url else { return nil }
    let connection = InstanceConnection(url, host: host, secrets: secrets)
    return { connection.answer($0, mask: secrets.mask) }
  }

  private func values(of plan: Plan) -> [String: String] {
    var values = plan.parameters.reduce(into: [:]) { $0["parameter.\($1.key)"] = $1.value }
    values["target.url"] = plan.target.url
    values["target.instance"] = plan.target.instance
    return values
  }

  private func fillSteps(
    _ plan: inout Plan, from said: Proposal, template: Template, expansion: inout RecipeExpansion
  ) throws {
    plan.outcome = .planned
    plan.summary = said.summary
    plan.unknowns = try required(template.filled(said.recipe.unknowns), "unknowns")
    plan.artifacts = said.recipe.artifacts
    for step in said.recipe.steps {
      let step = try required(template.filled(step), step.id)
      try said.allows(step)
      plan.steps.append(try expansion.expand(step))
    }
    plan.pivotStep = plan.steps.first { $0.reversible == .no }?.id
  }

  private func fill(
    _ plan: inout Plan, from action: RemedyManifest.Action, of manifest: RemedyManifest,
    tree: InstallationTree, cache: FelixCache
  ) throws {
    guard let said = try proposal(for: &plan, action, of: manifest) else { return }
    let recipe = said.recipe
    let process = ProcessObservation(tree: tree)
    plan.facts.append(process.fact)
    var reader = FactReader(tree: tree, cache: cache, template: Template(values: values(of: plan)))
    for fact in recipe.facts { try reader.read(fact) }
    plan.facts += reader.facts
    plan.checks += reader.checks
    let checker = ConditionChecker(
      tree: tree, cache: cache, process: process, planner: planner, revealed: reader.revealed)

    if !plan.isRefused, let unchanged = try reader.template.filled(recipe.unchanged),
      !unchanged.conditions.isEmpty,
      unchanged.conditions.allSatisfy({ checker.outcome(of: $0).status == .pass })
    {
      plan.outcome = .unchanged
      plan.summary = unchanged.message
      return
    }
    for check in recipe.checks {
      guard let check = try reader.template.filled(check) else { continue }
      try said.allows(check)
      plan.checks.append(checker.result(of: check))
    }
    guard !plan.isRefused else { return }

    var expansion = RecipeExpansion(
      tree: tree, revealed: reader.revealed,
      unknowns: Set(try required(reader.template.filled(recipe.unknowns), "unknowns").map(\.id)),
      checks: plan.checks)
    try fillSteps(&plan, from: said, template: reader.template, expansion: &expansion)
  }

  private func required<Value>(
    _ value: Value?, _ detail: String
  ) throws(PlanningProblem) -> Value {
    guard let value else { throw .unusableRecipe(detail) }
    return value
  }
}

extension Plan {
  var isRefused: Bool {
    checks.contains { $0.status == .refuse }
  }
}

extension ConditionChecker {
  /// What a recipe's check shows on this installation.
  fileprivate func result(of check: Recipe.Check) -> PlanCheck {
    let outcome = outcome(of: check.condition)
    let status = outcome.status == .refuse && check.warns == true ? .warn : outcome.status
    return PlanCheck(
      id: check.id, title: check.title, status: status, evidence: outcome.evidence,
      advice: [.refuse, .warn].contains(status) ? check.otherwise : nil,
      condition: check.condition, resolvedBy: status == .unknown ? check.resolvedBy : nil)
  }
}

/// Reads the parameters of an action.
private struct ParameterReader {
  let action: RemedyManifest.Action

  init(_ action: RemedyManifest.Action) {
    self.action = action
  }

  func values(_ given: [String: String]) throws(PlanningProblem) -> [String: String] {
    let known = action.parameters.map(\.name)
    if let name = given.keys.sorted().first(where: { !known.contains($0) }) {
      throw .unknownParameter(name, known: known)
    }
    var values: [String: String] = [:]
    for parameter in action.parameters {
      guard let value = given[parameter.name] ?? parameter.defaultValue else {
        throw .missingParameter(parameter.name)
      }
      guard parameter.type.takes(value) else {
        throw .wrongParameter(parameter.name, value: value, expected: parameter.type.rawValue)
      }
      if let limits = parameter.limits, !limits.take(value) {
        throw .parameterOutside(parameter.name, value: value, limits: limits)
      }
      values[parameter.name] = value
    }
    return values
  }
}

extension RemedyManifest.Parameter.Kind {
  fileprivate func takes(_ value: String) -> Bool {
    switch self {
    case .text: true
    case .integer:
      Int64(value).map { $0.magnitude <= UInt64(JSONValue.largestInteger) } ?? false
    case .boolean: value == "true" || value == "false"
    case .name: Self.isName(value[...], marks: "._-")
    case .logger: isLogger(value)
    case .item: isItem(value)
    case .subtree: isSubtree(value)
    case .address: (try? InstanceAddress(value))?.text == value
    case .file: value.isEmpty || value.hasPrefix("/") && !value.utf8.contains(0)
    }
  }

  private func isLogger(_ text: String) -> Bool {
    let names = text.split(separator: ".", omittingEmptySubsequences: false)
    return names.count >= 2 && text.utf8.count <= 200
      && names.allSatisfy { Self.isName($0, marks: "_$") }
  }

  private func isItem(_ text: String) -> Bool {
    let names = text.split(separator: "/", omittingEmptySubsequences: false)
    return text.utf8.count <= 500 && names.allSatisfy { Self.isName($0, marks: "._-:") }
  }

  /// Whether a path leads to a subtree and not to the whole of a tree.
  private func isSubtree(_ path: String) -> Bool {
    let names = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    return path.hasPrefix("/") && names.count >= 2
      && names.allSatisfy { Self.isName($0, marks: "._-: ") }
  }

  /// Whether a text leads nowhere else when it becomes a part of a path.
  private static func isName(_ text: Substring, marks: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 200 && text.contains { $0 != "." }
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
          || marks.unicodeScalars.contains(scalar)
      }
  }
}
