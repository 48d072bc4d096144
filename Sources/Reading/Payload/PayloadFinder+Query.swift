extension PayloadFinder {
  /// The errors in query form that do not lie inside a payload found otherwise.
  func queries(in text: ArraySlice<UInt8>, outside payloads: [Payload]) -> [Payload] {
    var found: [Payload] = []
    var position = text.startIndex
    let word = Array("error".utf8)
    while found.count < 64, let place = text[position...].firstRange(of: word)?.lowerBound {
      position = place + word.count
      guard isKey(at: place, in: text) else { continue }
      let run = run(around: place, in: text)
      position = max(position, run.upperBound)
      guard !payloads.contains(where: { $0.bytes.overlaps(run) }) else { continue }
      let fields = fields(in: text[run])
      if fields.contains(where: { $0.name.hasPrefix("error") && !$0.value.isEmpty }) {
        found.append(Payload(form: .query, fields: fields, bytes: run))
      }
    }
    return found
  }

  /// `error=`, `error_description=`, `error_code=`, at the start of a pair.
  private func isKey(at place: Int, in text: ArraySlice<UInt8>) -> Bool {
    if place > text.startIndex {
      let before = text[place - 1]
      guard before == UInt8(ascii: "&") || before == UInt8(ascii: ";") || !isValueByte(before)
      else { return false }
    }
    let rest = text[place...].prefix(32)
    guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else { return false }
    return rest[..<equals].allSatisfy { $0 == 0x5F || (0x61...0x7A).contains($0) }
  }

  /// The pairs around a place, 4 KiB at most.
  private func run(around place: Int, in text: ArraySlice<UInt8>) -> Range<Int> {
    var start = place
    while start > text.startIndex, place - start < 2048, isValueByte(text[start - 1]) { start -= 1 }
    var end = place
    while end < text.endIndex, end - place < 2048, isValueByte(text[end]) { end += 1 }
    return start..<end
  }

  private func isValueByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: ","):
      false
    default: true
    }
  }

  private func fields(in run: ArraySlice<UInt8>) -> [Payload.Field] {
    var fields: [Payload.Field] = []
    for pair in run.split(separator: UInt8(ascii: "&")) {
      // The separator may be written as a character reference.
      let pair = pair.starts(with: "amp;".utf8) ? pair.dropFirst(4) : pair
      guard let equals = pair.firstIndex(of: UInt8(ascii: "=")), equals > pair.startIndex else {
        continue
      }
      let value = pair[(equals + 1)...]
      fields.append(
        Payload.Field(
          name: String(decoding: pair[..<equals], as: UTF8.self),
          value: percentDecoded(value), bytes: value.startIndex..<value.endIndex))
    }
    return fields
  }

  private func percentDecoded(_ text: ArraySlice<UInt8>) -> String {
    var bytes: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "%"), index + 2 < text.endIndex,
        let byte = UInt8(String(decoding: text[index + 1...index + 2], as: UTF8.self), radix: 16)
      {
        bytes.append(byte)
        index += 3
      } else {
        bytes.append(text[index] == UInt8(ascii: "+") ? 0x20 : text[index])
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
