import Model
import RemedyProtocol

/// Drives one run through its steps, forwards and backwards, noting each intent before its act.
final class RunDriver {
  let plan: Plan
  let folder: RunFolder
  let journal: Journal
  let executor: StepExecutor
  private let surroundings: Surroundings
  private let options: ResumeOptions

  /// Why the last failing step failed.
  private(set) var failure: (step: String, note: RemedyText)?

  init(
    plan: Plan, folder: RunFolder, journal: Journal, target: RunTarget, options: ResumeOptions
  ) throws {
    self.plan = plan
    self.folder = folder
    self.journal = journal
    self.options = options
    surroundings = target.surroundings
    executor = try StepExecutor(plan: plan, target: target, folder: folder)
  }

  var ledger: RunLedger { RunLedger(journal.records, plan: plan) }

  /// Carries out what is left, or goes on taking back.
  func forward() throws -> RunReport {
    if ledger.rollbackStart != nil { return try goOnBack() }
    for (index, step) in plan.steps.enumerated() {
      if case .done = ledger.standing(step.id) { continue }
      if surroundings.shouldStop() { return try pause(before: step, .interrupted) }
      if let reason = reasonToWait(step) { return try pause(before: step, reason) }
      surroundings.observe(.step(step, number: index + 1, of: plan.steps.count))
      do {
        try carryOut(step)
      } catch StepPause.interrupted {
        return try pause(before: step, .interrupted)
      } catch StepPause.confirmation {
        return try pause(before: step, .confirmation)
      } catch let problem as RunProblem where problem.kind == .needsHands {
        throw problem
      } catch {
        return try fail(step, error)
      }
    }
    try journal.append(.ended(.done))
    return report(.done)
  }

  /// Takes everything back that the run has done.
  func backward(reason: RemedyText) throws -> RunReport {
    if ledger.rollbackStart == nil, let first = plan.steps.first {
      try journal.append(.rollback(from: first.id, reason: executor.masked(reason)))
    }
    return try goOnBack()
  }

  // MARK: - Forwards

  private func carryOut(_ step: PlanStep) throws {
    let attempt = (ledger.attempts[step.id] ?? 0) + 1
    let standing = ledger.standing(step.id)
    // A step that failed after its intent may have done its work, or a part of it.
    let wasCutOff = standing == .begun || standing == .failed && attempt > 1
    if wasCutOff, !options.retry.contains(step.id) {
      switch try executor.probe(step) {
      case .notDone: break
      case .done:
        try executor.check(step)
        return try finish(step, .recovered)
      case .drifted:
        throw RunProblem.unclear(step: step.id, state: StepExecutor.Probe.drifted.rawValue)
      }
    }
    if case .confirm(let instruction) = step.action { try confirm(step, instruction) }
    if case .stepUndo(let earlier) = step.action, !ledger.standing(earlier).isChange {
      return try finish(step, .unchanged)
    }
    guard try executor.prepare(step, isRetry: wasCutOff) else {
      // There was something to do when it was begun, or it would not have been begun.
      return try finish(step, wasCutOff ? .recovered : .unchanged)
    }
    try journal.append(
      .intended(step: step.id, attempt: attempt, before: executor.fingerprints(step)))
    try executor.act(step, attempt: attempt)
    try executor.check(step)
    try finish(step, .changed)
  }

  private func finish(_ step: PlanStep, _ outcome: StepOutcome) throws {
    try journal.append(
      .finished(
        step: step.id, outcome: outcome, after: executor.fingerprints(step), note: nil))
    surroundings.observe(.finished(step, outcome, note: nil))
  }

  private func confirm(_ step: PlanStep, _ instruction: RemedyText) throws {
    if ledger.confirmed.contains(step.id) { return }
    if !options.confirmed.contains(step.id) {
      switch surroundings.confirm(instruction) {
      case .yes: break
      case .no:
        throw StepFailure(
          RemedyText(
            en: "the person at the terminal does not confirm it",
            fr: "la personne au terminal ne le confirme pas", ja: "端末で確認が得られませんでした"))
      case .nobody: throw StepPause.confirmation
      }
    }
    try journal.append(.confirmed(step: step.id, by: surroundings.person))
  }

  private func reasonToWait(_ step: PlanStep) -> PauseReason? {
    if step.approval == .explicit, !ledger.approvedSteps.contains(step.id) { return .approval }
    guard !options.skipsWaiting || plan.target.isProduction,
      let end = ledger.waitEnds(before: step)
    else { return nil }
    return surroundings.now() < end ? .waiting : nil
  }

