import Model

/// What a check of an article looks at: its sections, its blocks of code, its lines.
struct ArticleMarkdown {
  /// A section that has an anchor.
  struct Section {
    var anchor: String
    var line: Int
    /// Whether anything but headings and prompts stands in it.
    var isWritten = false
  }

  /// A block of code.
  struct Block {
    var line: Int
    var code = ""
  }

  private(set) var sections: [Section] = []
  private(set) var blocks: [Block] = []

  /// The lines, each with its number in the file.
  private(set) var lines: [(number: Int, text: Substring)] = []

  /// - Parameter first: The number in the file of the first line.
  init(_ markdown: String, first: Int) {
    var fence: Substring?
    let pieces = markdown.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      let text = Substring(piece)
      let number = first + index
      lines.append((number, text))
      let start = text.drop { $0 == " " || $0 == "\t" }
      if let open = fence {
        if start.hasPrefix(open), start.allSatisfy({ $0 == open.first || $0.isWhitespace }) {
          fence = nil
        } else {
          blocks[blocks.count - 1].code += text + "\n"
        }
        continue
      }
      let mark = start.first == "`" || start.first == "~" ? start.prefix { $0 == start.first } : ""
      if mark.count >= 3 {
        fence = mark
        blocks.append(Block(line: number))
        markWritten()
      } else if start.hasPrefix("##"), let anchor = Self.anchor(of: start) {
        sections.append(Section(anchor: anchor, line: number))
      } else if !start.hasPrefix("#"), !start.hasPrefix(">"), !start.allSatisfy(\.isWhitespace) {
        markWritten()
      }
    }
  }

  private mutating func markWritten() {
    if !sections.isEmpty { sections[sections.count - 1].isWritten = true }
  }

  /// The name in `## Cause {#cause}`.
  private static func anchor(of heading: Substring) -> String? {
    let heading = String(heading).trimmed
    guard heading.hasSuffix("}"), let start = heading.firstRange(of: "{#") else { return nil }
    return String(heading[start.upperBound...].dropLast())
  }
}
