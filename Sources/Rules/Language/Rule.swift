public import Model

/// What turns observations into a finding: signatures, conditions, and what to say.
public struct Rule: Hashable, Codable, Sendable {
  /// The rule's name, stable for ever; also the name of its folder.
  public var id: String

  /// Grows with every change of meaning.
  public var version: Int

  /// The folder it lies in, such as `ims`.
  public var category: String

  /// How far the rule itself is trusted.
  public var maturity: Maturity

  /// How bad its finding is.
  public var severity: Severity

  /// The finding's title.
  public var title: LocalizedText

  /// What the finding means; `${signature.capture}` and `${facts.name}` are filled in.
  public var summary: LocalizedText

  /// Where the rule applies.
  public var gate: Gate

  /// Where the rule's facts come from.
  public var references: [String]

  /// What the rule looks for, in the order written.
  public var signatures: [Signature]

  /// The ways in which the rule may hold, in the order written.
  public var branches: [Branch]

  /// What must not have been observed beside an occurrence, whatever the branch.
  public var unless: [Negation] = []

  /// Rules whose findings are only consequences of this one's.
  public var explains: [String] = []

  /// The articles that explain the finding, best first.
  public var articles: [ArticleLink]

  /// The remedies that may be offered.
  public var remedies: [RemedyLink]

  /// The evidence to ask for while the finding is only possible, by request name.
  public var requests: [String]

  /// Where the rule comes from.
  public var layer: RuleLayer = .shipped

  /// The signature of a name, if the rule has it.
  public func signature(named name: String) -> Signature? {
    signatures.first { $0.name == name }
  }
}

/// How far a rule is trusted; a `draft` is read and linted but does not run.
public enum Maturity: String, Hashable, Codable, CaseIterable, Sendable {
  case draft
  case test
  case stable
  case deprecated
}

/// Where a rule comes from.
public enum RuleLayer: String, Hashable, Codable, CaseIterable, Sendable {
  /// The product brought it.
  case shipped

  /// A team laid it over what the product brought.
  case house
}

/// One way in which a rule may hold, and how sure it then is.
public struct Branch: Hashable, Codable, Sendable {
  /// What must hold.
  public var condition: Condition

  /// How sure the rule is then, from 0 to 1.
  public var confidence: Double

  /// How far that decides the matter.
  public var status: FindingStatus

  /// What must not have been observed beside an occurrence.
  public var unless: [Negation] = []

  /// What makes the rule surer or less sure without deciding.
  public var adjustments: [Adjustment] = []
}

/// Something that makes a rule surer, or less sure, without deciding.
public struct Adjustment: Hashable, Codable, Sendable {
  /// The adjustment's name, which the finding shows.
  public var name: String

  /// When it applies.
  public var condition: Condition

  /// What it adds to the confidence, from -1 to 1.
  public var amount: Double
}

/// An article of a rule, perhaps only for some deployments.
public struct ArticleLink: Hashable, Codable, Sendable {
  /// The article.
  public var number: ArticleNumber

  /// The deployments to which it applies; empty means all.
  public var deployments: [Deployment]
}

/// A remedy of a rule, with the evidence that allows to offer it.
public struct RemedyLink: Hashable, Codable, Sendable {
  /// The plugin.
  public var plugin: String

  /// The plugin's action.
  public var action: String

  /// Signatures one of which must have been observed; empty means always.
  public var evidence: [String]

  /// The action's parameters, with `${…}` to be filled in.
  public var parameters: [String: String]
}

/// How an AEM installation is run.
public enum Deployment: String, Hashable, Codable, CaseIterable, Sendable {
  /// On the customer's own machines.
  case onprem

  /// Adobe Managed Services.
  case ams

  /// The local SDK of AEM as a Cloud Service.
  case sdk

  /// AEM as a Cloud Service.
  case cloud
}
