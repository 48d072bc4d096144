/// A difference of writing that a rule may ignore.
public enum Fold: String, Hashable, Codable, CaseIterable, Sendable {
  /// Upper and lower case.
  case `case`

  /// Full-width and half-width forms of Latin letters, digits and katakana.
  case width
}

extension String {
  /// The text with differences of writing removed.
  func folded(_ folds: Set<Fold>) -> String {
    guard !folds.isEmpty else { return self }
    var text = self
    if folds.contains(.width) {
      text = String(String.UnicodeScalarView(Width.narrowed(text.unicodeScalars)))
    }
    return folds.contains(.case) ? text.lowercased() : text
  }
}

/// The two widths of Latin letters and of katakana.
enum Width {
  /// Half-width katakana from U+FF66 on, as full-width characters.
  private static let katakana = Array(
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン".unicodeScalars)

  /// One width for everything: Latin half-width, katakana full-width with its marks joined.
  static func narrowed(_ scalars: String.UnicodeScalarView) -> [Unicode.Scalar] {
    var narrowed: [Unicode.Scalar] = []
    for scalar in scalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: narrowed.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0x3000: narrowed.append(" ")
      case 0xFF66...0xFF9D: narrowed.append(katakana[Int(scalar.value - 0xFF66)])
      case 0xFF9E, 0xFF9F:
        guard let last = narrowed.last, let joined = joined(last, scalar.value - 0xFF9D) else {
          narrowed.append(scalar)
          continue
        }
        narrowed[narrowed.count - 1] = joined
      default: narrowed.append(scalar)
      }
    }
    return narrowed
  }

  /// The forms in which a character may stand in a text; the character itself is among them.
  static func forms(of scalar: Unicode.Scalar) -> [String] {
    let narrow = narrowed(String(scalar).unicodeScalars)[0]
    var forms = [String(narrow)]
    if (0x21...0x7E).contains(narrow.value), let wide = Unicode.Scalar(narrow.value + 0xFEE0) {
      forms.append(String(wide))
    } else if narrow == " " {
      forms.append("\u{3000}")
    } else if let half = halfWidth[narrow] {
      forms.append(half)
    }
    return forms
  }

  private static let halfWidth: [Unicode.Scalar: String] = {
    var forms: [Unicode.Scalar: String] = [:]
    for (index, full) in katakana.enumerated() {
      guard let half = Unicode.Scalar(0xFF66 + UInt32(index)) else { continue }
      forms[full] = String(half)
      for (mark, character) in [(1, "\u{FF9E}"), (2, "\u{FF9F}")] as [(UInt32, String)] {
        if let joined = joined(full, mark) { forms[joined] = String(half) + character }
      }
    }
    return forms
  }()

  /// A character with its voiced mark (1) or its half-voiced mark (2), where there is one.
  private static func joined(_ scalar: Unicode.Scalar, _ mark: UInt32) -> Unicode.Scalar? {
    let isRowOfH = (0x30CF...0x30DB).contains(scalar.value) && (scalar.value - 0x30CF) % 3 == 0
    if mark == 2 { return isRowOfH ? Unicode.Scalar(scalar.value + 2) : nil }
    if scalar == "ウ" { return "ヴ" }
    let takesMark =
      isRowOfH || (0x30AB...0x30C1).contains(scalar.value) && scalar.value % 2 == 1
      || [0x30C4, 0x30C6, 0x30C8].contains(scalar.value)
    return takesMark ? Unicode.Scalar(scalar.value + 1) : nil
  }
}
