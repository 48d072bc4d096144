import Model

/// A part of an article under one of its headings, for those who read by program.
public struct ArticleSection: Hashable, Encodable, Sendable {
  /// How deep the heading lies: 1 for the title.
  public let level: Int

  /// The heading without marks; empty for what stands above the first.
  public let heading: String

  /// The Markdown below it, up to the next heading.
  public let markdown: String

  /// The parts of an article in their order; a heading inside code is none.
  public static func all(in markdown: String) -> [ArticleSection] {
    var sections: [ArticleSection] = []
    var open: (level: Int, heading: String, lines: [Substring]) = (0, "", [])
    var fence: String?
    func close() {
      var lines = open.lines[...]
      while lines.first?.allSatisfy(\.isWhitespace) == true { lines.removeFirst() }
      while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
      if open.level == 0, lines.isEmpty { return }
      sections.append(
        ArticleSection(
          level: open.level, heading: open.heading, markdown: lines.joined(separator: "\n")))
    }
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      let start = line.drop { $0 == " " }
      if let mark = fence {
        if start.hasPrefix(mark) { fence = nil }
      } else if start.hasPrefix("```") || start.hasPrefix("~~~") {
        fence = String(start.prefix(3))
      } else if case .heading(let level, let text)? = MarkdownReader(String(line)).blocks.first?
        .content
      {
        close()
        open = (level, InlineText(text, isStyled: false, language: .en).text, [])
        continue
      }
      open.lines.append(line)
    }
    close()
    return sections
  }
}
