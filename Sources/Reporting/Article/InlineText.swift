import Model

/// A paragraph's Markdown as a person reads it: marks gone, links with their address.
///
/// Styled, emphasis and code stand between marks of no width, which become
/// sequences of the terminal when the lines are known. Otherwise code keeps its
/// back-ticks, which set it apart.
struct InlineText {
  /// A style that starts and ends within a line.
  enum Mark {
    case strong
    case code

    init?(opening character: Character) {
      switch character {
      case "\u{1}": self = .strong
      case "\u{3}": self = .code
      default: return nil
      }
    }

    init?(closing character: Character) {
      switch character {
      case "\u{2}": self = .strong
      case "\u{4}": self = .code
      default: return nil
      }
    }

    var sequence: String { self == .strong ? "\u{1B}[1m" : "\u{1B}[36m" }
  }

  /// The text; its line feeds are breaks that the author wants.
  let text: String

  init(_ markdown: String, isStyled: Bool, language: Language) {
    var reader = InlineReader(rest: markdown[...], isStyled: isStyled, language: language)
    text = reader.read()
  }
}

private struct InlineReader {
  var rest: Substring
  let isStyled: Bool
  let language: Language
  private var text = ""
  private var isStrong = false

  /// Signs that are known not to stand in the rest any more, so that no search is made twice.
  private var absent: Set<String> = []

  init(rest: Substring, isStyled: Bool, language: Language) {
    self.rest = rest
    self.isStyled = isStyled
    self.language = language
  }

  mutating func read() -> String {
    while let character = rest.first {
      if !readMark(character) {
        if character == "\n" {
          text.append(joint)
        } else if character != "\u{200B}" {
          text.append(character)
        }
        rest.removeFirst()
      }
    }
    if isStrong { toggleStrong() }
    let lines = text.split(separator: "\u{7}").filter { !$0.allSatisfy(\.isWhitespace) }
    return lines.map { $0.drop { $0 == " " } }.joined(separator: "\n")
  }

  /// Lines of a paragraph are one; two spaces before the end of a line break it.
  private var joint: Character { text.hasSuffix("  ") ? "\u{7}" : " " }

  /// Reads a mark at the start of the rest; `false` if there is none.
  private mutating func readMark(_ character: Character) -> Bool {
    switch character {
    case "\\": readEscape()
    case "`": readCode()
    case "*": readEmphasis()
    case "!": readPicture()
    case "[": readLink()
    case "<": readTag()
    case "&": readEntity()
    default: false
    }
  }

  private mutating func readEscape() -> Bool {
    guard let next = rest.dropFirst().first else { return false }
    if next == "\n" {
      text.append("\u{7}")
    } else if next.isASCII, next.isPunctuation || next.isSymbol {
      text.append(next)
    } else {
      return false
    }
    rest = rest.dropFirst(2)
    return true
  }

  private mutating func readCode() -> Bool {
    let ticks = String(rest.prefix { $0 == "`" })
    guard let code = take(from: ticks, to: ticks), !code.isEmpty else { return false }
    let words = code.replacing("\n", with: " ").decodingEntities
    text += isStyled ? "\u{3}\(words)\u{4}" : "`\(words)`"
    return true
  }

  private mutating func readEmphasis() -> Bool {
    if rest.hasPrefix("**") {
      guard isStrong || rest.dropFirst(2).contains("**") else { return false }
      toggleStrong()
      rest = rest.dropFirst(2)
      return true
    }
    let inner = rest.dropFirst().prefix(Self.longestSpan).prefix { $0 != "*" && $0 != "\n" }
    guard let first = inner.first, !first.isWhitespace, let last = inner.last, !last.isWhitespace,
      rest[inner.endIndex...].first == "*"
    else { return false }
    rest = inner + rest[inner.endIndex...].dropFirst()
    return true
  }

  private mutating func toggleStrong() {
    isStrong.toggle()
    if isStyled { text.append(isStrong ? "\u{1}" : "\u{2}") }
  }

  private mutating func readPicture() -> Bool {
    guard let (name, _, end) = link(at: rest.dropFirst()) else { return false }
    rest = rest[end...]
    text += Strings.picture(String(name))[language]
    return true
  }

