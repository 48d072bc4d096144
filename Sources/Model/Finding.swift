/// A rule's verdict on one bundle, with the proof.
public struct Finding: Hashable, Sendable {
  /// The rule that speaks.
  public var rule: RuleReference

  /// How bad it is.
  public var severity: Severity

  /// How far the evidence decides it.
  public var status: FindingStatus

  /// How sure the rule is, from 0 to 1.
  public var confidence: Double

  /// What it is, in a line.
  public var title: LocalizedText

  /// What it means, in one or two sentences with the captured values filled in.
  public var summary: LocalizedText

  /// The same for the same problem, whatever lines, ids or languages: `v1:` and 16 hex digits.
  public var fingerprint: String

  /// How many times the deciding observation was made.
  public var count: Int

  /// The earliest deciding observation that has a time.
  public var firstSeen: Timestamp?

  /// The latest deciding observation that has a time.
  public var lastSeen: Timestamp?

  /// The observations that support it, in order, bounded in number.
  public var evidence: [Evidence]

  /// The articles that explain it, best first.
  public var articles: [ArticleReference]

  /// The remedies that the evidence allows.
  public var remedies: [RemedyOffer]

  /// What would decide it, if it is not decided.
  public var requests: [EvidenceRequest]

  /// The times it happened, in order, bounded in number.
  public var occurrences: [FindingOccurrence] = []

  /// What makes up the confidence; the amounts sum up to it.
  public var confidenceItems: [ConfidenceItem] = []

  /// The gates and negations that were checked.
  public var checks: [FindingCheck] = []

  /// What a reader must bear in mind, by stable names such as `line-order`.
  public var caveats: [String] = []

  /// What was not observed and would make it surer, in the language of rules.
  public var missing: [String] = []

  /// The rules of other findings that are only consequences of this one.
  public var explains: [String] = []

  /// The rules of other findings of which this one is only a consequence.
  public var explainedBy: [String] = []

  /// Where the rule comes from, such as `shipped`.
  public var layer = "shipped"

  /// Whether an earlier report had it, too; `nil` where there is none to compare with.
  public var standing: BaselineStanding?

  /// Makes a finding; what is not given here starts empty.
  public init(
    rule: RuleReference, severity: Severity, status: FindingStatus, confidence: Double,
    title: LocalizedText, summary: LocalizedText, fingerprint: String, count: Int,
    firstSeen: Timestamp?, lastSeen: Timestamp?, evidence: [Evidence],
    articles: [ArticleReference] = [], remedies: [RemedyOffer] = [],
    requests: [EvidenceRequest] = []
  ) {
    self.rule = rule
    self.severity = severity
    self.status = status
    self.confidence = confidence
    self.title = title
    self.summary = summary
    self.fingerprint = fingerprint
    self.count = count
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.evidence = evidence
    self.articles = articles
    self.remedies = remedies
    self.requests = requests
  }
}

/// Whether a finding was in an earlier report.
public enum BaselineStanding: String, Hashable, Codable, CaseIterable, Sendable {
  /// It was not there before.
  case new

  /// It was there before.
  case known
}

/// A rule by name and version.
public struct RuleReference: Hashable, Sendable {
  /// The rule's name, stable for ever.
  public var id: String

  /// The rule's version, which grows with every change of meaning.
  public var version: Int

  /// Makes a reference.
  public init(id: String, version: Int) {
    self.id = id
    self.version = version
  }
}

/// One time that a finding happened.
public struct FindingOccurrence: Hashable, Sendable {
  /// What happened, in order, bounded in number.
  public var steps: [Evidence]

  /// How many steps there are, those included that are not listed.
  public var stepCount: Int

  /// The values in which the steps agree, by the name of the key.
  public var key: [String: String]

  /// Makes an occurrence.
  public init(steps: [Evidence], stepCount: Int, key: [String: String] = [:]) {
    self.steps = steps
    self.stepCount = stepCount
    self.key = key
  }
}

/// A contribution to the confidence of a finding.
public struct ConfidenceItem: Hashable, Sendable {
  /// A stable name, such as `evidence` or `gate-unknown`, or that of the rule's own adjustment.
  public var name: String

  /// What it rests on, in the language of rules; empty if the name says it.
  public var detail: String

  /// What it adds, or takes away.
  public var amount: Double

  /// Makes a contribution.
  public init(name: String, detail: String = "", amount: Double) {
    self.name = name
    self.detail = detail
    self.amount = amount
  }
}

