import Foundation
import Model
import TestSupport
import Testing

@testable import Reporting

@Suite("Schemas of what programs read")
struct ReportSchemaTests {
  @Test(
    "the file beside the knowledge is what the reader reads", arguments: PublishedSchema.allCases)
  func isCurrent(schema: PublishedSchema) throws {
    let file = Corpus.packagePath("kb/schema/\(schema).schema.json")
    let kept = try String(contentsOfFile: file, encoding: .utf8)
    #expect(try schema.text == kept, "write it anew with `aemedic schema \(schema)`")
  }

  @Test("admits what the report says, and nothing that it does not know")
  func admitsReports() throws {
    let check = try JSONSchemaCheck(contentsOf: Corpus.packagePath("kb/schema/report.schema.json"))
    var report = Samples.report
    report.findings[1].missing = ["sequence [a, b] within 30m"]
    report.findings[1].explainedBy = ["ims-client-secret-after-restart"]
    let data = Data(ReportJSON(report).text.utf8)
    var value = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(check.problems(in: value) == [])
    let difference = DifferenceJSON(ReportDifference(from: Samples.empty, to: report)).text
    #expect(
      try JSONSchemaCheck(contentsOf: Corpus.packagePath("kb/schema/difference.schema.json"))
        .problems(in: JSONSerialization.jsonObject(with: Data(difference.utf8))) == [])
    let inspection = InspectionJSON(report.inspection).text
    #expect(
      try JSONSchemaCheck(contentsOf: Corpus.packagePath("kb/schema/inspection.schema.json"))
        .problems(in: JSONSerialization.jsonObject(with: Data(inspection.utf8))) == [])
    value["verdict"] = "maybe"
    value["colour"] = "red"
    #expect(check.problems(in: value).count == 2)
  }
}
