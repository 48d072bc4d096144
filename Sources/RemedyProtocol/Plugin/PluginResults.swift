/// Whether a remedy applies to a target.
public struct PluginDetection: Hashable, Codable, Sendable {
  /// Whether it applies.
  public enum Applicability: String, Hashable, Codable, CaseIterable, Sendable {
    case yes
    case no
    case unknown
  }

  /// Whether it applies; `no` forbids the remedy.
  public var applicable: Applicability

  /// What it is told by.
  public var reason: RemedyText

  /// What was found, for the plan and for those who read it; no secrets.
  public var facts: [String: String]?

  /// What must hold, with what was seen; one with the status `refuse` forbids the remedy.
  public var checks: [PlanCheck]?

  /// States whether a remedy applies.
  public init(
    applicable: Applicability, reason: RemedyText, facts: [String: String]? = nil,
    checks: [PlanCheck]? = nil
  ) {
    self.applicable = applicable
    self.reason = reason
    self.facts = facts
    self.checks = checks
  }
}

/// What a plugin proposes to do: a recipe of which only the steps must be stated.
///
/// Without steps there is nothing to do, and the message says why.
public struct PluginProposal: Hashable, Codable, Sendable {
  /// What to do, in order.
  public var steps: [Recipe.Step]

  /// What to say if there is nothing to do.
  public var message: RemedyText?

  /// What the plan does and why; else what the manifest says.
  public var summary: RemedyText?

  /// What the host is to read.
  public var facts: [Recipe.Fact]?

  /// What must hold.
  public var checks: [Recipe.Check]?

  /// What only the running instance can tell.
  public var unknowns: [PlanUnknown]?

  /// What the run keeps.
  public var artifacts: [PlanArtifact]?

  /// Proposes steps.
  public init(
    steps: [Recipe.Step], message: RemedyText? = nil, summary: RemedyText? = nil,
    facts: [Recipe.Fact]? = nil, checks: [Recipe.Check]? = nil, unknowns: [PlanUnknown]? = nil,
    artifacts: [PlanArtifact]? = nil
  ) {
    self.steps = steps
    self.message = message
    self.summary = summary
    self.facts = facts
    self.checks = checks
    self.unknowns = unknowns
    self.artifacts = artifacts
  }
}

/// Whether what was done holds.
public struct PluginVerification: Hashable, Codable, Sendable {
  /// The checks, each with what was seen.
  public var checks: [Check]

  /// One check.
  public struct Check: Hashable, Codable, Sendable {
    /// How it came out; unknown means that the check itself could not be made.
    public enum Status: String, Hashable, Codable, CaseIterable, Sendable {
      case pass
      case fail
      case warn
      case unknown
    }

    /// The check's name.
    public var id: String

    /// What is checked.
    public var title: RemedyText

    /// How it came out.
    public var status: Status

    /// What was seen.
    public var evidence: RemedyText

    /// States how a check came out.
    public init(id: String, title: RemedyText, status: Status, evidence: RemedyText) {
      self.id = id
      self.title = title
      self.status = status
      self.evidence = evidence
    }
  }

  /// States checks.
  public init(checks: [Check]) {
    self.checks = checks
  }
}
