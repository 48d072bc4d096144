import Matching
import Model
import PatternKit
import YAMLKit

/// Reads one signature of a rule.
struct SignatureReader {
  let source: RuleSource

  /// What rules of the same folder share.
  let shared: SharedDefinitions

  /// The signature that stands under a name; what it shares has a name of its own.
  func signature(named name: String, from node: YAMLNode) throws(RuleProblem) -> Signature {
    if node["shared"] != nil {
      let fields = try FieldReader(node, key: name, as: .sharedUse, in: source)
      let used = try fields.requiredText("shared")
      guard let signature = shared.signatures[used] else {
        let known = shared.signatures.keys.sorted()
        throw source.problem(.unknownShared(used, known: known), at: node)
      }
      return Signature(name: name, pattern: signature.pattern)
    }
    let rooms = try rooms(of: node, key: name)
    let pattern: Signature.Pattern
    if rooms == [.file] {
      let fields = try FieldReader(node, key: name, as: .fileSignature, in: source)
      pattern = .file(
        FilePattern(
          path: try fields.requiredText("path"),
          content: try ValueConditionReader(source: source, shared: shared)
            .condition(try fields.requiredNode("content"), key: "content")))
    } else if rooms.count == 1, SignatureRoom.settingRooms.contains(rooms[0]) {
      pattern = .setting(
        try SettingPatternReader(source: source, shared: shared)
          .pattern(named: name, in: rooms[0], from: node))
    } else {
      pattern = .text(try textPattern(named: name, in: rooms, from: node))
    }
    return Signature(name: name, pattern: pattern)
  }

  private func rooms(of node: YAMLNode, key: String) throws(RuleProblem) -> [SignatureRoom] {
    guard case .mapping = node.content else {
      throw source.problem(.wrongType(key: key, expected: .mapping), at: node)
    }
    guard let field = node["in"] else { throw source.problem(.missingKey("in"), at: node) }
    var rooms: [SignatureRoom] = []
    for item in source.items(field) { rooms.append(try source.choice(item, key: "in")) }
    guard rooms.count == 1 || rooms.allSatisfy({ $0.textKind != nil }), !rooms.isEmpty else {
      throw source.problem(
        .unknownValue(
          rooms.map(\.rawValue).joined(separator: ", "), key: "in",
          known: SignatureRoom.textKinds.map(\.rawValue)), at: field)
    }
    return rooms
  }

  private func textPattern(
    named name: String, in rooms: [SignatureRoom], from node: YAMLNode
  ) throws(RuleProblem) -> TextPattern {
    let fields = try FieldReader(node, key: name, as: .textSignature, in: source)
    let values = ValueConditionReader(source: source, shared: shared)
    var text = TextSignature(
      all: try values.texts(fields.node("all"), key: "all"),
      any: try values.texts(fields.node("any"), key: "any"),
      none: try values.texts(fields.node("none"), key: "none"))
    var types: [String: CaptureType] = [:]
    if let node = fields.node("regex") {
      let expression = try expression(node)
      text.pattern = expression.pattern
      types = expression.types
    }
    var pattern = TextPattern(
      kinds: Set(rooms.compactMap(\.textKind)), text: text, captureTypes: types,
      captureConditions: try values.conditions(fields.node("where"), key: "where"),
      payloadConditions: try values.conditions(fields.node("fields"), key: "fields"))
    for field in RecordField.all {
      guard let node = fields.node(field.name) else { continue }
      pattern.recordConditions[field.name] = try values.shortCondition(node, key: field.name)
    }
    for part in ThrowableCondition.Part.allCases {
      guard let node = fields.node(part.rawValue) else { continue }
      pattern.throwableConditions.append(try values.throwable(part, node))
    }
    for capture in pattern.captureConditions.keys.sorted()
    where types[String(capture.prefix { $0 != "." })] == nil {
      throw source.problem(.unknownPlaceholder(capture), at: node)
    }
    pattern.addLiterals()
    let folds: [Fold] = try fields.choices("fold")
    guard !pattern.isEmpty else { throw source.problem(.emptySignature(name), at: node) }
    if !folds.isEmpty { pattern.text = pattern.text.folding(Set(folds)) }
    guard pattern.text.anchors != nil else { throw source.problem(.noLiteral(name), at: node) }
    return pattern
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
    try source.checkExpression(expression.pattern, at: node)
    return expression
  }
}

extension RuleSource {
  /// Refuses an expression that does not compile or whose time is not bounded.
  func checkExpression(_ text: String, at node: YAMLNode) throws(RuleProblem) {
    do throws(PatternError) {
      _ = try Pattern(text, options: .signature)
    } catch {
      throw problem(.badExpression(text, message: error.message), at: node)
    }
    if let reason = ExpressionSafety.objection(to: text) {
      throw problem(.unsafeExpression(text, reason: reason), at: node)
    }
  }
}

extension TextPattern {
  /// Whether it demands nothing of a record.
  fileprivate var isEmpty: Bool {
    text.all.isEmpty && text.any.isEmpty && text.pattern == nil && recordConditions.isEmpty
      && throwableConditions.isEmpty
  }

  /// Adds the literals without which a field cannot be what it must be.
  ///
  /// A level is written in more than one way; only the logs of AEM write it as it is named.
  fileprivate mutating func addLiterals() {
    let isOfAEM = kinds.isSubset(of: [
      .errorLog, .auditLog, .upgradeLog, .replicationLog, .queryRecorderLog, .consoleLog,
      .oakConsole,
    ])
    var groups: [[String]] = []
    for (name, condition) in recordConditions.sorted(by: { $0.key < $1.key })
    where name != "time" && (name != "level" || isOfAEM) {
      if let literals = condition.literals { groups.append(literals) }
    }
    for condition in throwableConditions {
      if let literals = condition.name?.literals { groups.append(literals) }
      if let literals = condition.message?.literals { groups.append(literals) }
    }
    text.all += groups.filter { $0.count == 1 }.joined().filter { !text.all.contains($0) }
    if text.any.isEmpty, let choice = groups.first(where: { $0.count > 1 }) { text.any = choice }
  }
}
