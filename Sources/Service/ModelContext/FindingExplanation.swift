import Model

/// A finding with its proof: what happened step by step, why it is not surer, what would decide.
struct FindingExplanation: Encodable {
  struct Contribution: Encodable {
    let name: String
    let detail: String
    let amount: Double
  }

  struct Check: Encodable {
    let kind: String
    let demand: String
    let outcome: String
    let values: [String: String]
  }

  struct Request: Encodable {
    let id: String
    let send: String
  }

  /// How many places and steps are told.
  private static let mostSteps = 20

  let report: String
  let finding: String
  let note: String
  let title: String
  let summary: String
  let severity: String
  let status: String
  let confidence: Double
  let count: Int
  let occurrences: Int
  let steps: [EvidenceLine]
  let evidence: [EvidenceLine]
  let confidenceParts: [Contribution]
  let checks: [Check]
  let notSurer: [String]
  let caveats: [String]
  let wouldDecide: [Request]
  let consequences: [String]
  let explainedBy: [String]
  let articles: [ArticleLink]
  let remedies: [RemedyLink]

  /// The same in a few sentences.
  let sentences: String

  private enum CodingKeys: CodingKey {
    case report, finding, note, title, summary, severity, status, confidence, count, occurrences
    case steps, evidence, confidenceParts, checks, notSurer, caveats, wouldDecide, consequences
    case explainedBy, articles, remedies
  }

  /// - Parameter whole: The redacted report that the finding is in.
  init(_ one: Finding, in whole: Report, handle: String, language: Language) {
    report = handle
    finding = one.rule.id
    note = InputText.note[language]
    title = InputText.line(one.title[language])
    summary = InputText.shown(one.summary[language])
    severity = one.severity.rawValue
    status = one.status.rawValue
    confidence = one.shownConfidence
    count = one.count
    occurrences = one.occurrences.count
    steps = (one.occurrences.first?.steps ?? []).prefix(Self.mostSteps).map(EvidenceLine.init)
    evidence = one.evidence.prefix(Self.mostSteps).map(EvidenceLine.init)
    confidenceParts = one.confidenceItems.map {
      Contribution(
        name: $0.name, detail: $0.detail,
        amount: $0.amount.isFinite ? ($0.amount * 10_000).rounded() / 10_000 : 0)
    }
    checks = one.checks.map { check in
      Check(
        kind: check.kind.rawValue, demand: check.demand, outcome: check.outcome.rawValue,
        values: check.fact.map { ["fact": InputText.line($0)] } ?? [:])
    }
    notSurer = Self.doubts(on: one, language: language)
    caveats = one.caveats
    wouldDecide = one.requests.map { Request(id: $0.id, send: $0.text[language]) }
    let others = Set(whole.findings.map(\.rule.id))
    consequences = one.explains.filter { others.contains($0) }
    explainedBy = one.explainedBy
    articles = one.articles.map { ArticleLink($0, language: language) }
    remedies = one.remedies.map(RemedyLink.init)
    var lines = ["\(title) (\(severity), \(status), \(Int((confidence * 100).rounded())) %)"]
    lines += (steps.isEmpty ? evidence : steps).prefix(5).map {
      "- \($0.path):\($0.line) \($0.signature)"
    }
    lines += notSurer + wouldDecide.map(\.send)
    sentences = (lines + [note]).joined(separator: "\n")
  }

  /// What keeps the rule from being surer.
  private static func doubts(on finding: Finding, language: Language) -> [String] {
    let taken = finding.confidenceItems.filter { $0.amount < 0 }.map { item in
      let what = item.detail.isEmpty ? item.name : "\(item.name) (\(item.detail))"
      return LocalizedText(
        en: "Less sure for: \(what).", fr: "Moins sûr à cause de\u{A0}: \(what).",
        ja: "確度を下げた要因：\(what)。")
    }
    let open = finding.checks.filter { $0.outcome == .unknown }.map { check in
      LocalizedText(
        en: "Not known from the input: \(check.demand).",
        fr: "Les données n’indiquent pas\u{A0}: \(check.demand).",
        ja: "入力からは判断できない条件：\(check.demand)。")
    }
    let missing = finding.missing.map { demand in
      LocalizedText(
        en: "Not observed: \(demand).", fr: "Non observé\u{A0}: \(demand).",
        ja: "観測されなかったもの：\(demand)。")
    }
    return (taken + open + missing).map { $0[language] }
  }
}
