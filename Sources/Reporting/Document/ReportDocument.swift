public import Model

/// The JSON of a report, the schema `aemedic.report/1`: written, read back and described as one.
///
/// A field that has no value is absent. Read back, a report says what its text says: of an
/// excerpt whether it was cut is gone, and of several times in one place each counts as
/// assumed if one is.
public struct ReportDocument: Codable, Sendable {
  enum Schema: String, Codable, CaseIterable {
    case current = "aemedic.report/1"
  }

  let schema: Schema
  let findings: [FindingDocument]
  let unknowns: [UnknownDocument]
  let unknownCount: Int
  let coverage: CoverageDocument
  let environment: [String: FactDocument]
  let partial: Bool
  let verdict: Verdict
  let notes: [NoteDocument]

  /// Describes a report, which should have passed the redactor.
  public init(_ report: Report) {
    schema = .current
    findings = report.findings.map(FindingDocument.init)
    unknowns = report.unknowns.map(UnknownDocument.init)
    unknownCount = report.unknownCount
    coverage = CoverageDocument(report.coverage)
    environment = report.environment.mapValues(FactDocument.init)
    partial = report.isPartial
    verdict = report.verdict
    notes = report.notes.map(NoteDocument.init)
  }

  /// The report that it describes.
  public var report: Report {
    Report(
      findings: findings.map(\.finding), unknowns: unknowns.map(\.error),
      unknownCount: unknownCount, coverage: coverage.coverage,
      environment: environment.mapValues(\.fact), isPartial: partial, verdict: verdict,
      notes: notes.map(\.note))
  }
}

struct FactDocument: Codable {
  let value: String
  let evidence: PlaceDocument?

  init(_ fact: EnvironmentFact) {
    value = fact.value
    evidence = fact.evidence.map(PlaceDocument.init)
  }

  var fact: EnvironmentFact { EnvironmentFact(value: value, evidence: evidence?.place) }
}

struct NoteDocument: Codable {
  let code: String
  let text: LocalizedText

  init(_ note: Note) {
    code = note.code
    text = note.text
  }

  var note: Note { Note(code: code, text: text) }
}

struct ArticleDocument: Codable {
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

  /// The article; `nil` if the number cannot be one.
  var reference: ArticleReference? {
    ArticleNumber(number).map {
      ArticleReference(
        number: $0, language: language, title: title, url: url, isFallback: fallback)
    }
  }
}
