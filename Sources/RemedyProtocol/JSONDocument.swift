/// A JSON text read strictly, with the places of its values.
///
/// Refused are duplicate keys, fractions and exponents, integers beyond 2⁵³,
/// more than 64 levels, invalid UTF-8, lone surrogates, and anything after the
/// value: a text that two readers could take differently must not be approved.
public struct JSONDocument: Sendable {
  /// The value.
  public let value: JSONValue

  /// Where each value starts, by its path.
  private let offsets: [[JSONStep]: Int]
  private let bytes: [UInt8]

  /// Reads a text.
  public init(_ bytes: [UInt8]) throws(JSONProblem) {
    var reader = JSONReader(bytes: bytes)
    value = try reader.document()
    offsets = reader.offsets
    self.bytes = bytes
  }

  /// The line of the value at a path, counted from 1, or of the nearest value around it.
  public func line(of path: [JSONStep]) -> Int {
    var path = path
    while offsets[path] == nil, !path.isEmpty { path.removeLast() }
    return JSONProblem.position(of: offsets[path] ?? 0, in: bytes).line
  }
}

/// One step on the way to a value inside a JSON text.
public enum JSONStep: Hashable, Sendable {
  case key(String)
  case index(Int)
}

/// What makes a text no strict JSON, and where.
public struct JSONProblem: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    case unexpected
    case endedEarly
    case duplicateKey(String)
    case numberNotAllowed
    case tooDeep
    case badEscape
    case notUTF8
    case trailingText
  }

  /// What is wrong.
  public var reason: Reason

  /// The line, counted from 1.
  public var line: Int

  /// The column in bytes, counted from 1.
  public var column: Int

  init(_ reason: Reason, at offset: Int, in bytes: [UInt8]) {
    self.reason = reason
    (line, column) = Self.position(of: offset, in: bytes)
  }

  static func position(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
    let before = bytes.prefix(offset)
    let newline = UInt8(ascii: "\n")
    let lineStart = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
    return (before.count { $0 == newline } + 1, offset - lineStart + 1)
  }
}
