import Model

/// Repairs of where lines end.
extension [UInt8] {
  // MARK: Lines broken at a column

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
      if isFull
        || (line.width > width / 2
          && line.width + 1 + first - next.range.lowerBound > width)
      {
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

  // MARK: Lost line feeds

  /// Puts a line feed before each frame, cause, exception and record that stands within a line.
  func lostLineFeeds() -> [TextEdit] {
    let span = self.span
    return editsOfLines { line in
      let content = contentStart(of: line)
      var edits: [TextEdit] = []
      var mention: Int?
      var hasFrame = false
      var place = content
      while place < line.upperBound {
        let start = place
        place += 1
        var breakAt: Int?
        var indent: [UInt8] = [0x0A]
        switch self[start] {
        case UInt8(ascii: "a"):
          guard start == content || !JavaName.isPart(self[start - 1]),
            let frame = StackFrame.read(
              at: start, before: line.upperBound, isStrict: true, in: span)
          else { continue }
          place = Swift.max(place, frame.bytes.upperBound)
          if !hasFrame, let mention, edits.isEmpty || edits.last!.range.upperBound <= mention {
            edits.append(lineFeed(at: mention, from: line.lowerBound))
          }
          hasFrame = true
          (breakAt, indent) = (start, [0x0A, 0x09])
        case UInt8(ascii: "C") where hasText("Caused by: ", at: start):
          breakAt = start
          place = start + 11
        case UInt8(ascii: ".") where hasText("... ", at: start) && hasFrame:
          if start + 4 < line.upperBound, ErrorLogTime.isDigit(self[start + 4]) {
            (breakAt, indent) = (start, [0x0A, 0x09])
          }
          place = start + 4
        case 0x30...0x39:
          guard ErrorLogTime.hasShape(at: start, in: span),
            ErrorLogTime.milliseconds(at: start + 19, in: span) != nil,
            hasText(" *", at: start + 23) || hasText(" [", at: start + 23)
          else { continue }
          breakAt = start
          hasFrame = false
          mention = nil
          place = start + 23
        case UInt8(ascii: "E") where hasText("Exception", at: start):
          (breakAt, mention) = header(endingAt: start + 9, in: line, mention: mention)
        case UInt8(ascii: "E") where hasText("Error", at: start):
          (breakAt, mention) = header(endingAt: start + 5, in: line, mention: mention)
        default: continue
        }
        guard let breakAt, breakAt > content else { continue }
        if let last = edits.last, last.range.upperBound > breakAt { continue }
        edits.append(lineFeed(at: breakAt, from: line.lowerBound, indent))
      }
      return edits.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
  }

  /// Where the exception is glued to what stands before it; else the first that may have stood
  /// on a line of its own, which only frames behind it prove.
  private func header(
    endingAt end: Int, in line: Range<Int>, mention: Int?
  ) -> (breakAt: Int?, mention: Int?) {
    guard end <= line.upperBound,
      end == line.upperBound || self[end] == 0x3A || self[end] <= 0x20
    else { return (nil, mention) }
    var start = end
    let limit = Swift.max(line.lowerBound, end - JavaName.longest)
    while start > limit, JavaName.isPart(self[start - 1]) || self[start - 1] == 0x2E { start -= 1 }
    while start < end, self[start] == 0x2E { start += 1 }
    let span = self.span
    if let cut = JavaName.startBehindGlue(start..<end, in: span),
      JavaName.isQualifiedClass(cut..<end, in: span)
    {
      return (cut, mention)
    }
    guard start > line.lowerBound + 1, JavaName.isQualifiedClass(start..<end, in: span) else {
      return (nil, mention)
    }
    if self[start - 1] == 0x29 { return (start, mention) }
    let isWord = self[start - 1] == 0x20 && self[start - 2] != 0x3A
    return (nil, mention ?? (isWord ? start : nil))
  }

  private func lineFeed(
    at place: Int, from start: Int, _ replacement: [UInt8] = [0x0A]
  ) -> TextEdit {
    var gap = place
    while gap > start, self[gap - 1] == 0x20 || self[gap - 1] == 0x09 { gap -= 1 }
    return TextEdit(range: gap..<place, replacement: replacement)
  }

  // MARK: Dates cut off at the start

  /// Completes the date that the first line lost the start of by that of a later line, or
  /// passes over what is left of it.
  func cutTimestamps() -> [TextEdit] {
    guard let start = firstIndex(where: { $0 > 0x20 }), !ErrorLogTime.hasShape(at: start, in: span)
    else { return [] }
    var level = start
    while level < count, level < start + 26, "0123456789.:, ".utf8.contains(self[level]) {
      level += 1
    }
    guard level > start, ErrorLogFormat.isLevel(at: level, in: span) else { return [] }
    var end = level
    while end > start, self[end - 1] == 0x20 { end -= 1 }
    let missing = 23 - (end - start)
    if (1...10).contains(missing), let model = laterDate(after: level) {
      let completed = Array(self[model..<model + missing]) + self[start..<end]
      if ErrorLogTime.parse(at: 0, in: completed.span) != nil {
        return [TextEdit(range: start..<start, replacement: Array(completed[..<missing]))]
      }
    }
    return [.removing(start..<level)]
  }

  private func laterDate(after place: Int) -> Int? {
    var line = place
    while let feed = self[line...].firstIndex(of: 0x0A) {
      line = feed + 1
      if ErrorLogTime.parse(at: line, in: span) != nil { return line }
      if line >= count { return nil }
    }
    return nil
  }
}
