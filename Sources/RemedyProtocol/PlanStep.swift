/// One thing that a plan does, with what holds before, after, and how to take it back.
///
/// The host executes the action; a plugin never does. The host also derives the
/// effects, so that a plan cannot say one thing and do another.
public struct PlanStep: Hashable, Codable, Sendable {
  /// The step's name, the same in every plan of the remedy.
  public var id: String

  /// What it does, in a line.
  public var title: RemedyText

  /// Where in the plan it belongs.
  public var phase: StepPhase

  /// What the host does.
  public var action: StepAction

  /// What changes by it.
  public var effects: [PlanEffect]

  /// What must hold before it, besides the before-states of its effects.
  public var preconditions: [Condition]

  /// What must hold after it, besides the after-states of its effects.
  public var postconditions: [Condition]

  /// The steps that must be done before it.
  public var requires: [String]

  /// What takes it back, in order; empty if there is nothing to take back.
  public var undo: [StepAction]

  /// Whether it can be taken back.
  public var reversible: StepReversibility

  /// Whose word it needs.
  public var approval: StepApproval

  /// The handles of the secrets it uses, such as `aem.admin`.
  public var secretUse: [String]

  /// How long it may take, in seconds.
  public var timeoutSeconds: Int

  /// How long to wait after the steps it requires, in seconds.
  public var soakSeconds: Int

  /// Whether doing it twice is the same as doing it once.
  public var isIdempotent: Bool

  /// States a step.
  public init(
    id: String, title: RemedyText, phase: StepPhase, action: StepAction, effects: [PlanEffect],
    preconditions: [Condition], postconditions: [Condition], requires: [String],
    undo: [StepAction], reversible: StepReversibility, approval: StepApproval,
    secretUse: [String], timeoutSeconds: Int, soakSeconds: Int, isIdempotent: Bool
  ) {
    self.id = id
    self.title = title
    self.phase = phase
    self.action = action
    self.effects = effects
    self.preconditions = preconditions
    self.postconditions = postconditions
    self.requires = requires
    self.undo = undo
    self.reversible = reversible
    self.approval = approval
    self.secretUse = secretUse
    self.timeoutSeconds = timeoutSeconds
    self.soakSeconds = soakSeconds
    self.isIdempotent = isIdempotent
  }
}

/// The parts of a plan, in their order.
public enum StepPhase: String, Hashable, Codable, CaseIterable, Sendable {
  /// Look, and keep copies.
  case capture

  /// Bring the target to rest.
  case quiesce

  /// Prepare the new state; the old one still holds.
  case change

  /// Switch over.
  case commit

  /// Bring the target back to work and verify.
  case resume

  /// Remove what is no longer needed.
  case cleanup
}

/// Whether a step can be taken back.
public enum StepReversibility: String, Hashable, Codable, CaseIterable, Sendable {
  /// By its own undo.
  case yes

  /// By installing the package that was saved before.
  case package

  /// Not at all: from here on only forward.
  case no
}

/// Whose word a step needs.
public enum StepApproval: String, Hashable, Codable, CaseIterable, Sendable {
  /// Nobody's: it changes nothing.
  case none

  /// The approval of the plan covers it.
  case plan

  /// It is named and approved by itself.
  case explicit
}
