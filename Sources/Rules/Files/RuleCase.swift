public import Model
import YAMLKit

/// An input kept beside a rule, with the findings it must give.
public struct RuleCase: Hashable, Sendable {
  /// The file in a `cases` folder that says what each case must give.
  public static let expectationsFile = "expect.yaml"

  /// The rule beside which it is kept.
  public var rule: String

  /// The file's or folder's name.
  public var name: String

  /// Where it is.
  public var path: String

  /// The findings it must give and no others; none means that it must stay silent.
  public var expected: [ExpectedFinding]

  /// Signatures without any of which its own rule must stay silent, for the mutations of a
  /// firing case; empty means that the tester tries each signature of the rule.
  public var required: [String] = []

  /// Why it must be so, where a person corrected a verdict.
  public var reason: String?

  /// Whether it must make its own rule fire.
  public var isFiring: Bool {
    expected.contains { $0.rule == rule }
  }
}

/// A finding that a case must give; what is `nil` may be anything.
public struct ExpectedFinding: Hashable, Sendable {
  /// The rule that must speak.
  public var rule: String

  /// How far the evidence must decide it.
  public var status: FindingStatus?

  /// How many times it must have happened.
  public var count: Int?

  /// Captures that must be among the evidence, by name.
  public var captures: [String: String]

  /// The lines on which evidence must stand, counted from 1.
  public var lines: [Int]

  /// The articles it must point to, all of them and in order; empty means any.
  public var articles: [String]

  /// The remedies it must offer, all of them; `nil` means any.
  public var remedies: [String]?

  /// What differs between this and a finding of the rule; empty if nothing does.
  public func differences(from finding: Finding) -> [String] {
    var differences: [String] = []
    func check<Value: Equatable>(_ name: String, _ wanted: Value, _ found: Value) {
      if wanted != found { differences.append("\(name): \(wanted) ≠ \(found)") }
    }
    if let status { check("status", status.rawValue, finding.status.rawValue) }
    if let count { check("count", count, finding.count) }
    for (name, value) in captures.sorted(by: { $0.key < $1.key }) {
      let found = finding.evidence.compactMap { $0.captures[name] }
      if !found.contains(value) { check("captures.\(name)", [value], found) }
    }
    if !lines.isEmpty {
      let found = finding.evidence.map(\.place.line)
      if !Set(lines).isSubset(of: found) { check("lines", lines, found) }
    }
    if !articles.isEmpty { check("articles", articles, finding.articles.map(\.number.rawValue)) }
    if let remedies {
      check("remedies", remedies.sorted(), finding.remedies.map(\.plugin).sorted())
    }
    return differences
  }
}

/// Reads the expectations beside a rule's cases.
struct RuleCaseReader {
  private let source: RuleSource
  private let root: YAMLNode

  init(_ bytes: [UInt8], file: String) throws(RuleProblem) {
    (source, root) = try RuleSource.parse(bytes, file: file)
  }

  /// The cases of a rule, in the order written.
  func cases(of rule: String, in folder: String) throws(RuleProblem) -> [RuleCase] {
    var cases: [RuleCase] = []
    for entry in try source.entries(root, key: "expect") {
      let fields = try FieldReader(entry.value, key: entry.name, as: .ruleCase, in: source)
      let node = try fields.requiredNode("findings")
      guard case .sequence(let items) = node.content else {
        throw source.problem(.wrongType(key: "findings", expected: .list), at: node)
      }
      var expected: [ExpectedFinding] = []
      for item in items { expected.append(try finding(item)) }
      cases.append(
        RuleCase(
          rule: rule, name: entry.name, path: "\(folder)/\(entry.name)", expected: expected,
          required: try fields.texts("required"), reason: try fields.text("reason")))
    }
    return cases
  }

  private func finding(_ node: YAMLNode) throws(RuleProblem) -> ExpectedFinding {
    let fields = try FieldReader(node, key: "findings", as: .expectedFinding, in: source)
    var captures: [String: String] = [:]
    for entry in try source.entries(fields.node("captures"), key: "captures") {
      captures[entry.name] = try source.text(entry.value, key: entry.name)
    }
    let remediesNode = fields.node("remedies")
    return ExpectedFinding(
      rule: try fields.requiredText("rule"), status: try fields.choice("status"),
      count: try fields.integer("count"), captures: captures,
      lines: try lines(fields.node("lines")), articles: try fields.texts("articles"),
      remedies: try remediesNode.map { (node) throws(RuleProblem) in
        try source.texts(node, key: "remedies")
      })
  }

  private func lines(_ node: YAMLNode?) throws(RuleProblem) -> [Int] {
    guard let node else { return [] }
    var lines: [Int] = []
    for text in try source.texts(node, key: "lines") {
      guard let line = Int(text), line > 0 else {
        throw source.problem(.badNumber(text, key: "lines"), at: node)
      }
      lines.append(line)
    }
    return lines
  }
}

extension FieldTable {
  static let ruleCase = FieldTable(
    name: "case", summary: "What a case must give.",
    fields: [
      Field(
        "findings", .strictList(.text), required: true,
        "The findings it must give and no others."),
      Field(
        "required", .texts,
        "Signatures without any of which the rule must stay silent."),
      Field("reason", .text, "Why it must be so, where a person corrected a verdict."),
    ])

  static let expectedFinding = FieldTable(
    name: "expected finding", summary: "A finding that a case must give.",
    fields: [
      Field("rule", .text, required: true, "The rule that must speak."),
      Field(
        "status", .choice(FindingStatus.allCases.map(\.rawValue)),
        "How far the evidence must decide it."),
      Field("count", .integer, "How many times it must have happened."),
      Field("captures", .mapping(.text), "Captures that must be among the evidence."),
      Field("lines", .list(.integer), "The lines on which evidence must stand."),
      Field("articles", .texts, "The articles it must point to, in order."),
      Field("remedies", .texts, "The remedies it must offer, all of them."),
    ])
}
