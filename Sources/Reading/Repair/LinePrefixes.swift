/// What container runtimes and `grep` put before each line.
extension [UInt8] {
  /// `name  | ` of compose, `[pod/…] ` of kubectl, `pod container ` of stern, and the time,
  /// stream and flag of a container runtime, one behind the other.
  func containerPrefix(_ line: Range<Int>) -> [TextEdit] {
    var start = line.lowerBound
    if let end = endOfContainerName(start..<line.upperBound) { start = end }
    if let end = endOfRuntimeTime(start..<line.upperBound) { start = end }
    return start > line.lowerBound ? [.removing(line.lowerBound..<start)] : []
  }

  private func endOfContainerName(_ line: Range<Int>) -> Int? {
    let start = endOfColor(at: line.lowerBound, before: line.upperBound)
    if hasText("[pod/", at: start) {
      let limit = Swift.min(line.upperBound, start + 512)
      guard let close = self[start..<limit].firstIndex(of: 0x5D) else { return nil }
      return skippingBlank(at: close + 1, before: line.upperBound)
    }
    let name = word(at: start, before: line.upperBound)
    guard !name.isEmpty else { return nil }
    var next = name.upperBound
    while next < line.upperBound, self[next] == 0x20 { next += 1 }
    if next > name.upperBound, next < line.upperBound, self[next] == 0x7C {
      let end = endOfColor(at: next + 1, before: line.upperBound)
      return skippingBlank(at: end, before: line.upperBound)
    }
    // `author-5d9c7b6f4-x2x7k aem `: a name with at least two hyphens, and the container's.
    guard next == name.upperBound + 1, self[name].count(where: { $0 == 0x2D }) > 1,
      self[name].allSatisfy({ !JavaName.isCapital($0) && $0 != 0x5F })
    else { return nil }
    let container = word(at: next, before: line.upperBound)
    guard !container.isEmpty, container.upperBound < line.upperBound,
      self[container.upperBound] == 0x20, !self[container].contains(0x2E),
      self[container].contains(where: JavaName.isLetter)
    else { return nil }
    return container.upperBound + 1
  }

  /// `2026-11-20T06:14:02.117345Z stdout F `, or the time alone.
  private func endOfRuntimeTime(_ line: Range<Int>) -> Int? {
    let start = line.lowerBound
    guard line.upperBound - start > 20 else { return nil }
    for (offset, shape) in "0000-00-00T00:00:00".utf8.enumerated() {
      let byte = self[start + offset]
      guard shape == 0x30 ? ErrorLogTime.isDigit(byte) : byte == shape else { return nil }
    }
    var end = start + 19
    while end < line.upperBound, end < start + 36, self[end] != 0x20 {
      guard ErrorLogTime.isDigit(self[end]) || ".,Z+-:".utf8.contains(self[end]) else { return nil }
      end += 1
    }
    guard end < line.upperBound, self[end] == 0x20 else { return nil }
    end += 1
    guard hasText("stdout ", at: end) || hasText("stderr ", at: end) else { return end }
    end += 7
    let isFlagged = hasText("F ", at: end) || hasText("P ", at: end)
    return Swift.min(line.upperBound, isFlagged ? end + 2 : end)
  }

  private func skippingBlank(at start: Int, before end: Int) -> Int {
    start < end && self[start] == 0x20 ? start + 1 : start
  }

  /// `ESC [ … m`.
  private func endOfColor(at start: Int, before limit: Int) -> Int {
    guard start + 2 < limit, self[start] == 0x1B, self[start + 1] == 0x5B else { return start }
    var end = start + 2
    while end < limit, end < start + 16, ErrorLogTime.isDigit(self[end]) || self[end] == 0x3B {
      end += 1
    }
    return end < limit && self[end] == 0x6D ? end + 1 : start
  }

  private func word(at start: Int, before limit: Int) -> Range<Int> {
    var end = start
    while end < limit, end < start + 128 {
      let byte = self[end]
      guard byte < 0x80, JavaName.isPart(byte) || byte == 0x2D || byte == 0x2E, byte != 0x24
      else { break }
      end += 1
    }
    return start..<end
  }

  /// `25021-`, `25020:`, `error.log:25020:`, `error.log-25021-`, and the line `--` between hits.
  func lineNumber(_ line: Range<Int>) -> [TextEdit] {
    if line.count == 2, hasText("--", at: line.lowerBound) { return [.removing(line)] }
    if let end = endOfNumber(line) { return [.removing(line.lowerBound..<end)] }
    guard let name = endOfFileName(line), name < line.upperBound,
      self[name] == 0x3A || self[name] == 0x2D
    else { return [] }
    let end = endOfNumber(name + 1..<line.upperBound, separator: self[name]) ?? name + 1
    return [.removing(line.lowerBound..<end)]
  }

  private func endOfNumber(_ line: Range<Int>, separator: UInt8? = nil) -> Int? {
    var end = line.lowerBound
    while end < line.upperBound, end - line.lowerBound < 12, ErrorLogTime.isDigit(self[end]) {
      end += 1
    }
    guard end > line.lowerBound, end < line.upperBound,
      separator.map({ $0 == self[end] }) ?? (self[end] == 0x3A || self[end] == 0x2D)
    else { return nil }
    // `19:00:39` and `2021-02-04` are no numbers of lines.
    let isTime =
      end + 3 < line.upperBound && ErrorLogTime.isDigit(self[end + 1])
      && ErrorLogTime.isDigit(self[end + 2]) && self[end + 3] == self[end]
    return isTime ? nil : end + 1
  }

  /// `logs/error.log`, `error.log.2019-08-02`, `error.log.1`.
  private func endOfFileName(_ line: Range<Int>) -> Int? {
    let limit = Swift.min(line.upperBound, line.lowerBound + 512)
    for index in line.lowerBound..<limit {
      if self[index] <= 0x20 { return nil }
      guard self[index] == 0x2E,
        hasText(".log", at: index) || hasText(".txt", at: index) || hasText(".out", at: index)
      else { continue }
      var end = index + 4
      guard end < limit else { return nil }
      if self[end] == 0x2E, end + 11 < limit, self[end + 5] == 0x2D, self[end + 8] == 0x2D {
        end += 11
      } else if self[end] == 0x2E {
        end += 1
        while end < limit, ErrorLogTime.isDigit(self[end]) { end += 1 }
      }
      if end < limit, self[end] == 0x3A || self[end] == 0x2D { return end }
    }
    return nil
  }
}
