public import Model
import UnicodeKit

/// An article for a terminal: its Markdown laid out, with code left as it is.
///
/// Tables become columns, or blocks where the terminal is too narrow for them.
/// Only code and web addresses may stand out of the width, so that they can be
/// copied and followed.
public struct ArticleText {
  /// What stands above the text.
  public struct Head: Sendable {
    /// The article's number.
    public var number: ArticleNumber

    /// The product it is about; may be empty.
    public var product: String

    /// When it was true: ISO 8601, of which the date is shown.
    public var date: String

    /// What a reader should know of its standing, such as that nobody has tried it.
    public var standing: LocalizedText?

    /// Where it can be read on the web, if it is published.
    public var address: String?

    /// Makes a head.
    public init(
      number: ArticleNumber, product: String, date: String, standing: LocalizedText?,
      address: String?
    ) {
      self.number = number
      self.product = product
      self.date = date
      self.standing = standing
      self.address = address
    }
  }

  /// The lines, harmless to a terminal, with a final line end.
  public let text: String

  /// Lays out an article.
  public init(_ head: Head, markdown: String, style: ReportText.Style = .init()) {
    var layout = ArticleLayout(style: style)
    layout.add(head)
    for block in MarkdownReader(TerminalText.harmless(markdown)).blocks { layout.add(block) }
    text = layout.lines.joined(separator: "\n") + "\n"
  }
}

/// The lines of an article as they come about.
struct ArticleLayout {
  /// Longer lines of prose are hard to read.
  private static let widestProse = 100

  private let style: ReportText.Style
  private(set) var lines: [String] = []

  init(style: ReportText.Style) {
    self.style = style
  }

  mutating func add(_ head: ArticleText.Head) {
    let names = [head.number.rawValue, head.product].filter { !$0.isEmpty }
    lines.append(TerminalText.harmless(names.joined(separator: "  ")))
    let day = Strings.asOf(isoDate: head.date)[style.language]
    let standing = head.standing.map { $0[style.language] }
    lines.append(
      TerminalText.harmless(
        [day, standing].compactMap { $0 }.joined(separator: style.language == .ja ? "、" : ", ")))
    if let address = head.address { lines.append(TerminalText.harmless(address)) }
    addBlank()
  }

  mutating func add(_ block: MarkdownBlock) {
    switch block.content {
    case .heading(let level, let text):
      addHeading(text, level: level)
    case .paragraph(let text, let marker):
      if marker == nil || !block.isTight { addBlank() }
      addParagraph(text, marker: marker, indent: block.indent)
    case .code(let code):
      addBlank()
      let margin = String(repeating: " ", count: block.indent + 4)
      lines += code.map { $0.isEmpty ? "" : margin + $0 }
      addBlank()
    case .table(let table):
      addBlank()
      let margin = String(repeating: " ", count: block.indent)
      let layout = TableLayout(table, width: style.width - block.indent, isStyled: style.usesColor)
      lines += layout.lines.map { $0.isEmpty ? "" : margin + styled($0) }
      addBlank()
    }
  }

  private mutating func addHeading(_ text: String, level: Int) {
    addBlank()
    let title = InlineText(text, isStyled: false, language: style.language).text
    let broken = LineBreaker(width: min(style.width, Self.widestProse)).lines(of: title)
    lines += broken.map { style.usesColor ? "\u{1B}[1m\($0)\u{1B}[0m" : $0 }
    if !style.usesColor, level < 3 {
      let longest = broken.map(\.displayWidth).max() ?? 0
      lines.append(String(repeating: level == 1 ? "=" : "-", count: longest))
    }
    addBlank()
  }

  private mutating func addBlank() {
    if let last = lines.last, !last.isEmpty { lines.append("") }
  }

  private mutating func addParagraph(_ text: String, marker: String?, indent: Int) {
    let inline = InlineText(text, isStyled: style.usesColor, language: style.language).text
    let breaker = LineBreaker(
      width: min(style.width, Self.widestProse) - indent - (marker.map { $0.count + 1 } ?? 0),
      keepsAddresses: true)
    let margin = String(repeating: " ", count: indent)
    let hanging = marker.map { margin + String(repeating: " ", count: $0.count + 1) } ?? margin
    let broken = styled(breaker.lines(of: inline))
    for (number, line) in broken.enumerated() {
      lines.append(number == 0 ? margin + (marker.map { $0 + " " } ?? "") + line : hanging + line)
    }
  }

  /// Lines with their marks of style turned into sequences, which end with each line.
  private func styled(_ lines: [String]) -> [String] {
    guard style.usesColor else { return lines }
    var open: [InlineText.Mark] = []
    return lines.map { line in
      var text = open.map(\.sequence).joined()
      for character in line {
        if let mark = InlineText.Mark(opening: character) {
          open.append(mark)
          text += mark.sequence
        } else if let mark = InlineText.Mark(closing: character) {
          if let index = open.lastIndex(of: mark) { open.remove(at: index) }
          text += "\u{1B}[0m" + open.map(\.sequence).joined()
        } else {
          text.append(character)
        }
      }
      return open.isEmpty ? text : text + "\u{1B}[0m"
    }
  }

  private func styled(_ line: String) -> String { styled([line])[0] }
}
