import PatternKit
import YAMLKit

/// What a person adds to what is masked, and what they take from it.
///
/// The file is YAML:
///
/// ```yaml
/// values: [Project Falcon]          # masked wherever they stand
/// names: [X-Partner-Id]             # settings whose values are secrets
/// patterns:
///   - pattern: 'case (?<mask>[0-9]+)'
///     kind: customer
/// keep: [shop.example.com]          # never masked
/// ```
public struct RedactionRules: Sendable {
  struct CustomPattern: Sendable {
    var pattern: Pattern
    /// The group that is masked; 0 is the whole match.
    var group: Int
    var kind: RedactionKind
  }

  var values: [[UInt8]] = []
  var names: Set<[UInt8]> = []
  var patterns: [CustomPattern] = []
  var kept: Set<[UInt8]> = []

  /// Makes rules that change nothing.
  public init() {}

  /// Reads the rules in a text; `file` is only quoted in problems.
  ///
  /// - Throws: ``RedactionRulesProblem``, or `YAMLError` where the text is no YAML of ours.
  public init(_ bytes: [UInt8], file: String) throws {
    let root = try YAML.parse(bytes, file: file)
    let reader = RedactionRulesReader(file: file)
    for entry in try reader.entries(of: root, allowing: ["values", "names", "patterns", "keep"]) {
      switch entry.name {
      case "values": values = try reader.texts(of: entry.value)
      case "names": names = Set(try reader.texts(of: entry.value).map { $0.map(Byte.lowercased) })
      case "keep": kept = Set(try reader.texts(of: entry.value).map { $0.map(Byte.lowercased) })
      default: patterns = try reader.list(entry.value).map(reader.pattern)
      }
    }
  }

  /// Whether a value is never masked.
  func keeps(_ value: ArraySlice<UInt8>) -> Bool {
    !kept.isEmpty && kept.contains(value.map(Byte.lowercased))
  }

  /// Whether the values of settings of this name are secrets by these rules.
  func isSecret(_ name: some Collection<UInt8>) -> Bool {
    !names.isEmpty && names.contains(name.map(Byte.lowercased))
  }

  /// Where values and patterns stand.
  func claims(in bytes: [UInt8]) -> [Claim] {
    guard !values.isEmpty || !patterns.isEmpty else { return [] }
    var claims: [Claim] = []
    for value in values { claims += Self.places(of: value, in: bytes) }
    guard !patterns.isEmpty else { return claims }
    let matcher = Matcher()
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: Byte.lineFeed) ?? bytes.count
      for pattern in patterns {
        claims += Self.matches(of: pattern, in: bytes, start..<end, matcher)
      }
      start = end + 1
    }
    return claims
  }

  private static func places(of value: [UInt8], in bytes: [UInt8]) -> [Claim] {
    guard let first = value.first, bytes.count >= value.count else { return [] }
    var claims: [Claim] = []
    var offset = 0
    while offset + value.count <= bytes.count {
      if bytes[offset] == first, bytes[offset..<offset + value.count].elementsEqual(value) {
        claims.append(Claim(offset..<offset + value.count, .value))
        offset += value.count
      } else {
        offset += 1
      }
    }
    return claims
  }

  private static func matches(
    of custom: CustomPattern, in bytes: [UInt8], _ line: Range<Int>, _ matcher: Matcher
  ) -> [Claim] {
    var claims: [Claim] = []
    var start = line.lowerBound
    while start <= line.upperBound {
      do {
        guard
          let match = try matcher.firstMatch(
            of: custom.pattern, in: bytes, range: line, from: start)
        else { break }
        if let masked = match[custom.group], !masked.isEmpty {
          claims.append(Claim(masked, custom.kind))
        }
        start = max(match.range.upperBound, start + 1)
      } catch {
        // What could not be searched to its end may hold anything.
        return [Claim(line, custom.kind)]
      }
    }
    return claims
  }
}

/// Reads a file of rules strictly: what it does not know it refuses, with the place.
private struct RedactionRulesReader {
  let file: String

  func entries(of node: YAMLNode, allowing names: [String]) throws -> [YAMLEntry] {
    guard case .mapping(let entries) = node.content else {
      throw problem(.expectedFields(names), at: node)
    }
    if let stranger = entries.first(where: { !names.contains($0.name) }) {
      throw problem(.unknownField(stranger.name, known: names), at: stranger.key)
    }
    return entries
  }

