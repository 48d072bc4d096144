/// Something read from the target, on which the plan rests.
public struct PlanFact: Hashable, Codable, Sendable {
  /// The fact's name in the recipe.
  public var name: String

  /// What kind of fact it is, such as `felix-bundle`.
  public var kind: String

  /// What was read, by name.
  public var values: [String: String]

  /// Where it was read; paths are relative to the instance.
  public var evidence: [String]

  /// Whether it may differ at the next look without making the plan stale.
  public var isVolatile: Bool

  /// States a fact.
  public init(
    name: String, kind: String, values: [String: String], evidence: [String],
    isVolatile: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.values = values
    self.evidence = evidence
    self.isVolatile = isVolatile
  }
}

/// Something that must hold before the first effect, with what was seen.
public struct PlanCheck: Hashable, Codable, Sendable {
  /// How a check came out.
  public enum Status: String, Hashable, Codable, CaseIterable, Sendable {
    /// It holds.
    case pass

    /// It does not hold, and that forbids the remedy.
    case refuse

    /// It does not hold, and somebody should know.
    case warn

    /// It can be told only when the plan is applied, before the first effect.
    case unknown = "unknown-until-apply"
  }

  /// The check's name, unique in its plan.
  public var id: String

  /// What is checked.
  public var title: RemedyText

  /// How it came out.
  public var status: Status

  /// What was seen.
  public var evidence: RemedyText

  /// What it means and what to do, if it did not pass.
  public var advice: RemedyText?

  /// What is evaluated again when the plan is applied.
  public var condition: Condition?

  /// The step that decides what is still unknown.
  public var resolvedBy: String?

  /// States the result of a check.
  public init(
    id: String, title: RemedyText, status: Status, evidence: RemedyText,
    advice: RemedyText? = nil, condition: Condition? = nil, resolvedBy: String? = nil
  ) {
    self.id = id
    self.title = title
    self.status = status
    self.evidence = evidence
    self.advice = advice
    self.condition = condition
    self.resolvedBy = resolvedBy
  }
}

/// Something that only the running instance can tell, and the step that will ask it.
public struct PlanUnknown: Hashable, Codable, Sendable {
  /// The unknown's name; for the content of an artifact, the artifact's name.
  public var id: String

  /// What is not known.
  public var title: RemedyText

  /// The step whose checks decide it, before the first effect.
  public var resolvedBy: String

  /// Names an unknown.
  public init(id: String, title: RemedyText, resolvedBy: String) {
    self.id = id
    self.title = title
    self.resolvedBy = resolvedBy
  }
}

/// A file or folder that the run will keep in its own folder.
public struct PlanArtifact: Hashable, Codable, Sendable {
  /// The artifact's name.
  public var id: String

  /// What it is.
  public var title: RemedyText

  /// Whether it holds key material: readable by the operator alone, never shown,
  /// shredded when its time is over.
  public var isKeyMaterial: Bool

  /// Whether it may be a page of HTML; of anything else a page is refused, since it may be that
  /// of a login.
  public var isPage: Bool?

  /// For how many days it is kept after the run.
  public var keepDays: Int

  /// Names an artifact.
  public init(
    id: String, title: RemedyText, isKeyMaterial: Bool, isPage: Bool? = nil, keepDays: Int
  ) {
    self.id = id
    self.title = title
    self.isKeyMaterial = isKeyMaterial
    self.isPage = isPage
    self.keepDays = keepDays
  }
}
