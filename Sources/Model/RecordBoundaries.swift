/// How a document falls into records, told line by line.
///
/// The reader of a log format knows it; the scanner, which finds signatures in
/// raw bytes, asks for it to turn a hit into the record around it.
public protocol RecordBoundaries: Sendable {
  /// Whether the line that starts at `lineStart` starts a record.
  ///
  /// - Parameters:
  ///   - lineStart: The offset of the line's first byte; the line may be empty.
  ///   - bytes: The buffer that holds the line. It may end before the line does.
  func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool
}
