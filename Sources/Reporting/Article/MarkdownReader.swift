/// A piece of an article, at an indent in columns.
struct MarkdownBlock: Hashable {
  enum Content: Hashable {
    /// A heading of a level from 1 to 6.
    case heading(level: Int, text: String)

    /// A paragraph with its marks; an item of a list if it has a marker.
    case paragraph(text: String, marker: String?)

    /// Lines of code.
    case code([String])

    case table(MarkdownTable)
  }

  var content: Content
  var indent: Int

  /// Whether it follows the block before without a blank line.
  var isTight: Bool
}

/// A table's cells with their marks.
struct MarkdownTable: Hashable {
  var header: [String]
  var rows: [[String]]
}

/// Takes an article's Markdown apart into blocks.
///
/// It knows what articles use: headings, paragraphs, lists, fenced code, tables,
/// quotations. A line that starts deep without being an item goes on with the
/// item above it; nothing but a fence makes code.
struct MarkdownReader {
  private(set) var blocks: [MarkdownBlock] = []
  private var paragraph: (text: String, marker: String?, indent: Int, isTight: Bool)?
  private var fence: (mark: String, indent: Int, lines: [String])?
  private var followsBlank = true

  init(_ markdown: String) {
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
    var index = 0
    while index < lines.count {
      if fence == nil, let (table, count) = Self.table(in: lines[index...]) {
        let indent = lines[index].prefix { $0 == " " }.count
        finishParagraph()
        append(.table(table), indent: indent)
        index += count
      } else {
        read(lines[index])
        index += 1
      }
    }
    finishFence()
    finishParagraph()
  }

  private mutating func read(_ line: Substring) {
    if let open = fence {
      let isClosing = line.drop { $0 == " " || $0 == ">" }.hasPrefix(open.mark)
      if isClosing { finishFence() } else { fence?.lines.append(String(line)) }
      return
    }
    let start = line.drop { $0 == " " || $0 == "\t" || $0 == ">" }
    let indent = line.count - start.count
    if start.isEmpty {
      finishParagraph()
      followsBlank = true
    } else if start.hasPrefix("```") || start.hasPrefix("~~~") {
      finishParagraph()
      fence = (String(start.prefix(3)), indent, [])
    } else if let heading = Self.heading(start) {
      finishParagraph()
      append(heading, indent: 0)
    } else if let (marker, text) = Self.item(start) {
      finishParagraph()
      paragraph = (String(text), marker, indent, !followsBlank)
      followsBlank = false
    } else if paragraph != nil {
      paragraph?.text += "\n" + start
    } else {
      paragraph = (String(start), nil, indent, !followsBlank)
      followsBlank = false
    }
  }

  private mutating func append(_ content: MarkdownBlock.Content, indent: Int) {
    blocks.append(MarkdownBlock(content: content, indent: indent, isTight: !followsBlank))
    followsBlank = false
  }

  private mutating func finishParagraph() {
    guard let (text, marker, indent, isTight) = paragraph else { return }
    paragraph = nil
    blocks.append(
      MarkdownBlock(
        content: .paragraph(text: text, marker: marker), indent: indent, isTight: isTight))
  }

  private mutating func finishFence() {
    guard let (_, indent, lines) = fence else { return }
    fence = nil
    let code = lines.map { line in
      let margin = min(indent, line.prefix { $0 == " " || $0 == ">" }.count)
      return String(line.dropFirst(margin))
    }
    append(.code(code), indent: indent)
  }

  private static func heading(_ line: Substring) -> MarkdownBlock.Content? {
    let level = line.prefix { $0 == "#" }.count
    guard (1...6).contains(level), line.dropFirst(level).first == " " else { return nil }
    // An anchor such as {#symptoms} is for links, not for readers.
    let title = line.dropFirst(level).prefix { $0 != "{" }
    return .heading(level: level, text: title.trimmed)
  }

  /// A list item's marker and text.
  private static func item(_ line: Substring) -> (marker: String, text: Substring)? {
    let digits = line.prefix { ("0"..."9").contains($0) }
    let isNumbered = (1...9).contains(digits.count)
    let signs = isNumbered ? ".)" : "-*+"
    let rest = line.dropFirst(isNumbered ? digits.count : 0)
    guard let sign = rest.first, signs.contains(sign), let gap = rest.dropFirst().first,
      gap == " " || gap == "\u{A0}"
    else { return nil }
    return (isNumbered ? "\(digits)\(sign)" : "-", rest.dropFirst(2).drop { $0 == " " })
  }

  /// A table that starts with the first line, and of how many lines it is.
  private static func table(in lines: ArraySlice<Substring>) -> (MarkdownTable, count: Int)? {
    guard let first = lines.first, let second = lines.dropFirst().first,
      first.drop(while: { $0 == " " }).hasPrefix("|"), isRuler(second)
    else { return nil }
    let body = lines.dropFirst(2).prefix { $0.drop(while: { $0 == " " }).hasPrefix("|") }
    let header = cells(of: first)
    let rows = body.map { line in
      let found = cells(of: line) + Array(repeating: "", count: header.count)
      return Array(found.prefix(header.count))
    }
    return (MarkdownTable(header: header, rows: rows), body.count + 2)
  }

  private static func isRuler(_ line: Substring) -> Bool {
    line.contains("-") && line.contains("|") && line.allSatisfy { " |:-".contains($0) }
  }

  /// What stands between the bars of a line; a bar behind a backslash belongs to its cell.
  private static func cells(of line: Substring) -> [String] {
    var cells = [""]
    var isEscaped = false
    for character in line.trimmed.dropFirst() {
      if character == "|", !isEscaped {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if cells.count > 1, cells.last?.allSatisfy({ $0 == " " }) == true { cells.removeLast() }
    return cells.map { $0[...].trimmed.replacing("\\|", with: "|") }
  }
}

extension Substring {
  /// The text without blanks at both ends.
  fileprivate var trimmed: String {
    let start = drop { $0 == " " || $0 == "\t" }
    let end = start.lastIndex { $0 != " " && $0 != "\t" }
    return end.map { String(start[...$0]) } ?? ""
  }
}
