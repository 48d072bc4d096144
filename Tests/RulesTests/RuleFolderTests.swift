import Foundation
import Matching
import Model
import TestSupport
import Testing

@testable import Rules

@Suite("Rule folder")
struct RuleFolderTests {
  private func rule(_ id: String, status: String = "test", more: String = "") -> String {
    """
    id: \(id)
    version: 1
    status: \(status)
    severity: error
    title: {en: a, fr: b, ja: c}
    summary: {en: a, fr: b, ja: c}
    signatures:
      s: {in: text, all: [refused]}
    when: s
    \(more)
    """
  }

  @Test("rules that explain each other in a circle are left out, the others run")
  func cycle() throws {
    let folder = try TemporaryFolder()
    try folder.write(rule("one", more: "explains: [two]"), to: "x/one/rule.yaml")
    try folder.write(rule("two", more: "explains: [one]"), to: "x/two/rule.yaml")
    try folder.write(rule("three", more: "explains: [four]"), to: "x/three/rule.yaml")
    try folder.write(rule("five"), to: "x/five/rule.yaml")
    let read = RuleFolder(path: folder.url.path)
    #expect(read.ruleSet.rules.map(\.id) == ["five"])
    #expect(Set(read.ruleSet.leftOut.map(\.id)) == ["one", "two", "three"])
    #expect(read.problems.allSatisfy { $0.location?.line == 10 && $0.location?.column == 1 })
    let reasons = read.problems.map(\.reason.en)
    #expect(reasons.contains("rules explain each other in a circle: one → two → one"))
    #expect(reasons.contains("there is no rule “four” to explain"))
  }

  @Test("a rule without cases does not load as stable")
  func unstable() throws {
    let folder = try TemporaryFolder()
    try folder.write(rule("one", status: "stable"), to: "x/one/rule.yaml")
    let read = RuleFolder(path: folder.url.path)
    #expect(read.ruleSet.rules.map(\.maturity) == [.test])
    #expect(read.problems.map(\.kind) == [.missingCase(firing: true), .missingCase(firing: false)])
    #expect(read.problems.first?.location?.line == 3)
  }

  @Test("signatures and lists beside the rules can be used by several of them")
  func shared() throws {
    let folder = try TemporaryFolder()
    try folder.write("refused: {in: text, any: {list: words}}\n", to: "shared/ims.yaml")
    try folder.write("refused\ndenied\n", to: "lists/words.txt")
    let use = rule("one").replacing("{in: text, all: [refused]}", with: "{shared: refused}")
    try folder.write(use, to: "x/one/rule.yaml")
    try folder.write(use.replacing("id: one", with: "id: two"), to: "x/two/rule.yaml")
    let read = RuleFolder(path: folder.url.path)
    #expect(read.problems.map(\.reason.en) == [])
    #expect(try CompiledRules(read.ruleSet).textSignatures.count == 1)
    guard case .text(let pattern) = read.ruleSet.rules[0].signatures[0].pattern else {
      Issue.record("not a text signature")
      return
    }
    #expect(pattern.text.any == ["refused", "denied"])
  }

  @Test("misspelt words are corrected in the file, one after the other")
  func fix() throws {
    let folder = try TemporaryFolder()
    let text = rule("one").replacing("severity: error", with: "severty: erorr")
    let path = try folder.write(text, to: "x/one/rule.yaml")
    var fixed: [String] = []
    for _ in 0..<3 {
      let problems = RuleFolder(path: folder.url.path).problems
      fixed += try RuleFixer.fix(problems).map(\.correction)
    }
    #expect(fixed == ["severity", "error"])
    #expect(RuleFolder(path: folder.url.path).problems.isEmpty)
    #expect(String(decoding: try RuleFile.bytes(of: path), as: UTF8.self) == rule("one"))
  }

  @Test(
    "conditions that cannot be meant are refused",
    arguments: [
      ("{sequence: [s, s]}", "“sequence” without a window would have to remember everything"),
      ("{distinct: s.x, at-least: 2, within: 1h}", "nothing is captured under “${s.x}”"),
      (
        "{sum: s.message, at-least: 2, within: 1h}",
        "“s.message” is captured as text, which cannot be measured"
      ),
      ("{rate: s, at-least: often, within: 1h}", "“often” is not a rate"),
      ("{gap: s}", "the field “longer-than” is missing"),
      ("{set: [s, s], within: 1h}", "“set” names a signature twice"),
      ("{count: s, by: [nothing]}", "nothing is captured under “${nothing}”"),
      ("{cuont: s}", "unknown field “cuont”"),
      (
        "{signature: s, unless: [{signature: s, within: 1h}]}",
        "without “before”, “after” or “around” there is no step to measure from"
      ),
      (
        "{signature: s, unless: [{signature: s, before: s, after: s}]}",
        "only one of these can stand here: before, after, around"
      ),
      (
        "{p101: s.message, at-least: 2, within: 1h}",
        "“when” must be a signature’s name or a mapping with one operator, such as all, any, not, count"
      ),
    ])
  func refused(when: String, reason: String) {
    let problem = #expect(throws: RuleProblem.self) {
      try RuleTrialSupport.rule(signatures: ["s": "{in: error-log, all: [refused]}"], when: when)
    }
    #expect(problem?.reason.en == reason)
    #expect(problem?.location?.line != nil)
    #expect(problem?.location?.column != nil)
  }
}
