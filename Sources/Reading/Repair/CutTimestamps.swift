extension [UInt8] {
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
