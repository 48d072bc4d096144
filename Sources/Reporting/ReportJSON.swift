public import Model

/// The report as JSON of the schema `aemedic.report/1`.
///
/// The same report gives the same bytes: nothing depends on time, place or threads.
/// A field that has no value is absent. Within another document it stands as it does alone.
public struct ReportJSON: Encodable, Sendable {
  /// The document, with a line feed at its end.
  public let text: String

  /// The same on one line, with a line feed at its end.
  public var line: String { JSONDocument(view, isPretty: false).text }

  private let view: ReportView

  /// Writes a report, which should have passed the redactor.
  public init(_ report: Report) {
    view = ReportView(report)
    text = JSONDocument(view).text
  }

  /// Writes the report as a part of another document.
  public func encode(to encoder: any Encoder) throws {
    try view.encode(to: encoder)
  }
}

private struct ReportView: Encodable, Sendable {
  let schema = "aemedic.report/1"
  let findings: [FindingView]
  let unknowns: [UnknownView]
  let unknownCount: Int
  let coverage: CoverageView
  let environment: [String: FactView]
  let partial: Bool
  let verdict: Verdict
  let notes: [NoteView]

  init(_ report: Report) {
    findings = report.findings.map(FindingView.init)
    unknowns = report.unknowns.map(UnknownView.init)
    unknownCount = report.unknownCount
    coverage = CoverageView(report.coverage)
    environment = report.environment.mapValues(FactView.init)
    partial = report.isPartial
    verdict = report.verdict
    notes = report.notes.map(NoteView.init)
  }
}

private struct FindingView: Encodable {
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
  let zone: String?
  let evidence: [EvidenceView]
  let articles: [ArticleView]
  let remedies: [RemedyView]
  let requests: [RequestView]
  let occurrences: [OccurrenceView]
  let confidenceItems: [ConfidenceView]
  let checks: [CheckView]
  let caveats: [String]
  let missing: [String]
  let explains: [String]
  let explainedBy: [String]
  let layer: String
  let baseline: BaselineStanding?

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
    zone = assumedZone(finding.firstSeen, finding.lastSeen)
    evidence = finding.evidence.map(EvidenceView.init)
    articles = finding.articles.map(ArticleView.init)
    remedies = finding.remedies.map(RemedyView.init)
    requests = finding.requests.map { RequestView(id: $0.id, text: $0.text) }
    occurrences = finding.occurrences.map(OccurrenceView.init)
    confidenceItems = finding.confidenceItems.map(ConfidenceView.init)
    checks = finding.checks.map(CheckView.init)
    caveats = finding.caveats
    missing = finding.missing
    explains = finding.explains
    explainedBy = finding.explainedBy
    layer = finding.layer
    baseline = finding.standing
  }
}

private struct OccurrenceView: Encodable {
  let steps: [EvidenceView]
  let stepCount: Int
  let key: [String: String]?

  init(_ occurrence: FindingOccurrence) {
    steps = occurrence.steps.map(EvidenceView.init)
    stepCount = occurrence.stepCount
    key = occurrence.key.isEmpty ? nil : occurrence.key
  }
}

private struct ConfidenceView: Encodable {
  let name: String
  let detail: String?
  let amount: Double

  init(_ item: ConfidenceItem) {
    name = item.name
    detail = item.detail.isEmpty ? nil : item.detail
    amount = item.amount.isFinite ? (item.amount * 10_000).rounded() / 10_000 : 0
  }
}

private struct CheckView: Encodable {
  let kind: FindingCheck.Kind
  let demand: String
  let outcome: FindingCheck.Outcome
  let fact: String?
  let vetoes: Int?

  init(_ check: FindingCheck) {
    kind = check.kind
    demand = check.demand
    outcome = check.outcome
    fact = check.fact
    vetoes = check.vetoes > 0 ? check.vetoes : nil
  }
}

private struct EvidenceView: Encodable {
  let signature: String
  let source: String
  let line: Int
  let bytes: [Int]
  let time: String?
  let zone: String?
  let excerpt: String
  let captures: [String: String]
  let origins: [String: OriginView]?
  let repairs: [Repair]?

  struct OriginView: Encodable {
    let type: String
    let bytes: [Int]
  }

  init(_ evidence: Evidence) {
    signature = evidence.signature
    source = evidence.place.source
    line = evidence.place.line
    bytes = [evidence.place.bytes.lowerBound, evidence.place.bytes.upperBound]
    time = evidence.time?.iso8601
    zone = assumedZone(evidence.time)
    excerpt = evidence.excerpt.text
    captures = evidence.captures
    let places = evidence.origins.mapValues { origin in
      OriginView(type: origin.type, bytes: [origin.bytes.lowerBound, origin.bytes.upperBound])
    }
    origins = places.isEmpty ? nil : places
    repairs = evidence.repairs.isEmpty ? nil : evidence.repairs
  }
}

