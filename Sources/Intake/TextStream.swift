import IconvKit
import Model

/// A text as UTF-8, whatever it was written in.
///
/// Bytes that are UTF-8 already are given as they are, broken ones too. A text that
/// starts with nothing but ASCII is judged by its first byte that is none and what follows.
final class TextStream: ByteStream {
  /// What it was written in, as far as is known.
  private(set) var encoding: TextEncoding

  private let source: any ByteStream
  private var validator = UTF8Validator()
  private var decoder: CharacterDecoder?
  private var isJudged = true

  // Bytes of the source that were not given yet, and what was made of them.
  private var raw: [UInt8] = []
  private var rest = 0..<0
  private var decoded: [UInt8] = []
  private var ready = 0..<0
  private var hasEnded = false
  private var failure: (any Error)?

  /// How much is looked at to judge what follows ASCII.
  private static let sample = 4096...65_536
  private static let blockSize = 1 << 17

  /// Goes on behind a head that is UTF-8.
  init(behind head: [UInt8], source: any ByteStream) {
    encoding = .utf8
    self.source = source
    isJudged = head.firstNonASCII(in: 0..<head.count) != nil
    validator.check(head, in: 0..<head.count)
  }

  /// Decodes a source from its first byte.
  ///
  /// - Returns: `nil` if the system does not know the encoding.
  init?(decoding encoding: TextEncoding, source: any ByteStream) {
    guard let decoder = CharacterDecoder(encoding) else { return nil }
    self.encoding = encoding
    self.source = source
    self.decoder = decoder
  }

  /// How many bytes were no character so far.
  var invalidBytes: Int {
    validator.invalidBytes + (decoder?.invalidBytes ?? 0)
  }

  func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
    guard offset < buffer.count else { return 0 }
    if decoder != nil { return try readDecoded(into: &buffer, at: offset) }
    if !rest.isEmpty { return giveRaw(into: &buffer, at: offset) }
    let count = try readSource(into: &buffer, at: offset)
    guard count > 0 else {
      validator.finish()
      if let failure { throw failure }
      return 0
    }
    let range = offset..<offset + count
    if isJudged {
      validator.check(buffer, in: range)
    } else if let first = buffer.firstNonASCII(in: range) {
      judge(buffer[first..<range.upperBound])
      return first > offset ? first - offset : try read(into: &buffer, at: offset)
    }
    return count
  }

  /// Fills from the source; an error ends it, and is kept until everything before was given.
  private func readSource(into buffer: inout [UInt8], at offset: Int) throws -> Int {
    guard !hasEnded else { return 0 }
    do {
      let count = try source.read(into: &buffer, at: offset)
      if count == 0 { hasEnded = true }
      return count
    } catch {
      hasEnded = true
      failure = error
      return 0
    }
  }

  /// Decides what everything from these bytes on is written in.
  private func judge(_ bytes: ArraySlice<UInt8>) {
    isJudged = true
    raw = Array(bytes)
    var more = [UInt8](repeating: 0, count: Self.sample.lowerBound)
    while raw.count < Self.sample.lowerBound,
      case let count = (try? readSource(into: &more, at: 0)) ?? 0, count > 0
    {
      raw += more[..<count]
    }
    rest = 0..<raw.count
    let judged = EncodingProbe.byteEncoding(
      of: raw.prefix(Self.sample.upperBound), isWhole: hasEnded)
    if judged != .utf8, let decoder = CharacterDecoder(judged) {
      encoding = judged
      self.decoder = decoder
    }
  }

  private func giveRaw(into buffer: inout [UInt8], at offset: Int) -> Int {
    let count = min(rest.count, buffer.count - offset)
    let range = offset..<offset + count
    buffer.replaceSubrange(range, with: raw[rest.prefix(count)])
    validator.check(buffer, in: range)
    rest = rest.dropFirst(count)
    if rest.isEmpty { raw = [] }
    return count
  }

  private func readDecoded(into buffer: inout [UInt8], at offset: Int) throws -> Int {
    while ready.isEmpty {
      if try !decodeMore() {
        if let failure { throw failure }
        return 0
      }
    }
    let count = min(ready.count, buffer.count - offset)
    buffer.replaceSubrange(offset..<offset + count, with: decoded[ready.prefix(count)])
    ready = ready.dropFirst(count)
    return count
  }

  /// Decodes what is there, after taking more where that is no whole character; false at the end.
  private func decodeMore() throws -> Bool {
    guard let decoder else { return false }
    if decoded.isEmpty { decoded = [UInt8](repeating: 0, count: Self.blockSize) }
    var count = decoder.decode(raw, &rest, into: &decoded, at: 0, isLast: hasEnded)
    if count == 0, !hasEnded {
      let kept = Array(raw[rest])
      if raw.count < Self.blockSize { raw = [UInt8](repeating: 0, count: Self.blockSize) }
      raw.replaceSubrange(0..<kept.count, with: kept)
      let more = try readSource(into: &raw, at: kept.count)
      rest = 0..<kept.count + more
      count = decoder.decode(raw, &rest, into: &decoded, at: 0, isLast: hasEnded)
    }
    ready = 0..<count
    return count > 0 || !hasEnded || !rest.isEmpty
  }
}

extension CharacterDecoder {
  /// Decodes what an encoding is in practice: its Windows form, which has all of it and more.
  fileprivate convenience init?(_ encoding: TextEncoding) {
    switch encoding {
    case .utf8: return nil
    case .utf16LittleEndian: self.init(anyOf: ["UTF-16LE"], unit: 2)
    case .utf16BigEndian: self.init(anyOf: ["UTF-16BE"], unit: 2)
    case .utf32LittleEndian: self.init(anyOf: ["UTF-32LE"], unit: 4)
    case .utf32BigEndian: self.init(anyOf: ["UTF-32BE"], unit: 4)
    case .latin1, .windows1252: self.init(anyOf: ["CP1252", "WINDOWS-1252"])
    case .shiftJIS, .windows31J: self.init(anyOf: ["CP932", "SHIFT_JIS"])
    case .eucJP: self.init(anyOf: ["EUC-JP-MS", "EUC-JP"])
    case .iso2022JP: self.init(anyOf: ["ISO-2022-JP"])
    }
  }
}
