public import Model

/// An inspection as JSON of the schema `aemedic.inspection/1`.
///
/// Coverage, environment and notes stand as they do in a report; `statistics` holds what the
/// records of logs say in numbers.
public struct InspectionJSON: Sendable {
  /// The document, with a line feed at its end.
  public let text: String

  /// Writes an inspection, which should have passed the redactor.
  public init(_ inspection: Inspection) {
    text = JSONDocument(InspectionView(inspection)).text
  }
}

private struct InspectionView: Encodable {
  let schema = "aemedic.inspection/1"
  let coverage: CoverageView
  let environment: [String: FactView]
  let partial: Bool
  let notes: [NoteView]
  let statistics: StatisticsView

  init(_ inspection: Inspection) {
    coverage = CoverageView(inspection.coverage)
    environment = inspection.environment.mapValues(FactView.init)
    partial = inspection.isPartial
    notes = inspection.notes.map(NoteView.init)
    statistics = StatisticsView(inspection)
  }
}
