import Matching
import Model
import PatternKit
import YAMLKit

/// Reads one signature of a rule.
struct SignatureReader {
  let source: RuleSource

  /// Where a signature may look, as rules write it.
  private enum Room: String, CaseIterable {
    case errorLog = "error-log"
    case payload
    case text
    case osgiConfig = "osgi-config"
    case jcrExport = "jcr-export"
    case file

    var textKind: DocumentKind? {
      switch self {
      case .errorLog: .errorLog
      case .payload: .payload
      case .text: .text
      case .osgiConfig, .jcrExport, .file: nil
      }
    }
  }

  /// The signature that stands under a name.
  func signature(named name: String, from node: YAMLNode) throws(RuleProblem) -> Signature {
    var fields = try FieldReader(node, key: name, in: source)
    let rooms: [Room] = try fields.choices("in")
    let pattern: Signature.Pattern
    switch rooms {
    case [.osgiConfig]: pattern = .setting(try settingPattern(&fields))
    case [.jcrExport]: pattern = .node(try nodePattern(&fields, name: name, at: node))
    case [.file]: pattern = .file(try filePattern(&fields))
    default:
      let kinds = rooms.compactMap(\.textKind)
      guard !kinds.isEmpty, kinds.count == rooms.count else {
        let known = Room.allCases.map(\.rawValue)
        let text = rooms.map(\.rawValue).joined(separator: ", ")
        throw rooms.isEmpty
          ? source.problem(.missingKey("in"), at: node)
          : source.problem(.unknownValue(text, key: "in", known: known), at: node)
      }
      pattern = .text(try textPattern(&fields, kinds: Set(kinds), name: name, at: node))
    }
    try fields.finish()
    return Signature(name: name, pattern: pattern)
  }

  private func textPattern(
    _ fields: inout FieldReader, kinds: Set<DocumentKind>, name: String, at node: YAMLNode
  ) throws(RuleProblem) -> TextPattern {
    let all = try fields.texts("all")
    let any = try fields.texts("any")
    let none = try fields.texts("none")
    var expression: TypedExpression?
    if let node = fields.node("regex") { expression = try self.expression(node) }
    let captureConditions = try conditions(fields.node("where"), key: "where")
    let payloadConditions = try conditions(fields.node("fields"), key: "fields")
    // A misspelt field is named before what its absence entails.
    try fields.finish()
    let text = TextSignature(all: all, any: any, none: none, pattern: expression?.pattern)
    guard !all.isEmpty || !any.isEmpty || expression != nil else {
      throw source.problem(.emptySignature(name), at: node)
    }
    guard text.anchors != nil else { throw source.problem(.noLiteral(name), at: node) }
    let types = expression?.types ?? [:]
    for name in captureConditions.keys where types[String(name.prefix { $0 != "." })] == nil {
      throw source.problem(.unknownPlaceholder(name), at: node)
    }
    return TextPattern(
      kinds: kinds, text: text, captureTypes: types, captureConditions: captureConditions,
      payloadConditions: payloadConditions)
  }

  private func expression(_ node: YAMLNode) throws(RuleProblem) -> TypedExpression {
    let text = try source.text(node, key: "regex")
    let expression: TypedExpression
    do throws(TypedExpression.UnknownType) {
      expression = try TypedExpression(text)
    } catch {
      let known = CaptureType.allCases.map(\.rawValue)
      throw source.problem(.unknownValue(error.name, key: "regex", known: known), at: node)
    }
    try check(expression.pattern, at: node)
    return expression
  }

  /// Refuses an expression that does not compile or whose time is not bounded.
  private func check(_ text: String, at node: YAMLNode) throws(RuleProblem) {
    do throws(PatternError) {
      _ = try Pattern(text, options: .signature)
    } catch {
      throw source.problem(.badExpression(text, message: error.message), at: node)
    }
    if let reason = ExpressionSafety.objection(to: text) {
      throw source.problem(.unsafeExpression(text, reason: reason), at: node)
    }
  }

  private func settingPattern(_ fields: inout FieldReader) throws(RuleProblem) -> SettingPattern {
    SettingPattern(
      pid: try fields.requiredText("pid"),
      settings: try conditions(fields.node("settings"), key: "settings"))
  }

  private func nodePattern(
    _ fields: inout FieldReader, name: String, at node: YAMLNode
  ) throws(RuleProblem) -> NodePattern {
    let path = try fields.requiredText("node")
    var properties = try FieldReader(
      try fields.requiredNode("properties"), key: "properties", in: source)
    let pattern = NodePattern(
      node: path, all: try properties.texts("all"), any: try properties.texts("any"))
    try properties.finish()
    guard !pattern.all.isEmpty || !pattern.any.isEmpty else {
      throw source.problem(.emptySignature(name), at: node)
    }
    return pattern
  }

  private func filePattern(_ fields: inout FieldReader) throws(RuleProblem) -> FilePattern {
    FilePattern(
      path: try fields.requiredText("path"),
      content: try condition(try fields.requiredNode("content"), key: "content"))
  }

  private func conditions(
    _ node: YAMLNode?, key: String
  ) throws(RuleProblem) -> [String: ValueCondition] {
    guard let node else { return [:] }
    guard case .mapping(let entries) = node.content else {
      throw source.problem(.wrongType(key: key, expected: .mapping), at: node)
    }
    var conditions: [String: ValueCondition] = [:]
    for entry in entries {
      conditions[entry.name] = try condition(entry.value, key: entry.name)
    }
    return conditions
  }

  private func condition(
    _ node: YAMLNode, key: String
  ) throws(RuleProblem) -> ValueCondition {
    guard case .mapping(let entries) = node.content, !entries.isEmpty else {
      throw source.problem(.wrongType(key: key, expected: .valueCondition), at: node)
    }
    var demands: [ValueCondition.Demand] = []
    for entry in entries { demands.append(try demand(entry)) }
    return ValueCondition(demands: demands)
  }

  private func demand(_ entry: YAMLEntry) throws(RuleProblem) -> ValueCondition.Demand {
    if entry.name == "exists" {
      return .exists(try source.boolean(entry.value, key: entry.name))
    }
    if entry.name == "one-of" {
      return .oneOf(try source.texts(entry.value, key: entry.name))
    }
    let text = try source.text(entry.value, key: entry.name)
    switch entry.name {
    case "equals": return .equals(text)
    case "not-equals": return .notEquals(text)
    case "contains": return .contains(text)
    case "not-contains": return .notContains(text)
    case "starts-with": return .startsWith(text)
    case "ends-with": return .endsWith(text)
    case "matches":
      try check(text, at: entry.value)
      return .matches(text)
    default:
      let known = [
        "exists", "equals", "not-equals", "contains", "not-contains", "starts-with", "ends-with",
        "matches", "one-of",
      ]
      throw source.problem(.unknownKey(entry.name, known: known), at: entry.key)
    }
  }
}
