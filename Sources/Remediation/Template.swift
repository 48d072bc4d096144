import RemedyProtocol

/// Fills `${name.field}` in the texts of a recipe.
///
/// A dollar sign without a brace is itself; there is nothing else to learn.
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
    var result = ""
    for piece in Self.pieces(of: text) {
      switch piece {
      case .text(let text): result += text
      case .name(let name):
        guard let value = values[name] else { return nil }
        result += value
      }
    }
    return result
  }

  /// The first name in a value's texts that is not among the known ones.
  static func firstUnknown(in value: some Encodable, known: Set<String>) -> String? {
    guard let json = try? StrictJSON.value(of: value) else { return nil }
    return names(in: json).sorted().first { !known.contains($0) }
  }

  private static func names(in json: JSONValue) -> Set<String> {
    switch json {
    case .string(let text):
      return Set(
        pieces(of: text).compactMap { piece in
          if case .name(let name) = piece { name } else { nil }
        })
    case .array(let elements): return elements.reduce(into: []) { $0.formUnion(names(in: $1)) }
    case .object(let members):
      return members.values.reduce(into: []) { $0.formUnion(names(in: $1)) }
    default: return []
    }
  }

  private enum Piece {
    case text(Substring)
    case name(String)
  }

  private static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let start = rest.firstRange(of: "${"),
      let end = rest[start.upperBound...].firstIndex(of: "}")
    {
      pieces.append(.text(rest[..<start.lowerBound]))
      pieces.append(.name(String(rest[start.upperBound..<end])))
      rest = rest[rest.index(after: end)...]
    }
    pieces.append(.text(rest))
    return pieces
  }
}