private struct ArticleView: Encodable {
  let number: String
  let language: Language
  let title: String
  let url: String?
  let fallback: Bool

  init(_ article: ArticleReference) {
    number = article.number.rawValue
    language = article.language
    title = article.title
    url = article.url
    fallback = article.isFallback
  }
}

private struct RemedyView: Encodable {
  let plugin: String
  let action: String
  let parameters: [String: String]
  let risk: String
  let asks: [String]

  init(_ remedy: RemedyOffer) {
    plugin = remedy.plugin
    action = remedy.action
    parameters = remedy.parameters
    risk = remedy.risk
    asks = remedy.asks
  }
}

private struct RequestView: Encodable {
  let id: String
  let text: LocalizedText
}

struct NoteView: Encodable {
  let code: String
  let text: LocalizedText

  init(_ note: Note) {
    code = note.code
    text = note.text
  }
}

struct PlaceView: Encodable {
  let source: String
  let line: Int
  let bytes: [Int]

  init(_ place: Place) {
    source = place.source
    line = place.line
    bytes = [place.bytes.lowerBound, place.bytes.upperBound]
  }
}

private struct UnknownView: Encodable {
  struct SuggestionView: Encodable {
    let number: String
    let language: Language
    let title: String
    let score: Double
  }

  let fingerprint: String
  let template: String
  let exception: String?
  let frame: String?
  let logger: String?
  let level: String?
  let count: Int
  let burst: Int
  let novelty: Double
  let firstSeen: String?
  let lastSeen: String?
  let zone: String?
  let excerpt: String
  let evidence: [PlaceView]
  let suggestions: [SuggestionView]

  init(_ error: UnknownError) {
    fingerprint = error.fingerprint
    template = error.template
    exception = error.exception
    frame = error.frame
    logger = error.logger
    level = error.level?.rawValue
    count = error.count
    burst = error.burst
    novelty = error.novelty
    firstSeen = error.firstSeen?.iso8601
    lastSeen = error.lastSeen?.iso8601
    zone = assumedZone(error.firstSeen, error.lastSeen)
    excerpt = error.excerpt.text
    evidence = error.places.map(PlaceView.init)
    suggestions = error.suggestions.map { suggestion in
      SuggestionView(
        number: suggestion.article.number.rawValue, language: suggestion.article.language,
        title: suggestion.article.title,
        score: suggestion.score.isFinite ? (suggestion.score * 1_000).rounded() / 1_000 : 0)
    }
  }
}

struct FactView: Encodable {

  let value: String
  let evidence: PlaceView?

  init(_ fact: EnvironmentFact) {
    value = fact.value
    evidence = fact.evidence.map(PlaceView.init)
  }
}

struct CoverageView: Encodable {
  struct SourceView: Encodable {
    let path: String
    let kind: DocumentKind
    let bytes: Int
    let entries: Int
    let unparsed: Int
    let levels: [String: Int]?
    let from: String?
    let to: String?
    let zone: String?
    let truncated: Bool
    /// Absent where it is UTF-8.
    let encoding: TextEncoding?
    let invalidBytes: Int?
    let excerpt: ExcerptReason?
    let sameAs: String?
  }

  struct SkippedView: Encodable {
    let path: String
    let reason: SkipReason
    let relevant: Bool
    let detail: String?
  }

  let sources: [SourceView]
  let skipped: [SkippedView]

  init(_ coverage: Coverage) {
    sources = coverage.sources.map { source in
      SourceView(
        path: source.path, kind: source.kind, bytes: source.bytes, entries: source.entries,
        unparsed: source.unparsed, levels: levels(source.levels), from: source.from?.iso8601,
        to: source.to?.iso8601,
        zone: assumedZone(source.from, source.to),
        truncated: source.isTruncated || source.excerpt != nil,
        encoding: source.encoding == .utf8 ? nil : source.encoding,
        invalidBytes: source.invalidBytes == 0 ? nil : source.invalidBytes,
        excerpt: source.excerpt, sameAs: source.sameAs)
    }
    skipped = coverage.skipped.map { source in
      SkippedView(
        path: source.path, reason: source.reason, relevant: source.isRelevant,
        detail: source.detail.isEmpty ? nil : source.detail)
    }
  }
}

private func levels(_ histogram: [LogLevel: Int]) -> [String: Int]? {
  guard !histogram.isEmpty else { return nil }
  return Dictionary(uniqueKeysWithValues: histogram.map { ($0.key.rawValue, $0.value) })
}

private func assumedZone(_ times: Timestamp?...) -> String? {
  times.contains { $0?.isZoneAssumed == true } ? "assumed" : nil
}
