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
    text = JSONDocument(InspectionDocument(inspection)).text
  }
}

struct InspectionDocument: Codable {
  enum Schema: String, Codable, CaseIterable {
    case current = "aemedic.inspection/1"
  }

  let schema: Schema
  let coverage: CoverageDocument
  let environment: [String: FactDocument]
  let partial: Bool
  let notes: [NoteDocument]
  let statistics: StatisticsDocument

  init(_ inspection: Inspection) {
    schema = .current
    coverage = CoverageDocument(inspection.coverage)
    environment = inspection.environment.mapValues(FactDocument.init)
    partial = inspection.isPartial
    notes = inspection.notes.map(NoteDocument.init)
    statistics = StatisticsDocument(inspection)
  }
}
