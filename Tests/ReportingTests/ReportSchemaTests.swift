import Foundation
import Model
import TestSupport
import Testing

@testable import Reporting

@Suite("Schema of reports")
struct ReportSchemaTests {
  @Test("admits what the report says, and nothing that it does not know")
  func admitsReports() throws {
    let check = try JSONSchemaCheck(contentsOf: Corpus.packagePath("kb/schema/report.schema.json"))
    var report = Samples.report
    report.findings[1].missing = ["sequence [a, b] within 30m"]
    report.findings[1].explainedBy = ["ims-client-secret-after-restart"]
    let data = Data(ReportJSON(report).text.utf8)
    var value = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(check.problems(in: value) == [])
    value["verdict"] = "maybe"
    value["colour"] = "red"
    #expect(check.problems(in: value).count == 2)
  }
}
