import Matching
import Model
import Reading

/// Which records of a log lie in the window of time that is examined.
///
/// A record without a time belongs to the one before it, and what comes before the first time to
/// the record that has it. A document without times is examined whole.
struct RecordWindow: Sendable {
  /// Records one after the other that all lie in the window, or all outside.
  struct Stretch: Hashable {
    var range: Range<Int>
    var isInside: Bool
  }

  private let window: TimeWindow

  /// The clock of logs that state no zone.
  private let zone: TimeZoneRules?

  init(_ window: TimeWindow, zone: TimeZoneRules?) {
    self.window = window
    self.zone = zone
  }

  /// Whether a record of this time lies in it.
  func holds(_ time: Timestamp) -> Bool {
    if let since = window.since, reading(time, like: since) < since.milliseconds { return false }
    if let until = window.until, reading(time, like: until) > until.milliseconds { return false }
    return true
  }

  /// A time as a number to be compared with an end of the window: what the log's clock shows, or
  /// the moment.
  private func reading(_ time: Timestamp, like end: Timestamp) -> Int64 {
    if end.isZoneAssumed { return time.milliseconds + Int64(time.zone.offset) * 1_000 }
    guard time.isZoneAssumed, let zone else { return time.milliseconds }
    return zone.moment(of: time).milliseconds
  }

  /// The records of a buffer, parted where they enter or leave the window.
  func stretches(
    of range: Range<Int>, in bytes: [UInt8], as format: some LogFormat, from origin: BufferOrigin
  ) -> [Stretch] {
    let span = bytes.span
    var stretches: [Stretch] = []
    var start = range.lowerBound
    var isInside = origin.startsInside
    var line = origin.isWithinLine ? bytes.nextLine(in: range) : start
    while line < range.upperBound {
      if format.startsRecord(atLine: line, in: span),
        let time = format.stamp(ofRecordAt: line, in: span).time, holds(time) != isInside
      {
        if line > start { stretches.append(Stretch(range: start..<line, isInside: isInside)) }
        (start, isInside) = (line, !isInside)
      }
      line = bytes.nextLine(in: line..<range.upperBound)
    }
    return stretches + [Stretch(range: start..<range.upperBound, isInside: isInside)]
  }

  /// Whether what comes first in a document lies in the window: where the first record lies that
  /// has a time.
  func holdsFirst(of range: Range<Int>, in bytes: [UInt8], as format: some LogFormat) -> Bool {
    let span = bytes.span
    var line = range.lowerBound
    while line < range.upperBound {
      if format.startsRecord(atLine: line, in: span),
        let time = format.stamp(ofRecordAt: line, in: span).time
      {
        return holds(time)
      }
      line = bytes.nextLine(in: line..<range.upperBound)
    }
    return true
  }

  /// Whether what goes on behind a buffer lies in the window: where the last record lies that has
  /// a time.
  func holdsLast(
    of range: Range<Int>, in bytes: [UInt8], as format: some LogFormat, from origin: BufferOrigin
  ) -> Bool {
    let span = bytes.span
    var line = range.upperBound
    while line > range.lowerBound {
      line -= 1
      while line > range.lowerBound, bytes[line - 1] != 0x0A { line -= 1 }
      if line == range.lowerBound, origin.isWithinLine { break }
      if format.startsRecord(atLine: line, in: span),
        let time = format.stamp(ofRecordAt: line, in: span).time
      {
        return holds(time)
      }
    }
    return origin.startsInside
  }
}

extension [UInt8] {
  /// Where the line behind the first one of a range starts, or the range ends.
  fileprivate func nextLine(in range: Range<Int>) -> Int {
    firstOffset(of: 0x0A, in: range).map { $0 + 1 } ?? range.upperBound
  }
}
