import Model

/// Lines that were broken at a column.
extension [UInt8] {
  /// Joins what was broken at the column that no line goes beyond.
  ///
  /// Either every line was cut there, also within words; or between words, where the first word
  /// of the next line would have gone beyond it. A message of two lines looks the same, so it
  /// takes several, and a column that is usual or cut other lines than headers as well.
  func hardWraps() -> [TextEdit] {
    var lines: [(range: Range<Int>, width: Int)] = []
    forEachLine { line in
      lines.append((line, self[line].count { $0 & 0xC0 != 0x80 }))
    }
    let width = lines.map(\.width).max() ?? 0
    guard (40...1_000).contains(width), lines.count > 2 else { return [] }
    var cuts: [(line: Int, isFull: Bool)] = []
    var continued = 0
    for index in 0..<lines.count - 1 {
      let (line, next) = (lines[index], lines[index + 1])
      guard next.width > 0, !opensLine(next.range) else { continue }
      continued += 1
      let isFull = line.width == width
      let first = self[next.range].firstIndex { $0 <= 0x20 } ?? next.range.upperBound
      if isFull || line.width + 1 + first - next.range.lowerBound > width {
        cuts.append((index, isFull))
      }
    }
    let full = cuts.filter(\.isFull)
    let isWithinWords = full.count * 5 >= cuts.count * 3
    let isProven =
      isWithinWords
      ? full.count > 1
        && (Self.usualWidths.contains(width)
          || full.contains { !opensRecord(lines[$0.line].range) })
      : cuts.count > 2 && cuts.count * 5 >= continued * 4
    guard isProven else { return [] }
    return (isWithinWords ? full : cuts).map { cut in
      let gap = lines[cut.line].range.upperBound..<lines[cut.line + 1].range.lowerBound
      return TextEdit(range: gap, replacement: isWithinWords ? [] : [0x20])
    }
  }

  private static let usualWidths: Set<Int> = [
    72, 74, 76, 78, 79, 80, 100, 120, 128, 132, 160, 200, 240, 250, 255, 256, 512,
  ]

  private static let grammars: [any LogFormat] = [
    ErrorLogFormat(), RequestLogFormat(), DispatcherLogFormat(), HttpdErrorFormat(),
    AccessLogFormat(),
  ]

  /// Whether the line goes on with none before it.
  private func opensLine(_ line: Range<Int>) -> Bool {
    let start = contentStart(of: line)
    guard start < line.upperBound else { return true }
    if start > line.lowerBound, hasText("at ", at: start) || hasText("... ", at: start) {
      return true
    }
    if Readability.isTrace(at: start, before: line.upperBound, in: span) { return true }
    return opensRecord(line)
  }

  private func opensRecord(_ line: Range<Int>) -> Bool {
    Self.grammars.contains { $0.startsRecord(atLine: line.lowerBound, in: span) }
  }
}
