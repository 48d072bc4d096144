import Model
import YAMLKit

/// Reads the conditions of a rule.
struct ConditionReader {
  let source: RuleSource

  /// The names of the rule's signatures.
  let signatures: [String]

  /// The ways in which the rule may hold: the parts of a top-level `any`, or the one condition.
  func branches(_ node: YAMLNode) throws(RuleProblem) -> [Branch] {
    if case .mapping(let entries) = node.content, entries.count == 1, entries[0].name == "any",
      case .sequence(let items) = entries[0].value.content
    {
      var branches: [Branch] = []
      for item in items { branches.append(try branch(item)) }
      return branches
    }
    return [try branch(node)]
  }

  private func branch(_ node: YAMLNode) throws(RuleProblem) -> Branch {
    guard case .mapping = node.content else {
      return Branch(condition: try condition(node), confidence: 0.9, status: .confirmed)
    }
    var fields = try FieldReader(node, key: "when", in: source)
    var confidence = 0.9
    if let node = fields.node("confidence") {
      let text = try source.text(node, key: "confidence")
      guard let number = Double(text), (0...1).contains(number) else {
        throw source.problem(.badNumber(text, key: "confidence"), at: node)
      }
      confidence = number
    }
    let status: FindingStatus? = try fields.choice("status")
    return Branch(
      condition: try condition(node, fields: &fields), confidence: confidence,
      status: status ?? Self.status(for: confidence))
  }

  /// The status of a branch that states none.
  private static func status(for confidence: Double) -> FindingStatus {
    confidence >= 0.9 ? .confirmed : confidence >= 0.6 ? .likely : .possible
  }

  private func condition(_ node: YAMLNode) throws(RuleProblem) -> Condition {
    if node.text != nil { return .observed(try name(node)) }
    var fields = try FieldReader(node, key: "when", in: source)
    return try condition(node, fields: &fields)
  }

  /// Reads the one operator of a mapping whose other fields were read before.
  private func condition(
    _ node: YAMLNode, fields: inout FieldReader
  ) throws(RuleProblem) -> Condition {
    let condition: Condition
    if let operand = fields.node("signature") {
      condition = .observed(try name(operand))
    } else if let operand = fields.node("all") {
      condition = .all(try conditions(operand, key: "all"))
    } else if let operand = fields.node("any") {
      condition = .any(try conditions(operand, key: "any"))
    } else if let operand = fields.node("not") {
      condition = .not(try self.condition(operand))
    } else if let operand = fields.node("count") {
      condition = .count(
        try name(operand), atLeast: try fields.integer("at-least"),
        atMost: try fields.integer("at-most"), within: try window(fields.node("within")))
    } else if let operand = fields.node("sequence") {
      condition = .sequence(
        try names(operand), within: try window(fields.node("within")))
    } else {
      throw source.problem(.wrongType(key: "when", expected: .condition), at: node)
    }
    try fields.finish()
    return condition
  }

  private func conditions(_ node: YAMLNode, key: String) throws(RuleProblem) -> [Condition] {
    guard case .sequence(let items) = node.content, !items.isEmpty else {
      throw source.problem(.wrongType(key: key, expected: .list), at: node)
    }
    var conditions: [Condition] = []
    for item in items { conditions.append(try condition(item)) }
    return conditions
  }

  private func names(_ node: YAMLNode) throws(RuleProblem) -> [String] {
    guard case .sequence(let items) = node.content, items.count > 1 else {
      throw source.problem(.wrongType(key: "sequence", expected: .list), at: node)
    }
    var names: [String] = []
    for item in items { names.append(try name(item)) }
    return names
  }

  private func name(_ node: YAMLNode) throws(RuleProblem) -> String {
    let name = try source.text(node, key: "when")
    guard signatures.contains(name) else {
      throw source.problem(.unknownSignature(name, known: signatures), at: node)
    }
    return name
  }

  private func window(_ node: YAMLNode?) throws(RuleProblem) -> Window? {
    guard let node else { return nil }
    let text = try source.text(node, key: "within")
    guard let window = Window(text) else { throw source.problem(.badWindow(text), at: node) }
    return window
  }
}
