import Model
import Reporting
import Testing

/// What an inspection tells, as text and as JSON.
struct InspectionTests {
  private static func text(_ coverage: Coverage, in language: Language) -> String {
    let inspection = Inspection(coverage: coverage, environment: [:], isPartial: true, notes: [])
    return InspectionText(inspection, style: ReportText.Style(width: 200, language: language)).text
  }

  @Test(
    "an archive whose encryption is not read is told with what to do", arguments: Language.allCases)
  func unsupportedEncryption(language: Language) {
    let skipped = SkippedSource(path: "case.7z", reason: .unsupportedEncryption)
    let text = Self.text(Coverage(skipped: [skipped]), in: language)
    #expect(text.contains("case.7z"))
    #expect(text.contains("7-Zip"))
    #expect(text.contains("7z x"))
  }
}
