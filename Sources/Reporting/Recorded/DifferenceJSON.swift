import Model

/// What differs between two reports, as JSON of the schema `aemedic.difference/1`.
public struct DifferenceJSON {
  /// The document, with a line feed at its end.
  public let text: String

  /// Writes a difference between reports that have passed the redactor.
  public init(_ difference: ReportDifference) {
    text = JSONDocument(DifferenceView(difference)).text
  }
}

private struct DifferenceView: Encodable {
  struct FindingView: Encodable {
    let rule: String
    let version: Int
    let fingerprint: String
    let severity: Severity
    let status: FindingStatus
    let count: Int
    let title: LocalizedText
    let layer: String

    init(_ finding: Finding) {
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

  struct ChangeView: Encodable {
    let rule: String
    let fingerprint: String
    let before: FindingView
    let after: FindingView
    let aspects: [ReportDifference.Aspect]
  }

  struct ErrorView: Encodable {
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

  let schema = "aemedic.difference/1"
  let new: [FindingView]
  let gone: [FindingView]
  let changed: [ChangeView]
  let unchanged: Int
  let newUnknowns: [ErrorView]
  let goneUnknowns: [ErrorView]
  let partial: Bool
  let windows: WindowsView?

  /// The times to which the reports were limited.
  struct WindowsView: Encodable {
    let before: CoverageView.WindowView?
    let after: CoverageView.WindowView?
  }

  init(_ difference: ReportDifference) {
    windows = difference.windows.map {
      WindowsView(
        before: $0.before.map(CoverageView.WindowView.init),
        after: $0.after.map(CoverageView.WindowView.init))
    }
    new = difference.new.map(FindingView.init)
    gone = difference.gone.map(FindingView.init)
    changed = difference.changed.map {
      ChangeView(
        rule: $0.after.rule.id, fingerprint: $0.after.fingerprint,
        before: FindingView($0.before), after: FindingView($0.after), aspects: $0.aspects)
    }
    unchanged = difference.unchanged
    newUnknowns = difference.newUnknowns.map(ErrorView.init)
    goneUnknowns = difference.goneUnknowns.map(ErrorView.init)
    partial = difference.isPartial
  }
}
