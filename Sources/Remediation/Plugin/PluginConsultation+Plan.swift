import RemedyProtocol

/// What a plan is made from, and what it must keep to.
struct Proposal {
  let recipe: Recipe
  let summary: RemedyText

  /// The plugin that proposed it; none for a recipe of the manifest.
  let consultation: PluginConsultation?

  func allows(_ step: Recipe.Step) throws(PluginProblem) {
    try consultation?.check(step)
  }

  func allows(_ check: Recipe.Check) throws(PluginProblem) {
    try consultation?.check(check)
  }
}

extension PluginConsultation {
  /// Asks the plugin whether it applies and what it would do.
  ///
  /// - Returns: `nil` if it does not apply, or proposes nothing; the plan then says so.
  func proposal(for plan: inout Plan) throws -> Proposal? {
    let files = files(of: plan)
    plan.facts.append(PluginContainment.current.fact)
    for path in files { plan.facts.append(try input(path)) }
    let session = try session(plan.target, files: files)
    var task = PluginTask(action: action.id, target: plan.target, parameters: plan.parameters)
    let detection: PluginDetection = try ask(session, .detect, &task)
    try checkTexts(detection)
    add(detection, to: &plan)
    guard !plan.isRefused else {
      session.close()
      return nil
    }
    task.facts = detection.facts
    let proposal: PluginProposal = try ask(session, .plan, &task)
    session.close()
    if let answers = task.answers, !answers.isEmpty {
      plan.facts.append(
        PlanFact(
          name: "reads", kind: Plan.readsKind,
          values: answers.mapValues { $0.status.map(String.init) ?? Plan.notRead }, evidence: [],
          isVolatile: true))
    }
    try checkTexts(proposal)
    let recipe = try recipe(of: proposal)
    guard !recipe.steps.isEmpty else {
      plan.outcome = .unchanged
      plan.summary = recipe.unchanged.message
      return nil
    }
    return Proposal(
      recipe: recipe, summary: proposal.summary ?? action.summary, consultation: self)
  }

  /// Asks the plugin whether what was done holds.
  func verification(of plan: Plan) throws -> [Verification] {
    let session = try session(plan.target, files: files(of: plan))
    var task = PluginTask(
      action: action.id, target: plan.target, parameters: plan.parameters,
      facts: plan.facts.first { $0.name == manifest.id && $0.kind == "plugin" }?.values)
    let verification: PluginVerification = try ask(session, .verify, &task)
    session.close()
    try checkTexts(verification.checks.flatMap { [$0.title, $0.evidence] }, from: .verify)
    return verification.checks.map { check in
      Verification(
        step: manifest.id, check: check.title,
        status: VerificationStatus(rawValue: check.status.rawValue) ?? .unknown,
        evidence: check.evidence)
    }
  }

  /// The files that a person named.
  private func files(of plan: Plan) -> [String] {
    action.parameters.filter { $0.type == .file }
      .compactMap { plan.parameters[$0.name] }.filter { !$0.isEmpty }
  }

  /// A file that a person names, with its sum, so that another content is drift.
  private func input(_ path: String) throws -> PlanFact {
    var values = ["path": path, "exists": "no"]
    if let state = try? FileState.look(at: path), state.kind == .file {
      let (bytes, sha256) = try FileBytes.fingerprint(path)
      let access = FileAccess(state)
      values = [
        "path": path, "exists": "yes", "bytes": String(bytes), "sha256": sha256,
        "mode": access.mode, "owner": String(access.owner), "group": String(access.group),
      ]
    }
    return PlanFact(name: "input", kind: "file", values: values, evidence: [path])
  }

  private func add(_ detection: PluginDetection, to plan: inout Plan) {
    let facts = (detection.facts ?? [:]).reduce(into: [:]) { facts, fact in
      facts[PluginLog.shown(fact.key)] = PluginLog.shown(fact.value)
    }
    if !facts.isEmpty {
      plan.facts.append(
        PlanFact(name: manifest.id, kind: "plugin", values: facts, evidence: []))
    }
    let status: PlanCheck.Status =
      switch detection.applicable {
      case .yes: .pass
      case .no: .refuse
      case .unknown: .warn
      }
    plan.checks.append(
      PlanCheck(
        id: "applicable",
        title: RemedyText(
          en: "the plugin finds that the remedy applies",
          fr: "le plugin juge le remède applicable", ja: "プラグインはこの対処が当てはまると判断した"),
        status: status, evidence: detection.reason))
    for var check in detection.checks ?? [] {
      // What is evaluated again is stated in the proposal, where the grant is checked.
      check.condition = nil
      check.resolvedBy = nil
      if check.status == .unknown { check.status = .warn }
      plan.checks.append(check)
    }
  }

  // MARK: - Texts

  private func checkTexts(_ detection: PluginDetection) throws(PluginProblem) {
    let checks = (detection.checks ?? []).flatMap { check in
      [check.title, check.evidence] + (check.advice.map { [$0] } ?? [])
    }
    try checkTexts([detection.reason] + checks, from: .detect)
  }

  private func checkTexts(_ proposal: PluginProposal) throws(PluginProblem) {
    let steps = proposal.steps.flatMap { step in
      if case .confirm(let instruction) = step.action {
        [step.title, instruction]
      } else {
        [step.title]
      }
    }
    let checks = (proposal.checks ?? []).flatMap { [$0.title, $0.otherwise] }
    let rest = (proposal.unknowns ?? []).map(\.title) + (proposal.artifacts ?? []).map(\.title)
    let own = [proposal.message, proposal.summary].compactMap(\.self)
    try checkTexts(steps + checks + rest + own, from: .plan)
  }

  /// A line break in a title could show a person a plan that is not the plan.
  private func checkTexts(_ texts: [RemedyText], from method: PluginMethod) throws(PluginProblem) {
    for text in texts {
      for wording in [text.en, text.fr, text.ja] where wording.isDeceptive {
        throw PluginProblem(
          manifest.id, .wrongShape(method.rawValue, path: PluginLog.shown(wording)))
      }
    }
  }
}

extension Plan {
  static let readsKind = "reads"
  static let notRead = "no"

  /// Whether the running instance was read for it, so that it has to be read again.
  var hasReads: Bool {
    facts.contains { $0.kind == Self.readsKind && $0.values.values.contains { $0 != Self.notRead } }
  }
}

extension String {
  /// Whether a text breaks lines, commands a terminal or turns its direction.
  fileprivate var isDeceptive: Bool {
    unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      // A soft break inside a French or Japanese text is of this kind, and harmless.
      case .format: !["\u{AD}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}"].contains(scalar)
      case .control, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
  }
}
