/// Masks secrets on the way out, the same secret always by the same token.
///
/// A secret is known by its own shape (a web token, a private key, a value that
/// AEM encrypted) or by the name before it (`client_secret`, `password`), in
/// plain text and in the encodings in which payloads travel. What was found to
/// be a secret in one place is masked in every other. Names stay readable;
/// values become `[secret-1]`, `[secret-2]` in the order in which they are met.
///
/// A redactor remembers what it has masked, so that one that serves all outputs
/// of a run speaks of the same secret by the same token in each. It keeps the
/// secrets in memory only.
///
/// - Complexity: Linear in the text, whatever it holds; nothing backtracks.
public struct Redactor: Sendable {
  private var numbers: [[UInt8]: Int] = [:]
  private var known = KnownSecrets()

  /// Makes a redactor that has seen nothing.
  public init() {}

  /// The text with every secret masked.
  public mutating func redact(_ text: String) -> String {
    learn(text)
    return mask(text)
  }

  /// The longest text that is read, in bytes; what is longer is masked as a whole.
  static let longestText = 64 << 20

  // MARK: Learning

  /// Remembers the secrets of a text, so that they are masked elsewhere too.
  mutating func learn(_ text: String) {
    let encoded = EncodedText(bytes: Array(text.utf8))
    guard encoded.count <= Self.longestText else { return }
    for range in Self.secrets(in: encoded) { learn(encoded, range) }
  }

  /// Remembers a text as a secret as a whole.
  mutating func learn(secret text: String) {
    let encoded = EncodedText(bytes: Array(text.utf8))
    learn(encoded, 0..<encoded.count)
  }

  private mutating func learn(_ text: EncodedText, _ range: Range<Int>) {
    known.insert(Array(text.bytes[range]))
    known.insert(text.plainText(of: range))
  }

  // MARK: Masking

  /// Masks the secrets of a text and those remembered from others.
  ///
  /// - Parameter isCutBefore: Whether the text may start within a secret.
  mutating func mask(_ text: String, isCutBefore: Bool = false) -> String {
    let encoded = EncodedText(bytes: Array(text.utf8))
    guard encoded.count <= Self.longestText, !known.isWhole(encoded.bytes) else {
      return token(for: encoded, 0..<encoded.count)
    }
    var ranges = Self.secrets(in: encoded)
    if isCutBefore, let head = SecretShapes.cutHead(of: encoded) { ranges.append(head) }
    return mask(ranges, in: encoded) ?? text
  }

  /// Masks a sentence of ours that values from the input were filled into.
  ///
  /// “A secret: such a file …” names no secret, so that what a name seems to say
  /// counts only where the value came from the input.
  mutating func mask(words text: String, filledWith values: [String]) -> String {
    let encoded = EncodedText(bytes: Array(text.utf8))
    let pairs = SecretPairs(encoded).ranges.filter { range in
      let value = String(decoding: encoded.bytes[range], as: UTF8.self)
      return values.contains { $0.contains(value) }
    }
    return mask(SecretShapes(encoded).ranges + pairs, in: encoded) ?? text
  }

  /// Masks pieces of a text and what is known to be a secret; `nil` if there is nothing to mask.
  private mutating func mask(_ pieces: [Range<Int>], in encoded: EncodedText) -> String? {
    let ranges = pieces + known.ranges(in: encoded.bytes)
    guard !ranges.isEmpty else { return nil }
    var masked: [UInt8] = []
    var offset = 0
    for range in Self.merged(ranges) {
      masked += encoded.bytes[offset..<range.lowerBound]
      masked += token(for: encoded, range).utf8
      offset = range.upperBound
    }
    masked += encoded.bytes[offset...]
    return String(decoding: masked, as: UTF8.self)
  }

  /// Masks a text that is a secret as a whole.
  mutating func mask(secret text: String) -> String {
    let encoded = EncodedText(bytes: Array(text.utf8))
    return encoded.count == 0 || Self.isToken(encoded.bytes[...])
      ? text : token(for: encoded, 0..<encoded.count)
  }

  private mutating func token(for text: EncodedText, _ range: Range<Int>) -> String {
    let value = text.plainText(of: range)
    let number = numbers[value] ?? numbers.count + 1
    numbers[value] = number
    return "[secret-\(number)]"
  }

  private static func isToken(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.starts(with: "[secret-".utf8) && bytes.last == Byte.closeBracket
      && bytes.dropFirst(8).dropLast().allSatisfy(Byte.isDigit)
  }

  private static func secrets(in text: EncodedText) -> [Range<Int>] {
    merged(SecretShapes(text).ranges + SecretPairs(text).ranges).filter {
      !isToken(text.bytes[$0])
    }
  }

  /// Ranges in order, those that overlap made one.
  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound < last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}
