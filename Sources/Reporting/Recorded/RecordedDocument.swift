import FoundationEssentials
import Model

/// The schema alone, to tell another document from a broken one.
struct RecordedSchema: Decodable {
  let schema: String
}

/// The JSON of a report as it is read back.
struct RecordedDocument: Decodable {
  static let schema = "aemedic.report/1"

  let schema: String
  private let findings: [RecordedFinding]
  private let unknowns: [RecordedUnknown]
  private let unknownCount: Int
  private let coverage: RecordedCoverage
  private let environment: [String: RecordedFact]
  private let partial: Bool
  private let verdict: Verdict

  /// What it tells.
  var report: Report {
    Report(
      findings: findings.map(\.finding), unknowns: unknowns.map(\.error),
      unknownCount: unknownCount,
      coverage: Coverage(
        sources: coverage.sources.map {
          CoveredSource(path: $0.path, kind: $0.kind, bytes: $0.bytes, entries: $0.entries)
        }),
      environment: environment.mapValues { EnvironmentFact(value: $0.value, evidence: nil) },
      isPartial: partial, verdict: verdict)
  }
}

private struct RecordedCoverage: Decodable {
  struct Source: Decodable {
    let path: String
    let kind: DocumentKind
    let bytes: Int
    let entries: Int
  }

  let sources: [Source]
}

private struct RecordedFact: Decodable {
  let value: String
}

private struct RecordedArticle: Decodable {
  let number: String
  let language: Language
  let title: String
  let url: String?
  let fallback: Bool?
  let score: Double?

  var reference: ArticleReference? {
    ArticleNumber(number).map {
      ArticleReference(
        number: $0, language: language, title: title, url: url, isFallback: fallback ?? false)
    }
  }
}

private struct RecordedFinding: Decodable {
  struct Remedy: Decodable {
    let plugin: String
    let action: String
    let parameters: [String: String]
    let risk: String

    /// Reports of earlier versions do not say it.
    let asks: [String]?

    var offer: RemedyOffer {
      var offer = RemedyOffer(
        plugin: plugin, action: action, parameters: parameters, risk: risk)
      if let asks { offer.asks = asks }
      return offer
    }
  }

  struct Request: Decodable {
    let id: String
    let text: LocalizedText
  }

  struct Occurrence: Decodable {
    let steps: [RecordedEvidence]
    let stepCount: Int
    let key: [String: String]?
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
  let evidence: [RecordedEvidence]
  let articles: [RecordedArticle]
  let remedies: [Remedy]
  let requests: [Request]
  let occurrences: [Occurrence]
  let missing: [String]
  let explains: [String]
  let explainedBy: [String]
  let layer: String

  var finding: Finding {
    var finding = Finding(
      rule: RuleReference(id: rule, version: version), severity: severity, status: status,
      confidence: confidence, title: title, summary: summary, fingerprint: fingerprint,
      count: count, firstSeen: firstSeen.flatMap(Timestamp.init(recorded:)),
      lastSeen: lastSeen.flatMap(Timestamp.init(recorded:)), evidence: evidence.map(\.evidence),
      articles: articles.compactMap(\.reference),
      remedies: remedies.map(\.offer),
      requests: requests.map { EvidenceRequest(id: $0.id, text: $0.text) })
    finding.occurrences = occurrences.map {
      FindingOccurrence(
        steps: $0.steps.map(\.evidence), stepCount: $0.stepCount, key: $0.key ?? [:])
    }
    finding.missing = missing
    finding.explains = explains
    finding.explainedBy = explainedBy
    finding.layer = layer
    return finding
  }
}

private struct RecordedEvidence: Decodable {
  let signature: String
  let source: String
  let line: Int
  let bytes: [Int]
  let time: String?
  let excerpt: String
  let captures: [String: String]

  var evidence: Evidence {
    Evidence(
      signature: signature, place: Place(source: source, line: line, recorded: bytes),
      time: time.flatMap(Timestamp.init(recorded:)), excerpt: Excerpt(text: excerpt),
      captures: captures)
  }
}

private struct RecordedUnknown: Decodable {
  struct RecordedPlace: Decodable {
    let source: String
    let line: Int
    let bytes: [Int]
  }

  let fingerprint: String
  let template: String
  let exception: String?
  let frame: String?
  let logger: String?
  let level: LogLevel?
  let count: Int
  let burst: Int
  let novelty: Double
  let firstSeen: String?
  let lastSeen: String?
  let excerpt: String
  let evidence: [RecordedPlace]
  let suggestions: [RecordedArticle]

  var error: UnknownError {
    UnknownError(
      fingerprint: fingerprint, template: template, exception: exception, frame: frame,
      logger: logger, level: level, count: count, burst: burst, novelty: novelty,
      firstSeen: firstSeen.flatMap(Timestamp.init(recorded:)),
      lastSeen: lastSeen.flatMap(Timestamp.init(recorded:)), excerpt: Excerpt(text: excerpt),
      places: evidence.map { Place(source: $0.source, line: $0.line, recorded: $0.bytes) },
      suggestions: suggestions.compactMap { article in
        article.reference.map { ArticleSuggestion(article: $0, score: article.score ?? 0) }
      })
  }
}

extension Place {
  /// A place whose bytes stand in a report as start and end; what is no range counts as empty.
  fileprivate init(source: String, line: Int, recorded bytes: [Int]) {
    let isRange = bytes.count == 2 && bytes[0] >= 0 && bytes[0] <= bytes[1]
    self.init(
      source: source, line: max(1, line), bytes: isRange ? bytes[0]..<bytes[1] : 0..<0)
  }
}

extension Timestamp {
  /// Reads what `iso8601` writes; `nil` if it is anything else.
  fileprivate init?(recorded text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      Int(String(decoding: bytes[range], as: UTF8.self))
    }
    guard bytes.count == 29, let year = number(0..<4), let month = number(5..<7),
      (1...12).contains(month), let day = number(8..<10), let hour = number(11..<13),
      let minute = number(14..<16), let second = number(17..<19),
      let millisecond = number(20..<23), let hours = number(24..<26),
      let minutes = number(27..<29)
    else { return nil }
    let sign = bytes[23] == UInt8(ascii: "-") ? -1 : 1
    self.init(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      millisecond: millisecond, zone: .stated(offset: sign * (hours * 3_600 + minutes * 60)))
  }
}
