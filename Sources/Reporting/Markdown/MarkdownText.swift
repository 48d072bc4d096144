import Model

/// Text from outside made to stand in Markdown as nothing but text.
///
/// Written for CommonMark and what GitHub adds to it: addresses, mentions and
/// numbers of issues make no links.
enum MarkdownText {
  /// A line of text with every sign that Markdown or HTML would act on escaped.
  static func escaped(_ line: String) -> String {
    var escaped = ""
    var isStart = true
    var isNumber = true
    let scalars = Array(TerminalText.harmless(line).unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : "\n"
      let last = index > 0 ? scalars[index - 1] : "\n"
      let isMarked =
        switch scalar {
        case "\\", "`", "*", "_", "[", "]", "<", ">", "&", "~", "|", "$": true
        case "#", "+", "-", "=": isStart
        case ".", ")": (isNumber && !isStart) || last == "w" || last == "W"
        case ":": next == "/"
        default: false
        }
      if isMarked { escaped += "\\" }
      escaped.unicodeScalars.append(scalar == "\n" || scalar == "\t" ? " " : scalar)
      // Between the sign of a mention or an issue and its name stands a mark that nobody sees.
      if scalar == "@" || scalar == "#", next.properties.isAlphabetic || next.isDigit {
        escaped += "\u{2060}"
      }
      isNumber = isNumber && (scalar.isDigit || isStart && scalar == " ")
      if scalar != " " { isStart = false }
    }
    return escaped
  }

  /// A line with its code between back-ticks as code and the rest escaped.
  static func prose(_ line: String) -> String {
    Prose.pieces(of: line).map { piece in
      switch piece {
      case .words(let words): escaped(words)
      case .code(let code): self.code(code)
      }
    }.joined()
  }

  /// A line as code, between more back-ticks than it has in a row.
  static func code(_ line: String) -> String {
    let text = String(TerminalText.harmless(line).map { $0 == "\n" || $0 == "\t" ? " " : $0 })
    guard text.contains(where: { $0 != " " }) else { return "` `" }
    let marks = String(repeating: "`", count: longestRun(in: text) + 1)
    let isEdged = text.hasPrefix("`") || text.hasSuffix("`") || text.hasPrefix(" ")
    return isEdged ? "\(marks) \(text) \(marks)" : "\(marks)\(text)\(marks)"
  }

  /// Lines as they are, between fences that none of them can close.
  static func fence(_ text: String, info: String = "text", margin: String = "") -> String {
    let marks = String(repeating: "`", count: max(3, longestRun(in: text) + 1))
    let lines = TerminalText.harmless(text).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    return ([marks + info] + lines + [marks]).map { margin + $0 }.joined(separator: "\n")
  }

  /// A link to the web, or the text alone if the address leads not there.
  static func link(_ text: String, to address: String?) -> String {
    guard let address = address.flatMap(WebAddress.harmless) else { return escaped(text) }
    return "[\(escaped(text))](<\(address)>)"
  }

  private static func longestRun(in text: String) -> Int {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}

/// Blocks of Markdown of which those that matter most are kept where not all have room.
struct MarkdownBlocks {
  /// What a block is; those named first are kept first.
  enum Kind: Int, CaseIterable {
    case opening
    case finding
    case gap
    case evidence
    case unknown
    case detail
  }

  /// In UTF-16 units, which is what the strictest of the ticket systems count.
  static let limit = 65_000

  private var blocks: [(kind: Kind, text: String)] = []

  mutating func add(_ kind: Kind, _ text: String) {
    if !text.isEmpty { blocks.append((kind, text)) }
  }

  /// The blocks that have room, with a sentence on the others.
  func text(in language: Language) -> String {
    var room = Self.limit - 600
    var kept = Set<Int>()
    for (index, block) in blocks.enumerated().sorted(by: {
      ($0.element.kind.rawValue, $0.offset) < ($1.element.kind.rawValue, $1.offset)
    }) {
      let size = block.text.utf16.count + 2
      guard size <= room else { continue }
      room -= size
      kept.insert(index)
    }
    var texts = blocks.enumerated().filter { kept.contains($0.offset) }.map(\.element.text)
    let left = blocks.enumerated().filter { !kept.contains($0.offset) }.map(\.element.kind)
    if !left.isEmpty {
      let counts = Kind.allCases.compactMap { kind -> LocalizedText? in
        let count = left.count { $0 == kind }
        return count > 0 ? Strings.omitted(count, kind) : nil
      }
      texts.append("*\(Strings.omitted(counts)[language])*")
    }
    return texts.joined(separator: "\n\n") + "\n"
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
