/// A document that programs read, with its JSON Schema.
public enum PublishedSchema: String, CaseIterable, Sendable {
  /// What `diagnose` finds.
  case report

  /// What `inspect` finds.
  case inspection

  /// What `diff` finds.
  case difference

  /// The schema, with a line feed at its end.
  public var text: String {
    get throws {
      switch self {
      case .report:
        try DocumentSchema(of: ReportDocument.self, title: "A report of aemedic").text
      case .inspection:
        try DocumentSchema(of: InspectionDocument.self, title: "An inspection by aemedic").text
      case .difference:
        try DocumentSchema(of: DifferenceDocument.self, title: "A difference of two reports").text
      }
    }
  }
}
