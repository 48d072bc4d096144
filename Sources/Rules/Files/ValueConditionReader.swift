import Model
import YAMLKit

/// Reads what values must be.
struct ValueConditionReader {
  let source: RuleSource
  let shared: SharedDefinitions

  /// Texts, or a list that is kept beside the rules; none if there is no node.
  func texts(_ node: YAMLNode?, key: String) throws(RuleProblem) -> [String] {
    guard let node else { return [] }
    guard case .mapping = node.content else { return try source.texts(node, key: key) }
    let fields = try FieldReader(node, key: key, as: .listReference, in: source)
    let name = try fields.requiredText("list")
    guard let list = shared.lists[name] else {
      throw source.problem(.unknownList(name, known: shared.lists.keys.sorted()), at: node)
    }
    return list
  }

  /// Named conditions; none if there is no node.
  func conditions(
    _ node: YAMLNode?, key: String
  ) throws(RuleProblem) -> [String: ValueCondition] {
    var conditions: [String: ValueCondition] = [:]
    for entry in try source.entries(node, key: key) {
      conditions[entry.name] = try condition(entry.value, key: entry.name)
    }
    return conditions
  }

  /// A condition in full, or a text that the value must equal, or a list of such texts.
  func shortCondition(_ node: YAMLNode, key: String) throws(RuleProblem) -> ValueCondition {
    switch node.content {
    case .mapping: return try condition(node, key: key)
    case .scalar: return ValueCondition(demands: [.equals(try source.text(node, key: key))])
    case .sequence: return ValueCondition(demands: [.oneOf(try source.texts(node, key: key))])
    }
  }

  /// What an exception, a frame or a bundle must be: its name, or more of it.
  func throwable(
    _ part: ThrowableCondition.Part, _ node: YAMLNode
  ) throws(RuleProblem) -> ThrowableCondition {
    var condition = ThrowableCondition(part: part)
    if case .mapping(let entries) = node.content,
      entries.contains(where: { FieldTable.throwable.names.contains($0.name) })
    {
      let fields = try FieldReader(node, key: part.rawValue, as: .throwable, in: source)
      func read(_ key: String) throws(RuleProblem) -> ValueCondition? {
        guard let node = fields.node(key) else { return nil }
        return try shortCondition(node, key: key)
      }
      condition.name = try read("name")
      condition.message = try read("message")
      condition.version = try read("version")
    } else {
      condition.name = try shortCondition(node, key: part.rawValue)
    }
    return condition
  }

  /// A condition, all demands of which must hold.
  func condition(_ node: YAMLNode, key: String) throws(RuleProblem) -> ValueCondition {
    guard case .mapping(let entries) = node.content, !entries.isEmpty else {
      throw source.problem(.wrongType(key: key, expected: .valueCondition), at: node)
    }
    let fields = try FieldReader(node, key: key, as: .value, in: source)
    var condition = ValueCondition(demands: [])
    for name in fields.names where name != "fold" {
      condition.demands.append(try demand(name, try fields.requiredNode(name)))
    }
    condition.folds = Set(try fields.choices("fold") as [Fold])
    return condition
  }

  private func demand(
    _ name: String, _ node: YAMLNode
  ) throws(RuleProblem) -> ValueCondition.Demand {
    switch name {
    case "exists": return .exists(try source.boolean(node, key: name))
    case "one-of": return .oneOf(try texts(node, key: name))
    case "not-one-of": return .notOneOf(try texts(node, key: name))
    case "cidr":
      var networks: [Network] = []
      for text in try source.texts(node, key: name) {
        guard let network = Network(text) else {
          throw source.problem(.badComparison(text, key: name), at: node)
        }
        networks.append(network)
      }
      return .inNetwork(networks)
    default: break
    }
    let text = try source.text(node, key: name)
    switch name {
    case "equals": return .equals(text)
    case "not-equals": return .notEquals(text)
    case "contains": return .contains(text)
    case "not-contains": return .notContains(text)
    case "starts-with": return .startsWith(text)
    case "ends-with": return .endsWith(text)
    case "matches":
      try source.checkExpression(text, at: node)
      return .matches(text)
    case "version":
      guard let range = VersionRange(text) else {
        throw source.problem(.badVersionRange(text), at: node)
      }
      return .version(range)
    case "date":
      guard let range = Comparisons<Moment>(text) else {
        throw source.problem(.badComparison(text, key: name), at: node)
      }
      return .date(range)
    default:
      guard let kind = Measure.Kind(rawValue: name),
        let comparisons = Comparisons<Measure>(text, as: kind)
      else { throw source.problem(.badComparison(text, key: name), at: node) }
      return .measures(kind, comparisons)
    }
  }
}

/// Reads signatures over settings.
struct SettingPatternReader {
  let source: RuleSource
  let shared: SharedDefinitions

  /// The pattern of a signature that looks into a room of settings.
  func pattern(
    named name: String, in room: SignatureRoom, from node: YAMLNode
  ) throws(RuleProblem) -> SettingPattern {
    let fields = try FieldReader(node, key: name, as: .settingSignature, in: source)
    let values = ValueConditionReader(source: source, shared: shared)
    var pattern = SettingPattern(
      owner: try owner(room, fields),
      settings: try values.conditions(fields.node("settings"), key: "settings"))
    for key in ["properties", "property"] {
      guard let node = fields.node(key) else { continue }
      try addProperties(node, key: key, to: &pattern, values)
    }
    guard !pattern.settings.isEmpty || !pattern.any.isEmpty else {
      throw source.problem(.emptySignature(name), at: node)
    }
    return pattern
  }

  private func owner(
    _ room: SignatureRoom, _ fields: FieldReader
  ) throws(RuleProblem) -> SettingPattern.Owner {
    switch room.rawValue {
    case "osgi-config": return .configuration(try fields.requiredText("pid"))
    case "jcr-export": return .node(try fields.requiredText("node"))
    case "dispatcher-settings": return .dispatcher(try fields.requiredText("section"))
    case "httpd-settings": return .httpd(try fields.requiredText("section"))
    case "bundles": return .bundle(try fields.requiredText("name"))
    case "packages": return .package(try fields.requiredText("name"))
    case "health-checks": return .healthCheck(try fields.requiredText("name"))
    case "java-options": return .javaOptions
    case "system-properties": return .systemProperties
    case "framework-properties": return .frameworkProperties
    case "product": return .product
    default: return .license
    }
  }

  /// Properties by `all` and `any`, which exist, or each with what it must be.
  private func addProperties(
    _ node: YAMLNode, key: String, to pattern: inout SettingPattern,
    _ values: ValueConditionReader
  ) throws(RuleProblem) {
    let known = FieldTable.nodeProperties.names
    guard case .mapping(let entries) = node.content,
      entries.contains(where: { known.contains($0.name) })
    else {
      pattern.settings.merge(try values.conditions(node, key: key)) { first, _ in first }
      return
    }
    let fields = try FieldReader(node, key: key, as: .nodeProperties, in: source)
    for name in try fields.texts("all") {
      pattern.settings[name] = ValueCondition(demands: [.exists(true)])
    }
    pattern.any = try fields.texts("any")
  }
}
