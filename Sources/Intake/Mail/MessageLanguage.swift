public import Model

/// The language in which a person wrote, so that the reply may be in the same.
///
/// Counted are the words of their own sentences: not what they quote, not log lines and
/// stack traces, not what follows a signature.
public enum MessageLanguage {
  /// How much of a mail is looked at.
  private static let sample = 1 << 16

  /// The language of a text, where it can be told.
  public static func language(of message: [UInt8]) -> Language? {
    var (japanese, latin, french, english) = (0, 0, 0, 0)
    let text = String(decoding: message.prefix(sample), as: UTF8.self)
    for line in ownLines(of: text) {
      let words = line.split { !$0.isLetter && $0 != "'" && $0 != "’" }
      for word in words {
        let kana = word.unicodeScalars.count { isJapanese($0) }
        if kana > 0 {
          japanese += kana
          continue
        }
        latin += 1
        let lowercased = word.lowercased().replacing("’", with: "'")
        if Self.french.contains(lowercased) || elided.contains(where: lowercased.hasPrefix) {
          french += 1
        }
        if Self.english.contains(lowercased) { english += 1 }
      }
    }
    // Names of products and errors are Latin in any language; a sentence has words of its own.
    if japanese > latin { return .ja }
    if french > english { return .fr }
    return english > french ? .en : nil
  }

  private static func ownLines(of text: String) -> [Substring] {
    var lines: [Substring] = []
    for line in text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline) {
      let shown = line.drop { $0 == " " || $0 == "\u{3000}" || $0 == "\u{A0}" }
      if line == "-- " || line == "--" || startsQuotation(shown) { break }
      if isQuoted(shown) || isOfMachine(line) { continue }
      lines.append(shown)
    }
    return lines
  }

  private static func isQuoted(_ line: Substring) -> Bool {
    line.hasPrefix(">") || line.hasPrefix("|") || line.hasPrefix("＞")
  }

  /// Whether everything behind it was written by others before.
  private static func startsQuotation(_ line: Substring) -> Bool {
    let openings = [
      "-----Original", "----- Original", "________________", "-----Message d", "-----元の",
      "----- 元の", "From:", "De :", "De\u{A0}:", "差出人:", "差出人：", "送信者:",
    ]
    if openings.contains(where: line.hasPrefix) { return true }
    let isLead = line.hasPrefix("On ") || line.hasPrefix("Le ")
    return isLead
      && ["wrote:", "a écrit :", "a écrit\u{A0}:", "a écrit:"].contains {
        line.hasSuffix($0)
      } || line.hasSuffix("さんは書きました:") || line.hasSuffix("のメール:")
  }

  /// Whether it is a record of a log, a line of a stack trace, a piece of a payload.
  private static func isOfMachine(_ line: Substring) -> Bool {
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard let first = text.first else { return true }
    if first.isNumber, text.prefix(16).count(where: \.isNumber) >= 6 { return true }
    if "{}[]<\"/\\*#=$@".contains(first) { return true }
    let openings = ["at ", "Caused by:", "Suppressed:", "... "]
    if openings.contains(where: text.hasPrefix), text.contains(".") || text.contains(":") {
      return true
    }
    return text.contains("Exception:") || text.contains("*ERROR*") || text.contains("*WARN*")
  }

  private static func isJapanese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3041...0x30FF, 0x4E00...0x9FFF, 0xFF66...0xFF9F: true
    default: false
    }
  }

  private static let elided = ["l'", "d'", "n'", "qu'", "j'", "c'", "s'", "aujourd'"]

  private static let french: Set<String> = [
    "le", "la", "les", "des", "une", "un", "du", "de", "est", "nous", "vous", "pas", "pour", "dans",
    "avec", "sur", "que", "qui", "et", "au", "aux", "ce", "cette", "depuis", "après", "bonjour",
    "merci", "cordialement", "notre", "votre", "sont", "être", "avons", "avez", "ne", "plus", "ou",
    "où", "à", "il", "elle", "mais", "toujours", "pouvez", "fait", "ci-joint", "je", "mon", "en",
  ]

  private static let english: Set<String> = [
    "the", "is", "are", "we", "you", "and", "to", "of", "in", "for", "with", "that", "this", "not",
    "have", "has", "our", "your", "from", "after", "hello", "hi", "thanks", "thank", "regards",
    "please", "since", "when", "it", "be", "was", "were", "can", "could", "but", "as", "any", "my",
    "i", "dear", "still", "there", "which", "by", "or", "if", "cannot", "does", "do", "attached",
  ]
}
