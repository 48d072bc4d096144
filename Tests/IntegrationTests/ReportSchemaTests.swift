import Foundation
import TestSupport
import Testing

/// What the program prints, held against the schemas beside the knowledge base.
@Suite struct ReportSchemaTests {
  @Test(
    "a report follows its schema",
    arguments: [
      "kb/examples/ims-after-restart",
      "kb/rules/repository-oak/oak-document-lease-lost/cases/fires-after-pause",
      "kb/rules/indexing-lucene/index-async-still-failing/cases/fires-never-recovered.log",
      "README.md",
    ])
  func report(path: String) throws {
    let outcome = try Tool.run(["diagnose", Corpus.packagePath(path), "--format", "json"])
    let check = try JSONSchemaCheck(contentsOf: Corpus.packagePath("kb/schema/report.schema.json"))
    #expect(check.problems(in: try JSONSerialization.jsonObject(with: outcome.output)) == [])
  }

  @Test("an explanation names what is missing")
  func explanation() throws {
    let folder = Corpus.packagePath("kb/rules/indexing-lucene/index-async-still-failing/cases")
    let silent = try Tool.run([
      "rules", "explain", "index-async-still-failing", "\(folder)/silent-recovered.log",
      "--lang", "en",
    ])
    #expect(silent.status == 0)
    #expect(silent.text.hasPrefix("index-async-still-failing does not speak"))
    #expect(silent.text.contains("what was expected came"))
    let unknown = try Tool.run(["rules", "explain", "index-lane", "\(folder)/silent-recovered.log"])
    #expect(unknown.status != 0)
  }

  @Test("the tests of rules can be read by a build server")
  func junit() throws {
    let outcome = try Tool.run(
      ["rules", "test", Corpus.packagePath("kb/rules"), "--format", "junit", "--no-mutations"])
    #expect(outcome.status == 0)
    #expect(outcome.text.hasPrefix("<?xml"))
    #expect(outcome.text.contains("failures=\"0\""))
  }
}
