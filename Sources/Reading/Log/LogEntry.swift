public import Model

/// One record of a log: where each of its fields stands.
///
/// An entry owns no text. Every range counts in the buffer it was read from;
/// the message goes on to the end of the record, stack trace included.
public struct LogEntry: Hashable, Sendable {
  /// The whole record.
  public let bytes: Range<Int>

  /// When it was written; UTC is assumed where the log states no zone.
  public var timestamp: Timestamp?

  /// How severe its writer held it to be.
  public var level: LogLevel?

  /// What is said, with everything that follows it.
  public var message: Range<Int>

  /// The other fields it has, in the order in which they stand.
  public private(set) var fields: [Field] = []

  /// A named part of a record.
  public struct Field: Hashable, Sendable {
    /// What it is.
    public let name: LogField

    /// Where its value stands.
    public let range: Range<Int>
  }

  /// Makes an entry of which no field is known yet; all of it is the message.
  public init(bytes: Range<Int>) {
    self.bytes = bytes
    message = bytes
  }

  /// Where the value of a field stands, if the record has it.
  public subscript(name: LogField) -> Range<Int>? {
    get { fields.first { $0.name == name }?.range }
    set {
      if !fields.isEmpty { fields.removeAll { $0.name == name } }
      guard let newValue else { return }
      // Most records have as many; there are millions of them.
      if fields.isEmpty { fields.reserveCapacity(5) }
      fields.append(Field(name: name, range: newValue))
    }
  }

  /// The method and the path of the request that it tells of, cut where they are long.
  public func request(in bytes: [UInt8]) -> String? {
    guard let path = self[.path] else { return nil }
    let words = [self[.method], path].compactMap(\.self)
    return words.map { String(decoding: bytes[$0].prefix(Self.longestWord), as: UTF8.self) }
      .joined(separator: " ")
  }

  private static let longestWord = 256
}
