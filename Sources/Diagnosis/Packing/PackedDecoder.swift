/// Decodes what was packed, at one value.
struct PackedDecoder: Decoder {
  fileprivate final class Source: Sendable {
    let values: PackedValues

    init(_ values: PackedValues) {
      self.values = values
    }
  }

  fileprivate let source: Source
  fileprivate let place: Int32
  fileprivate let depth: Int32

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// The value that bytes were packed of.
  ///
  /// - Throws: ``PackedError``, and what the types throw.
  static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    let values = try PackedValues(bytes)
    guard bytes.count <= Int32.max else { throw PackedError.damaged }
    return try Value(
      from: PackedDecoder(source: Source(values), place: Int32(values.root), depth: 0))
  }

  func container<Key>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try PackedObject(self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try PackedArray(self) }
  func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

  /// A value within this one.
  fileprivate func inner(at place: Int) throws(PackedError) -> PackedDecoder {
    guard depth < PackedValues.depth else { throw .damaged }
    return PackedDecoder(source: source, place: Int32(place), depth: depth + 1)
  }

  fileprivate var reader: PackedValues.Reader {
    PackedValues.Reader(source.values.bytes, at: Int(place))
  }

  /// What stands behind the head of an array or object: its number of members and where they are.
  fileprivate func members(
    of form: PackedValues.Form
  ) throws(PackedError) -> (count: Int, reader: PackedValues.Reader) {
    var reader = reader
    guard try reader.form() == form else { throw .otherForm(key: nil) }
    _ = try reader.count()
    let count = try reader.count()
    return (count, reader)
  }
}

extension PackedDecoder: SingleValueDecodingContainer {
  func decodeNil() -> Bool {
    var reader = reader
    return (try? reader.form()) == .null
  }

  func decode(_ type: Bool.Type) throws -> Bool {
    var reader = reader
    switch try reader.form() {
    case .yes: return true
    case .no: return false
    default: throw PackedError.otherForm(key: nil)
    }
  }

  func decode(_ type: String.Type) throws -> String {
    var reader = reader
    guard try reader.form() == .string else { throw PackedError.otherForm(key: nil) }
    return try reader.string()
  }

  func decode(_ type: Double.Type) throws -> Double {
    var reader = reader
    switch try reader.form() {
    case .fraction: return try reader.fraction()
    case .integer: return Double(try reader.integer())
    default: throw PackedError.otherForm(key: nil)
    }
  }

  func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }

  func decode<Value: FixedWidthInteger & Decodable>(_ type: Value.Type) throws -> Value {
    var reader = reader
    guard try reader.form() == .integer, let value = Value(exactly: try reader.integer()) else {
      throw PackedError.otherForm(key: nil)
    }
    return value
  }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: self) }
}

/// The members of an object.
private struct PackedObject<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let decoder: PackedDecoder
  private var members: [(key: Int, place: Int)] = []

  init(_ decoder: PackedDecoder) throws(PackedError) {
    self.decoder = decoder
    var (count, reader) = try decoder.members(of: .object)
    members.reserveCapacity(count)
    for _ in 0..<count {
      let key = try reader.number()
      guard key < decoder.source.values.keys.count else { throw .damaged }
      members.append((Int(key), reader.place))
      try reader.skip()
    }
  }

  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] {
    members.compactMap { Key(stringValue: decoder.source.values.keys[$0.key]) }
  }

  private func place(of key: Key) -> Int? {
    let name = key.stringValue
    return members.first { decoder.source.values.keys[$0.key] == name }?.place
  }

  private func value(of key: Key) throws(PackedError) -> PackedDecoder {
    guard let place = place(of: key) else { throw .otherForm(key: key.stringValue) }
    return try decoder.inner(at: place)
  }

  func contains(_ key: Key) -> Bool { place(of: key) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try value(of: key).decodeNil() }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try value(of: key).decode(type) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try value(of: key).decode(type)
  }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
    try value(of: key).decode(type)
  }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try Value(from: value(of: key))
  }

  func nestedContainer<NestedKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try value(of: key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try value(of: key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { decoder }
  func superDecoder(forKey key: Key) throws -> any Decoder { try value(of: key) }
}

/// The elements of an array, one after the other.
private struct PackedArray: UnkeyedDecodingContainer {
  private let decoder: PackedDecoder
  private let total: Int
  private var reader: PackedValues.Reader
  private(set) var currentIndex = 0

  init(_ decoder: PackedDecoder) throws(PackedError) {
    self.decoder = decoder
    (total, reader) = try decoder.members(of: .array)
  }

  var codingPath: [any CodingKey] { [] }
  var count: Int? { total }
  var isAtEnd: Bool { currentIndex == total }

  private mutating func next() throws(PackedError) -> PackedDecoder {
    guard !isAtEnd else { throw .otherForm(key: nil) }
    let value = try decoder.inner(at: reader.place)
    try reader.skip()
    currentIndex += 1
    return value
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd else { throw PackedError.otherForm(key: nil) }
    guard try decoder.inner(at: reader.place).decodeNil() else { return false }
    _ = try next()
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try Value(from: next())
  }

  mutating func nestedContainer<NestedKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try next().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { try next() }
}
