/// Repairs of marks that people and programs put around single lines.
extension [UInt8] {
  /// `> `, once or more, at the start of a line.
  func quoteMarks(_ line: Range<Int>) -> [TextEdit] {
    var end = line.lowerBound
    var next = end
    while next < line.upperBound, self[next] == 0x3E {
      next += 1
      end = next
      if next < line.upperBound, self[next] == 0x20 {
        next += 1
        end = next
      }
    }
    return end > line.lowerBound ? [.removing(line.lowerBound..<end)] : []
  }

  /// Back-ticks at either end of a line; a fence with the name of its language.
  func backTicks(_ line: Range<Int>) -> [TextEdit] {
    let start = contentStart(of: line)
    var end = start
    while end < line.upperBound, self[end] == 0x60 { end += 1 }
    if end - start >= 3, line.upperBound - end < 24,
      self[end..<line.upperBound].allSatisfy(JavaName.isPart)
    {
      return [.removing(line)]
    }
    var last = line.upperBound
    while last > end, self[last - 1] == 0x20 { last -= 1 }
    var tail = last
    while tail > end, self[tail - 1] == 0x60 { tail -= 1 }
    var edits: [TextEdit] = []
    if end > start { edits.append(.removing(start..<end)) }
    if last > tail { edits.append(.removing(tail..<last)) }
    return edits
  }

  /// The bars around and between the cells of a row; the line below the head of a table.
  func tableCells(_ line: Range<Int>) -> [TextEdit] {
    let row = self[line]
    guard row.contains(0x7C) else { return [] }
    if row.allSatisfy({ " |-:+".utf8.contains($0) }), row.contains(0x2D) {
      return [.removing(line)]
    }
    var edits: [TextEdit] = []
    var start = contentStart(of: line)
    if self[start] == 0x7C {
      let first = start
      start += 1
      while start < line.upperBound, self[start] == 0x20 { start += 1 }
      edits.append(.removing(first..<start))
    }
    var end = line.upperBound
    while end > start, self[end - 1] == 0x20 { end -= 1 }
    let hasLastBar = end > start && self[end - 1] == 0x7C
    if hasLastBar { end -= 1 }
    while end > start, self[end - 1] == 0x20 { end -= 1 }
    var place = start
    while place < end, let bar = self[place..<end].firstIndex(of: 0x7C) {
      place = bar + 1
      guard bar > start, self[bar - 1] == 0x20, bar + 1 < end, self[bar + 1] == 0x20 else {
        continue
      }
      var (left, right) = (bar, bar + 1)
      while left > start, self[left - 1] == 0x20 { left -= 1 }
      while right < end, self[right] == 0x20 { right += 1 }
      if left > (edits.last?.range.upperBound ?? start) || edits.isEmpty {
        edits.append(TextEdit(range: left..<right, replacement: [0x20]))
      }
      place = right
    }
    if hasLastBar { edits.append(.removing(end..<line.upperBound)) }
    return edits
  }

  /// Typographic quotes, and the blanks and marks without width that web pages put into text.
  func smartQuotes() -> [TextEdit] {
    var edits: [TextEdit] = []
    for index in indices where self[index] == 0xE2 || self[index] == 0xC2 {
      if hasText("\u{A0}", at: index) {
        edits.append(TextEdit(range: index..<index + 2, replacement: [0x20]))
        continue
      }
      guard self[index] == 0xE2, index + 2 < count, self[index + 1] == 0x80 else { continue }
      switch self[index + 2] {
      case 0x98...0x9B: edits.append(TextEdit(range: index..<index + 3, replacement: [0x27]))
      case 0x9C...0x9F: edits.append(TextEdit(range: index..<index + 3, replacement: [0x22]))
      case 0x8B: edits.append(.removing(index..<index + 3))
      default: break
      }
    }
    return edits
  }
}
