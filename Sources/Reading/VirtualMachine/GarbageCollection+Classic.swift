import Model

/// The stamps of the forms before JDK 9: `2021-10-08T20:22:22.788-0600: 668.806: `, either or none.
struct ClassicPrefix {
  var time: Timestamp?
  var uptime: Double?
  var end: Int

  init(at start: Int, in bytes: borrowing Span<UInt8>) {
    end = start
    if let found = MachineTime.parse(at: start, in: bytes), bytes.hasText(": ", at: found.end) {
      time = found.time
      end = found.end + 2
    }
    if let number = bytes.decimal(at: end, before: min(bytes.count, end + 24)),
      bytes.hasText(": ", at: number.end)
    {
      uptime = number.value
      end = number.end + 2
    }
  }

  /// Whether a collection, or a line about one, stands behind them.
  func precedesCollection(in bytes: borrowing Span<UInt8>) -> Bool {
    bytes.hasText("[GC", at: end) || bytes.hasText("[Full GC", at: end)
      || bytes.hasText("[CMS-concurrent-", at: end) || bytes.hasText("[ParNew", at: end)
      || bytes.hasText("Total time for which application", at: end)
      || bytes.hasText("Application time: ", at: end)
  }
}

extension GarbageCollection {
  // `[GC (Allocation Failure) [PSYoungGen: 3K->5K(5K)] 6K->3K(10K), 0.309 secs] [Times: …]`
  init?(classic record: Range<Int>, in bytes: borrowing Span<UInt8>) {
    let prefix = ClassicPrefix(at: record.lowerBound, in: bytes)
    let start = prefix.end
    guard start < record.upperBound,
      let kind = Self.classicKind(of: start..<record.upperBound, in: bytes)
    else {
      return nil
    }
    self.init(kind: kind)
    (time, uptime) = (prefix.time, prefix.uptime)
    cause = Self.firstBracket(from: start, before: record.upperBound, in: bytes)
    readOuter(from: start, before: record.upperBound, in: bytes)
    if after == nil { readHeap(from: start, before: record.upperBound, in: bytes) }
    guard milliseconds != nil else { return nil }
  }

  private static func classicKind(
    of record: Range<Int>, in bytes: borrowing Span<UInt8>
  ) -> Kind? {
    let start = record.lowerBound
    if bytes.hasText("[Full GC", at: start) { return .full }
    if bytes.hasText("[GC concurrent", at: start) || bytes.hasText("[CMS-concurrent", at: start) {
      return .concurrent
    }
    guard bytes.hasText("[GC", at: start) else { return nil }
    let end = bytes.endOfLine(from: start, before: min(bytes.count, start + 160))
    func says(_ word: StaticString, _ bytes: borrowing Span<UInt8>) -> Bool {
      bytes.firstOffset(of: word, in: start..<end) != nil
    }
    if bytes.hasText("[GC remark", at: start) || bytes.hasText("[GC cleanup", at: start)
      || says("CMS Initial Mark", bytes) || says("CMS Final Remark", bytes)
      || says("CMS-initial-mark", bytes) || says("[YG occupancy", bytes)
    {
      return .phase
    }
    // CMS gave up and collected everything while the program stood still.
    let head = start..<min(record.upperBound, start + 4_096)
    if bytes.firstOffset(of: "concurrent mode failure", in: head) != nil { return .full }
    return says("(mixed)", bytes) ? .mixed : .young
  }

  // `(Allocation Failure)` behind `[GC `; G1 writes `[GC pause (G1 Evacuation Pause) (young)`.
  private static func firstBracket(
    from start: Int, before end: Int, in bytes: borrowing Span<UInt8>
  ) -> Range<Int>? {
    let line = start..<bytes.endOfLine(from: start, before: min(end, start + 256))
    var index = start + 1
    while index < line.upperBound, bytes[index] != 0x28, bytes[index] != 0x5B,
      bytes[index] != 0x2C, !ErrorLogTime.isDigit(bytes[index])
    {
      index += 1
    }
    guard index < line.upperBound, bytes[index] == 0x28 else { return nil }
    var depth = 0
    for place in index..<line.upperBound {
      if bytes[place] == 0x28 { depth += 1 }
      if bytes[place] == 0x29 { depth -= 1 }
      if depth == 0 { return index + 1..<place }
    }
    return nil
  }

  // The sizes and the duration between the outer brackets; what stands in inner ones is of a
  // part of the heap.
  private mutating func readOuter(
    from start: Int, before end: Int, in bytes: borrowing Span<UInt8>
  ) {
    var depth = 0
    var index = start
    while index < end {
      switch bytes[index] {
      case 0x5B: depth += 1
      case 0x5D:
        depth -= 1
        if depth <= 0 { return }
      case let byte where depth == 1 && ErrorLogTime.isDigit(byte):
        if let next = readNumber(at: index, before: end, in: bytes) {
          index = next
          continue
        }
      default: break
      }
      index += 1
    }
  }

  private mutating func readNumber(
    at start: Int, before end: Int, in bytes: borrowing Span<UInt8>
  ) -> Int? {
    if let first = Amount(at: start, before: end, in: bytes) {
      var next = first.range.upperBound
      if bytes.hasText("->", at: next), let second = Amount(at: next + 2, before: end, in: bytes) {
        (before, after) = (first, second)
        next = second.range.upperBound
      } else if bytes.hasText("(", at: next) {
        after = first
      }
      if next < end, bytes[next] == 0x28,
        let whole = Amount(at: next + 1, before: end, in: bytes)
      {
        capacity = whole
        next = whole.range.upperBound
      }
      return next
    }
    guard let number = bytes.decimal(at: start, before: end) else { return nil }
    var next = number.end
    // CMS gives the time of the processors first: `0.081/0.350 secs`.
    if kind == .concurrent, next < end, bytes[next] == 0x2F { return next + 1 }
    if bytes.hasText(" secs", at: next), next + 5 <= end {
      next += 5
      (duration, milliseconds) = (start..<next, number.value * 1_000)
    }
    return next
  }

  // G1 gives the heap on a line of its own: `Heap: 24.0M(256.0M)->21.9M(256.0M)]`.
  private mutating func readHeap(
    from start: Int, before end: Int, in bytes: borrowing Span<UInt8>
  ) {
    guard let heap = bytes.firstOffset(of: " Heap: ", in: start..<end),
      let before = Amount(at: heap + 7, before: end, in: bytes),
      let arrow = bytes.firstOffset(
        of: "->", in: heap..<bytes.endOfLine(from: heap, before: end)),
      let after = Amount(at: arrow + 2, before: end, in: bytes)
    else { return }
    (self.before, self.after) = (before, after)
    if after.range.upperBound < end, bytes[after.range.upperBound] == 0x28 {
      capacity = Amount(at: after.range.upperBound + 1, before: end, in: bytes)
    }
  }
}
