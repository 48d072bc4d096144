import Model

/// The decorations of unified logging: `[2026-03-29T00:00:01.5+0000][0.103s][info][gc,heap] `.
///
/// JEP 158; which of them stand there, and in which order they do, `-Xlog` says.
struct UnifiedPrefix {
  var time: Timestamp?
  var uptime: Double?
  var level: LogLevel?
  var isOfCollector = false
  var end = 0

  /// Reads the decorations that start here; `nil` if there are none.
  init?(at start: Int, in bytes: borrowing Span<UInt8>) {
    guard start >= 0, start < bytes.count, bytes[start] == 0x5B else { return nil }
    var index = start
    var known = 0
    let limit = min(bytes.count, start + 256)
    while index < limit, bytes[index] == 0x5B {
      guard let close = bytes.firstIndex(of: 0x5D, in: index..<limit) else { break }
      if read(index + 1..<close, in: bytes) { known += 1 } else if known == 0 { return nil }
      index = close + 1
    }
    // A level alone is what many other tools write.
    guard known > 0, uptime != nil || isOfCollector || (time != nil && level != nil) else {
      return nil
    }
    if index < limit, bytes[index] == 0x20 { index += 1 }
    end = index
  }

  private mutating func read(_ range: Range<Int>, in bytes: borrowing Span<UInt8>) -> Bool {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] == 0x20 { end -= 1 }
    let start = range.lowerBound
    guard end > start else { return false }
    if let found = MachineTime.parse(at: start, in: bytes), found.end == end,
      bytes[start + 10] == 0x54
    {
      time = found.time
    } else if let number = bytes.decimal(at: start, before: end) {
      if number.end + 1 == end, bytes[number.end] == 0x73 {
        uptime = number.value
      } else if number.end + 2 == end, bytes.hasText("ms", at: number.end) {
        // Since 1970 it is the time; `uptimemillis` counts from the start.
        if number.value > 1e11, number.value < 1e16 {
          time = Timestamp(milliseconds: Int64(number.value), zone: .stated(offset: 0))
        } else {
          uptime = number.value / 1_000
        }
      } else {
        return false
      }
    } else if let found = Self.level(start..<end, in: bytes) {
      level = found
    } else if bytes.hasText("gc", at: start), end == start + 2 || bytes[start + 2] == 0x2C {
      isOfCollector = true
    } else {
      return false
    }
    return true
  }

  private static func level(_ range: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogLevel? {
    let start = range.lowerBound
    switch range.count {
    case 4 where bytes.hasText("info", at: start): return .info
    case 7 where bytes.hasText("warning", at: start): return .warn
    case 5 where bytes.hasText("error", at: start): return .error
    case 5 where bytes.hasText("debug", at: start): return .debug
    case 5 where bytes.hasText("trace", at: start): return .trace
    default: return nil
    }
  }
}

extension GarbageCollection {
  // `GC(12) Pause Young (Normal) (G1 Evacuation Pause) 18M->1M(64M) 4.086ms`
  init?(unified record: Range<Int>, prefix: UnifiedPrefix, in bytes: borrowing Span<UInt8>) {
    let end = bytes.endOfLine(from: min(prefix.end, record.upperBound), before: record.upperBound)
    var start = prefix.end
    var number: Int?
    if bytes.hasText("GC(", at: start),
      let close = bytes.firstIndex(of: 0x29, in: start..<max(start, end))
    {
      number = bytes.number(start + 3..<close)
      start = close + 2
    }
    // Generations of ZGC.
    for mark in ["Y: ", "O: ", "y: ", "o: "] as [StaticString]
    where bytes.hasText(mark, at: start) { start += 3 }
    guard start < end, let kind = Self.kind(at: start, in: bytes) else { return nil }
    self.init(kind: kind)
    self.number = number
    (time, uptime) = (prefix.time, prefix.uptime)
    let sizes = readSizes(in: start..<end, of: bytes)
    readDuration(behind: sizes?.upperBound ?? start, before: end, in: bytes)
    let head = start..<(sizes?.lowerBound ?? duration?.lowerBound ?? end)
    cause = Self.lastBracket(in: head, of: bytes)
    // The line that announces a pause says less; only the end of it counts.
    guard milliseconds != nil || (kind == .cycle && after != nil) else { return nil }
  }

  private static func kind(at start: Int, in bytes: borrowing Span<UInt8>) -> Kind? {
    if bytes.hasText("Pause ", at: start) {
      if bytes.hasText("Full", at: start + 6) { return .full }
      if bytes.hasText("Young (Mixed)", at: start + 6) { return .mixed }
      return bytes.hasText("Young", at: start + 6) ? .young : .phase
    }
    if bytes.hasText("Concurrent ", at: start) { return .concurrent }
    let isCycle =
      bytes.hasText("Garbage Collection ", at: start)
      || bytes.hasText("Minor Collection ", at: start)
      || bytes.hasText("Major Collection ", at: start)
    return isCycle ? .cycle : nil
  }

  // `18M->1M(64M)`; ZGC writes `44M(69%)->18M(28%)`, and no capacity.
  private mutating func readSizes(
    in line: Range<Int>, of bytes: borrowing Span<UInt8>
  ) -> Range<Int>? {
    guard let arrow = bytes.firstOffset(of: "->", in: line) else { return nil }
    var start = arrow
    while start > line.lowerBound, bytes[start - 1] != 0x20 { start -= 1 }
    guard let before = Amount(at: start, before: arrow, in: bytes),
      let after = Amount(at: arrow + 2, before: line.upperBound, in: bytes)
    else { return nil }
    (self.before, self.after) = (before, after)
    var end = after.range.upperBound
    if end < line.upperBound, bytes[end] == 0x28 {
      capacity = Amount(at: end + 1, before: line.upperBound, in: bytes)
      end = bytes.firstIndex(of: 0x29, in: end..<line.upperBound).map { $0 + 1 } ?? end
    }
    return start..<end
  }

  // `4.086ms` at the end of the line; ZGC of JDK 21 writes seconds.
  private mutating func readDuration(
    behind start: Int, before end: Int, in bytes: borrowing Span<UInt8>
  ) {
    var last = end
    while last > start, bytes[last - 1] <= 0x20 { last -= 1 }
    var word = last
    while word > start, bytes[word - 1] > 0x20 { word -= 1 }
    guard let number = bytes.decimal(at: word, before: last) else { return }
    if number.end + 2 == last, bytes.hasText("ms", at: number.end) {
      (duration, milliseconds) = (word..<last, number.value)
    } else if number.end + 1 == last, bytes[number.end] == 0x73 {
      (duration, milliseconds) = (word..<last, number.value * 1_000)
    }
  }

  // What is in the last pair of brackets, which may hold brackets itself: `(System.gc())`.
  static func lastBracket(
    in range: Range<Int>, of bytes: borrowing Span<UInt8>
  ) -> Range<Int>? {
    var depth = 0
    var found: Range<Int>?
    var open = range.lowerBound
    for index in range {
      if bytes[index] == 0x28 {
        if depth == 0 { open = index }
        depth += 1
      } else if bytes[index] == 0x29, depth > 0 {
        depth -= 1
        if depth == 0 { found = open + 1..<index }
      }
    }
    return found
  }
}
