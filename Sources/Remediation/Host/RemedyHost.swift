import Model
public import RemedyProtocol

/// Carries out plans: approves, locks, journals, acts, verifies, and takes back.
///
/// A plugin never acts; whatever it proposes is one of the actions that this host knows.
public struct RemedyHost: Sendable {
  private let identity: HostIdentity
  private let library: RemedyLibrary
  private let runs: RunStore
  private let surroundings: Surroundings

  /// Makes a host.
  public init(
    identity: HostIdentity, library: RemedyLibrary, runs: RunStore, surroundings: Surroundings
  ) {
    self.identity = identity
    self.library = library
    self.runs = runs
    self.surroundings = surroundings
  }

  /// Carries out an approved plan, as far as it was approved.
  ///
  /// It is planned again first: a target that is as the remedy leaves it gives the result
  /// `unchanged`, one that is otherwise than planned is refused.
  ///
  /// - Throws: ``RunProblem`` if nothing was begun.
  public func apply(
    _ plan: Plan, approval: Approval, secrets: Secrets, options: ResumeOptions = ResumeOptions()
  ) throws -> RunReport {
    try inWords {
      try begin(plan, approval: approval, secrets: secrets, options: options)
    }
  }

  private func begin(
    _ plan: Plan, approval: Approval, secrets: Secrets, options: ResumeOptions
  ) throws -> RunReport {
    let digest = try plan.digest()
    if plan.outcome == .unchanged { return RunReport(result: .unchanged) }
    guard plan.outcome == .planned else { throw RunProblem.nothingPlanned(.refused) }
    try check(approval, of: plan, digest: digest)
    for step in options.approvedSteps where !plan.steps.contains(where: { $0.id == step }) {
      throw RunProblem.unknownStep(step)
    }
    takeBackExpired(on: plan.target, secrets: secrets)
    let name = runName(for: plan)
    let lock = try TargetLock(plan, locks: runs.locks, run: name, surroundings: surroundings)
    defer { withExtendedLifetime(lock) {} }
    if let unfinished = runs.unfinished(on: plan.target) {
      throw RunProblem.unfinished(unfinished)
    }
    let again = try planAgain(plan, secrets: secrets)
    guard !surroundings.shouldStop() else { throw RunProblem.interrupted }
    if again.outcome == .unchanged { return RunReport(result: .unchanged) }
    let drift = PlanComparison(plan, again).differences
    guard drift.isEmpty else { throw RunProblem.drift(drift) }
    // The time a plan is valid for is checked after drift: what cannot be applied any more
    // should say the reason that planning again will not cure first.
    try checkTime(plan)
    let target = try RunTarget(plan, secrets: secrets, surroundings: surroundings)
    try checkAbilities(plan, target: target)

    let folder = try runs.make(name, plan: plan)
    let journal = try journal(of: folder, digest: digest)
    surroundings.observe(.run(name, folder: folder.path))
    try journal.append(
      .started(
        run: name, plan: digest, person: surroundings.person,
        host: "\(identity.name) \(identity.version)"))
    try journal.append(
      .approved(
        plan: digest, by: approval.approver ?? surroundings.person, how: approval.kind, steps: []))
    try approve(options, by: options.approver ?? approval.approver, in: journal, plan: plan)
    return try RunDriver(
      plan: plan, folder: folder, journal: journal, target: target, options: options
    ).forward()
  }

  /// Takes back what an earlier run wanted for a while only, when that while is over.
  ///
  /// It was approved with that run. A run that cannot go on stays as it is, and says so itself.
  private func takeBackExpired(on target: TargetIdentity, secrets: Secrets) {
    for run in runs.due(now: surroundings.now()) where run.plan.target.isSame(as: target) {
      let next = run.plan.steps.first { $0.id == run.pause?.step }
      if case .stepUndo? = next?.action { _ = try? resume(run.name, secrets: secrets) }
    }
  }

  /// Takes a run up again, after looking at what really happened.
  public func resume(
    _ name: String, secrets: Secrets, options: ResumeOptions = ResumeOptions()
  ) throws -> RunReport {
    try inWords {
      try withRun(name, secrets: secrets, options: options) { driver in
        try goOn(driver, name, options)
      }
    }
  }

