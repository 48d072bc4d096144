/// What a remedy will do to one target, before it does it.
///
/// A plan is a value: the same facts, parameters and times give the same
/// canonical bytes. A person approves the SHA-256 of those bytes, and a plan
/// made again must say the same before anything is touched. It holds no secret:
/// key material appears as length and SHA-256, passwords only by handle.
public struct Plan: Hashable, Codable, Sendable {
  /// The name and version of this shape.
  public static let schemaName = "aemedic.plan/1"

  /// The name and version of the shape the plan is written in.
  public var schema = Plan.schemaName

  /// Whether there is something to do.
  public var outcome: PlanOutcome

  /// Which remedy planned.
  public var remedy: PlannedRemedy

  /// The program that planned.
  public var host: HostIdentity

  /// What the plan is for.
  public var target: TargetIdentity

  /// The parameters of the action, by name.
  public var parameters: [String: String]

  /// When the plan was made, ISO 8601.
  public var plannedAt: String

  /// When it stops being valid, ISO 8601.
  public var validUntil: String

  /// The change request that the plan belongs to, if there is one.
  public var change: PlanChange?

  /// What the plan does, in a line.
  public var title: RemedyText

  /// What the plan does and why, or why there is nothing to do.
  public var summary: RemedyText

  /// How risky it is.
  public var risk: RemedyRisk

  /// What the instance's users will notice.
  public var downtime: RemedyDowntime

  /// What was read from the target.
  public var facts: [PlanFact]

  /// What must hold, with what was seen.
  public var checks: [PlanCheck]

  /// What only the running instance can tell.
  public var unknowns: [PlanUnknown]

  /// What the run will keep in its own folder.
  public var artifacts: [PlanArtifact]

  /// What is done, in order.
  public var steps: [PlanStep]

  /// The first step that cannot be undone, if there is one.
  public var pivotStep: String?

  /// Makes a plan in the current shape.
  public init(
    outcome: PlanOutcome, remedy: PlannedRemedy, host: HostIdentity, target: TargetIdentity,
    parameters: [String: String], plannedAt: String, validUntil: String,
    change: PlanChange? = nil, title: RemedyText, summary: RemedyText, risk: RemedyRisk,
    downtime: RemedyDowntime, facts: [PlanFact],
    checks: [PlanCheck], unknowns: [PlanUnknown], artifacts: [PlanArtifact], steps: [PlanStep],
    pivotStep: String?
  ) {
    self.outcome = outcome
    self.remedy = remedy
    self.host = host
    self.target = target
    self.parameters = parameters
    self.plannedAt = plannedAt
    self.validUntil = validUntil
    self.change = change
    self.title = title
    self.summary = summary
    self.risk = risk
    self.downtime = downtime
    self.facts = facts
    self.checks = checks
    self.unknowns = unknowns
    self.artifacts = artifacts
    self.steps = steps
    self.pivotStep = pivotStep
  }
}

/// A change request as a change board knows it.
public struct PlanChange: Hashable, Codable, Sendable {
  /// The number of the request.
  public var id: String

  /// When carrying out may begin at the earliest, ISO 8601.
  public var windowStart: String?

  /// When it may begin at the latest, ISO 8601.
  public var windowEnd: String?

  /// Names a change request.
  public init(id: String, windowStart: String?, windowEnd: String?) {
    self.id = id
    self.windowStart = windowStart
    self.windowEnd = windowEnd
  }
}

/// Whether a plan has something to do.
public enum PlanOutcome: String, Hashable, Codable, CaseIterable, Sendable {
  /// Steps are planned.
  case planned

  /// The target is already as the remedy would leave it; there are no steps.
  case unchanged

  /// A check forbids it; there are no steps.
  case refused
}

/// A remedy by name, version and content.
public struct PlannedRemedy: Hashable, Codable, Sendable {
  /// The plugin's name, which is its folder name.
  public var id: String

  /// The plugin's version.
  public var version: String

  /// Which of its actions.
  public var action: String

  /// The SHA-256 of the plugin's manifest, `sha256:` and 64 hex digits.
  public var digest: String

  /// The numbers of the articles it carries out.
  public var articles: [String]

  /// Names a remedy.
  public init(id: String, version: String, action: String, digest: String, articles: [String]) {
    self.id = id
    self.version = version
    self.action = action
    self.digest = digest
    self.articles = articles
  }
}

/// The program that planned.
public struct HostIdentity: Hashable, Codable, Sendable {
  /// The program's name.
  public var name: String

  /// The program's version.
  public var version: String

  /// Names a program.
  public init(name: String, version: String) {
    self.name = name
    self.version = version
  }
}

/// What a plan is for, so that it is not carried out on something else.
public struct TargetIdentity: Hashable, Codable, Sendable {
  /// The canonical path of `crx-quickstart`; relative paths of the plan start here.
  public var instance: String?

  /// The inode of that folder, which a copy of the tree does not share.
  public var inode: String?

  /// The address of the instance, without user, password, query or final slash.
  public var url: String?

  /// How AEM is deployed.
  public var deployment: RemedyDeployment

  /// Whether customers depend on it, so that a second person must have approved.
  public var isProduction: Bool

  /// Names a target.
  public init(
    instance: String?, inode: String?, url: String?, deployment: RemedyDeployment,
    isProduction: Bool = false
  ) {
    self.instance = instance
    self.inode = inode
    self.url = url
    self.deployment = deployment
    self.isProduction = isProduction
  }
}

/// How AEM is deployed.
public enum RemedyDeployment: String, Hashable, Codable, CaseIterable, Sendable {
  /// On the customer's own servers.
  case onPremise = "onprem"

  /// Adobe Managed Services.
  case managedServices = "ams"

  /// The local SDK of AEM as a Cloud Service.
  case sdk

  /// AEM as a Cloud Service.
  case cloudService = "aemaacs"
}

/// How much can go wrong.
public enum RemedyRisk: String, Hashable, Codable, CaseIterable, Sendable {
  case low
  case medium
  case high
  case irreversible
}

/// What the instance's users will notice.
public enum RemedyDowntime: String, Hashable, Codable, CaseIterable, Sendable {
  /// Nothing.
  case none

  /// One bundle stops and starts.
  case bundle

  /// The instance stops and starts.
  case restart
}
