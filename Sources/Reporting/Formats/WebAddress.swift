/// Addresses on the web, and paths, made safe to stand in a document.
enum WebAddress {
  /// The address with what may not stand in one percent-encoded; `nil` if it leads not to the web.
  static func harmless(_ address: String) -> String? {
    guard address.hasPrefix("https://") || address.hasPrefix("http://"),
      address.utf8.count <= 2_048
    else { return nil }
    return encoded(address, keeping: "-._~:/?#@!$&*+,;=%")
  }

  /// A path as a relative reference; a colon in it would make its beginning a scheme.
  static func relativeReference(to path: String) -> String {
    var path = path
    while path.hasPrefix("./") { path.removeFirst(2) }
    return encoded(path, keeping: "-._~/!$&'()*+,;=@")
  }

  private static func encoded(_ text: String, keeping kept: String) -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    let kept = Set((letters + kept).utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if kept.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
