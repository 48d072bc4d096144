import FoundationEssentials

/// JSON as an instance writes it, read as generously as browsers do.
enum InstanceJSON: Decodable, Hashable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case array([InstanceJSON])
  case object([String: InstanceJSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([InstanceJSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: InstanceJSON].self))
    }
  }

  /// Reads a text; `nil` if it is no JSON.
  init?(_ bytes: [UInt8]) {
    guard let value = try? JSONDecoder().decode(InstanceJSON.self, from: Data(bytes)) else {
      return nil
    }
    self = value
  }

  subscript(key: String) -> InstanceJSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// The value under a name, or under names inside one another with dots between them.
  func value(at names: String) -> InstanceJSON? {
    self[names]
      ?? names.split(separator: ".").reduce(self) { value, name in value?[String(name)] }
  }

  var members: [String: InstanceJSON]? {
    if case .object(let members) = self { members } else { nil }
  }

  var elements: [InstanceJSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  var text: String? {
    switch self {
    case .string(let text): text
    case .number(let number): Int(exactly: number).map(String.init) ?? String(number)
    case .boolean(let value): value ? "true" : "false"
    default: nil
    }
  }

  var integer: Int? {
    switch self {
    case .number(let number): Int(exactly: number)
    case .string(let text): Int(text)
    default: nil
    }
  }

  /// Whether it is true, also where a server writes truth as a text.
  var isTrue: Bool { self == .boolean(true) || self == .string("true") }
}
