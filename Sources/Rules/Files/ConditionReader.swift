import Model
import YAMLKit

/// Reads the conditions of a rule.
struct ConditionReader {
  let source: RuleSource

  /// The rule's signatures.
  let signatures: [Signature]

  private var names: [String] { signatures.map(\.name) }

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
    let table = try table(for: node).adding(FieldTable.branchFields)
    let fields = try FieldReader(node, key: "when", as: table, in: source)
    let confidence = try fields.number("confidence", in: 0...1) ?? 0.9
    let status: FindingStatus? = try fields.choice("status")
    var branch = Branch(
      condition: try condition(fields, operator: table.name, at: node), confidence: confidence,
      status: status ?? Self.status(for: confidence))
    branch.unless = try negations(fields.node("unless"))
    for item in source.items(fields.node("adjust")) {
      branch.adjustments.append(try adjustment(item))
    }
    return branch
  }

  /// The status of a branch that states none.
  private static func status(for confidence: Double) -> FindingStatus {
    confidence >= 0.9 ? .confirmed : confidence >= 0.6 ? .likely : .possible
  }

  private func adjustment(_ node: YAMLNode) throws(RuleProblem) -> Adjustment {
    let fields = try FieldReader(node, key: "adjust", as: .adjustment, in: source)
    return Adjustment(
      name: try fields.requiredText("name"),
      condition: try condition(try fields.requiredNode("when")),
      amount: try fields.required(fields.number("add", in: -1...1), "add"))
  }

  // MARK: Negations

  /// What must not have been observed; a mere name must not have been anywhere.
  func negations(_ node: YAMLNode?) throws(RuleProblem) -> [Negation] {
    var negations: [Negation] = []
    for item in source.items(node) {
      if item.text != nil {
        negations.append(
          Negation(signature: try name(item), anchor: nil, window: nil, keys: []))
      } else {
        negations.append(try negation(item))
      }
    }
    return negations
  }

  private func negation(_ node: YAMLNode) throws(RuleProblem) -> Negation {
    let fields = try FieldReader(node, key: "unless", as: .negation, in: source)
    let signature = try name(try fields.requiredNode("signature"))
    var anchor: Negation.Anchor?
    for side in Negation.Side.allCases {
      guard let step = fields.node(side.rawValue) else { continue }
      guard anchor == nil else {
        let sides = Negation.Side.allCases.map(\.rawValue)
        throw source.problem(.conflictingFields(sides), at: step)
      }
      anchor = Negation.Anchor(signature: try name(step), side: side)
    }
    let window = try fields.window("within")
    if anchor == nil, let stray = fields.node("within") ?? fields.node("by") {
      throw source.problem(.needsAnchor, at: stray)
    }
    let names = Set([signature, anchor?.signature].compactMap(\.self))
    return Negation(
      signature: signature, anchor: anchor, window: window,
      keys: try keys(fields.node("by"), among: names))
  }

  // MARK: Operators

  private func condition(_ node: YAMLNode) throws(RuleProblem) -> Condition {
    if node.text != nil { return .observed(try name(node)) }
    let table = try table(for: node)
    let fields = try FieldReader(node, key: "when", as: table, in: source)
    return try condition(fields, operator: table.name, at: node)
  }

  /// The table of the operator that a mapping names.
  private func table(for node: YAMLNode) throws(RuleProblem) -> FieldTable {
    guard case .mapping(let entries) = node.content else {
      throw source.problem(.wrongType(key: "when", expected: .condition), at: node)
    }
    for entry in entries {
      if let table = FieldTable.table(ofOperator: entry.name) { return table }
    }
    let known = FieldTable.operators.map(\.field.name)
    let misspelt = entries.first { Suggestion.closest(to: $0.name, in: known) != nil }
    if let misspelt {
      throw source.problem(.unknownKey(misspelt.name, known: known), at: misspelt.key)
    }
    throw source.problem(.wrongType(key: "when", expected: .condition), at: node)
  }

  private func condition(
    _ fields: FieldReader, operator word: String, at node: YAMLNode
  ) throws(RuleProblem) -> Condition {
    let condition = try bareCondition(fields, operator: word)
    let keys = try keys(fields.node("by"), among: condition.signatureNames)
    return keys.isEmpty ? condition : .grouped(condition, by: keys)
  }

  /// The operators that remember observations until their window is over.
  private static let remembering: Set = ["sequence", "set", "distinct", "absent"]

  private func bareCondition(
    _ fields: FieldReader, operator word: String
  ) throws(RuleProblem) -> Condition {
    let operand = try fields.requiredNode(word)
    if Self.remembering.contains(word), fields.node("within") == nil,
      word != "absent" || fields.node("until") == nil
    {
      throw source.problem(.unboundedState(word), at: operand)
    }
    switch word {
    case "signature": return .observed(try name(operand))
    case "all": return .all(try conditions(operand, key: "all"))
    case "any": return .any(try conditions(operand, key: "any"))
    case "not": return .not(try condition(operand))
    case "count":
      return .count(
        try name(operand), try numberLimits(fields), within: try fields.window("within"))
    case "sequence":
      return .sequence(try names(operand, key: word), within: try fields.window("within"))
    case "set":
      let names = try names(operand, key: word)
      guard Set(names).count == names.count else {
        throw source.problem(.repeatedName(word), at: operand)
      }
      return .set(names, within: try fields.window("within"))
    case "distinct":
      return .distinct(
        try capture(operand), try numberLimits(fields), within: try fields.window("within"))
    case "rate":
      let node = try fields.requiredNode("at-least")
      let text = try source.text(node, key: "at-least")
      guard let rate = Rate(text) else { throw source.problem(.badRate(text), at: node) }
      return .rate(
        try name(operand), rate, within: try fields.required(fields.window("within"), "within"))
    case "gap":
      return .gap(
        try name(operand),
        longerThan: try fields.required(fields.window("longer-than"), "longer-than"))
    case "absent": return .absent(try expectation(operand, fields))
    default: return try figure(operand, fields, word: word)
    }
  }

  private func expectation(
    _ operand: YAMLNode, _ fields: FieldReader
  ) throws(RuleProblem) -> Expectation {
    Expectation(
      expected: try name(operand), trigger: try name(try fields.requiredNode("after")),
      end: try fields.node("until").map { (node) throws(RuleProblem) in try name(node) },
      window: try fields.window("within"))
  }

  private func figure(
    _ operand: YAMLNode, _ fields: FieldReader, word: String
  ) throws(RuleProblem) -> Condition {
    let path = try capture(operand)
    var figure = Figure(word)
    if word == "percentile" {
      let node = try fields.requiredNode("of")
      let text = try source.text(node, key: "of")
      figure = Figure("p\(text)")
      if figure == nil { throw source.problem(.badNumber(text, key: "of"), at: node) }
    }
    let type = signatures.first { $0.name == path.signature }?.captureType(of: path.capture)
    guard let figure, let kind = type?.measure else {
      throw source.problem(.notMeasurable("\(path)", type?.rawValue ?? "text"), at: operand)
    }
    let limits = Limits(
      atLeast: try measure(fields, "at-least", as: kind),
      atMost: try measure(fields, "at-most", as: kind))
    guard limits.atLeast != nil || limits.atMost != nil else {
      throw source.problem(.missingKey("at-least"), at: operand)
    }
    return .figure(
      figure, of: path, limits, samples: try fields.integer("samples") ?? 1,
      within: try fields.window("within"))
  }

  private func measure(
    _ fields: FieldReader, _ key: String, as kind: Measure.Kind
  ) throws(RuleProblem) -> Measure? {
    guard let node = fields.node(key) else { return nil }
    let text = try source.text(node, key: key)
    guard let measure = Measure(text, as: kind) else {
      throw source.problem(.badNumber(text, key: key), at: node)
    }
    return measure
  }

  private func numberLimits(_ fields: FieldReader) throws(RuleProblem) -> Limits<Int> {
    Limits(atLeast: try fields.integer("at-least"), atMost: try fields.integer("at-most"))
  }

  // MARK: Names, captures, keys

  private func conditions(_ node: YAMLNode, key: String) throws(RuleProblem) -> [Condition] {
    guard case .sequence(let items) = node.content, !items.isEmpty else {
      throw source.problem(.wrongType(key: key, expected: .list), at: node)
    }
    var conditions: [Condition] = []
    for item in items { conditions.append(try condition(item)) }
    return conditions
  }

  private func names(_ node: YAMLNode, key: String) throws(RuleProblem) -> [String] {
    guard case .sequence(let items) = node.content, items.count > 1 else {
      throw source.problem(.wrongType(key: key, expected: .list), at: node)
    }
    var names: [String] = []
    for item in items { names.append(try name(item)) }
    return names
  }

  private func name(_ node: YAMLNode) throws(RuleProblem) -> String {
    let name = try source.text(node, key: "when")
    guard names.contains(name) else {
      throw source.problem(.unknownSignature(name, known: names), at: node)
    }
    return name
  }

  /// `signature.capture`, where the signature has such a capture or field.
  private func capture(_ node: YAMLNode) throws(RuleProblem) -> CapturePath {
    let text = try source.text(node, key: "when")
    let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
    guard let signature = signatures.first(where: { $0.name == parts.first }) else {
      throw source.problem(.unknownSignature(parts.first ?? text, known: names), at: node)
    }
    guard parts.count == 2, signature.captureType(of: parts[1]) != nil else {
      throw source.problem(.unknownPlaceholder(text), at: node)
    }
    return CapturePath(signature: parts[0], capture: parts[1])
  }

  /// A key is the same capture everywhere, or a mapping from signatures to captures.
  private func keys(
    _ node: YAMLNode?, among names: Set<String>
  ) throws(RuleProblem) -> [JoinKey] {
    var keys: [JoinKey] = []
    for item in source.items(node) {
      if let text = item.text {
        let able = signatures.filter { names.contains($0.name) && $0.captureType(of: text) != nil }
        guard !able.isEmpty else { throw source.problem(.unknownPlaceholder(text), at: item) }
        keys.append(
          JoinKey(name: text, captures: able.reduce(into: [:]) { $0[$1.name] = text }))
      } else {
        keys.append(try aliasKey(item, among: names))
      }
    }
    return keys
  }

  private func aliasKey(
    _ node: YAMLNode, among names: Set<String>
  ) throws(RuleProblem) -> JoinKey {
    var captures: [String: String] = [:]
    var first: String?
    for entry in try source.entries(node, key: "by") {
      guard let signature = signatures.first(where: { $0.name == entry.name }),
        names.contains(entry.name)
      else {
        throw source.problem(.unknownSignature(entry.name, known: names.sorted()), at: entry.key)
      }
      let capture = try source.text(entry.value, key: "by")
      guard signature.captureType(of: capture) != nil else {
        throw source.problem(.unknownPlaceholder("\(entry.name).\(capture)"), at: entry.value)
      }
      captures[entry.name] = capture
      first = first ?? capture
    }
    guard let first else {
      throw source.problem(.wrongType(key: "by", expected: .mapping), at: node)
    }
    return JoinKey(name: first, captures: captures)
  }
}
