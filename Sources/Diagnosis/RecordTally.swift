import Matching
import Model
import Reading

/// A cheap index of every record: how many there are, and from when to when.
///
/// It looks at the first bytes of each line, while the buffer is still in the
/// processor's cache from being scanned.
struct RecordTally {
  /// How many records there are.
  private(set) var records = 0

  /// How many lines that are not blank come before the first record.
  private(set) var unparsed = 0

  /// The earliest time of a record.
  private(set) var from: Timestamp?

  /// The latest time of a record.
  private(set) var to: Timestamp?

  /// When the records at `ERROR` and above were written.
  private(set) var errorTimes = TimeTally()

  // By the level's place among all of them.
  private var levels = [Int](repeating: 0, count: LogLevel.allCases.count)

  /// How many records there are of each level that occurs.
  var histogram: [LogLevel: Int] {
    Dictionary(uniqueKeysWithValues: zip(LogLevel.allCases, levels)).filter { $0.value > 0 }
  }

  /// How many lines there are.
  private(set) var lines = 0

  /// How many records were left out, which count nowhere else.
  private(set) var leftOut = 0

  /// From when to when the records were written that were left out.
  private var leftOutPeriod: ClosedRange<Timestamp>?

  /// From when to when records were written, also those that were left out.
  var wholePeriod: ClosedRange<Timestamp>? {
    let ends =
      [from, to, leftOutPeriod?.lowerBound, leftOutPeriod?.upperBound].compactMap(\.self)
    guard let first = ends.min(), let last = ends.max() else { return nil }
    return first...last
  }

  /// Whether what was counted so far stops within a line, which was too long for a buffer.
  private var isWithinLine: Bool

  private let format: any LogFormat

  /// Starts to count the records of a format.
  ///
  /// - Parameter isWithinLine: Whether what comes first goes on with a line.
  init(format: any LogFormat, isWithinLine: Bool = false) {
    self.format = format
    self.isWithinLine = isWithinLine
  }

  /// Adds what was counted of what comes next.
  mutating func append(_ later: RecordTally) {
    if records == 0 { unparsed += later.unparsed }
    records += later.records
    leftOut += later.leftOut
    widenLeftOut(by: later.leftOutPeriod)
    lines += later.lines
    isWithinLine = later.isWithinLine
    from = [from, later.from].compactMap(\.self).min()
    to = [to, later.to].compactMap(\.self).max()
    for index in levels.indices { levels[index] += later.levels[index] }
    errorTimes.add(later.errorTimes)
  }

  /// How many lines lie before what comes next; a line that goes on there does not.
  var finishedLines: Int { isWithinLine ? lines - 1 : lines }

  /// Passes over records that are not to be examined, in a range that goes on where the last one
  /// ended.
  mutating func leaveOut(_ bytes: [UInt8], in range: Range<Int>) {
    var outside = RecordTally(format: format, isWithinLine: isWithinLine)
    outside.count(bytes, in: range)
    lines += outside.lines
    isWithinLine = outside.isWithinLine
    leftOut += outside.records
    widenLeftOut(by: outside.wholePeriod)
  }

  private mutating func widenLeftOut(by period: ClosedRange<Timestamp>?) {
    guard let period else { return }
    let known = leftOutPeriod ?? period
    leftOutPeriod =
      min(known.lowerBound, period.lowerBound)...max(known.upperBound, period.upperBound)
  }

  /// Counts the lines of a range that goes on where the last one ended.
  ///
  /// - Parameters:
  ///   - marks: Where records start whose lines are asked for, in their order.
  ///   - onMark: Is told, for each of them in turn, the line of the range that it starts with,
  ///     counted from 1.
  ///   - onError: Is told each record at `ERROR` or above, or with a stack trace, and how many
  ///     lines lie before it.
  mutating func count(
    _ bytes: [UInt8], in range: Range<Int>, marks: [Int] = [],
    onMark: (_ line: Int) -> Void = { _ in },
    onError: (_ record: Range<Int>, _ linesBefore: Int) -> Void = { _, _ in }
  ) {
    // The compiler makes a loop of its own for the format of most gigabytes.
    switch format {
    case let format as ErrorLogFormat:
      countLines(bytes, in: range, format, marks, onMark, onError)
    default: countLines(bytes, in: range, format, marks, onMark, onError)
    }
  }

  private mutating func countLines(
    _ bytes: [UInt8], in range: Range<Int>, _ format: some LogFormat, _ marks: [Int],
    _ onMark: (_ line: Int) -> Void,
    _ onError: (_ record: Range<Int>, _ linesBefore: Int) -> Void
  ) {
    let span = bytes.span
    let linesBefore = isWithinLine ? lines - 1 : lines
    var marked = 0
    while marked < marks.count, marks[marked] <= range.lowerBound {
      onMark(1)
      marked += 1
    }
    var mark = marked < marks.count ? marks[marked] : .max
    // What stands below the name of a thread tells where it is, not that it failed.
    var isThread = !format.tracesTellOfErrors
    var record = (start: range.lowerBound, linesBefore: lines, isError: false)
    var line = range.lowerBound
    while line < range.upperBound {
      let end = bytes.firstOffset(of: UInt8(ascii: "\n"), in: line..<range.upperBound)
      if isWithinLine {
        isWithinLine = end == nil
        line = end.map { $0 + 1 } ?? range.upperBound
        continue
      }
      isWithinLine = end == nil
      lines += 1
      if format.startsRecord(atLine: line, in: span) {
        if record.isError { onError(record.start..<line, record.linesBefore) }
        record = (line, lines - 1, false)
        isThread = !format.tracesTellOfErrors || span.isThread(at: line)
        records += 1
        while mark == line {
          onMark(lines - linesBefore)
          marked += 1
          mark = marked < marks.count ? marks[marked] : .max
        }
        let stamp = format.stamp(ofRecordAt: line, in: span)
        if let time = stamp.time {
          from = from.map { min($0, time) } ?? time
          to = to.map { max($0, time) } ?? time
        }
        if let level = stamp.level {
          levels[level.index] += 1
          record.isError = level >= .error
          if record.isError, let time = stamp.time { errorTimes.add(time) }
        }
      } else if span.isFrame(at: line) {
        if !isThread { record.isError = true }
      } else {
        if span.isThread(at: line) { isThread = true }
        if records == 0, (end ?? range.upperBound) > line + 1 { unparsed += 1 }
      }
      line = end.map { $0 + 1 } ?? range.upperBound
    }
    if record.isError { onError(record.start..<range.upperBound, record.linesBefore) }
  }
}

extension Span<UInt8> {
  /// Whether the line is the first of a thread in a dump, in whatever log that stands.
  fileprivate func isThread(at line: Int) -> Bool {
    self[line] == 0x22 && ThreadDumpFormat.isThread(at: line, in: self)
  }

  /// Whether the line is a frame of a stack trace: indented, and then `at a`.
  fileprivate func isFrame(at line: Int) -> Bool {
    guard self[line] == 0x09 || self[line] == 0x20 else { return false }
    var place = line + 1
    while place < count, place < line + 32, self[place] == 0x09 || self[place] == 0x20 {
      place += 1
    }
    return count - place > 3 && self[place] == 0x61 && self[place + 1] == 0x74
      && self[place + 2] == 0x20
  }
}
