/// The shapes of the types of a document, found by having each read from nothing.
struct DocumentShapes {
  /// The objects so far, by name.
  private(set) var objects: [String: ObjectShape] = [:]

  /// The shape of a type, and a value of it.
  mutating func shape<Value: Decodable>(
    of type: Value.Type
  ) throws -> (shape: DocumentShape, value: Value) {
    if let plain = Self.plain(type) { return plain }
    if let list = type as? any ListShape.Type, let empty = list.empty as? Value {
      return (.list(try elementShape(of: list.element)), empty)
    }
    if let map = type as? any MapShape.Type, let empty = map.empty as? Value {
      return (.map(try elementShape(of: map.element)), empty)
    }
    let reading = ShapeReading(shapes: self)
    let value = try type.init(from: reading)
    self = reading.shapes
    if let single = reading.single { return (single, value) }
    let name = Self.name(of: type)
    objects[name] = reading.object
    return (.object(name: name), value)
  }

  private mutating func elementShape(of type: any Decodable.Type) throws -> DocumentShape {
    try shape(of: type).shape
  }

  private static func plain<Value>(_ type: Value.Type) -> (shape: DocumentShape, value: Value)? {
    let plain: [(DocumentShape, Any)] = [(.text, ""), (.whole, 0), (.number, 0.0), (.flag, false)]
    for (shape, value) in plain {
      if let value = value as? Value, Swift.type(of: value) == type { return (shape, value) }
    }
    guard let choice = type as? any (CaseIterable & RawRepresentable).Type else { return nil }
    let cases = Self.cases(of: choice)
    guard let first = cases.first?.value as? Value else { return nil }
    return (.choice(cases.map(\.name)), first)
  }

  private static func cases<Choice: CaseIterable & RawRepresentable>(
    of type: Choice.Type
  ) -> [(name: String, value: Choice)] {
    type.allCases.compactMap { choice in (choice.rawValue as? String).map { ($0, choice) } }
  }

  /// The name of a type without its module, `finding` for `FindingDocument`.
  private static func name(of type: Any.Type) -> String {
    let words = String(reflecting: type).split(separator: ".").dropFirst()
      .filter { !$0.contains("(") }
      .map { $0.hasSuffix("Document") ? $0.dropLast(8) : $0 }
    let name = words.joined()
    return name.prefix(1).lowercased() + name.dropFirst()
  }
}

private protocol ListShape {
  static var element: any Decodable.Type { get }
  static var empty: Self { get }
}

extension Array: ListShape where Element: Decodable {
  static var element: any Decodable.Type { Element.self }
  static var empty: Self { [] }
}

private protocol MapShape {
  static var element: any Decodable.Type { get }
  static var empty: Self { get }
}

extension Dictionary: MapShape where Key == String, Value: Decodable {
  static var element: any Decodable.Type { Value.self }
  static var empty: Self { [:] }
}

/// A decoder that holds nothing, answers with empty values, and takes down what is asked for.
private final class ShapeReading: Decoder {
  var shapes: DocumentShapes
  var object = ObjectShape()

  /// The shape of a type that is read as one value.
  var single: DocumentShape?

  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  init(shapes: DocumentShapes) { self.shapes = shapes }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Members(reading: self))
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { Single(reading: self) }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    throw ShapelessType(reason: "elements are read one by one")
  }

  private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let reading: ShapeReading
    let codingPath: [any CodingKey] = []
    let allKeys: [Key] = []

    /// Only what may be absent is asked for before it is read.
    func contains(_ key: Key) -> Bool {
      reading.optional.insert(key.stringValue)
      return true
    }

    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      let (shape, value) = try reading.shapes.shape(of: type)
      let name = key.stringValue
      reading.object.properties[name] = shape
      if !reading.optional.contains(name) { reading.object.required.append(name) }
      return value
    }

    func nestedContainer<Inner: CodingKey>(
      keyedBy type: Inner.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Inner> {
      throw ShapelessType(reason: "\(key.stringValue) is read key by key")
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      throw ShapelessType(reason: "\(key.stringValue) is read element by element")
    }

    func superDecoder() -> any Decoder { reading }
    func superDecoder(forKey key: Key) -> any Decoder { reading }
  }

  private struct Single: SingleValueDecodingContainer {
    let reading: ShapeReading
    let codingPath: [any CodingKey] = []

    func decodeNil() -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      let (shape, value) = try reading.shapes.shape(of: type)
      reading.single = shape
      return value
    }
  }

  /// The keys that may be absent.
  private var optional: Set<String> = []
}

/// A type whose reading tells no shape.
private struct ShapelessType: Error {
  let reason: String
}