  private func pause(before step: PlanStep, _ reason: PauseReason) throws -> RunReport {
    try journal.append(.paused(before: step.id, reason: reason))
    return report(nil, pause: (step.id, reason))
  }

  // MARK: - Failure

  /// After a failure: nothing was changed, or everything of the stage is taken back.
  private func fail(_ step: PlanStep, _ error: any Error) throws -> RunReport {
    let note = executor.masked(Self.note(of: error))
    failure = (step.id, note)
    let wasBegun = ledger.standing(step.id) == .begun
    try journal.append(
      .finished(
        step: step.id, outcome: .failed, after: executor.fingerprints(step), note: note))
    surroundings.observe(.finished(step, .failed, note: note))

    let stage = stageStart(of: step)
    let begun = plan.steps[stage...].filter { candidate in
      candidate.id == step.id ? wasBegun : ledger.standing(candidate.id).isChange
    }.filter(\.touchesTarget)
    guard !begun.isEmpty else {
      // The stages before this one stand; if there is none, nothing at all was changed.
      guard stage == 0 else { return try pause(before: step, .approval) }
      try journal.append(.ended(.refused))
      return report(.refused)
    }
    if begun.contains(where: { $0.reversible == .no }) {
      try journal.append(.ended(.needsHands))
      return report(.needsHands)
    }
    try journal.append(.rollback(from: plan.steps[stage].id, reason: note))
    return try goOnBack()
  }

  /// Where the part of the plan begins that was approved together with a step.
  private func stageStart(of step: PlanStep) -> Int {
    let index = plan.steps.firstIndex { $0.id == step.id } ?? 0
    return plan.steps[...index].lastIndex { $0.approval == .explicit } ?? 0
  }

  // MARK: - Backwards

  private func goOnBack() throws -> RunReport {
    guard let start = ledger.rollbackStart,
      let first = plan.steps.firstIndex(where: { $0.id == start })
    else { return report(.rolledBack) }
    for step in plan.steps[first...].reversed() {
      guard ledger.standing(step.id).isChange else { continue }
      for (number, action) in step.undo.enumerated() where !ledger.isUndone(step.id, number) {
        if surroundings.shouldStop() { return report(nil, pause: (step.id, .interrupted)) }
        surroundings.observe(.undoing(step))
        try journal.append(.undoIntended(step: step.id, action: number))
        do {
          let outcome = try executor.undo(step, action)
          try journal.append(
            .undone(step: step.id, action: number, outcome: outcome, note: nil))
        } catch StepPause.interrupted {
          return report(nil, pause: (step.id, .interrupted))
        } catch StepPause.confirmation {
          return report(nil, pause: (step.id, .confirmation))
        } catch {
          let note = executor.masked(Self.note(of: error))
          if failure == nil { failure = (step.id, note) }
          try journal.append(
            .undone(step: step.id, action: number, outcome: .failed, note: note))
          try journal.append(.ended(.needsHands))
          surroundings.observe(.finished(step, .failed, note: note))
          return report(.needsHands)
        }
      }
    }
    guard first == 0 else {
      try journal.append(.paused(before: start, reason: .approval))
      return report(.rolledBack, pause: (start, .approval))
    }
    try journal.append(.ended(.rolledBack))
    return report(.rolledBack)
  }

  private func report(
    _ result: RunResult?, pause: (step: String, reason: PauseReason)? = nil
  ) -> RunReport {
    RunReport(
      run: folder.name, folder: folder.path, result: result,
      pause: pause.map { RunReport.Pause(step: $0.step, reason: $0.reason) },
      failure: failure.map { RunReport.Failure(step: $0.step, note: $0.note) })
  }

  /// What an error says to a person.
  static func note(of error: any Error) -> RemedyText {
    switch error {
    case let failure as StepFailure: failure.note
    case let problem as any Problem: RemedyText(problem.reason)
    case let problem as InstallationProblem: problem.wording
    case let problem as SystemProblem:
      RemedyText(
        verbatim: problem.path.isEmpty ? problem.message : "\(problem.path): \(problem.message)")
    default: RemedyText(verbatim: "\(error)")
    }
  }
}

extension RunLedger.Standing {
  /// Whether the step may have changed something.
  fileprivate var isChange: Bool {
    switch self {
    case .open, .done(.unchanged): false
    case .begun, .failed, .done: true
    }
  }
}
