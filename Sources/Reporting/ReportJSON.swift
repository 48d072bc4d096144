public import Model

/// The report as JSON of the schema `aemedic.report/1`.
///
/// The same report gives the same bytes: nothing depends on time, place or threads.
public struct ReportJSON: Sendable {
  /// The document, with a line feed at its end.
  public var text: String { JSONDocument(document).text }

  /// The same on one line, with a line feed at its end.
  public var line: String { JSONDocument(document, isPretty: false).text }

  private let document: ReportDocument

  /// Writes a report, which should have passed the redactor.
  public init(_ report: Report) {
    document = ReportDocument(report)
  }
}