/// A gate or a negation that was checked before a finding was made.
public struct FindingCheck: Hashable, Sendable {
  /// What was checked.
  public enum Kind: String, Hashable, Codable, CaseIterable, Sendable {
    /// Whether the rule applies to the installation.
    case gate

    /// Whether something was observed that rules the finding out.
    case negation
  }

  /// What the check gave.
  public enum Outcome: String, Hashable, Codable, CaseIterable, Sendable {
    /// Nothing speaks against the finding.
    case passed

    /// What would decide is not known.
    case unknown

    /// Some occurrences were ruled out; the finding rests on the others.
    case vetoed
  }

  /// What was checked.
  public var kind: Kind

  /// The demand, in the language of rules.
  public var demand: String

  /// What the check gave.
  public var outcome: Outcome

  /// The fact it was decided on, if there is one.
  public var fact: String?

  /// How many occurrences were ruled out.
  public var vetoes: Int

  /// Makes a check.
  public init(
    kind: Kind, demand: String, outcome: Outcome, fact: String? = nil, vetoes: Int = 0
  ) {
    self.kind = kind
    self.demand = demand
    self.outcome = outcome
    self.fact = fact
    self.vetoes = vetoes
  }
}

/// The bytes that support a finding, with what they say.
public struct Evidence: Hashable, Sendable {
  /// The name of the rule's signature that stands here.
  public var signature: String

  /// Where it stands.
  public var place: Place

  /// When it happened, if the record says so.
  public var time: Timestamp?

  /// The text that shows it, as read; views redact it before they show it.
  public var excerpt: Excerpt

  /// The values that the signature captured, by name, as text.
  public var captures: [String: String]

  /// Of captured values that stand in the source as they are: their type and their bytes.
  public var origins: [String: CaptureOrigin]

  /// What was done to the text, if it was pasted, before it could be read.
  public var repairs: [Repair] = []

  /// Makes a piece of evidence.
  public init(
    signature: String, place: Place, time: Timestamp?, excerpt: Excerpt,
    captures: [String: String] = [:], origins: [String: CaptureOrigin] = [:]
  ) {
    self.signature = signature
    self.place = place
    self.time = time
    self.excerpt = excerpt
    self.captures = captures
    self.origins = origins
  }
}

/// What kind of value was captured, and where it stands.
public struct CaptureOrigin: Hashable, Sendable {
  /// The type as rules write it, such as `duration`.
  public var type: String

  /// Its bytes in the decompressed source, counted from 0, end excluded.
  public var bytes: Range<Int>

  /// Makes an origin.
  public init(type: String, bytes: Range<Int>) {
    self.type = type
    self.bytes = bytes
  }
}

/// A bounded piece of a source, cut at its edges if the record is long.
public struct Excerpt: Hashable, Sendable {
  /// The text; invalid UTF-8 is shown as U+FFFD.
  public var text: String

  /// Whether the record goes on before the text.
  public var isCutBefore: Bool

  /// Whether the record goes on after the text.
  public var isCutAfter: Bool

  /// Makes an excerpt.
  public init(text: String, isCutBefore: Bool = false, isCutAfter: Bool = false) {
    self.text = text
    self.isCutBefore = isCutBefore
    self.isCutAfter = isCutAfter
  }
}

/// A piece of evidence that would decide a finding, and how to obtain it.
public struct EvidenceRequest: Hashable, Sendable {
  /// The request's name, as rules ask for it.
  public var id: String

  /// What to send and how to obtain it, ready to be sent to the customer.
  public var text: LocalizedText

  /// Makes a request.
  public init(id: String, text: LocalizedText) {
    self.id = id
    self.text = text
  }
}

/// A remedy that the evidence allows, with the parameters that are known.
public struct RemedyOffer: Hashable, Sendable {
  /// The plugin's name, which is its folder name.
  public var plugin: String

  /// Which of the plugin's actions.
  public var action: String

  /// The parameters filled from the evidence, by name.
  public var parameters: [String: String]

  /// How risky the action is, as the plugin declares.
  public var risk: String

  /// What a person has to state to plan it, by name; the parameters may know some of it.
  public var asks: [String]

  /// Makes an offer.
  public init(
    plugin: String, action: String, parameters: [String: String], risk: String,
    asks: [String] = ["instance", "url"]
  ) {
    self.plugin = plugin
    self.action = action
    self.parameters = parameters
    self.risk = risk
    self.asks = asks
  }
}
