import Model

struct FindingDocument: Codable {
  struct Remedy: Codable {
    let plugin: String
    let action: String
    let parameters: [String: String]
    let risk: String
    let asks: [String]
  }

  struct Request: Codable {
    let id: String
    let text: LocalizedText
  }

  struct Occurrence: Codable {
    let steps: [EvidenceDocument]
    let stepCount: Int
    let key: [String: String]?
  }

  struct Confidence: Codable {
    let name: String
    let detail: String?
    let amount: Double
  }

  struct Check: Codable {
    let kind: FindingCheck.Kind
    let demand: String
    let outcome: FindingCheck.Outcome
    let fact: String?
    let vetoes: Int?
  }

  let rule: String
  let version: Int
  let severity: Severity
  let status: FindingStatus
  let confidence: Double
  let title: LocalizedText
  let summary: LocalizedText
  let fingerprint: String
  let count: Int
  let firstSeen: String?
  let lastSeen: String?
  let zone: AssumedZone?
  let evidence: [EvidenceDocument]
  let articles: [ArticleDocument]
  let remedies: [Remedy]
  let requests: [Request]
  let occurrences: [Occurrence]
  let confidenceItems: [Confidence]
  let checks: [Check]
  let caveats: [String]
  let missing: [String]
  let explains: [String]
  let explainedBy: [String]
  let layer: String
  let baseline: BaselineStanding?
}

extension FindingDocument {
  init(_ finding: Finding) {
    rule = finding.rule.id
    version = finding.rule.version
    severity = finding.severity
    status = finding.status
    confidence = finding.confidence.isFinite ? min(1, max(0, finding.confidence)) : 0
    title = finding.title
    summary = finding.summary
    fingerprint = finding.fingerprint
    count = finding.count
    firstSeen = finding.firstSeen?.iso8601
    lastSeen = finding.lastSeen?.iso8601
    zone = AssumedZone(of: finding.firstSeen, finding.lastSeen)
    evidence = finding.evidence.map(EvidenceDocument.init)
    articles = finding.articles.map(ArticleDocument.init)
    remedies = finding.remedies.map(Remedy.init)
    requests = finding.requests.map { Request(id: $0.id, text: $0.text) }
    occurrences = finding.occurrences.map(Occurrence.init)
    confidenceItems = finding.confidenceItems.map(Confidence.init)
    checks = finding.checks.map(Check.init)
    caveats = finding.caveats
    missing = finding.missing
    explains = finding.explains
    explainedBy = finding.explainedBy
    layer = finding.layer
    baseline = finding.standing
  }

  var finding: Finding {
    var finding = Finding(
      rule: RuleReference(id: rule, version: version), severity: severity, status: status,
      confidence: confidence, title: title, summary: summary, fingerprint: fingerprint,
      count: count, firstSeen: Timestamp(written: firstSeen, zone),
      lastSeen: Timestamp(written: lastSeen, zone), evidence: evidence.map(\.evidence),
      articles: articles.compactMap(\.reference), remedies: remedies.map(\.offer),
      requests: requests.map { EvidenceRequest(id: $0.id, text: $0.text) })
    finding.occurrences = occurrences.map(\.occurrence)
    finding.confidenceItems = confidenceItems.map(\.item)
    finding.checks = checks.map(\.check)
    finding.caveats = caveats
    finding.missing = missing
    finding.explains = explains
    finding.explainedBy = explainedBy
    finding.layer = layer
    finding.standing = baseline
    return finding
  }
}

extension FindingDocument.Remedy {
  init(_ offer: RemedyOffer) {
    plugin = offer.plugin
    action = offer.action
    parameters = offer.parameters
    risk = offer.risk
    asks = offer.asks
  }

  var offer: RemedyOffer {
    RemedyOffer(
      plugin: plugin, action: action, parameters: parameters, risk: risk, asks: asks)
  }
}

extension FindingDocument.Occurrence {
  init(_ occurrence: FindingOccurrence) {
    steps = occurrence.steps.map(EvidenceDocument.init)
    stepCount = occurrence.stepCount
    key = occurrence.key.isEmpty ? nil : occurrence.key
  }

  var occurrence: FindingOccurrence {
    FindingOccurrence(steps: steps.map(\.evidence), stepCount: stepCount, key: key ?? [:])
  }
}

extension FindingDocument.Confidence {
  init(_ item: ConfidenceItem) {
    name = item.name
    detail = item.detail.isEmpty ? nil : item.detail
    amount = item.amount.isFinite ? (item.amount * 10_000).rounded() / 10_000 : 0
  }

  var item: ConfidenceItem { ConfidenceItem(name: name, detail: detail ?? "", amount: amount) }
}

extension FindingDocument.Check {
  init(_ check: FindingCheck) {
    kind = check.kind
    demand = check.demand
    outcome = check.outcome
    fact = check.fact
    vetoes = check.vetoes > 0 ? check.vetoes : nil
  }

  var check: FindingCheck {
    FindingCheck(kind: kind, demand: demand, outcome: outcome, fact: fact, vetoes: vetoes ?? 0)
  }
}
