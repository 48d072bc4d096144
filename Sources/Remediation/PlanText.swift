public import Model
public import RemedyProtocol

/// A plan as plain text for a person, in one language and without colour.
public struct PlanText {
  /// The text, line by line.
  public private(set) var lines: [String] = []

  private let plan: Plan
  private let digest: String
  let words: PlanWords

  /// Renders a plan.
  ///
  /// - Parameters:
  ///   - file: The file in which the plan lies, if it does.
  ///   - isShort: Whether to end after the summary.
  /// - Throws: What making the plan's digest throws.
  public init(
    _ plan: Plan, language: Language, file: String? = nil, isShort: Bool = false
  ) throws {
    self.plan = plan
    digest = try plan.digest()
    words = PlanWords(language: language)
    lines.append(words.heading(plan.outcome, title: words.text(plan.title)))
    if plan.outcome == .planned { addSummary(file: file, isAsked: isShort && file == nil) }
    guard !isShort else { return }
    addHead()
    addFacts()
    addChecks()
    addUnknowns()
    addSteps()
    addArtifacts()
    addEnd()
  }

  /// What somebody who has to decide reads first, in five lines.
  private mutating func addSummary(file: String?, isAsked: Bool) {
    add(words.changes, words.changes(of: plan))
    add(words.downtime, words.text(plan.downtime.wording))
    add(words.risk, words.text(plan.risk.wording))
    add(words.wayBack, words.wayBack(of: plan))
    // Whoever is asked right now knows what comes next.
    if !isAsked { add(words.next, words.next(file: file, digest: digest)) }
  }

  private mutating func addHead() {
    if plan.outcome == .planned { lines.append("") }
    let remedy = "\(plan.remedy.id) \(plan.remedy.version)\(words.comma)\(plan.remedy.action)"
    let articles = plan.remedy.articles.joined(separator: ", ")
    add(words.remedy, articles.isEmpty ? remedy : "\(remedy) (\(articles))")
    if let instance = plan.target.instance { add(words.instance, instance) }
    if let url = plan.target.url { add(words.address, url) }
    add(words.deployment, words.text(plan.target.deployment.wording))
    for (name, value) in plan.parameters.sorted(by: { $0.key < $1.key }) { add(name, value) }
    if plan.target.isProduction { add(words.production, words.text(PlanWords.twoPeople)) }
    if let change = plan.change {
      let window = [change.windowStart, change.windowEnd].map { $0.map(Self.clock) ?? "…" }
      add(words.change, "\(change.id) (\(window.joined(separator: " – ")))")
    }
    add(words.validity, "\(Self.clock(plan.plannedAt)) – \(Self.clock(plan.validUntil))")
    add(words.digest, digest)
    lines += ["", words.text(plan.summary)]
  }

  private mutating func addFacts() {
    guard !plan.facts.isEmpty else { return }
    open(words.facts)
    for fact in plan.facts { add(fact.name, words.sentence(for: fact)) }
  }

  private mutating func addChecks() {
    open(words.checks)
    for check in plan.checks {
      lines.append("  [\(words.text(check.status.wording))] \(words.text(check.title))")
      lines.append("      \(words.text(check.evidence))")
      if let advice = check.advice { lines.append("      → \(words.text(advice))") }
      if let step = check.resolvedBy { lines.append("      → \(words.decided(by: step))") }
    }
  }

  private mutating func addUnknowns() {
    guard !plan.unknowns.isEmpty else { return }
    open(words.unknowns)
    for unknown in plan.unknowns {
      add(unknown.id, words.text(unknown.title))
      lines.append("      → \(words.decided(by: unknown.resolvedBy))")
    }
  }

  private mutating func addSteps() {
    guard !plan.steps.isEmpty else { return }
    open(words.steps)
    for (index, step) in plan.steps.enumerated() {
      lines.append("")
      lines.append("  \(index + 1). \(words.text(step.title))")
      add(words.step, step.id + words.comma + words.text(step.phase.wording), depth: 3)
      add(words.action, words.sentence(for: step.action), depth: 3)
      if case .assert(let conditions) = step.action {
        for condition in conditions { add(words.check, words.sentence(for: condition), depth: 3) }
      }
      if case .patchWrite(let files, _) = step.action {
        lines += PatchText(files).lines.map { "      | " + $0 }
      }
      for effect in step.effects { addEffect(effect) }
      for condition in step.preconditions {
        add(words.before, words.sentence(for: condition), depth: 3)
      }
      for condition in step.postconditions {
        add(words.check, words.sentence(for: condition), depth: 3)
      }
      add(words.undo, words.undo(of: step), depth: 3)
      if !step.secretUse.isEmpty {
        add(words.secret, step.secretUse.joined(separator: ", "), depth: 3)
      }
      if step.approval == .explicit { add(words.approval, words.ownApproval, depth: 3) }
      if step.soakSeconds > 0 {
        add(words.wait, words.soak(step.soakSeconds, after: step.requires), depth: 3)
      }
    }
  }

  private mutating func addEffect(_ effect: PlanEffect) {
    add(words.text(effect.operation.wording), effect.resource, depth: 3)
    guard effect.operation != .temporary, !effect.resource.hasPrefix("artifact:") else { return }
    if effect.operation == .keep {
      add(words.asIs, words.sentence(for: effect.before), depth: 4)
    } else {
      add(words.from, words.sentence(for: effect.before), depth: 4)
      add(words.to, words.sentence(for: effect.after), depth: 4)
    }
  }

  private mutating func addArtifacts() {
    guard !plan.artifacts.isEmpty else { return }
    open(words.artifacts)
    for artifact in plan.artifacts { add(artifact.id, words.sentence(for: artifact)) }
  }

  private mutating func addEnd() {
    lines += ["", words.text(PlanWords.plansOnly)]
  }

  /// A moment to the second, as people read it: `2026-11-22 18:00:00 +01:00`.
  private static func clock(_ iso8601: String) -> String {
    let parts = iso8601.split(separator: "T")
    guard parts.count == 2, let sign = parts[1].lastIndex(where: { $0 == "+" || $0 == "-" }) else {
      return iso8601
    }
    return "\(parts[0]) \(parts[1][..<sign].prefix(8)) \(parts[1][sign...])"
  }

  private mutating func open(_ heading: String) {
    lines += ["", heading]
  }

  private mutating func add(_ label: String, _ value: String, depth: Int = 1) {
    let indent = String(repeating: "  ", count: depth)
    lines.append(indent + label + words.colon + value)
  }
}
