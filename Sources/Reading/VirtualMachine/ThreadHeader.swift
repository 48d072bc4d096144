import Model

/// The line with which a thread starts in a dump.
///
/// HotSpot writes `"name" #12 daemon prio=5 os_prio=0 cpu=1.2ms elapsed=3.4s tid=0x… nid=0x79f0
/// runnable [0x…]`, older releases less of it, JDK 21 the id of the system in brackets;
/// `ThreadInfo.toString` writes `"name" Id=12 RUNNABLE on …`, and the web console of Felix
/// `  Thread #12/name [priority=5, alive=true, daemon=true, …]`.
struct ThreadHeader {
  var name: Range<Int>
  /// What stands behind the name.
  var rest: Range<Int>
  /// Whether frames follow without `at`.
  var isOfConsole = false

  /// Reads the line that starts here; `nil` if no thread starts with it.
  init?(at start: Int, in bytes: borrowing Span<UInt8>) {
    guard start >= 0, start < bytes.count else { return nil }
    switch bytes[start] {
    case 0x22:
      let end = bytes.endOfLine(from: start, before: min(bytes.count, start + 4_096))
      var index = start + 1
      // Names may hold quotes, so what stands behind the last one counts.
      while index < end {
        if bytes[index] == 0x22, Self.isDescription(index + 1, before: end, in: bytes) {
          name = start + 1..<index
          rest = index + 1..<end
          return
        }
        index += 1
      }
      return nil
    case 0x20:
      guard bytes.hasText("  Thread #", at: start) else { return nil }
      let end = bytes.endOfLine(from: start, before: min(bytes.count, start + 4_096))
      guard let slash = bytes.firstIndex(of: 0x2F, in: start + 10..<max(start + 10, end)),
        let open = bytes.firstOffset(of: " [priority=", in: slash..<end)
      else { return nil }
      name = slash + 1..<max(slash + 1, open)
      rest = open..<end
      isOfConsole = true
    default: return nil
    }
  }

  private static func isDescription(
    _ start: Int, before end: Int, in bytes: borrowing Span<UInt8>
  ) -> Bool {
    guard start < end, bytes[start] == 0x20 else { return false }
    if bytes.hasText(" #", at: start) {
      return start + 2 < end && ErrorLogTime.isDigit(bytes[start + 2])
    }
    return bytes.hasText(" daemon ", at: start) || bytes.hasText(" prio=", at: start)
      || bytes.hasText(" os_prio=", at: start) || bytes.hasText(" Id=", at: start)
      || bytes.hasText(" tid=0x", at: start) || bytes.hasText(" nid=0x", at: start)
  }

  /// The value behind `key=`, up to a space, comma or bracket.
  func value(_ key: StaticString, in bytes: borrowing Span<UInt8>) -> Range<Int>? {
    guard let place = bytes.firstOffset(of: key, in: rest) else { return nil }
    let start = place + key.utf8CodeUnitCount
    var end = start
    while end < rest.upperBound, bytes[end] > 0x20, bytes[end] != 0x2C, bytes[end] != 0x5D {
      end += 1
    }
    return end > start ? start..<end : nil
  }

  /// The id that the operating system knows the thread by, as it is written.
  func process(in bytes: borrowing Span<UInt8>) -> Range<Int>? {
    value(" nid=", in: bytes)
      ?? bytes.firstOffset(of: " [", in: rest).flatMap { open in
        var end = open + 2
        while end < rest.upperBound, ErrorLogTime.isDigit(bytes[end]) { end += 1 }
        return end > open + 2 && end < rest.upperBound && bytes[end] == 0x5D ? open + 2..<end : nil
      }
  }

  /// What HotSpot says that it does: `runnable`, `waiting on condition`.
  func condition(in bytes: borrowing Span<UInt8>) -> Range<Int>? {
    guard let process = value(" nid=", in: bytes) else { return nil }
    let start = min(rest.upperBound, process.upperBound + 1)
    var end = bytes.firstOffset(of: "[0x", in: start..<rest.upperBound) ?? rest.upperBound
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return end > start ? start..<end : nil
  }
}
