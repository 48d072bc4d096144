public import Model

extension ErrorLogFormat {
  /// The time and the level of a record.
  @inlinable
  public func stamp(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) -> RecordStamp {
    let time = ErrorLogTime.parse(at: start, in: bytes).map { Timestamp(milliseconds: $0) }
    // No level stands within the date.
    return RecordStamp(
      time: time, level: level(ofRecordAt: start, from: time == nil ? 0 : 19, in: bytes))
  }

  /// The fields of a record's header.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    var entry = LogEntry(bytes: record)
    var cursor = HeaderCursor(record, in: bytes)
    cursor.skipMark(in: bytes)
    if let time = ErrorLogTime.parse(at: cursor.position, in: bytes) {
      entry.timestamp = Timestamp(milliseconds: time)
      cursor.position += 19
      if ErrorLogTime.milliseconds(at: cursor.position, in: bytes) != nil { cursor.position += 4 }
    } else if let length = ErrorLogTime.clockLength(at: cursor.position, in: bytes) {
      cursor.position += length
    }
    cursor.skipSpaces(in: bytes)
    if bytes.hasText("*Logback Status*", at: cursor.position) {
      cursor.position += 16
      cursor.skipSpaces(in: bytes)
    }
    if entry.timestamp == nil, bytes.hasText("|-", at: cursor.position) {
      readStatus(into: &entry, &cursor, in: bytes)
    } else {
      readHeader(into: &entry, &cursor, in: bytes)
    }
    entry.message = cursor.position..<max(cursor.position, record.upperBound)
    return entry
  }

  // [pod] *LEVEL* [thread] logger message
  private func readHeader(
    into entry: inout LogEntry, _ cursor: inout HeaderCursor, in bytes: borrowing Span<UInt8>
  ) {
    entry[.pod] = cursor.takePod(in: bytes)
    if bytes.hasText("- ", at: cursor.position) {
      readHyphens(into: &entry, &cursor, in: bytes)
      return
    }
    let padding = cursor.takeLevel(in: bytes)
    entry.level = padding?.level
    guard padding != nil || entry.timestamp != nil else { return }
    let (thread, request) = cursor.takeThread(in: bytes)
    entry[.thread] = thread
    if let request {
      entry[.client] = request.client
      entry[.method] = request.method
      entry[.path] = request.path
    }
    // Before logging is set up, the launcher pads the level and names no logger.
    entry[.logger] = cursor.takeLogger(
      isOptional: padding?.isPadded == true || thread == nil, in: bytes)
  }

  // - ERROR - logger : message, the pattern of the link to Brand Portal.
  private func readHyphens(
    into entry: inout LogEntry, _ cursor: inout HeaderCursor, in bytes: borrowing Span<UInt8>
  ) {
    let start = cursor.position
    cursor.position += 2
    guard let level = cursor.takeLevel(in: bytes)?.level,
      bytes.hasText("- ", at: cursor.position)
    else {
      cursor.position = start
      return
    }
    entry.level = level
    cursor.position += 2
    let message = cursor.position
    if let word = cursor.takeWord(in: bytes), bytes.hasText(": ", at: cursor.position) {
      entry[.logger] = word
      cursor.position += 2
    } else {
      cursor.position = message
    }
  }

  // HH:mm:ss,SSS *Logback Status* |-INFO in logger@hash - message
  private func readStatus(
    into entry: inout LogEntry, _ cursor: inout HeaderCursor, in bytes: borrowing Span<UInt8>
  ) {
    cursor.position += 2
    entry.level = cursor.takeLevel(in: bytes)?.level
    guard bytes.hasText("in ", at: cursor.position) else { return }
    cursor.position += 3
    entry[.logger] = cursor.takeLogger(isOptional: false, in: bytes)
    if bytes.hasText("- ", at: cursor.position) { cursor.position += 2 }
  }

  // Behind the time, and the pod where there is one: `*ERROR*`, or the bare word of CQ 4.
  @usableFromInline
  func level(
    ofRecordAt start: Int, from offset: Int, in bytes: borrowing Span<UInt8>
  ) -> LogLevel? {
    let limit = min(bytes.count, start + 160)
    var place = start + offset
    while place < limit, bytes[place] != 0x2A, bytes[place] != 0x0A { place += 1 }
    if place + 1 < limit, bytes[place] == 0x2A {
      var end = place + 1
      while end < limit, end - place < 8, bytes[end] != 0x2A { end += 1 }
      if end < limit, let level = LogLevel(at: place + 1, in: bytes, before: end) { return level }
    }
    return entry(start..<bytes.endOfLine(from: start, before: limit), in: bytes).level
  }
}