  private func goOn(
    _ driver: RunDriver, _ name: String, _ options: ResumeOptions
  ) throws -> RunReport {
    switch driver.ledger.result {
    case .done?, .rolledBack?, .unchanged?, .refused?: throw RunProblem.ended(name)
    case .needsHands?, nil: break
    }
    let plan = driver.plan
    for step in options.approvedSteps + options.retry.sorted()
    where !plan.steps.contains(where: { $0.id == step }) {
      throw RunProblem.unknownStep(step)
    }
    try driver.journal.append(.resumed(person: surroundings.person))
    try approve(options, by: options.approver, in: driver.journal, plan: plan)
    if let (step, reason) = options.markDone {
      guard plan.steps.contains(where: { $0.id == step }) else {
        throw RunProblem.unknownStep(step)
      }
      try driver.journal.append(
        .finished(
          step: step, outcome: .markedDone, after: [:],
          note: driver.executor.masked(RemedyText(verbatim: reason))))
    }
    return try driver.forward()
  }

  /// Takes back what a run has done.
  public func rollback(_ name: String, secrets: Secrets) throws -> RunReport {
    try inWords {
      try withRun(name, secrets: secrets, options: ResumeOptions()) { driver in
        if [.rolledBack, .unchanged, .refused].contains(driver.ledger.result) {
          throw RunProblem.ended(name)
        }
        try driver.journal.append(.resumed(person: surroundings.person))
        return try driver.backward(
          reason: RemedyText(
            en: "asked for by \(surroundings.person)", fr: "à la demande de \(surroundings.person)",
            ja: "\(surroundings.person) の指示による"))
      }
    }
  }

  /// Looks whether what a run has done still holds; nothing is changed.
  public func verify(_ name: String, secrets: Secrets) throws -> [Verification] {
    try inWords { try check(name, secrets: secrets) }
  }

  private func check(_ name: String, secrets: Secrets) throws -> [Verification] {
    let folder = try runs.open(name)
    let plan = try folder.readPlan()
    let read = try JournalReader(path: folder.journal, plan: plan.digest())
    if let flaw = read.flaw { throw RunProblem.brokenJournal(folder.journal, line: flaw) }
    let target = try RunTarget(plan, secrets: secrets, surroundings: surroundings)
    let executor = try StepExecutor(plan: plan, target: target, folder: folder)
    let ledger = RunLedger(read.records, plan: plan)
    let checks = RunVerification(plan: plan, ledger: ledger, executor: executor).results()
    return checks + (try pluginChecks(of: plan, target: target))
  }

  /// What the plugin itself says of the target now, if it has a program and is still the same.
  private func pluginChecks(of plan: Plan, target: RunTarget) throws -> [Verification] {
    guard let manifest = library.manifest(plan.remedy.id), manifest.digest == plan.remedy.digest,
      let action = manifest.actions.first(where: { $0.id == plan.remedy.action }),
      let grant = manifest.executable?.grant
    else { return [] }
    let mask = target.secrets.mask
    let consultation = PluginConsultation(
      manifest: manifest, action: action, grant: grant, host: plan.host, limits: PluginLimits(),
      reader: { path in target.connection?.answer(path, mask: mask) ?? PluginAnswer() })
    return try consultation.verification(of: plan)
  }

