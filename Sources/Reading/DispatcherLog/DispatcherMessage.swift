/// The messages of the dispatcher that name a request, a rule, a farm or a renderer.
enum DispatcherMessage {
  static func read(
    _ text: Range<Int>, into entry: inout LogEntry, in bytes: borrowing Span<UInt8>
  ) {
    let start = text.lowerBound
    let end = text.upperBound
    if bytes.hasText("checking [", at: start) {
      entry[.path] = bracket(start + 10, end, bytes)
    } else if bytes.hasText("cache-action for [", at: start) {
      guard let close = bytes.firstIndex(of: "]: ", in: start + 18..<end) else { return }
      entry[.path] = start + 18..<close
      if close + 3 < end { entry[.cache] = close + 3..<end }
    } else if bytes.hasText("Filter rejects: ", at: start) {
      readRequest(start + 16..<end, into: &entry, in: bytes)
    } else if bytes.hasText("'", at: start),
      let close = bytes.firstIndex(of: "' was blocked because of ", in: start + 1..<end)
    {
      readRequest(start + 1..<close, into: &entry, in: bytes)
      if close + 25 < end { entry[.rule] = close + 25..<end }
    } else if bytes.hasText("farms[", at: start) {
      entry[.farm] = bracket(start + 6, end, bytes)
    } else if bytes.hasText("Unable to connect to any backend in farm ", at: start) {
      entry[.farm] = start + 41 < end ? start + 41..<end : nil
    } else if bytes.hasText("Connected to backend ", at: start) {
      let name = start + 21
      guard name < end else { return }
      entry[.renderer] = name..<(bytes.firstIndex(of: 0x20, in: name..<end) ?? end)
    }
  }

  private static func readRequest(
    _ text: Range<Int>, into entry: inout LogEntry, in bytes: borrowing Span<UInt8>
  ) {
    guard let line = bytes.requestLine(text) else { return }
    entry[.method] = line.method
    entry[.path] = line.path
    entry[.httpVersion] = line.version
  }

  private static func bracket(
    _ start: Int, _ end: Int, _ bytes: borrowing Span<UInt8>
  ) -> Range<Int>? {
    guard start < end else { return nil }
    return bytes.firstIndex(of: 0x5D, in: start..<end).map { start..<$0 }
  }
}
