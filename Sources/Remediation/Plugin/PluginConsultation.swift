import RemedyProtocol

/// What the host asks a plugin about one target, and what it may do meanwhile.
struct PluginConsultation {
  let manifest: RemedyManifest
  let action: RemedyManifest.Action
  let grant: PluginGrant
  let host: HostIdentity
  let limits: PluginLimits

  /// Asks the running instance for a path; `nil` where there is no connection.
  let reader: (@Sendable (String) -> PluginAnswer)?

  /// Whether a person has given up waiting.
  var isCancelled: @Sendable () -> Bool = { false }

  /// Starts the plugin for a target.
  ///
  /// - Throws: ``PluginProblem`` if its files are not those that were trusted.
  func session(_ target: TargetIdentity, files: [String]) throws -> PluginSession {
    try manifest.checkStanding()
    let reads = target.instance.map { root in (grant.reads ?? []).map { root + "/" + $0 } } ?? []
    return try PluginSession(
      manifest, readable: reads + files, host: host, limits: limits, isCancelled: isCancelled)
  }

  /// Asks, reads what the plugin wants read, and asks again until it answers.
  func ask<Answer: Codable>(
    _ session: PluginSession, _ method: PluginMethod, _ task: inout PluginTask
  ) throws -> Answer {
    for _ in 0...limits.readRounds {
      let parameters = try StrictJSON.value(of: task)
      let value = try session.call(method.rawValue, parameters)
      guard case .object(let members) = value, let wanted = members["reads"] else {
        return try session.read(value, from: method.rawValue)
      }
      let reads: [PluginRead] = try session.read(wanted, from: method.rawValue)
      guard reads.count <= limits.reads else { break }
      var answers = task.answers ?? [:]
      for read in reads {
        guard grant.allows(read: read.path) else {
          throw session.problem(
            .outsideGrant(PluginLog.shown(read.id), what: PluginLog.shown(read.path)))
        }
        guard !isCancelled() else { throw session.problem(.cancelled) }
        answers[read.id] = reader?(read.path) ?? PluginAnswer()
      }
      task.answers = answers
    }
    throw session.problem(.tooManyReads(limit: limits.reads))
  }

  /// What the plugin would do on any target, for people to read; `nil` if it cannot say.
  func writtenDown(_ parameters: [String: String], for deployment: RemedyDeployment) throws
    -> Recipe?
  {
    let target = TargetIdentity(instance: nil, inode: nil, url: nil, deployment: deployment)
    let session = try session(target, files: [])
    defer { session.close() }
    var task = PluginTask(
      action: action.id, target: target, parameters: parameters, isRunbook: true)
    let proposal: PluginProposal = try ask(session, .plan, &task)
    return proposal.steps.isEmpty ? nil : try recipe(of: proposal)
  }

  /// A proposal as the recipe that the host goes on with, if it fits together.
  func recipe(of proposal: PluginProposal) throws(PluginProblem) -> Recipe {
    guard proposal.steps.count <= limits.steps else {
      throw PluginProblem(manifest.id, .tooManySteps(limit: limits.steps))
    }
    let nothing = RemedyText(
      en: "The plugin found nothing to do.", fr: "Le plugin n’a rien trouvé à faire.",
      ja: "プラグインは対処すべきものを見つけませんでした。")
    let recipe = Recipe(
      facts: proposal.facts ?? [],
      unchanged: Recipe.Unchanged(conditions: [], message: proposal.message ?? nothing),
      checks: proposal.checks ?? [], unknowns: proposal.unknowns ?? [],
      artifacts: proposal.artifacts ?? [], steps: proposal.steps.map(Self.soberly))
    if let (kind, path) = RecipeCheck(action, recipe: recipe).firstProblem() {
      let place = path.text
      throw PluginProblem(
        manifest.id,
        .unsoundProposal(place: place, why: ManifestProblem(kind, at: nil).reason))
    }
    for fact in recipe.facts {
      try check(grant.refusal(of: fact.from), of: fact.name)
    }
    return recipe
  }

  /// The step without claims that only the host can make: what needs no word, what can be undone.
  private static func soberly(_ step: Recipe.Step) -> Recipe.Step {
    var step = step
    if step.approval == StepApproval.none { step.approval = nil }
    if step.reversible == .yes { step.reversible = nil }
    return step
  }

  /// Refuses a step that asks for more than was granted, with its templates filled.
  func check(_ step: Recipe.Step) throws(PluginProblem) {
    try check(grant.refusal(of: step), of: step.id)
  }

  /// Refuses a check that looks at more than was granted, with its templates filled.
  func check(_ check: Recipe.Check) throws(PluginProblem) {
    try self.check(grant.refusal(of: check.condition), of: check.id)
  }

  private func check(_ refusal: String?, of name: String) throws(PluginProblem) {
    guard let refusal else { return }
    throw PluginProblem(manifest.id, .outsideGrant(name, what: PluginLog.shown(refusal)))
  }
}
