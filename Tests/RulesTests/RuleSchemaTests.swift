import Foundation
import TestSupport
import Testing
import YAMLKit

@testable import Rules

@Suite("Schema of rules")
struct RuleSchemaTests {
  static let file = Corpus.packagePath("kb/schema/rule.schema.json")

  @Test("the file beside the rules is what the reader's tables say")
  func isCurrent() throws {
    let kept = try String(contentsOfFile: Self.file, encoding: .utf8)
    #expect(kept == RuleSchema.text, "write it anew with `aemedic rules schema`")
  }

  @Test("admits every shipped rule, and the one that uses everything")
  func admitsRules() throws {
    let check = try JSONSchemaCheck(contentsOf: Self.file)
    let folder = RuleFolder(path: Corpus.packagePath("kb/rules"))
    #expect(folder.files.count > 15)
    for path in folder.files.values.sorted() {
      let bytes = Array(try Data(contentsOf: URL(filePath: path)))
      let problems = check.problems(in: try YAML.parse(bytes, file: path).json)
      #expect(problems == [], "\(path)")
    }
    let whole = try YAML.parse(Array(RuleReaderTests.valid.utf8), file: "rule.yaml").json
    #expect(check.problems(in: whole) == [])
  }

  @Test(
    "refuses what the reader refuses",
    arguments: [
      ("    all: [", "    alle: ["), ("within: 30m", "windw: 30m"), ("within: 30m", "within: soon"),
      ("status: test", "status: tset"), ("confidence: 0.95", "confidence: 2"),
      ("version: 1\n", ""), ("in: payload", "in: paylod"),
    ])
  func refuses(original: String, replacement: String) throws {
    let text = RuleReaderTests.valid.replacing(original, with: replacement, maxReplacements: 1)
    let value = try YAML.parse(Array(text.utf8), file: "rule.yaml").json
    #expect(try !JSONSchemaCheck(contentsOf: Self.file).problems(in: value).isEmpty)
    #expect(throws: RuleProblem.self) {
      try RuleReader(Array(text.utf8), file: "rule.yaml", category: "x").rule()
    }
  }
}

extension YAMLNode {
  /// The node as editors see it: what is not in quotes may be a number or a truth value.
  var json: Any {
    switch content {
    case .sequence(let items): return items.map(\.json)
    case .mapping(let entries):
      return Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.value.json) })
    case .scalar(let text, let style):
      guard style == .plain else { return text }
      if text == "true" || text == "false" { return text == "true" }
      return Double(text).map { $0 as Any } ?? text
    }
  }
}
