import Model

/// The HTTP request that a thread was serving, as thread names show it.
struct ServedRequest {
  var client: Range<Int>
  var method: Range<Int>
  var path: Range<Int>
}

/// Walks along the first line of a record and takes its fields off one by one.
struct HeaderCursor {
  var position: Int
  /// The end of the first line, or of as much of it as any header could fill.
  let end: Int

  init(_ record: Range<Int>, in buffer: borrowing Span<UInt8>) {
    position = record.lowerBound
    end = buffer.endOfLine(
      from: record.lowerBound, before: min(record.upperBound, record.lowerBound + 65_536))
  }

  mutating func skipMark(in buffer: borrowing Span<UInt8>) {
    if end - position >= 3, buffer[position] == 0xEF, buffer[position + 1] == 0xBB,
      buffer[position + 2] == 0xBF
    {
      position += 3
    }
  }

  mutating func skipSpaces(in buffer: borrowing Span<UInt8>) {
    while position < end, buffer[position] == 0x20 || buffer[position] == 0x09 { position += 1 }
  }

  /// `[cm-p123-e456-aem-author-…]` in front of the level.
  mutating func takePod(in buffer: borrowing Span<UInt8>) -> Range<Int>? {
    guard position < end, buffer[position] == 0x5B,
      let close = buffer.firstIndex(of: 0x5D, in: position..<end),
      buffer.hasText("] *", at: close)
    else { return nil }
    defer { position = close + 2 }
    return position + 1..<close
  }

  /// `*ERROR*`, padded `*WARN *`, or the bare word of CQ 4 and the Oak console.
  mutating func takeLevel(
    in buffer: borrowing Span<UInt8>
  ) -> (level: LogLevel, isPadded: Bool)? {
    guard position < end else { return nil }
    let isStarred = buffer[position] == 0x2A
    let start = isStarred ? position + 1 : position
    guard let close = buffer.firstIndex(of: isStarred ? 0x2A : 0x20, in: start..<end),
      let level = LogLevel(at: start, in: buffer, before: close)
    else { return nil }
    position = isStarred ? close + 1 : close
    let isPadded = isStarred && buffer[close - 1] == 0x20
    skipSpaces(in: buffer)
    return (level, isPadded)
  }

  /// The bracket with the name of the thread.
  ///
  /// Patterns with a request id put a bracket of their own in front; the last
  /// one before the logger is taken.
  mutating func takeThread(
    in buffer: borrowing Span<UInt8>
  ) -> (name: Range<Int>?, request: ServedRequest?) {
    var name: Range<Int>?
    var request: ServedRequest?
    while position < end, buffer[position] == 0x5B {
      if let found = requestThread(in: buffer) {
        (name, request) = (found.name, found.request)
      } else if let close = closingBracket(in: buffer) {
        (name, request) = (position + 1..<close, nil)
      } else {
        break
      }
      position = min(end, (name?.upperBound ?? position) + 1)
      skipSpaces(in: buffer)
    }
    return (name, request)
  }

  // [127.0.0.1 [1482413440442] POST /any/[path] HTTP/1.1]
  // The path may hold any character, so the protocol tells the end.
  private func requestThread(
    in buffer: borrowing Span<UInt8>
  ) -> (name: Range<Int>, request: ServedRequest)? {
    // An address of IPv6 may have brackets of its own.
    let isBracketed = position + 1 < end && buffer[position + 1] == 0x5B
    let address = isBracketed ? position + 2 : position + 1
    var next = address
    while next < end, buffer[next] != 0x20, buffer[next] != 0x5B, buffer[next] != 0x5D { next += 1 }
    let client = address..<next
    if isBracketed {
      guard buffer.hasText("]", at: next) else { return nil }
      next += 1
    }
    guard buffer.hasText(" [", at: next) else { return nil }
    next += 2
    let digits = next
    while next < end, ErrorLogTime.isDigit(buffer[next]) { next += 1 }
    guard next > digits, buffer.hasText("] ", at: next) else { return nil }
    let method = next + 2
    next = method
    while next < end, buffer[next] >= 0x41, buffer[next] <= 0x5A { next += 1 }
    guard next > method, next < end, buffer[next] == 0x20 else { return nil }
    let path = next + 1
    var last = path
    while last < end {
      if buffer[last] == 0x20, buffer.hasText(" HTTP/", at: last),
        let close = buffer.firstIndex(of: 0x5D, in: last..<min(end, last + 10))
      {
        return (
          position + 1..<close,
          ServedRequest(client: client, method: method..<next, path: path..<last)
        )
      }
      last += 1
    }
    return nil
  }

