import Model
import RemedyProtocol

/// Fills `${name.field}` in every text of a recipe's values.
struct Template {
  /// What each name stands for, such as `storage.path`.
  var values: [String: String]

  /// The same value with every text filled; `nil` if a name stands for nothing.
  func filled<Value: Codable>(_ value: Value) throws -> Value? {
    guard let json = filled(try StrictJSON.value(of: value)) else { return nil }
    return try StrictJSON.decode(Value.self, from: json)
  }

  private func filled(_ json: JSONValue) -> JSONValue? {
    switch json {
    case .string(let text):
      return filled(text).map(JSONValue.string)
    case .array(let elements):
      let done = elements.compactMap(filled)
      return done.count == elements.count ? .array(done) : nil
    case .object(let members):
      let done = members.compactMapValues(filled)
      return done.count == members.count ? .object(done) : nil
    default:
      return json
    }
  }

  private func filled(_ text: String) -> String? {
    Placeholders.fillAll(text) { values[$0] }
  }

  /// The first name in a value's texts that is not among the known ones.
  static func firstUnknown(in value: some Encodable, known: Set<String>) -> String? {
    guard let json = try? StrictJSON.value(of: value) else { return nil }
    return names(in: json).sorted().first { !known.contains($0) }
  }

  private static func names(in json: JSONValue) -> Set<String> {
    switch json {
    case .string(let text): return Set(Placeholders.names(in: text))
    case .array(let elements): return elements.reduce(into: []) { $0.formUnion(names(in: $1)) }
    case .object(let members):
      return members.values.reduce(into: []) { $0.formUnion(names(in: $1)) }
    default: return []
    }
  }
}
