import Foundation

/// A small checker of JSON Schema: as much of draft 2020-12 as the project's schemas use.
///
/// A keyword that it does not know fails the check, so that nothing is passed
/// over in silence.
public struct JSONSchemaCheck {
  private let root: [String: Any]

  /// Reads a schema from a file.
  public init(contentsOf path: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    root = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  /// Takes a schema that was read already.
  public init(_ schema: [String: Any]) {
    root = schema
  }

  /// What is wrong with a value, each with the way to it; empty if nothing is.
  public func problems(in value: Any) -> [String] {
    problems(value, root, at: "$")
  }

  private static let silent: Set = ["$schema", "$defs", "title", "description", "$id"]

  private func problems(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    schema.sorted { $0.key < $1.key }.flatMap { keyword, rule -> [String] in
      Self.silent.contains(keyword)
        ? [] : problems(value, keyword: keyword, rule, in: schema, at: path)
    }
  }

  private func problems(
    _ value: Any, keyword: String, _ rule: Any, in schema: [String: Any], at path: String
  ) -> [String] {
    let members = value as? [String: Any]
    switch keyword {
    case "$ref":
      let name = (rule as? String)?.split(separator: "/").last.map(String.init) ?? ""
      guard let target = (root["$defs"] as? [String: Any])?[name] as? [String: Any] else {
        return ["\(path): no definition \(name)"]
      }
      return problems(value, target, at: path)
    case "type":
      let types = rule as? [String] ?? [rule as? String ?? ""]
      return types.contains { Self.isOf($0, value) } ? [] : ["\(path): not \(types): \(value)"]
    case "enum":
      let allowed = rule as? [String] ?? []
      return allowed.contains(value as? String ?? "") ? [] : ["\(path): \(value) not in \(allowed)"]
    case "required":
      return (rule as? [String] ?? []).filter { members != nil && members?[$0] == nil }
        .map { "\(path): \($0) is missing" }
    case "properties":
      return (rule as? [String: Any] ?? [:]).flatMap { name, part -> [String] in
        guard let member = members?[name], let part = part as? [String: Any] else { return [] }
        return problems(member, part, at: "\(path).\(name)")
      }
    case "patternProperties": return patternProblems(members ?? [:], rule, at: path)
    case "additionalProperties":
      let known = Set((schema["properties"] as? [String: Any] ?? [:]).keys)
      let patterns = (schema["patternProperties"] as? [String: Any] ?? [:]).keys
      let rest = (members ?? [:]).filter { name, _ in
        !known.contains(name) && !patterns.contains { Self.matches(name, $0) }
      }
      if let part = rule as? [String: Any] {
        return rest.flatMap { problems($0.value, part, at: "\(path).\($0.key)") }
      }
      return rule as? Bool == false ? rest.keys.sorted().map { "\(path): unknown \($0)" } : []
    case "minProperties":
      return members.map { $0.count >= rule as? Int ?? 0 } ?? true ? [] : ["\(path): too few"]
    case "items":
      guard let part = rule as? [String: Any] else { return [] }
      return (value as? [Any] ?? []).enumerated().flatMap { index, item in
        problems(item, part, at: "\(path)[\(index)]")
      }
    case "anyOf", "oneOf":
      let tried = (rule as? [[String: Any]] ?? []).map { problems(value, $0, at: path) }
      let fitting = tried.count { $0.isEmpty }
      if keyword == "oneOf" ? fitting == 1 : fitting > 0 { return [] }
      return ["\(path): \(fitting) of \(keyword)"] + (tried.min { $0.count < $1.count } ?? [])
    case "not":
      return problems(value, rule as? [String: Any] ?? [:], at: path).isEmpty
        ? ["\(path): must not be so"] : []
    case "pattern":
      guard let text = value as? String else { return [] }
      return Self.matches(text, rule as? String ?? "")
        ? [] : ["\(path): “\(text)” has no such form"]
    case "minimum":
      return (value as? Double).map { $0 >= rule as? Double ?? 0 } ?? true
        ? [] : ["\(path): below \(rule)"]
    case "maximum":
      return (value as? Double).map { $0 <= rule as? Double ?? 0 } ?? true
        ? [] : ["\(path): above \(rule)"]
    default: return ["\(path): unknown keyword \(keyword)"]
    }
  }

  private func patternProblems(_ members: [String: Any], _ rule: Any, at path: String) -> [String] {
    (rule as? [String: Any] ?? [:]).flatMap { pattern, part -> [String] in
      members.filter { Self.matches($0.key, pattern) }.flatMap { name, member in
        problems(member, part as? [String: Any] ?? [:], at: "\(path).\(name)")
      }
    }
  }

  private static func matches(_ text: String, _ pattern: String) -> Bool {
    text.range(of: pattern, options: .regularExpression) != nil
  }

  private static func isOf(_ type: String, _ value: Any) -> Bool {
    let isBoolean =
      value is Bool
      && (value as? NSNumber).map { unsafe String(cString: $0.objCType) == "c" } ?? true
    switch type {
    case "object": return value is [String: Any]
    case "array": return value is [Any]
    case "string": return value is String
    case "boolean": return isBoolean
    case "integer":
      return !isBoolean && (value as? Double).map { $0 == $0.rounded() } == true
    case "number": return !isBoolean && value is Double
    default: return false
    }
  }
}
