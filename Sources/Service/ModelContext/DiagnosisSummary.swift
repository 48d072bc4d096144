import Model

/// A report as models are told of it: what matters, redacted and bounded.
struct DiagnosisSummary: Encodable {
  struct Row: Encodable {
    let finding: String
    let title: String
    let summary: String
    let severity: String
    let status: String
    let confidence: Double
    let count: Int
    let firstSeen: String?
    let lastSeen: String?
    let fingerprint: String
    let isRoot: Bool
    let explainedBy: [String]
    let evidence: [EvidenceLine]
    let articles: [ArticleLink]
    let remedies: [RemedyLink]
  }

  struct Unknown: Encodable {
    let text: String
    let level: String?
    let count: Int
    let path: String?
    let line: Int?
    let articles: [ArticleLink]
  }

  struct Source: Encodable {
    let path: String
    let kind: String
    let bytes: Int
    let entries: Int
    let errors: Int
  }

  struct Skipped: Encodable {
    let path: String
    let reason: String
    let mayMatter: Bool
  }

  /// How many of each are told.
  private enum Most {
    static let findings = 25
    static let unknowns = 10
    static let sources = 40
    static let evidence = 3
  }

  let report: String
  let note: String
  let verdict: String
  let partial: Bool
  let findings: [Row]
  let findingCount: Int
  let unknowns: [Unknown]
  let unknownCount: Int
  let sources: [Source]
  let sourceCount: Int
  let skipped: [Skipped]
  let skippedCount: Int
  let values: [String: String]

  /// The same in a few sentences.
  let sentences: String

  private enum CodingKeys: CodingKey {
    case report, note, verdict, partial, findings, findingCount, unknowns, unknownCount, sources
    case sourceCount, skipped, skippedCount, values
  }

  /// - Parameter whole: A report that was redacted.
  init(_ whole: Report, handle: String, language: Language) {
    report = handle
    note = InputText.note[language]
    verdict = whole.verdict.rawValue
    partial = whole.isPartial
    findings = whole.findings.prefix(Most.findings).map { finding in
      Row(
        finding: finding.rule.id, title: InputText.line(finding.title[language]),
        summary: InputText.shown(finding.summary[language]), severity: finding.severity.rawValue,
        status: finding.status.rawValue, confidence: finding.shownConfidence,
        count: finding.count, firstSeen: finding.firstSeen?.iso8601,
        lastSeen: finding.lastSeen?.iso8601, fingerprint: finding.fingerprint,
        isRoot: finding.explainedBy.isEmpty, explainedBy: finding.explainedBy,
        evidence: finding.evidence.prefix(Most.evidence).map(EvidenceLine.init),
        articles: finding.articles.map { ArticleLink($0, language: language) },
        remedies: finding.remedies.map(RemedyLink.init))
    }
    findingCount = whole.findings.count
    unknowns = whole.unknowns.prefix(Most.unknowns).map { error in
      Unknown(
        text: InputText.shown(error.excerpt.text), level: error.level?.rawValue,
        count: error.count, path: error.places.first.map { InputText.line($0.source) },
        line: error.places.first?.line,
        articles: error.suggestions.map { ArticleLink($0.article, language: language) })
    }
    unknownCount = whole.unknownCount
    sources = whole.coverage.sources.prefix(Most.sources).map { source in
      Source(
        path: InputText.line(source.path), kind: source.kind.rawValue, bytes: source.bytes,
        entries: source.entries,
        errors: source.levels.reduce(0) { $1.key >= .error ? $0 + $1.value : $0 })
    }
    sourceCount = whole.coverage.sources.count
    skipped = whole.coverage.skipped.prefix(Most.sources).map {
      Skipped(
        path: InputText.line($0.path), reason: $0.reason.rawValue, mayMatter: $0.isRelevant)
    }
    skippedCount = whole.coverage.skipped.count
    values = whole.environment.mapValues { InputText.line($0.value) }
    var lines = [Self.opening(whole)[language]]
    lines += findings.prefix(Most.unknowns).map { row in
      "- \(row.finding): \(row.title) (\(row.severity), \(row.status),"
        + " \(Int((row.confidence * 100).rounded())) %)"
    }
    if !findings.isEmpty { lines.append(Self.further(handle)[language]) }
    sentences = (lines + [note]).joined(separator: "\n")
  }

  private static func opening(_ report: Report) -> LocalizedText {
    let (known, unknown) = (report.findings.count, report.unknownCount)
    let read = report.coverage.sources.count
    let missed = report.coverage.skipped.count { $0.isRelevant }
    return LocalizedText(
      en: "Verdict: \(report.verdict.rawValue). Findings: \(known); unknown errors: \(unknown);"
        + " sources read: \(read), unread that may matter: \(missed).",
      fr: "Verdict\u{A0}: \(report.verdict.rawValue). Constats\u{A0}: \(known)\u{A0}; erreurs"
        + " inconnues\u{A0}: \(unknown)\u{A0}; sources lues\u{A0}: \(read), non lues qui peuvent"
        + " compter\u{A0}: \(missed).",
      ja: "判定：\(report.verdict.rawValue)。検出結果：\(known)、未知のエラー：\(unknown)、"
        + "読み込んだソース：\(read)、関係しうる未読のソース：\(missed)。")
  }

  private static func further(_ handle: String) -> LocalizedText {
    LocalizedText(
      en: "For the proof, call explain_finding with report “\(handle)” and the finding.",
      fr: "Pour la preuve, appelez explain_finding avec report «\u{A0}\(handle)\u{A0}» et le"
        + " constat.",
      ja: "根拠を確認するには、report「\(handle)」と検出結果を指定して explain_finding を呼び出してください。")
  }
}

/// A place in the input with what stands there.
struct EvidenceLine: Encodable {
  let signature: String
  let path: String
  let line: Int
  let time: String?
  let text: String
  let values: [String: String]

  init(_ evidence: Evidence) {
    signature = evidence.signature
    path = InputText.line(evidence.place.source)
    line = evidence.place.line
    time = evidence.time?.iso8601
    text = InputText.shown(evidence.excerpt.text)
    values = evidence.captures.mapValues { InputText.line($0) }
  }
}

/// An article with where its text can be read.
struct ArticleLink: Encodable {
  let number: String
  let title: String
  let resource: String
  let url: String?

  init(_ article: ArticleReference, language: Language) {
    number = article.number.rawValue
    title = article.title
    resource = ArticleResources.address(of: article.number, in: language)
    url = article.url
  }
}

/// A remedy as `plan_remedy` takes it.
struct RemedyLink: Encodable {
  let remedy: String
  let action: String
  let risk: String
  let parameters: [String: String]

  init(_ offer: RemedyOffer) {
    remedy = offer.plugin
    action = offer.action
    risk = offer.risk
    parameters = offer.parameters.mapValues { InputText.line($0) }
  }
}

extension Finding {
  /// The confidence as machines are told it.
  var shownConfidence: Double {
    confidence.isFinite ? (min(1, max(0, confidence)) * 10_000).rounded() / 10_000 : 0
  }
}
