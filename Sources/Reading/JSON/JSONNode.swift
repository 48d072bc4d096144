/// A value in a JSON document, with the bytes it was read from.
public struct JSONNode: Hashable, Sendable {
  /// What the value is.
  public indirect enum Value: Hashable, Sendable {
    /// Members in the order of the document; a key may stand twice.
    case object([Member])
    case array([JSONNode])
    case string(String)
    /// A number as it is written, so that no digit is lost.
    case number(String)
    case boolean(Bool)
    case null
  }

  /// A key with its value.
  public struct Member: Hashable, Sendable {
    /// The key.
    public let key: String

    /// The bytes of the key, quotes included.
    public let keyBytes: Range<Int>

    /// The value.
    public let value: JSONNode
  }

  /// The value.
  public let value: Value

  /// Its bytes in the document, quotes and brackets included.
  public let bytes: Range<Int>

  /// The last member with this key, as most programs read a key that stands twice.
  public subscript(key: String) -> JSONNode? {
    guard case .object(let members) = value else { return nil }
    return members.last { $0.key == key }?.value
  }

  /// The members, if it is an object.
  public var members: [Member]? {
    if case .object(let members) = value { members } else { nil }
  }

  /// The text of a string, number or truth value.
  public var scalar: String? {
    switch value {
    case .string(let text), .number(let text): text
    case .boolean(let flag): flag ? "true" : "false"
    case .object, .array, .null: nil
    }
  }

  /// The text, if it is a string.
  public var string: String? {
    if case .string(let text) = value { text } else { nil }
  }

  /// The number, if it is a whole one that fits.
  public var integer: Int? {
    guard case .number(let text) = value else { return nil }
    return Int(text)
  }
}

/// What keeps bytes from being JSON.
public struct JSONError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// Something else should stand here: a value, a key, a colon, the end.
    case unexpected(Expectation)

    /// The document ends in the middle of something.
    case unfinished

    /// More objects and arrays inside one another than are read.
    case tooDeep
  }

  /// What should stand there.
  public enum Expectation: Hashable, Sendable {
    case value, key, colon, separator, end, escape, number, text
  }

  /// What is wrong.
  public let kind: Kind

  /// Where, counted from the start of the buffer.
  public let offset: Int
}
