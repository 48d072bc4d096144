import Model

/// How much of a text is understood, by which a repair proves itself.
struct Readability: Equatable {
  /// Lines that start a record of a known grammar.
  var records = 0

  /// Records that state their time.
  var times = 0

  /// Lines of a stack trace: frames that are whole, exceptions, causes.
  var trace = 0

  /// Exceptions that are named.
  var exceptions = 0

  /// Answers of services.
  var payloads = 0

  /// Lines of which nothing is understood.
  var strays = 0

  init(of bytes: [UInt8]) {
    let kind = DocumentKind(recognising: Array(bytes.prefix(65_536)), name: "")
    let format: (any LogFormat)? = kind == .text || !kind.isLog ? nil : kind.format
    let span = bytes.span
    bytes.forEachLine { line in
      let start = bytes.contentStart(of: line)
      guard start < line.upperBound else { return }
      if Self.isTrace(at: start, before: line.upperBound, in: span) {
        trace += 1
      } else if let format, format.startsRecord(atLine: line.lowerBound, in: span) {
        records += 1
        if format.stamp(ofRecordAt: line.lowerBound, in: span).time != nil { times += 1 }
      } else {
        strays += 1
      }
    }
    exceptions = ExceptionTree(of: 0..<bytes.count, in: span).throwables
      .count { $0.className != nil }
    payloads = PayloadFinder().payloads(in: bytes[...]).count
  }

  /// All that is understood.
  var sum: Int { records + times + trace + exceptions + payloads }

  /// Whether a repair lets more be understood than before, and loses nothing.
  func isBetter(than before: Readability, after repairs: [Repair]) -> Bool {
    guard records >= before.records, trace >= before.trace, times >= before.times else {
      return false
    }
    // The objects around wrapped lines are no answers of services.
    if repairs.contains(.jsonWrapping), records > before.records { return true }
    guard exceptions >= before.exceptions, payloads >= before.payloads else { return false }
    if sum > before.sum { return true }
    // Joined lines and fences that are gone show in what is left over.
    let leavesLess = repairs.last == .hardWraps || repairs.last == .backTicks
    return leavesLess && sum > 0 && strays < before.strays
  }

  /// A frame that has its closing bracket, a cause, `... 23 more`, or a throwable at the start.
  static func isTrace(
    at start: Int, before end: Int, in bytes: borrowing Span<UInt8>
  ) -> Bool {
    if bytes.hasText("at ", at: start) {
      guard let frame = StackFrame.read(at: start, before: end, isStrict: true, in: bytes) else {
        return false
      }
      let last = bytes[frame.bytes.upperBound - 1]
      return last == 0x29 || last == 0x5D
    }
    if bytes.hasText("Caused by: ", at: start) || bytes.hasText("Suppressed: ", at: start) {
      return true
    }
    if bytes.hasText("... ", at: start), start + 4 < end {
      return ErrorLogTime.isDigit(bytes[start + 4])
    }
    guard JavaName.isLetter(bytes[start]) else { return false }
    let name = start..<JavaName.end(from: start, before: end, in: bytes)
    return JavaName.isQualifiedClass(name, in: bytes) && JavaName.isThrowable(name, in: bytes)
      && JavaName.startBehindGlue(name, in: bytes) == nil
      && (name.upperBound == end || bytes[name.upperBound] == 0x3A
        || bytes[name.upperBound] <= 0x20)
  }
}
