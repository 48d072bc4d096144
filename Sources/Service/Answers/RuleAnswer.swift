import Matching
import Model
public import Rules

/// A rule in a list, as machines read it.
public struct RuleRow: Encodable, Sendable {
  private let id: String
  private let version: Int
  private let status: String
  private let severity: String
  private let category: String
  private let title: LocalizedText
  private let articles: [String]
  private let remedies: [String]
  private let layer: String

  /// Makes a row.
  public init(_ rule: Rule) {
    id = rule.id
    version = rule.version
    status = rule.maturity.rawValue
    severity = rule.severity.rawValue
    category = rule.category
    title = rule.title
    articles = rule.articles.map(\.number.rawValue)
    remedies = rule.remedies.map(\.plugin)
    layer = rule.layer.rawValue
  }
}

/// A rule with what it looks for and when it speaks, as machines read it.
struct RuleAnswer: Encodable {
  private struct SignatureRow: Encodable {
    let name: String
    let kind: String
    let looksFor: [String]
  }

  private struct BranchRow: Encodable {
    let condition: String
    let confidence: Double
    let status: String
    let unless: [String]
  }

  private enum Key: CodingKey {
    case summary, signatures, branches, unless, explains, references
  }

  private let rule: Rule

  init(_ rule: Rule) {
    self.rule = rule
  }

  func encode(to encoder: any Encoder) throws {
    try RuleRow(rule).encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(rule.summary, forKey: .summary)
    try container.encode(rule.unless.map { "\($0)" }, forKey: .unless)
    try container.encode(rule.explains, forKey: .explains)
    try container.encode(rule.references, forKey: .references)
    try container.encode(
      rule.signatures.map { signature in
        switch signature.pattern {
        case .text(let pattern):
          SignatureRow(
            name: signature.name, kind: "text",
            looksFor: (pattern.text.anchors ?? []).map { "\($0)" })
        case .setting(let pattern):
          SignatureRow(
            name: signature.name, kind: "setting",
            looksFor: ["\(pattern.owner)"] + pattern.settings.keys.sorted() + pattern.any)
        case .file(let pattern):
          SignatureRow(name: signature.name, kind: "file", looksFor: [pattern.path])
        }
      }, forKey: .signatures)
    try container.encode(
      rule.branches.map { branch in
        BranchRow(
          condition: "\(branch.condition)", confidence: branch.confidence,
          status: branch.status.rawValue, unless: branch.unless.map { "\($0)" })
      }, forKey: .branches)
  }
}