  func list(_ node: YAMLNode) throws -> [YAMLNode] {
    guard case .sequence(let nodes) = node.content else { throw problem(.expectedList, at: node) }
    return nodes
  }

  func texts(of node: YAMLNode) throws -> [[UInt8]] {
    try list(node).map { Array(try text(of: $0).utf8) }
  }

  private func text(of node: YAMLNode) throws -> String {
    guard let text = node.text, !text.isEmpty else { throw problem(.expectedText, at: node) }
    return text
  }

  func pattern(_ node: YAMLNode) throws -> RedactionRules.CustomPattern {
    let fields = ["pattern", "kind"]
    _ = try entries(of: node, allowing: fields)
    guard let written = node["pattern"] else {
      throw problem(.expectedFields(["pattern"]), at: node)
    }
    var kind = RedactionKind.value
    if let name = node["kind"] {
      let kinds = RedactionKind.allCases.map(\.rawValue)
      guard let known = RedactionKind(rawValue: try text(of: name)) else {
        throw problem(.unknownKind(name.text ?? "", known: kinds), at: name)
      }
      kind = known
    }
    let text = try text(of: written)
    if let construct = PatternCost(text).construct {
      throw problem(.slowPattern(construct), at: written)
    }
    do {
      let pattern = try Pattern(text, options: .utf)
      return RedactionRules.CustomPattern(
        pattern: pattern, group: pattern.groupNames["mask"] ?? 0, kind: kind)
    } catch {
      throw problem(.badPattern(error.message, offset: error.offset), at: written)
    }
  }

  private func problem(_ kind: RedactionRulesProblem.Kind, at node: YAMLNode)
    -> RedactionRulesProblem
  {
    RedactionRulesProblem(kind: kind, file: file, line: node.line, column: node.column)
  }
}

/// What in a pattern may make its search take more than linear time.
struct PatternCost {
  /// The first construct of that sort, as written; `nil` if there is none.
  let construct: String?

  init(_ pattern: String) {
    construct = Self.construct(in: Array(pattern.utf8))
  }

  private static func construct(in bytes: [UInt8]) -> String? {
    // For each open group, whether something in it repeats without a bound.
    var repeats = [false]
    var offset = 0
    var isInClass = false
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case Byte.backslash:
        if offset + 1 < bytes.count, "123456789kgR".utf8.contains(bytes[offset + 1]), !isInClass {
          return String(decoding: bytes[offset...offset + 1], as: UTF8.self)
        }
        offset += 1
      case _ where isInClass:
        if byte == Byte.closeBracket { isInClass = false }
      case Byte.openBracket:
        isInClass = true
        if offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "^") { offset += 1 }
        if offset + 1 < bytes.count, bytes[offset + 1] == Byte.closeBracket { offset += 1 }
      case Byte.openParenthesis:
        if let look = lookaround(bytes[offset...]) { return look }
        repeats.append(false)
      case Byte.closeParenthesis:
        let inner = repeats.count > 1 ? repeats.removeLast() : false
        if inner, isUnbounded(at: offset + 1, bytes) {
          return String(decoding: bytes[offset...offset + 1], as: UTF8.self)
        }
        if inner { repeats[repeats.count - 1] = true }
      default:
        if isUnbounded(at: offset, bytes) { repeats[repeats.count - 1] = true }
      }
      offset += 1
    }
    return nil
  }

  private static func isUnbounded(at offset: Int, _ bytes: [UInt8]) -> Bool {
    guard offset < bytes.count else { return false }
    if bytes[offset] == UInt8(ascii: "*") || bytes[offset] == UInt8(ascii: "+") { return true }
    guard bytes[offset] == Byte.openBrace,
      let end = bytes[offset...].firstIndex(of: Byte.closeBrace)
    else { return false }
    return bytes[end - 1] == Byte.comma
  }

  private static func lookaround(_ group: ArraySlice<UInt8>) -> String? {
    ["(?=", "(?!", "(?<=", "(?<!", "(?R", "(?&", "(?1", "(*"].first {
      group.starts(with: $0.utf8)
    }
  }
}
