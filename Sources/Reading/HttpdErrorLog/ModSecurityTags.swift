/// The tags that ModSecurity puts behind its message: `[id "912170"] [uri "/a"] …`.
enum ModSecurityTags {
  /// Notes the rule, the host and the path, where the message is one of ModSecurity.
  static func read(
    _ text: Range<Int>, into entry: inout LogEntry, in bytes: borrowing Span<UInt8>
  ) {
    guard bytes.firstIndex(of: "ModSecurity: ", in: text.prefix(512)) != nil else { return }
    entry[.rule] = value(of: "[id \"", in: text, bytes)
    entry[.host] = value(of: "[hostname \"", in: text, bytes)
    entry[.path] = value(of: "[uri \"", in: text, bytes)
    entry[.request] = value(of: "[unique_id \"", in: text, bytes)
  }

  private static func value(
    of tag: StaticString, in text: Range<Int>, _ bytes: borrowing Span<UInt8>
  ) -> Range<Int>? {
    guard let place = bytes.firstIndex(of: tag, in: text) else { return nil }
    let start = place + tag.utf8CodeUnitCount
    return bytes.firstIndex(of: "\"]", in: start..<text.upperBound).map { start..<$0 }
  }
}