  private mutating func readLink() -> Bool {
    guard let (name, address, end) = link(at: rest) else { return false }
    rest = rest[end...]
    let words = InlineText(String(name), isStyled: isStyled, language: language).text
    let isWeb = address.hasPrefix("https://") || address.hasPrefix("http://")
    text += isWeb && !words.contains(address) ? "\(words) <\(address)>" : words
    return true
  }

  /// A link's name and address, and where it ends, if one starts there.
  private func link(
    at start: Substring
  ) -> (name: Substring, address: Substring, end: String.Index)? {
    guard start.first == "[" else { return nil }
    let name = start.dropFirst().prefix(Self.longestSpan).prefix { $0 != "]" && $0 != "[" }
    let rest = start[name.endIndex...]
    guard rest.hasPrefix("](") else { return nil }
    let target = rest.dropFirst(2).prefix(Self.longestSpan).prefix { !")[\n".contains($0) }
    guard start[target.endIndex...].first == ")" else { return nil }
    // A title may follow the address.
    return (name, target.prefix { $0 != " " }, start.index(after: target.endIndex))
  }

  /// In characters; what is longer is no link and no emphasis.
  private static let longestSpan = 1_000

  private mutating func readTag() -> Bool {
    let name = rest.dropFirst().drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
      .lowercased()
    guard Self.tags.contains(name), let tag = take(from: "<", to: ">") else { return false }
    switch name {
    case "br", "p", "div", "li", "tr": text.append("\u{7}")
    case "b", "strong":
      if tag.hasPrefix("/") == isStrong { toggleStrong() }
    case "td", "th": text.append(" ")
    default: break
    }
    return true
  }

  private static let tags: Set<String> = [
    "a", "b", "br", "div", "em", "i", "li", "md", "ol", "p", "span", "strong", "sub", "sup",
    "table",
    "tbody", "td", "th", "thead", "tr", "u", "ul",
  ]

  private mutating func readEntity() -> Bool {
    let name = rest.dropFirst().prefix(10).prefix { $0 != ";" }
    guard rest.dropFirst(name.count + 1).first == ";", let character = name.entity else {
      return false
    }
    text += character
    rest = rest.dropFirst(name.count + 2)
    return true
  }

  /// Takes what stands between two signs, if the rest starts with the first and holds the second.
  private mutating func take(from open: String, to close: String) -> Substring? {
    guard rest.hasPrefix(open), !absent.contains(close) else { return nil }
    let inner = rest.dropFirst(open.count)
    guard let end = inner.firstRange(of: close) else {
      absent.insert(close)
      return nil
    }
    rest = inner[end.upperBound...]
    return inner[..<end.lowerBound]
  }
}

extension StringProtocol {
  /// The character of an entity's name, such as `quot` or `#39`; none for one without width.
  fileprivate var entity: String? {
    if hasPrefix("#") {
      let isHexadecimal = dropFirst().first.map { "xX".contains($0) } ?? false
      let digits = dropFirst(isHexadecimal ? 2 : 1)
      guard let value = UInt32(digits, radix: isHexadecimal ? 16 : 10),
        let scalar = Unicode.Scalar(value), !TerminalText.isHarmful(scalar)
      else { return nil }
      return scalar == "\u{200B}" ? "" : scalar == "\n" || scalar == "\t" ? " " : String(scalar)
    }
    return entities[String(self)]
  }

  fileprivate var decodingEntities: String {
    guard contains("&") else { return String(self) }
    var text = ""
    var rest = self[...]
    while let character = rest.first {
      let name = rest.dropFirst().prefix(10).prefix { $0 != ";" }
      if character == "&", rest.dropFirst(name.count + 1).first == ";", let decoded = name.entity {
        text += decoded
        rest = rest.dropFirst(name.count + 2)
      } else {
        text.append(character)
        rest = rest.dropFirst()
      }
    }
    return text
  }
}

private let entities = [
  "quot": "\"", "apos": "'", "lt": "<", "gt": ">", "amp": "&", "nbsp": "\u{A0}", "laquo": "«",
  "raquo": "»", "copy": "©", "reg": "®", "trade": "™",
]
