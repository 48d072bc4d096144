extension PayloadFinder {
  /// Errors that were copied without the braces around them: each key opens a line.
  func members(in text: ArraySlice<UInt8>, outside payloads: [Payload]) -> [Payload] {
    var found: [Payload] = []
    var budget = 4 * text.count + Self.window
    var line = text.startIndex
    while line < text.endIndex, found.count < 64, budget > 0 {
      let end = text[line...].firstIndex(of: 0x0A) ?? text.endIndex
      var next = end + 1
      let start = text[line..<end].firstIndex { $0 > 0x20 } ?? end
      if start < end, text[start] == UInt8(ascii: "\""), end - start > 4,
        !payloads.contains(where: { $0.bytes.contains(start) })
      {
        let candidate = text[start..<min(text.endIndex, start + Self.window)]
        if let (node, last) = JSONReader().readMembers(candidate) {
          budget -= last - start
          if Self.tellsOfError(node), let payload = Payload(node, form: .members, offset: { $0 }) {
            found.append(payload)
          }
          next = max(next, (text[last...].firstIndex(of: 0x0A) ?? text.endIndex) + 1)
        } else {
          // A string without end was searched to the end.
          budget -= candidate.count
        }
      }
      line = next
    }
    return found
  }

  private static let errorKeys: Set<String> = [
    "type", "title", "status", "detail", "error", "error_description", "error_code", "errorCode",
    "errorDescription", "errors", "message",
  ]

  /// At least two members that a service reports an error by.
  private static func tellsOfError(_ node: JSONNode) -> Bool {
    (node.members ?? []).count { errorKeys.contains($0.key) } > 1
  }

  /// What the kit of Cloud Manager prints:
  /// `[CloudManagerSDK:ERROR_X] message: URL (401 Unauthorized) - Detail: … (Code: 401013)`.
  func toolErrors(in text: ArraySlice<UInt8>) -> [Payload] {
    var found: [Payload] = []
    var position = text.startIndex
    let mark = Array("SDK:ERROR_".utf8)
    while found.count < 64, let place = text[position...].firstRange(of: mark) {
      position = place.upperBound
      let end = text[position...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.endIndex
      let line = text[..<end]
      guard let close = line[position...].firstIndex(of: UInt8(ascii: "]")),
        close - position < 128,
        let open = text[..<place.lowerBound].suffix(32).lastIndex(of: UInt8(ascii: "["))
      else { continue }
      var fields = [Payload.Field(name: "code", in: text, place.lowerBound + 4..<close)]
      let rest = close + 1..<end
      let status = Self.status(in: line, rest)
      let detail = line.range(between: " - Detail: ", and: " (Code: ", in: rest)
      let code = line.range(between: " (Code: ", and: ")", in: rest)
      let messageEnd = status?.open ?? detail?.lowerBound ?? end
      fields.append(Payload.Field(name: "message", in: text, rest.lowerBound..<messageEnd))
      if let status {
        fields.append(Payload.Field(name: "status", in: text, status.number))
        fields.append(Payload.Field(name: "title", in: text, status.reason))
      }
      if let detail { fields.append(Payload.Field(name: "detail", in: text, detail)) }
      if let code { fields.append(Payload.Field(name: "error_code", in: text, code)) }
      found.append(Payload(form: .toolError, fields: fields, bytes: open..<end))
      position = end
    }
    return found
  }

  /// ` (401 Unauthorized)`.
  private static func status(
    in line: ArraySlice<UInt8>, _ range: Range<Int>
  ) -> (open: Int, number: Range<Int>, reason: Range<Int>)? {
    var place = range.lowerBound
    while let open = line[place..<range.upperBound].firstIndex(of: UInt8(ascii: "(")) {
      place = open + 1
      let digits = open + 1..<min(open + 4, range.upperBound)
      guard digits.count == 3, line[digits].allSatisfy(ErrorLogTime.isDigit),
        let close = line[digits.upperBound..<range.upperBound].firstIndex(of: UInt8(ascii: ")"))
      else { continue }
      return (open, digits, digits.upperBound..<close)
    }
    return nil
  }
}

extension ArraySlice<UInt8> {
  /// What stands between two texts, or behind the first where the second is missing.
  fileprivate func range(
    between first: StaticString, and second: StaticString, in range: Range<Int>
  ) -> Range<Int>? {
    let opening = Array(String(describing: first).utf8)
    let closing = Array(String(describing: second).utf8)
    guard let start = self[range].firstRange(of: opening)?.upperBound else { return nil }
    let end = self[start..<range.upperBound].firstRange(of: closing)?.lowerBound
    return start..<(end ?? range.upperBound)
  }
}

extension Payload.Field {
  /// A value that stands as it is, without the white space around it.
  fileprivate init(name: String, in text: ArraySlice<UInt8>, _ range: Range<Int>) {
    var range = range
    while let first = range.first, text[first] <= 0x20 { range.removeFirst() }
    while let last = range.last, text[last] <= 0x20 { range.removeLast() }
    self.init(name: name, value: String(decoding: text[range], as: UTF8.self), bytes: range)
  }
}
