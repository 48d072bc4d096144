import FoundationEssentials
public import Model

/// The report as JSON of the schema `aemedic.report/1`.
///
/// The same report gives the same bytes: keys are sorted and nothing depends on
/// time, place or threads. A field that has no value is absent. Characters that
/// command a terminal or turn the direction of text are written as escapes.
public struct ReportJSON: Sendable {
  /// The document, with a line feed at its end.
  public let text: String

  /// Writes a report, which should have passed the redactor.
  public init(_ report: Report) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    guard let data = try? encoder.encode(ReportView(report)) else {
      fatalError("views of reports hold only texts, whole numbers and finite numbers")
    }
    text = Self.escapingInvisible(String(decoding: data, as: UTF8.self)) + "\n"
  }

  /// Outside strings JSON has ASCII only, so every such character stands in a string.
  private static func escapingInvisible(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: TerminalText.isHarmful) else { return json }
    var escaped = ""
    for scalar in json.unicodeScalars {
      if scalar != "\n", TerminalText.isHarmful(scalar) {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

private struct ReportView: Encodable {
  let schema = "aemedic.report/1"
  let findings: [FindingView]
  let coverage: CoverageView
  let environment: [String: FactView]
  let partial: Bool
  let verdict: Verdict
  let notes: [NoteView]

  init(_ report: Report) {
    findings = report.findings.map(FindingView.init)
    coverage = CoverageView(report.coverage)
    environment = report.environment.mapValues(FactView.init)
    partial = report.isPartial
    verdict = report.verdict
    notes = report.notes.map { NoteView(code: $0.code, text: $0.text) }
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

  init(_ evidence: Evidence) {
    signature = evidence.signature
    source = evidence.place.source
    line = evidence.place.line
    bytes = [evidence.place.bytes.lowerBound, evidence.place.bytes.upperBound]
    time = evidence.time?.iso8601
    zone = assumedZone(evidence.time)
    excerpt = evidence.excerpt.text
    captures = evidence.captures
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

  init(_ remedy: RemedyOffer) {
    plugin = remedy.plugin
    action = remedy.action
    parameters = remedy.parameters
    risk = remedy.risk
  }
}

private struct RequestView: Encodable {
  let id: String
  let text: LocalizedText
}

private struct NoteView: Encodable {
  let code: String
  let text: LocalizedText
}

private struct FactView: Encodable {
  struct PlaceView: Encodable {
    let source: String
    let line: Int
    let bytes: [Int]
  }

  let value: String
  let evidence: PlaceView?

  init(_ fact: EnvironmentFact) {
    value = fact.value
    evidence = fact.evidence.map { place in
      PlaceView(
        source: place.source, line: place.line,
        bytes: [place.bytes.lowerBound, place.bytes.upperBound])
    }
  }
}

private struct CoverageView: Encodable {
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
        excerpt: source.excerpt)
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
