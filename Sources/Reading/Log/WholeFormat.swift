public import Model

/// A document that is one record from its first byte to its last.
public struct WholeFormat: LogFormat {
  /// The kind of the document.
  public let kind: DocumentKind

  /// Makes the format for a kind of document.
  public init(kind: DocumentKind) {
    self.kind = kind
  }

  /// Never: no line starts another record.
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    false
  }

  /// Nothing is known of the record but its text.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    LogEntry(bytes: record)
  }
}
