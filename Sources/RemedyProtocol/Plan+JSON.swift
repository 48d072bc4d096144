import FoundationEssentials

extension Plan {
  /// The plan as canonical JSON with a final line break, the bytes that are approved.
  ///
  /// `sha256sum` of a file that holds them prints the digest of the plan.
  public func canonicalJSON() throws -> [UInt8] {
    try StrictJSON.value(of: self).canonical + [UInt8(ascii: "\n")]
  }

  /// Reads a plan back and refuses any that would not be written the same way.
  ///
  /// - Throws: `JSONProblem`, `DecodingError`, or `StrictJSONProblem` if a field is
  ///   unknown or its value would be lost.
  public init(canonicalJSON bytes: [UInt8]) throws {
    self = try StrictJSON.decode(Plan.self, from: JSONDocument(bytes).value)
    guard schema == Plan.schemaName else {
      throw StrictJSONProblem(path: [.key("schema")])
    }
  }
}

/// A value in a JSON text that the reader does not know.
public struct StrictJSONProblem: Error, Hashable, Sendable {
  /// Where it stands.
  public var path: [JSONStep]
}

/// Typed values from a JSON in which a later version may say more than is known here.
enum LenientJSON {
  /// The typed value; fields that the type does not know are ignored.
  static func decode<Typed: Decodable>(
    _ type: Typed.Type, from value: JSONValue
  ) throws -> Typed {
    try JSONDecoder().decode(type, from: Data(value.canonical))
  }
}

/// The way between typed values and strict JSON.
public enum StrictJSON {
  /// The JSON of a typed value.
  public static func value(of typed: some Encodable) throws -> JSONValue {
    try JSONDocument(Array(JSONEncoder().encode(typed))).value
  }

  /// The typed value of a JSON; every field must be one that the type knows.
  ///
  /// - Throws: `DecodingError`, or `StrictJSONProblem` for a field that is not known.
  public static func decode<Typed: Codable>(
    _ type: Typed.Type, from value: JSONValue
  ) throws -> Typed {
    let typed = try JSONDecoder().decode(type, from: Data(value.canonical))
    if let path = firstLoss(of: value, in: try self.value(of: typed)) {
      throw StrictJSONProblem(path: path)
    }
    return typed
  }

  /// The path of the first value that did not survive.
  private static func firstLoss(of original: JSONValue, in kept: JSONValue) -> [JSONStep]? {
    switch (original, kept) {
    case (.object(let original), .object(let kept)):
      for (key, value) in original.sorted(by: { $0.key < $1.key }) {
        guard let counterpart = kept[key] else { return [.key(key)] }
        if let path = firstLoss(of: value, in: counterpart) { return [.key(key)] + path }
      }
      return nil
    case (.array(let original), .array(let kept)) where original.count == kept.count:
      for (index, pair) in zip(original, kept).enumerated() {
        if let path = firstLoss(of: pair.0, in: pair.1) { return [.index(index)] + path }
      }
      return nil
    default:
      return original == kept ? nil : []
    }
  }
}
