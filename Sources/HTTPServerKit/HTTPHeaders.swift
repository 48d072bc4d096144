/// The header fields of a request or a response, in order.
public struct HTTPHeaders: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  /// One field.
  public struct Field: Hashable, Sendable {
    /// The name as written.
    public var name: String

    /// The value without the space around it.
    public var value: String
  }

  /// The fields in order; a name may stand several times.
  public private(set) var fields: [Field] = []

  /// Makes fields from a literal.
  public init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { add(name, value) }
  }

  /// The value of the first field with a name; case does not matter.
  public subscript(name: String) -> String? {
    all(name).first
  }

  /// The values of every field with a name; case does not matter.
  public func all(_ name: String) -> [String] {
    fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }

  /// Adds a field behind the others.
  public mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }
}
