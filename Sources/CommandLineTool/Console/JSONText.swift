import FoundationEssentials

/// Values as JSON, the same bytes for the same value.
enum JSONText {
  /// Over several lines, with a final line end.
  static func pretty(_ value: some Encodable) throws -> String {
    try text(value, [.prettyPrinted])
  }

  /// On one line, with a final line end.
  static func line(_ value: some Encodable) throws -> String {
    try text(value, [])
  }

  private static func text(
    _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}
