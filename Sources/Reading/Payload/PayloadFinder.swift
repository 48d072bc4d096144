/// Finds what services answered in the text of a record: JSON objects, escaped or not, and
/// the query form of OAuth errors.
///
/// The work is bounded: behind the start of the text an object is looked for in
/// 64 KiB at most, and the tries of one text together look at no more than some
/// times its length.
public struct PayloadFinder: Sendable {
  static let window = 65_536

  /// Makes a finder.
  public init() {}

  /// The payloads in these bytes, in order; offsets count in the array the slice is of.
  public func payloads(in text: ArraySlice<UInt8>) -> [Payload] {
    var payloads: [Payload] = []
    var budget = 8 * text.count + 4 * Self.window
    var position = text.startIndex
    if let whole = document(text) {
      payloads.append(whole)
      position = whole.bytes.upperBound
    }
    while position < text.endIndex, payloads.count < 256 {
      guard let brace = text[position...].firstIndex(of: UInt8(ascii: "{")) else { break }
      position = brace + 1
      guard budget > 0, let quoting = Quoting(after: brace, in: text) else { continue }
      let candidate = text[brace..<min(text.endIndex, brace + Self.window)]
      if let payload = payload(in: candidate, quoting, budget: &budget) {
        payloads.append(payload)
        position = max(position, payload.bytes.upperBound)
      }
    }
    payloads += queries(in: text, outside: payloads)
    payloads += members(in: text, outside: payloads)
    payloads += toolErrors(in: text)
    return payloads.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
  }

  /// The object or array that the text starts with, however large.
  private func document(_ text: ArraySlice<UInt8>) -> Payload? {
    let isMark = text.starts(with: [0xEF, 0xBB, 0xBF])
    let first = text.dropFirst(isMark ? 3 : 0).first { $0 > 0x20 }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
      let (node, _) = try? JSONReader().readPrefix(text)
    else { return nil }
    return Payload(node, form: .plain) { $0 }
  }

  private func payload(
    in text: ArraySlice<UInt8>, _ quoting: Quoting, budget: inout Int
  ) -> Payload? {
    if quoting == .plain {
      do {
        let (node, end) = try JSONReader().readPrefix(text)
        budget -= end - text.startIndex
        return Payload(node, form: .plain) { $0 }
      } catch {
        budget -= error.offset - text.startIndex + 16
        // A string or comment without end was searched to the end.
        if error.kind == .unfinished { budget -= text.endIndex - error.offset }
        return nil
      }
    }
    budget -= 4 * text.count
    let form: Payload.Form = quoting == .backslashes ? .backslashEscaped : .htmlEscaped
    if let payload = payload(in: EscapedText(text), quoting, form: form) { return payload }
    // References inside, backslashes around: nothing at the brace tells of the latter.
    guard quoting == .references, text.contains(UInt8(ascii: "\\")) else { return nil }
    budget -= 4 * text.count
    return payload(in: EscapedText(text), .backslashes, form: form)
  }

  /// Takes off layer after layer. Services wrap one another's answers; deeper than three
  /// nobody nests them.
  private func payload(
    in text: EscapedText, _ quoting: Quoting, form: Payload.Form
  ) -> Payload? {
    var text = text
    var layer: Quoting? = quoting
    for _ in 0..<3 {
      switch layer {
      case .backslashes: text.unescapeBackslashes()
      case .references: text.unescapeReferences()
      case .plain, nil: break
      }
      layer = Quoting(after: 0, in: text.bytes[...])
      if layer == .plain { break }
    }
    guard layer == .plain, let (node, _) = try? JSONReader().readPrefix(text.bytes[...]) else {
      return nil
    }
    return Payload(node, form: form) { text.original($0) }
  }

  /// How the quotes of an object are written, told by what follows its brace.
  private enum Quoting {
    case plain, backslashes, references

    init?(after brace: Int, in text: ArraySlice<UInt8>) {
      var next = brace + 1
      let limit = min(text.endIndex, brace + 256)
      while next < limit, text[next] <= 0x20 { next += 1 }
      guard next < limit else { return nil }
      switch text[next] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        self = .plain
      case UInt8(ascii: "\\"):
        // Backslashes before a reference are inside of it.
        let quote = text[next..<limit].first { $0 != UInt8(ascii: "\\") }
        self = quote == UInt8(ascii: "&") ? .references : .backslashes
      case UInt8(ascii: "&"):
        self = .references
      case let byte where byte == 0x5F || (0x41...0x5A).contains(byte & 0xDF):
        // A bare key has its colon behind it; most braces in logs have not.
        let key = text[next..<limit].prefix {
          $0 == 0x5F || ErrorLogTime.isDigit($0) || (0x41...0x5A).contains($0 & 0xDF)
        }
        guard text[key.endIndex..<limit].first(where: { $0 > 0x20 }) == UInt8(ascii: ":") else {
          return nil
        }
        self = .plain
      default:
        return nil
      }
    }
  }
}
