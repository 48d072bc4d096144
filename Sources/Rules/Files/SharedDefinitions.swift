import Model
import YAMLKit

/// What the rules of a folder share: signatures in `shared/*.yaml`, lists in `lists/*.txt`.
public struct SharedDefinitions: Hashable, Codable, Sendable {
  /// The folders that hold no rules.
  static let folders: Set<String> = ["shared", "lists"]

  /// The signatures by name.
  var signatures: [String: Signature] = [:]

  /// The lists by name.
  var lists: [String: [String]] = [:]

  /// Makes what shares nothing.
  public init() {}

  /// Whether nothing is shared.
  var isEmpty: Bool { signatures.isEmpty && lists.isEmpty }

  /// Adds what others share; a name that is taken keeps its meaning.
  mutating func add(_ others: SharedDefinitions) {
    signatures.merge(others.signatures) { own, _ in own }
    lists.merge(others.lists) { own, _ in own }
  }

  /// Reads one file of signatures; a name that is taken is refused.
  mutating func addSignatures(_ bytes: [UInt8], file: String) throws(RuleProblem) {
    let (source, root) = try RuleSource.parse(bytes, file: file)
    let reader = SignatureReader(source: source, shared: self)
    for entry in try source.entries(root, key: "shared") {
      guard signatures[entry.name] == nil else {
        throw source.problem(.duplicateRule(entry.name, other: "shared"), at: entry.key)
      }
      signatures[entry.name] = try reader.signature(named: entry.name, from: entry.value)
    }
  }

  /// Reads one list: a value on each line; empty lines and what follows `# ` do not count.
  mutating func addList(_ bytes: [UInt8], named name: String) {
    let text = String(decoding: bytes, as: UTF8.self)
    lists[name] = text.split(whereSeparator: \.isNewline).compactMap { line in
      let value = line.firstRange(of: "# ").map { line[..<$0.lowerBound] } ?? line
      let trimmed = value.drop { $0 == " " || $0 == "\t" }
      let end = trimmed.lastIndex { $0 != " " && $0 != "\t" }
      return end.map { String(trimmed[...$0]) }
    }
  }
}
