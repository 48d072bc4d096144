import Model
import YAMLKit

/// Reads one rule from its YAML, strictly: what is not understood is refused.
struct RuleReader {
  private let source: RuleSource
  private let root: YAMLNode
  private let category: String
  private let shared: SharedDefinitions

  /// Starts to read a rule file of a category's folder.
  init(
    _ bytes: [UInt8], file: String, category: String,
    shared: SharedDefinitions = SharedDefinitions()
  ) throws(RuleProblem) {
    (source, root) = try RuleSource.parse(bytes, file: file)
    self.category = category
    self.shared = shared
  }

  /// The rule.
  func rule() throws(RuleProblem) -> Rule {
    let fields = try FieldReader(root, key: "rule", as: .rule, in: source)
    let signatures = try signatures(try fields.requiredNode("signatures"))
    let conditions = ConditionReader(source: source, signatures: signatures)
    var rule = Rule(
      id: try fields.requiredText("id"),
      version: try fields.required(fields.integer("version"), "version"),
      category: category,
      maturity: try fields.required(fields.choice("status"), "status"),
      severity: try fields.required(fields.choice("severity"), "severity"),
      title: try fields.localizedText("title"),
      summary: try fields.localizedText("summary"),
      gate: try Gate(fields.node("applies"), in: source),
      references: try fields.texts("references"),
      signatures: signatures,
      branches: try conditions.branches(try fields.requiredNode("when")),
      unless: try conditions.negations(fields.node("unless")),
      explains: try fields.texts("explains"),
      articles: try articles(fields.node("articles")),
      remedies: try remedies(fields.node("remedies"), signatures: signatures.map(\.name)),
      requests: try fields.texts("ask"))
    rule.captureWhatIsAskedFor()
    return rule
  }

  private func signatures(_ node: YAMLNode) throws(RuleProblem) -> [Signature] {
    let entries = try source.entries(node, key: "signatures")
    guard !entries.isEmpty else {
      throw source.problem(.wrongType(key: "signatures", expected: .mapping), at: node)
    }
    let reader = SignatureReader(source: source, shared: shared)
    var signatures: [Signature] = []
    for entry in entries {
      signatures.append(try reader.signature(named: entry.name, from: entry.value))
    }
    return signatures
  }

  private func articles(_ node: YAMLNode?) throws(RuleProblem) -> [ArticleLink] {
    var links: [ArticleLink] = []
    for item in source.items(node) {
      var deployments: [Deployment] = []
      var numberNode = item
      if case .mapping = item.content {
        let fields = try FieldReader(item, key: "articles", as: .article, in: source)
        numberNode = try fields.requiredNode("number")
        deployments = try fields.choices("deployment")
      }
      let text = try source.text(numberNode, key: "articles")
      guard let number = ArticleNumber(text) else {
        throw source.problem(.badArticleNumber(text), at: numberNode)
      }
      links.append(ArticleLink(number: number, deployments: deployments))
    }
    return links
  }

  private func remedies(
    _ node: YAMLNode?, signatures: [String]
  ) throws(RuleProblem) -> [RemedyLink] {
    guard let node else { return [] }
    guard case .sequence(let items) = node.content else {
      throw source.problem(.wrongType(key: "remedies", expected: .list), at: node)
    }
    var links: [RemedyLink] = []
    for item in items {
      let fields = try FieldReader(item, key: "remedies", as: .remedy, in: source)
      let evidence = try fields.texts("when")
      for name in evidence where !signatures.contains(name) {
        throw source.problem(.unknownSignature(name, known: signatures), at: item)
      }
      links.append(
        RemedyLink(
          plugin: try fields.requiredText("plugin"), action: try fields.requiredText("action"),
          evidence: evidence, parameters: try parameters(fields.node("parameters"))))
    }
    return links
  }

  private func parameters(_ node: YAMLNode?) throws(RuleProblem) -> [String: String] {
    var parameters: [String: String] = [:]
    for entry in try source.entries(node, key: "parameters") {
      parameters[entry.name] = try source.text(entry.value, key: entry.name)
    }
    return parameters
  }
}
