/// What a plugin printed, as far as a person may see it.
///
/// It is cut to its end, what commands a terminal is taken out, and what looks like a token, a
/// password or a protected value is masked: a plugin may print what it has read.
struct PluginLog: Hashable, Sendable {
  private var bytes: [UInt8] = []
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  mutating func append(_ piece: ArraySlice<UInt8>) {
    bytes += piece
    if bytes.count > 2 * limit { bytes.removeFirst(bytes.count - limit) }
  }

  /// The last lines, without empty ones.
  func lines(_ count: Int) -> [String] {
    String(decoding: bytes.suffix(limit), as: UTF8.self).split { $0.isNewline }
      .map { Self.shown(String($0)) }.filter { !$0.isEmpty }.suffix(count)
  }

  /// A text from a plugin, harmless, masked and no longer than a line may be.
  static func shown(_ text: String) -> String {
    let plain = String(String.UnicodeScalarView(text.unicodeScalars.map(harmless)))
    let masked = mask(plain.trimmed)
    return masked.count > 200 ? masked.prefix(200) + "…" : masked
  }

  private static func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse:
      scalar == "\t" ? " " : "\u{FFFD}"
    default: scalar
    }
  }

  private static func mask(_ text: String) -> String {
    let token = /eyJ[A-Za-z0-9_\-]{8,}(?:\.[A-Za-z0-9_\-]+)*|p8e-[A-Za-z0-9_\-]+/
    let hexadecimal = /\{[0-9A-Fa-f]{32,}\}|[0-9A-Fa-f]{32,}/
    let named =
      /((?i:bearer |(?:secret|password|passwd|token|authorization)["']?\s*[:=]\s*))[^\s,;]+/
    return text.replacing(token, with: "•••").replacing(hexadecimal, with: "•••")
      .replacing(named) { "\($0.output.1)•••" }
  }
}

extension String {
  fileprivate var trimmed: String {
    let start = drop { $0.isWhitespace }
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }
}
