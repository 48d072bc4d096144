public import Model

/// An inspection as text for a terminal: each document with what it is, then the whole.
public struct InspectionText: Sendable {
  /// The text, with a line feed at its end.
  public let text: String

  /// Shows an inspection, which should have passed the redactor.
  public init(_ inspection: Inspection, style: ReportText.Style = ReportText.Style()) {
    var page = Page(style: style, folder: SharedFolder(of: inspection.coverage))
    for source in inspection.coverage.sources {
      page.add(source)
      if let statistics = source.statistics { page.add(statistics, kind: source.kind) }
    }
    page.addCoverage(of: inspection, isFull: true)
    page.add(inspection.threadSeries)
    text = page.lines.joined(separator: "\n") + "\n"
  }
}
