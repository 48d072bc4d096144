/// Text from outside made safe to show on a terminal.
public enum TerminalText {
  /// The text with every character that commands a terminal or hides text made visible or removed.
  ///
  /// Control characters become their pictures (`␛` for ESC), those of the
  /// second set and marks that turn the direction of text become `�`. Tabs and
  /// line feeds stay; a carriage return before a line feed goes.
  public static func harmless(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHarmful) else { return text }
    var shown = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if previous == "\r", scalar != "\n" { shown.append(picture(of: "\r")) }
      if scalar != "\r" { shown.append(isHarmful(scalar) ? picture(of: scalar) : scalar) }
      previous = scalar
    }
    if previous == "\r" { shown.append(picture(of: "\r")) }
    return String(shown)
  }

  /// Whether a character commands a terminal, breaks a line, or turns the direction of text.
  static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x00..<0x20, 0x7F..<0xA0: true
    // Arabic letter mark; left-to-right and right-to-left marks; line and
    // paragraph separators, embeddings and overrides; isolates.
    case 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    // Interlinear annotation; tags, which are invisible copies of ASCII.
    case 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    // Noncharacters, which XML cannot hold.
    case 0xFDD0...0xFDEF,
      _ where scalar.value & 0xFFFE == 0xFFFE:
      true
    default: false
    }
  }

  private static func picture(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x00..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    default: "\u{FFFD}"
    }
  }
}
