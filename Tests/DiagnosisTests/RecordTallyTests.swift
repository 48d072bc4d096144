import Model
import Reading
import TestSupport
import Testing

@testable import Diagnosis

/// Counting records, lines and times.
@Suite struct RecordTallyTests {
  @Test("counts what a naive reading counts, in any pieces", arguments: 0..<100 as Range<UInt64>)
  func countsLikeNaive(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let bytes = Samples.log(entries: Int.random(in: 0...30, using: &random), using: &random)
    let lines = Samples.lines(of: bytes)
    var tally = RecordTally(format: ErrorLogFormat())
    var start = 0
    var count = 0
    // Pieces end where a record starts, as buffers do.
    for line in lines + [Array("\n".utf8)] {
      let isCut = Samples.isHeader(line) && Bool.random(using: &random)
      if isCut || start + count == bytes.count {
        tally.count(bytes, in: start..<start + count)
        (start, count) = (start + count, 0)
      }
      count += line.count
    }
    let headers = lines.filter(Samples.isHeader)
    let before = lines.prefix { !Samples.isHeader($0) }
    #expect(tally.lines == lines.count)
    #expect(tally.records == headers.count)
    #expect(tally.unparsed == before.count { $0 != Array("\n".utf8) })
    let levels = headers.compactMap { line in
      LogLevel.allCases.first { String(decoding: line, as: UTF8.self).contains("*\($0.rawValue)*") }
    }
    #expect(tally.histogram == Dictionary(grouping: levels, by: { $0 }).mapValues(\.count))
    let seconds = headers.map { String(decoding: $0[17..<19], as: UTF8.self) }
    #expect(tally.from?.iso8601 == seconds.min().map { "2026-11-20T06:14:\($0).117+00:00" })
    #expect(tally.to?.iso8601 == seconds.max().map { "2026-11-20T06:14:\($0).117+00:00" })
  }

  @Test("blank lines before the first record are not unparsed", arguments: ["\n", "\r\n"])
  func blankLines(end: String) {
    let bytes = Array("\(end)Loading\(end)\(end)\(Samples.refusal)\(end)\(end)rest\(end)".utf8)
    var tally = RecordTally(format: ErrorLogFormat())
    tally.count(bytes, in: 0..<bytes.count)
    #expect(tally.unparsed == 1)
    #expect(tally.records == 1)
    #expect(tally.lines == 6)
  }

  @Test("a line that is cut goes on as the same line", arguments: 1..<40 as Range<Int>)
  func cutLine(size: Int) {
    let bytes = Array("20.11.2026 06:14:02.117 *INFO* [x] a.B c\nplain\n\nlast".utf8)
    var tally = RecordTally(format: ErrorLogFormat())
    for start in stride(from: 0, to: bytes.count, by: size) {
      let range = start..<min(bytes.count, start + size)
      #expect(tally.finishedLines == bytes[..<start].count { $0 == 0x0A })
      tally.count(bytes, in: range)
    }
    #expect(tally.lines == 4)
  }

  @Test("gives the line of marked records", arguments: 0..<100 as Range<UInt64>)
  func lineOfMarks(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let bytes = Samples.log(entries: 30, using: &random)
    var (start, marks) = (0, [0])
    for line in Samples.lines(of: bytes) {
      if Samples.isHeader(line), start > 0 { marks.append(start) }
      start += line.count
    }
    // Several signatures may stand in one record, and in most records none does.
    marks = marks.flatMap {
      [Int](repeating: $0, count: Int.random(in: 0...2, using: &random))
    }
    var lines: [Int] = []
    var tally = RecordTally(format: ErrorLogFormat())
    tally.count(bytes, in: 0..<bytes.count, marks: marks) { lines.append($0) }
    #expect(lines == marks.map { mark in bytes[..<mark].count { $0 == 0x0A } + 1 })
  }

  @Test("text has no times, whatever it says")
  func textHasNoTimes() {
    let bytes = Array((Samples.refusal + "\n").utf8)
    var tally = RecordTally(format: TextFormat())
    tally.count(bytes, in: 0..<bytes.count)
    #expect(tally.records == 1)
    #expect(tally.from == nil && tally.to == nil)
  }
}
