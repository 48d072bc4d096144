/// What an action reads, checks and does, as data.
///
/// It stands in the manifest of a recipe, or an executable plugin proposes it. Texts may hold
/// `${fact.field}`, `${parameter.name}` and `${target.url}`; that is the whole language.
/// Everything else, such as fingerprints, effects and undo, the host works out.
public struct Recipe: Hashable, Codable, Sendable {
  /// What to read, in order; a fact may use those before it.
  public var facts: [Fact]

  /// When there is nothing to do.
  public var unchanged: Unchanged

  /// What must hold, in order.
  public var checks: [Check]

  /// What only the running instance can tell.
  public var unknowns: [PlanUnknown]

  /// What the run keeps.
  public var artifacts: [PlanArtifact]

  /// What is done, in order.
  public var steps: [Step]

  /// Something to read from the target.
  public struct Fact: Hashable, Codable, Sendable {
    /// What templates call it.
    public var name: String

    /// Where it is read.
    public var from: Source
  }

  /// Where a fact is read.
  public enum Source: Hashable, Codable, Sendable {
    /// The one bundle on disk with this symbolic name.
    case felixBundle(symbolicName: String)

    /// A file; its content is told only if it is one of these texts.
    case file(path: String, reveals: [String]?)

    private enum CodingKeys: String, CodingKey {
      case felixBundle = "felix-bundle"
      case file
    }
  }

  /// When there is nothing to do, and what to say then; without conditions there always is.
  public struct Unchanged: Hashable, Codable, Sendable {
    /// What holds when there is nothing to do.
    public var conditions: [Condition]

    /// What to say then.
    public var message: RemedyText

    /// States when there is nothing to do.
    public init(conditions: [Condition], message: RemedyText) {
      self.conditions = conditions
      self.message = message
    }
  }

  /// Something that must hold.
  public struct Check: Hashable, Codable, Sendable {
    /// The check's name, unique in its recipe.
    public var id: String

    /// What is checked.
    public var title: RemedyText

    /// What must hold.
    public var condition: Condition

    /// What it means that it does not hold, and what to do.
    public var otherwise: RemedyText

    /// Whether it only warns.
    public var warns: Bool?

    /// The step that decides what is unknown until then.
    public var resolvedBy: String?
  }

  /// Something to do.
  public struct Step: Hashable, Codable, Sendable {
    /// The step's name, the same in every plan of the remedy.
    public var id: String

    /// What it does, in a line.
    public var title: RemedyText

    /// Where in the plan it belongs.
    public var phase: StepPhase

    /// What the host does.
    public var action: StepAction

    /// What must hold before it.
    public var before: [Condition]?

    /// What must hold after it.
    public var after: [Condition]?

    /// The steps that come first; the one before it unless stated.
    public var requires: [String]?

    /// What takes it back, where the host cannot know.
    public var undo: [StepAction]?

    /// Whether it can be taken back, where the host cannot know.
    public var reversible: StepReversibility?

    /// Whose word it needs, if it is more than the host would ask for.
    public var approval: StepApproval?

    /// How long to wait after the steps it requires, in seconds.
    public var soakSeconds: Int?

    /// The same in minutes, as a text, so that a parameter can say it.
    public var soakMinutes: String?

    /// How long it may take, in seconds.
    public var timeoutSeconds: Int?

    /// States something to do.
    public init(
      id: String, title: RemedyText, phase: StepPhase, action: StepAction,
      before: [Condition]? = nil, after: [Condition]? = nil, requires: [String]? = nil,
      undo: [StepAction]? = nil, reversible: StepReversibility? = nil,
      approval: StepApproval? = nil, soakSeconds: Int? = nil, soakMinutes: String? = nil,
      timeoutSeconds: Int? = nil
    ) {
      self.id = id
      self.title = title
      self.phase = phase
      self.action = action
      self.before = before
      self.after = after
      self.requires = requires
      self.undo = undo
      self.reversible = reversible
      self.approval = approval
      self.soakSeconds = soakSeconds
      self.soakMinutes = soakMinutes
      self.timeoutSeconds = timeoutSeconds
    }
  }

  /// Makes a recipe.
  public init(
    facts: [Fact], unchanged: Unchanged, checks: [Check], unknowns: [PlanUnknown],
    artifacts: [PlanArtifact], steps: [Step]
  ) {
    self.facts = facts
    self.unchanged = unchanged
    self.checks = checks
    self.unknowns = unknowns
    self.artifacts = artifacts
    self.steps = steps
  }
}