  /// Errors of the layers below in the words of runs.
  private func inWords<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let problem as any Problem {
      throw problem
    } catch {
      throw RunProblem.hindered(RunDriver.note(of: error))
    }
  }

  // MARK: - Before anything is begun

  private func check(_ approval: Approval, of plan: Plan, digest: String) throws(RunProblem) {
    if let given = approval.digest, given != digest {
      throw .otherDigest(given: given, plan: digest)
    }
    if approval.kind == .yes, plan.target.isProduction { throw .yesOnProduction }
    try check(approval.approver, of: plan)
  }

  /// On production somebody else must have approved.
  private func check(_ approver: String?, of plan: Plan) throws(RunProblem) {
    guard plan.target.isProduction else { return }
    guard let approver, !approver.isEmpty else { throw .noApprover }
    guard approver != surroundings.person else { throw .approverExecutes(approver) }
  }

  private func checkTime(_ plan: Plan) throws(RunProblem) {
    let now = surroundings.now()
    guard let end = Timestamp(iso8601: plan.validUntil), now <= end else {
      throw .expired(plan.validUntil)
    }
    guard let change = plan.change else { return }
    let start = change.windowStart.flatMap(Timestamp.init(iso8601:))
    let last = change.windowEnd.flatMap(Timestamp.init(iso8601:))
    guard start.map({ $0 <= now }) ?? true, last.map({ now <= $0 }) ?? true else {
      throw .outsideWindow(change.windowStart ?? "…", change.windowEnd ?? "…")
    }
  }

  private func planAgain(_ plan: Plan, secrets: Secrets) throws -> Plan {
    guard let manifest = library.manifest(plan.remedy.id), manifest.digest == plan.remedy.digest
    else { throw RunProblem.otherPlugin(plan.remedy.id) }
    guard let planned = Timestamp(iso8601: plan.plannedAt),
      let valid = Timestamp(iso8601: plan.validUntil)
    else { throw RunProblem.expired(plan.validUntil) }
    return try RemedyPlanner(
      host: plan.host, now: planned, validUntil: valid, change: plan.change,
      secrets: plan.hasReads ? secrets : nil, isCancelled: surroundings.shouldStop
    ).plan(
      manifest, action: plan.remedy.action,
      target: RemedyTarget(
        instance: plan.target.instance, url: plan.target.url,
        deployment: plan.target.deployment, isProduction: plan.target.isProduction),
      parameters: plan.parameters)
  }

  /// What a run will need is looked for before its first effect.
  private func checkAbilities(_ plan: Plan, target: RunTarget) throws {
    let handles = Set(plan.steps.flatMap(\.secretUse)).sorted()
    if let missing = handles.first(where: { target.secrets[$0] == nil }) {
      throw RunProblem.missingSecret(missing)
    }
    guard plan.steps.contains(where: { $0.action == .aemStop || $0.action == .aemStart }),
      let tree = target.tree
    else { return }
    for name in ["start", "stop"] where try tree.look(at: "bin/\(name)")?.kind != .file {
      throw RunProblem.missingTool(tree.path("bin/\(name)"))
    }
    if Operator.current.user == 0, tree.state.owner != 0,
      try FileState.look(at: InstanceScript.stepDown) == nil
    {
      throw RunProblem.missingTool(InstanceScript.stepDown)
    }
  }

  // MARK: - Runs

  private func withRun<Result>(
    _ name: String, secrets: Secrets, options: ResumeOptions,
    _ body: (RunDriver) throws -> Result
  ) throws -> Result {
    let folder = try runs.open(name)
    let plan = try inWords { try folder.readPlan() }
    let lock = try TargetLock(plan, locks: runs.locks, run: name, surroundings: surroundings)
    defer { withExtendedLifetime(lock) {} }
    let target = try RunTarget(plan, secrets: secrets, surroundings: surroundings)
    try checkAbilities(plan, target: target)
    let journal = try journal(of: folder, digest: plan.digest())
    surroundings.observe(.run(name, folder: folder.path))
    return try body(
      RunDriver(plan: plan, folder: folder, journal: journal, target: target, options: options))
  }

  private func journal(of folder: RunFolder, digest: String) throws -> Journal {
    let surroundings = surroundings
    return try Journal(
      path: folder.journal, plan: digest, now: { surroundings.now().iso8601 },
      boundary: surroundings.boundary)
  }

  private func approve(
    _ options: ResumeOptions, by approver: String?, in journal: Journal, plan: Plan
  ) throws {
    guard !options.approvedSteps.isEmpty else { return }
    try check(approver, of: plan)
    try journal.append(
      .approved(
        plan: plan.digest(), by: approver ?? surroundings.person, how: .step,
        steps: options.approvedSteps))
  }

  /// A name that sorts by time and says which remedy it was.
  private func runName(for plan: Plan) -> String {
    let now = surroundings.now()
    let second = now.iso8601.prefix(19).filter { $0 != "-" && $0 != ":" }
    // Two runs of one second would sort by their random marks.
    let rest = String(1_000 + (now.milliseconds % 1_000 + 1_000) % 1_000).dropFirst()
    let time = second + rest
    let taken = Set(runs.names())
    var name: String
    repeat {
      let mark = surroundings.random(3).map { byte in
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }.joined()
      name = "\(time)-\(plan.remedy.id)-\(mark)"
    } while taken.contains(name)
    return name
  }
}
