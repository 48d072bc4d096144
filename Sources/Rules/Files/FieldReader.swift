import Model
import YAMLKit

/// Reads the named fields of one YAML mapping and refuses what is left over.
struct FieldReader {
  private let source: RuleSource
  private let node: YAMLNode
  private let entries: [YAMLEntry]
  private var asked: [String] = []

  /// Starts to read a mapping that stands under `key`.
  init(_ node: YAMLNode, key: String, in source: RuleSource) throws(RuleProblem) {
    guard case .mapping(let entries) = node.content else {
      throw source.problem(.wrongType(key: key, expected: .mapping), at: node)
    }
    self.source = source
    self.node = node
    self.entries = entries
  }

  /// The node of a field, if it is there.
  mutating func node(_ key: String) -> YAMLNode? {
    asked.append(key)
    return entries.first { $0.name == key }?.value
  }

  /// The node of a field that must be there.
  mutating func requiredNode(_ key: String) throws(RuleProblem) -> YAMLNode {
    guard let found = node(key) else { throw absence(of: key) }
    return found
  }

  /// A value that must be there; `value` was read from the field of that name.
  func required<Value>(_ value: Value?, _ key: String) throws(RuleProblem) -> Value {
    guard let value else { throw absence(of: key) }
    return value
  }

  /// What to say of a field that is not there: that it is missing, or that it is misspelt.
  private func absence(of key: String) -> RuleProblem {
    let misspelt = entries.first { entry in
      !asked.contains(entry.name) && Suggestion.closest(to: entry.name, in: [key]) != nil
    }
    guard let misspelt else { return source.problem(.missingKey(key), at: node) }
    return source.problem(.unknownKey(misspelt.name, known: [key]), at: misspelt.key)
  }

  /// The text of a field, if it is there.
  mutating func text(_ key: String) throws(RuleProblem) -> String? {
    guard let node = node(key) else { return nil }
    return try source.text(node, key: key)
  }

  /// The text of a field that must be there.
  mutating func requiredText(_ key: String) throws(RuleProblem) -> String {
    try source.text(try requiredNode(key), key: key)
  }

  /// The texts of a field, none if it is not there; a single text counts as a list of one.
  mutating func texts(_ key: String) throws(RuleProblem) -> [String] {
    guard let node = node(key) else { return [] }
    return try source.texts(node, key: key)
  }

  /// The three wordings of a field that must be there.
  mutating func localizedText(_ key: String) throws(RuleProblem) -> LocalizedText {
    var fields = try FieldReader(try requiredNode(key), key: key, in: source)
    let text = LocalizedText(
      en: try fields.requiredText("en"), fr: try fields.requiredText("fr"),
      ja: try fields.requiredText("ja"))
    try fields.finish()
    return text
  }

  /// A whole number of a field, if it is there.
  mutating func integer(_ key: String) throws(RuleProblem) -> Int? {
    guard let node = node(key) else { return nil }
    let text = try source.text(node, key: key)
    guard let number = Int(text), number >= 0 else {
      throw source.problem(.badNumber(text, key: key), at: node)
    }
    return number
  }

  /// A value of an enumeration, if the field is there.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String
  ) throws(RuleProblem) -> Choice? where Choice.RawValue == String {
    guard let node = node(key) else { return nil }
    return try source.choice(node, key: key)
  }

  /// Values of an enumeration, none if the field is not there.
  mutating func choices<Choice: RawRepresentable & CaseIterable>(
    _ key: String
  ) throws(RuleProblem) -> [Choice] where Choice.RawValue == String {
    guard let node = node(key) else { return [] }
    guard case .sequence(let items) = node.content else {
      return [try source.choice(node, key: key)]
    }
    var choices: [Choice] = []
    for item in items { choices.append(try source.choice(item, key: key)) }
    return choices
  }

  /// Refuses the fields that were not asked for.
  func finish() throws(RuleProblem) {
    for entry in entries where !asked.contains(entry.name) {
      throw source.problem(.unknownKey(entry.name, known: asked), at: entry.key)
    }
  }
}

/// The file that a rule is read from, for messages about it.
struct RuleSource {
  let file: String
  let lines: [Substring]

  init(file: String, bytes: [UInt8]) {
    self.file = file
    let text = String(decoding: bytes, as: UTF8.self)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// A problem at a node, with the node's line.
  func problem(_ kind: RuleProblem.Kind, at node: YAMLNode) -> RuleProblem {
    RuleProblem(kind, at: location(line: node.line, column: node.column))
  }

  /// A place in the file, with its line.
  func location(line: Int, column: Int?) -> TextLocation {
    let snippet = lines.indices.contains(line - 1) ? String(lines[line - 1]) : nil
    return TextLocation(file: file, line: line, column: column, snippet: snippet)
  }

  /// The root of the file's YAML.
  static func parse(
    _ bytes: [UInt8], file: String
  ) throws(RuleProblem) -> (source: RuleSource, root: YAMLNode) {
    let source = RuleSource(file: file, bytes: bytes)
    do throws(YAMLError) {
      return (source, try YAML.parse(bytes, file: file))
    } catch {
      throw RuleProblem(
        .notYAML(error.reason), at: source.location(line: error.line, column: error.column))
    }
  }

  func text(_ node: YAMLNode, key: String) throws(RuleProblem) -> String {
    guard let text = node.text else {
      throw problem(.wrongType(key: key, expected: .text), at: node)
    }
    return text
  }

  func texts(_ node: YAMLNode, key: String) throws(RuleProblem) -> [String] {
    guard case .sequence(let items) = node.content else { return [try text(node, key: key)] }
    var texts: [String] = []
    for item in items { texts.append(try text(item, key: key)) }
    return texts
  }

  func boolean(_ node: YAMLNode, key: String) throws(RuleProblem) -> Bool {
    switch node.text {
    case "true": return true
    case "false": return false
    default: throw problem(.wrongType(key: key, expected: .boolean), at: node)
    }
  }

  func choice<Choice: RawRepresentable & CaseIterable>(
    _ node: YAMLNode, key: String
  ) throws(RuleProblem) -> Choice where Choice.RawValue == String {
    let text = try text(node, key: key)
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue)
      throw problem(.unknownValue(text, key: key, known: known), at: node)
    }
    return choice
  }
}
