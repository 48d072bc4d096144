import Model
import RemedyProtocol

/// What the lines of a journal come to: where each step stands, and how the run does.
struct RunLedger {
  /// Where a step stands.
  enum Standing: Hashable {
    case open

    /// It was begun, and the journal does not say how it came out.
    case begun

    case done(StepOutcome)
    case failed
  }

  private(set) var standings: [String: Standing] = [:]
  private(set) var finishedAt: [String: String] = [:]
  private(set) var attempts: [String: Int] = [:]
  private(set) var confirmed: Set<String> = []
  private(set) var approvedSteps: Set<String> = []

  /// The first step of those that are being taken back.
  private(set) var rollbackStart: String?

  /// The actions of the current rollback that are taken back already.
  private(set) var undone: Set<String> = []

  private(set) var pause: (before: String, reason: PauseReason)?
  private(set) var result: RunResult?
  private(set) var startedAt = ""
  private(set) var person = ""

  private let order: [String]

  init(_ records: [JournalRecord], plan: Plan) {
    order = plan.steps.map(\.id)
    for record in records { take(record) }
  }

  mutating func take(_ record: JournalRecord) {
    switch record.event {
    case .started(_, _, let person, _):
      startedAt = record.time
      self.person = person
    case .approved(_, _, _, let steps): approvedSteps.formUnion(steps)
    case .intended(let step, let attempt, _):
      standings[step] = .begun
      attempts[step] = attempt
      pause = nil
    case .finished(let step, let outcome, _, _):
      standings[step] = outcome == .failed ? .failed : .done(outcome)
      finishedAt[step] = record.time
      pause = nil
    case .confirmed(let step, _): confirmed.insert(step)
    case .rollback(let start, _):
      rollbackStart = start
      undone = []
      result = nil
      pause = nil
    case .undoIntended: break
    case .undone(let step, let action, let outcome, _):
      if outcome != .failed { undone.insert(Self.key(step, action)) }
    case .paused(let before, let reason):
      pause = (before, reason)
      if rollbackStart != nil { reopen() }
    case .resumed: result = nil
    case .ended(let result):
      self.result = result
      if rollbackStart != nil, result == .rolledBack { reopen() }
    }
  }

  /// Where a step stands.
  func standing(_ step: String) -> Standing { standings[step] ?? .open }

  /// When the wait before a step ends; `nil` if it waits for nothing.
  func waitEnds(before step: PlanStep) -> Timestamp? {
    guard step.soakSeconds > 0 else { return nil }
    let ends = step.requires.compactMap { finishedAt[$0].flatMap(Timestamp.init(iso8601:)) }
    let soak = Int64(clamping: step.soakSeconds) * 1_000
    return ends.max().map { last in
      Timestamp(
        milliseconds: last.milliseconds.addingReportingOverflow(soak).partialValue,
        zone: last.zone)
    }
  }

  /// Whether an action of a step is taken back already.
  func isUndone(_ step: String, _ action: Int) -> Bool {
    undone.contains(Self.key(step, action))
  }

  /// Everything from the start of the rollback on is as if it had never been.
  private mutating func reopen() {
    guard let start = rollbackStart, let index = order.firstIndex(of: start) else { return }
    for step in order[index...] {
      standings[step] = nil
      finishedAt[step] = nil
      confirmed.remove(step)
      approvedSteps.remove(step)
    }
    rollbackStart = nil
    undone = []
  }

  private static func key(_ step: String, _ action: Int) -> String { "\(step)#\(action)" }
}
