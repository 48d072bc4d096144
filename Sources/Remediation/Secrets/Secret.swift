import RemedyProtocol

/// Secrets by handle, as plans name them.
///
/// They live in memory only: never in an argument, a plan, a journal or the environment of
/// anything that is started.
public struct Secrets: Sendable {
  /// One secret.
  public struct Secret: Sendable {
    /// The user name that goes with it, which is no secret.
    public var user: String?

    /// What must not be seen.
    public var value: String

    /// States a secret.
    public init(user: String? = nil, value: String) {
      self.user = user
      self.value = value
    }
  }

  private var secrets: [String: Secret]

  /// Keeps secrets by handle.
  public init(_ secrets: [String: Secret] = [:]) {
    self.secrets = secrets
  }

  /// The secret of a handle.
  subscript(handle: String) -> Secret? { secrets[handle] }

  /// A mask over all of them.
  var mask: SecretMask {
    var mask = SecretMask()
    for secret in secrets.values {
      mask.add(Array(secret.value.utf8))
      if let user = secret.user { mask.add(Array("\(user):\(secret.value)".utf8)) }
    }
    return mask
  }
}

/// Replaces secrets in texts, in each form in which they travel.
struct SecretMask: Sendable {
  private static let shortest = 4
  private var forms: Set<String> = []

  /// Adds a secret with its raw, Base64, URL-encoded, JSON-escaped and hexadecimal forms.
  mutating func add(_ secret: [UInt8]) {
    guard secret.count >= Self.shortest else {
      if let text = String(validating: secret, as: UTF8.self), !text.isEmpty { forms.insert(text) }
      return
    }
    if let text = String(validating: secret, as: UTF8.self) {
      forms.insert(text)
      let escaped = FormEncoding.escaped(text)
      forms.insert(escaped)
      forms.insert(escaped.replacing("%20", with: "+"))
      forms.insert(String(Self.json(text).dropFirst().dropLast()))
    }
    let base64 = Self.base64(secret)
    forms.insert(base64)
    forms.insert(base64.replacing("+", with: "-").replacing("/", with: "_"))
    forms.insert(String(base64.prefix { $0 != "=" }))
    let hex = secret.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    forms.insert(hex)
    forms.insert(hex.uppercased())
  }

  /// The text with each form of each secret replaced, longest first.
  func masked(_ text: String) -> String {
    forms.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
      .reduce(text) { $0.replacing($1, with: "•••") }
  }

  private static func json(_ text: String) -> String {
    String(decoding: JSONValue.string(text).canonical, as: UTF8.self)
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      bits <<= UInt32(8 * (3 - group.count))
      for index in 0..<4 {
        text.append(
          index <= group.count
            ? letters[Int(bits >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
