import Reading

/// Values of rules in the compact form in which compiled knowledge keeps them.
///
/// Thousands of small values are read each time the program starts, and from JSON that took longer
/// than all else together. What encoders write as JSON is packed once, when knowledge is compiled:
///
/// - the byte `0x01`, the number of keys, and each key as the number of its bytes and the bytes;
/// - a value: a byte that says which, then a number (zigzag), eight bytes of a binary fraction, or
///   a string like a key; of an array the number of bytes that follow, the number of elements, and
///   those; of an object the same with the number of its key before each value.
///
/// Numbers are in base 128, the lowest first, as LEB128 has it.
struct PackedValues: Sendable {
  let bytes: [UInt8]

  /// The keys of objects, by number.
  let keys: [String]

  /// Where the outermost value starts.
  let root: Int

  /// What a value is.
  enum Form: UInt8 {
    case null, no, yes, integer, fraction, string, array, object
  }

  /// How deep values may lie in one another.
  static let depth = 200

  private static let version: UInt8 = 1

  /// Reads the keys; the values are read when they are asked for.
  ///
  /// - Throws: ``PackedError``.
  init(_ bytes: [UInt8]) throws(PackedError) {
    guard bytes.first == Self.version else { throw .otherVersion }
    var reader = Reader(bytes, at: 1)
    var keys: [String] = []
    for _ in 0..<(try reader.count()) { keys.append(try reader.string()) }
    self.bytes = bytes
    self.keys = keys
    root = reader.place
  }

  /// Packs a document of JSON.
  ///
  /// - Throws: `JSONError` if it is none.
  static func packed(json: [UInt8]) throws(JSONError) -> [UInt8] {
    var writer = Writer()
    writer.put(try JSONReader(isStrict: true).read(json))
    var bytes = [version]
    Writer.put(writer.keys.count, into: &bytes)
    for key in writer.keys { Writer.put(key, into: &bytes) }
    return bytes + writer.bytes
  }

  private struct Writer {
    var bytes: [UInt8] = []
    var keys: [String] = []
    private var numbers: [String: Int] = [:]

    mutating func put(_ node: JSONNode) {
      switch node.value {
      case .null: put(.null)
      case .boolean(let flag): put(flag ? .yes : .no)
      case .number(let text):
        if let number = Int64(text) {
          put(.integer)
          Self.put(UInt64(bitPattern: number << 1 ^ number >> 63), into: &bytes)
        } else {
          put(.fraction)
          let pattern = (Double(text) ?? 0).bitPattern
          bytes += (0..<8).map { UInt8(truncatingIfNeeded: pattern >> UInt64(8 * $0)) }
        }
      case .string(let text):
        put(.string)
        Self.put(text, into: &bytes)
      case .array(let elements):
        put(.array)
        putMembers(elements.count) { writer in for element in elements { writer.put(element) } }
      case .object(let members):
        put(.object)
        putMembers(members.count) { writer in
          for member in members {
            Self.put(writer.number(of: member.key), into: &writer.bytes)
            writer.put(member.value)
          }
        }
      }
    }

    private mutating func put(_ form: Form) { bytes.append(form.rawValue) }

    private mutating func putMembers(_ count: Int, _ body: (inout Writer) -> Void) {
      let outer = bytes
      bytes = []
      Self.put(count, into: &bytes)
      body(&self)
      let inner = bytes
      bytes = outer
      Self.put(inner.count, into: &bytes)
      bytes += inner
    }

    private mutating func number(of key: String) -> Int {
      if let number = numbers[key] { return number }
      numbers[key] = keys.count
      keys.append(key)
      return keys.count - 1
    }

    static func put(_ text: String, into bytes: inout [UInt8]) {
      put(text.utf8.count, into: &bytes)
      bytes += text.utf8
    }

    static func put(_ number: Int, into bytes: inout [UInt8]) {
      put(UInt64(number), into: &bytes)
    }

    static func put(_ number: UInt64, into bytes: inout [UInt8]) {
      var rest = number
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }
  }
}

/// Why packed values cannot be read.
enum PackedError: Error, Hashable {
  case otherVersion

  /// The bytes end too early, or mean nothing.
  case damaged

  /// The value is of another form, or there is none.
  case otherForm(key: String?)
}

// MARK: - Reading

extension PackedValues {
  /// Walks over packed bytes, none of which it trusts.
  struct Reader {
    private let bytes: [UInt8]
    private(set) var place: Int

    init(_ bytes: [UInt8], at place: Int) {
      self.bytes = bytes
      self.place = place
    }

    mutating func form() throws(PackedError) -> Form {
      guard let form = Form(rawValue: try byte()) else { throw .damaged }
      return form
    }

    mutating func number() throws(PackedError) -> UInt64 {
      var number: UInt64 = 0
      var shift: UInt64 = 0
      while shift < 64 {
        let byte = try byte()
        number |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return number }
        shift += 7
      }
      throw .damaged
    }

    /// A number of things each of which takes a byte at least.
    mutating func count() throws(PackedError) -> Int {
      guard let count = Int(exactly: try number()), count <= bytes.count - place else {
        throw .damaged
      }
      return count
    }

    mutating func string() throws(PackedError) -> String {
      let count = try count()
      defer { place += count }
      return String(decoding: bytes[place..<place + count], as: UTF8.self)
    }

    mutating func integer() throws(PackedError) -> Int64 {
      let number = try number()
      return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    mutating func fraction() throws(PackedError) -> Double {
      guard bytes.count - place >= 8 else { throw .damaged }
      var pattern: UInt64 = 0
      for offset in 0..<8 { pattern |= UInt64(bytes[place + offset]) << UInt64(8 * offset) }
      place += 8
      return Double(bitPattern: pattern)
    }

    /// Passes over a value.
    mutating func skip() throws(PackedError) {
      switch try form() {
      case .null, .no, .yes: break
      case .integer: _ = try number()
      case .fraction: _ = try fraction()
      case .string, .array, .object:
        let count = try count()
        place += count
      }
    }

    private mutating func byte() throws(PackedError) -> UInt8 {
      guard place < bytes.count else { throw .damaged }
      defer { place += 1 }
      return bytes[place]
    }
  }
}
