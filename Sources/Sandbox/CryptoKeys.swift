import DigestKit
import FoundationEssentials

/// The two keys with which values are protected, and what they do.
///
/// The stand-in's own cipher: AEM's is not public. What it shares with AEM is
/// the form `{hex}`, and that a value is read again only with the same keys.
struct CryptoKeys: Hashable {
  var hmac: Data
  var master: Data

  /// Makes new keys.
  static func random() -> CryptoKeys {
    CryptoKeys(hmac: randomBytes(32), master: randomBytes(16))
  }

  /// Random bytes of the system.
  static func randomBytes(_ count: Int) -> Data {
    var generator = SystemRandomNumberGenerator()
    return Data((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  /// Protects a text.
  func protect(_ text: String) -> String {
    let nonce = Array(Self.randomBytes(16))
    let sealed = nonce + mix(Array(text.utf8), nonce: nonce)
    return "{" + Self.hex(sealed + tag(of: sealed)) + "}"
  }

  /// Reads a protected text; `nil` if it was protected with other keys, or is damaged.
  func unprotect(_ text: String) -> String? {
    guard Self.isProtected(text), let bytes = Self.bytes(hex: text.dropFirst().dropLast()),
      bytes.count >= 32
    else { return nil }
    let sealed = Array(bytes.dropLast(16))
    guard tag(of: sealed) == Array(bytes.suffix(16)) else { return nil }
    return String(
      validating: mix(Array(sealed.dropFirst(16)), nonce: Array(sealed.prefix(16))),
      as: UTF8.self)
  }

  /// Whether a value has the form of a protected one.
  static func isProtected(_ text: String) -> Bool {
    text.hasPrefix("{") && text.hasSuffix("}") && text.count > 2
  }

  private func mix(_ bytes: [UInt8], nonce: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = []
    var counter: UInt8 = 0
    while stream.count < bytes.count {
      stream += SHA256.digest(of: Array(master) + nonce + [counter]).bytes
      counter &+= 1
    }
    return zip(bytes, stream).map { $0 ^ $1 }
  }

  private func tag(of bytes: [UInt8]) -> [UInt8] {
    let inner = SHA256.digest(of: Array(hmac) + bytes).bytes
    return Array(SHA256.digest(of: Array(hmac) + inner).bytes.prefix(16))
  }

  static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func bytes(hex: Substring) -> [UInt8]? {
    let digits = hex.map(\.hexDigitValue)
    guard digits.count.isMultiple(of: 2), !digits.contains(nil) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map {
      UInt8((digits[$0] ?? 0) << 4 | (digits[$0 + 1] ?? 0))
    }
  }
}
