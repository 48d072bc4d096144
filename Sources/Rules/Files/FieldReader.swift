import Model
import YAMLKit

/// Reads the fields of one YAML mapping that its table names, and refuses all others.
struct FieldReader {
  private let source: RuleSource
  private let node: YAMLNode
  private let entries: [YAMLEntry]
  private let table: FieldTable

  /// Starts to read a mapping that stands under `key`.
  ///
  /// A misspelt field is named before what its absence entails.
  init(
    _ node: YAMLNode, key: String, as table: FieldTable, in source: RuleSource
  ) throws(RuleProblem) {
    guard case .mapping(let entries) = node.content else {
      throw source.problem(.wrongType(key: key, expected: .mapping), at: node)
    }
    self.source = source
    self.node = node
    self.entries = entries
    self.table = table
    for entry in entries where !table.names.contains(entry.name) {
      throw source.problem(.unknownKey(entry.name, known: table.names), at: entry.key)
    }
    for field in table.fields where field.isRequired && !names.contains(field.name) {
      throw source.problem(.missingKey(field.name), at: node)
    }
  }

  /// The names of the fields that are there.
  var names: [String] { entries.map(\.name) }

  /// The node of a field, if it is there.
  func node(_ key: String) -> YAMLNode? {
    precondition(table.names.contains(key), "“\(key)” is not in the table “\(table.name)”")
    return entries.first { $0.name == key }?.value
  }

  /// The node of a field that must be there.
  func requiredNode(_ key: String) throws(RuleProblem) -> YAMLNode {
    guard let found = node(key) else { throw source.problem(.missingKey(key), at: node) }
    return found
  }

  /// A value that must be there; `value` was read from the field of that name.
  func required<Value>(_ value: Value?, _ key: String) throws(RuleProblem) -> Value {
    guard let value else { throw source.problem(.missingKey(key), at: node) }
    return value
  }

  /// The text of a field, if it is there.
  func text(_ key: String) throws(RuleProblem) -> String? {
    guard let node = node(key) else { return nil }
    return try source.text(node, key: key)
  }

  /// The text of a field that must be there.
  func requiredText(_ key: String) throws(RuleProblem) -> String {
    try source.text(try requiredNode(key), key: key)
  }

  /// The texts of a field, none if it is not there; a single text counts as a list of one.
  func texts(_ key: String) throws(RuleProblem) -> [String] {
    guard let node = node(key) else { return [] }
    return try source.texts(node, key: key)
  }

  /// The three wordings of a field that must be there.
  func localizedText(_ key: String) throws(RuleProblem) -> LocalizedText {
    try source.localizedText(try requiredNode(key), key: key)
  }

  /// A whole number of a field, if it is there.
  func integer(_ key: String) throws(RuleProblem) -> Int? {
    guard let node = node(key) else { return nil }
    let text = try source.text(node, key: key)
    guard let number = Int(text), number >= 0 else {
      throw source.problem(.badNumber(text, key: key), at: node)
    }
    return number
  }

  /// A value of an enumeration, if the field is there.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String
  ) throws(RuleProblem) -> Choice? where Choice.RawValue == String {
    guard let node = node(key) else { return nil }
    return try source.choice(node, key: key)
  }

  /// Values of an enumeration, none if the field is not there.
  func choices<Choice: RawRepresentable & CaseIterable>(
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

  /// A number of a field within limits, if it is there.
  func number(_ key: String, in range: ClosedRange<Double>) throws(RuleProblem) -> Double? {
    guard let node = node(key) else { return nil }
    let text = try source.text(node, key: key)
    guard let number = Double(text), range.contains(number) else {
      throw source.problem(.badNumber(text, key: key), at: node)
    }
    return number
  }

  /// A length of time of a field, if it is there.
  func window(_ key: String) throws(RuleProblem) -> Window? {
    guard let node = node(key) else { return nil }
    let text = try source.text(node, key: key)
    guard let window = Window(text) else { throw source.problem(.badWindow(text), at: node) }
    return window
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

  /// Where a field of a rule file stands; the file alone if that cannot be told.
  static func location(of field: String, in file: String) -> TextLocation {
    guard let bytes = try? RuleFile.bytes(of: file),
      let (source, root) = try? parse(bytes, file: file),
      case .mapping(let entries) = root.content,
      let key = entries.first(where: { $0.name == field })?.key
    else { return TextLocation(file: file) }
    return source.location(line: key.line, column: key.column)
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

  /// A text in three languages.
  func localizedText(_ node: YAMLNode, key: String) throws(RuleProblem) -> LocalizedText {
    let fields = try FieldReader(node, key: key, as: .wording, in: self)
    return LocalizedText(
      en: try text(fields.requiredNode("en"), key: "en"),
      fr: try text(fields.requiredNode("fr"), key: "fr"),
      ja: try text(fields.requiredNode("ja"), key: "ja"))
  }

  /// The named values of a mapping, none if there is no node.
  func entries(_ node: YAMLNode?, key: String) throws(RuleProblem) -> [YAMLEntry] {
    guard let node else { return [] }
    guard case .mapping(let entries) = node.content else {
      throw problem(.wrongType(key: key, expected: .mapping), at: node)
    }
    return entries
  }

  /// The items of a list, none if there is no node; anything else counts as a list of one.
  func items(_ node: YAMLNode?) -> [YAMLNode] {
    guard let node else { return [] }
    if case .sequence(let items) = node.content { return items }
    return [node]
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