  // Names hold brackets, mostly in pairs. Where the pairs do not come out even,
  // the first bracket with a space behind it has to do.
  private func closingBracket(in buffer: borrowing Span<UInt8>) -> Int? {
    var depth = 0
    var first: Int?
    for index in position..<end {
      if buffer[index] == 0x5B {
        depth += 1
      } else if buffer[index] == 0x5D {
        depth = max(0, depth - 1)
        guard index + 1 == end || buffer[index + 1] == 0x20 else { continue }
        if depth == 0 { return looksLikeLogger(at: index + 2, in: buffer) ? index : first ?? index }
        if first == nil, looksLikeLogger(at: index + 2, in: buffer) { first = index }
      }
    }
    return first
  }

  // Another bracketed field, or a name: dotted, in one word.
  private func looksLikeLogger(at start: Int, in buffer: borrowing Span<UInt8>) -> Bool {
    guard start < end else { return true }
    if buffer[start] == 0x5B { return true }
    guard isLetter(buffer[start]) else { return false }
    let word = start..<(buffer.firstIndex(of: 0x20, in: start..<end) ?? end)
    return buffer.firstIndex(of: 0x2E, in: word) != nil
  }

  /// The word in front of the message.
  ///
  /// - Parameter isOptional: Whether the message may follow at once; then only
  ///   a dotted name, or one with a colon behind it, is taken for a logger.
  mutating func takeLogger(
    isOptional: Bool, in buffer: borrowing Span<UInt8>
  ) -> Range<Int>? {
    guard position < end else { return nil }
    let start = position
    var stop = buffer.firstIndex(of: 0x20, in: start..<end) ?? end
    if isOptional {
      let isNamed = buffer[stop - 1] == 0x3A || hasInnerPoint(start..<stop, in: buffer)
      guard isLetter(buffer[start]), isNamed, buffer.firstIndex(of: 0x3D, in: start..<stop) == nil
      else { return nil }
    }
    stop = endOfQueueName(start..<stop, in: buffer)
    position = stop
    skipSpaces(in: buffer)
    return start..<(buffer[stop - 1] == 0x3A && stop - start > 1 ? stop - 1 : stop)
  }

  // Job queues name their loggers after themselves: “<main queue>”,
  // “Maintenance Queue”, “Granite Workflow Queue”.
  private func endOfQueueName(_ word: Range<Int>, in buffer: borrowing Span<UInt8>) -> Int {
    var place = word.lowerBound
    while let found = buffer.firstIndex(of: 0x4A, in: place..<word.upperBound) {
      place = found
      if buffer.hasText("JobQueueImpl.", at: found) { break }
      place += 1
    }
    guard place < word.upperBound, buffer.hasText("JobQueueImpl.", at: place) else {
      return word.upperBound
    }
    let name = place + 13
    if name < end, buffer[name] == 0x3C {
      return buffer.firstIndex(of: 0x3E, in: name..<end).map { $0 + 1 } ?? word.upperBound
    }
    var stop = word.upperBound
    for _ in 0..<6 {
      let next = stop + 1
      guard next < end, (0x41...0x5A).contains(buffer[next]) else { break }
      stop = buffer.firstIndex(of: 0x20, in: next..<end) ?? end
      if stop - next == 5, buffer.hasText("Queue", at: next) { return stop }
    }
    return word.upperBound
  }

  private func hasInnerPoint(_ word: Range<Int>, in buffer: borrowing Span<UInt8>) -> Bool {
    guard let point = buffer.firstIndex(of: 0x2E, in: word) else { return false }
    return point + 1 < word.upperBound
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F
  }
}
