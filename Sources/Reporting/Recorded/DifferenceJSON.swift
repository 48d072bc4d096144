import Model

/// What differs between two reports, as JSON of the schema `aemedic.difference/1`.
public struct DifferenceJSON {
  /// The document, with a line feed at its end.
  public let text: String

  /// Writes a difference between reports that have passed the redactor.
  public init(_ difference: ReportDifference) {
    text = JSONDocument(DifferenceDocument(difference)).text
  }
}

struct DifferenceDocument: Codable {
  enum Schema: String, Codable, CaseIterable {
    case current = "aemedic.difference/1"
  }

  struct Finding: Codable {
    let rule: String
    let version: Int
    let fingerprint: String
    let severity: Severity
    let status: FindingStatus
    let count: Int
    let title: LocalizedText
    let layer: String

    init(_ finding: Model.Finding) {
      rule = finding.rule.id
      version = finding.rule.version
      fingerprint = finding.fingerprint
      severity = finding.severity
      status = finding.status
      count = finding.count
      title = finding.title
      layer = finding.layer
    }
  }

  struct Change: Codable {
    let rule: String
    let fingerprint: String
    let before: Finding
    let after: Finding
    let aspects: [ReportDifference.Aspect]
  }

  struct Unknown: Codable {
    let fingerprint: String
    let template: String
    let exception: String?
    let count: Int

    init(_ error: UnknownError) {
      fingerprint = error.fingerprint
      template = error.template
      exception = error.exception
      count = error.count
    }
  }

  let schema: Schema
  let new: [Finding]
  let gone: [Finding]
  let changed: [Change]
  let unchanged: Int
  let newUnknowns: [Unknown]
  let goneUnknowns: [Unknown]
  let partial: Bool
  let windows: Windows?

  /// The times to which the reports were limited.
  struct Windows: Codable {
    let before: WindowDocument?
    let after: WindowDocument?
  }

  init(_ difference: ReportDifference) {
    schema = .current
    new = difference.new.map(Finding.init)
    gone = difference.gone.map(Finding.init)
    changed = difference.changed.map {
      Change(
        rule: $0.after.rule.id, fingerprint: $0.after.fingerprint,
        before: Finding($0.before), after: Finding($0.after), aspects: $0.aspects)
    }
    unchanged = difference.unchanged
    newUnknowns = difference.newUnknowns.map(Unknown.init)
    goneUnknowns = difference.goneUnknowns.map(Unknown.init)
    partial = difference.isPartial
    windows = difference.windows.map {
      Windows(
        before: $0.before.map(WindowDocument.init), after: $0.after.map(WindowDocument.init))
    }
  }
}
