import RemedyProtocol

/// Looks whether the last state that a run made still holds.
struct RunVerification {
  let plan: Plan
  let ledger: RunLedger
  let executor: StepExecutor

  /// The checks of every step that is done, without those that a later step has overtaken.
  func results() -> [Verification] {
    let done = plan.steps.filter { step in
      if case .done = ledger.standing(step.id) { true } else { false }
    }
    let isStarted = done.last { [.aemStop, .aemStart].contains($0.action) }?.action == .aemStart
    return done.flatMap { step in
      files(step) + conditions(step, isStarted: isStarted) + request(step)
    }
  }

  private func files(_ step: PlanStep) -> [Verification] {
    step.effects.filter { $0.resource.hasPrefix("file:") }.map { effect in
      let path = String(effect.resource.dropFirst("file:".count))
      let check = RemedyText(
        en: "\(path) is as the remedy left it", fr: "\(path) est tel que le remède l’a laissé",
        ja: "\(path) が対処後の状態のままである")
      do {
        let now = try executor.target.files?.state(of: path) ?? .absent
        let holds = try executor.matches(now, effect.after)
        return Verification(
          step: step.id, check: check, status: holds ? .pass : .fail,
          evidence: RemedyText(verbatim: now.fingerprint))
      } catch {
        return Verification(
          step: step.id, check: check, status: .unknown, evidence: RunDriver.note(of: error))
      }
    }
  }

  private func conditions(_ step: PlanStep, isStarted: Bool) -> [Verification] {
    var conditions = step.postconditions
    if case .assert(let asserted) = step.action, step.phase == .commit { conditions = asserted }
    return conditions.filter { condition in
      switch condition {
      case .aemStopped, .answerStarts, .answerHolds, .answerDiffers, .artifactLength: false
      case .aemStarted, .bundlesAsBefore: isStarted
      default: true
      }
    }.map { condition in
      let outcome = executor.checker.outcome(of: condition)
      return Verification(
        step: step.id, check: condition.wording, status: outcome.status,
        evidence: executor.masked(outcome.evidence))
    }
  }

  /// A request that changes nothing and keeps nothing is made again, such as a crypto round trip.
  private func request(_ step: PlanStep) -> [Verification] {
    guard case .httpRequest(_, let path, _, _, _, nil, _, _, nil) = step.action else { return [] }
    let check = RemedyText(verbatim: path)
    do {
      try executor.act(step, attempt: 1)
      try executor.checker.require(step.postconditions)
      return [
        Verification(
          step: step.id, check: check, status: .pass,
          evidence: RemedyText(en: "answers as expected", fr: "répond comme prévu", ja: "想定どおりの応答"))
      ]
    } catch let failure as StepFailure {
      return [
        Verification(
          step: step.id, check: check, status: .fail, evidence: executor.masked(failure.note))
      ]
    } catch {
      return [
        Verification(
          step: step.id, check: check, status: .unknown,
          evidence: executor.masked(RunDriver.note(of: error)))
      ]
    }
  }
}
