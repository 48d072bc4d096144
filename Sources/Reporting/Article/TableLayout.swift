import Model
import UnicodeKit

/// A table as columns of text, or as one block a row where columns would be too narrow.
struct TableLayout {
  /// The lines; those of a styled table hold marks of style.
  private(set) var lines: [String] = []

  private static let gap = 2

  init(_ table: MarkdownTable, width: Int, isStyled: Bool) {
    let plain = { (cell: String) in
      InlineText(cell, isStyled: isStyled, language: .en).text
    }
    let header = table.header.map(plain)
    let rows = table.rows.map { $0.map(plain) }
    guard !header.isEmpty else { return }
    if let widths = Self.widths(of: [header] + rows, within: width) {
      lines = Self.columns(header: header, rows: rows, widths: widths)
    } else {
      lines = Self.blocks(header: header, rows: rows, width: width)
    }
  }

  /// How wide each column is; `nil` if words would have to be cut.
  private static func widths(of rows: [[String]], within width: Int) -> [Int]? {
    let columns = rows[0].indices
    let room = width - gap * (columns.count - 1)
    var widths = columns.map { column in
      rows.flatMap { $0[column].split(separator: "\n") }.map(\.displayWidth).max() ?? 0
    }
    let least = columns.map { column in
      min(widths[column], max(8, rows.map { longestWord(of: $0[column]) }.max() ?? 0))
    }
    guard least.reduce(0, +) <= room else { return nil }
    while widths.reduce(0, +) > room {
      guard
        let widest = columns.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] })
      else { return nil }
      widths[widest] -= 1
    }
    return widths
  }

  /// How many columns the widest piece takes that no line break parts.
  private static func longestWord(of text: String) -> Int {
    text.split { $0 == " " || $0 == "\n" }.map { word in
      word.contains { $0.displayWidth > 1 } ? 8 : word.displayWidth
    }.max() ?? 0
  }

  private static func columns(header: [String], rows: [[String]], widths: [Int]) -> [String] {
    let broken = ([header] + rows).map { row in
      zip(row, widths).map { LineBreaker(width: $1).lines(of: $0) }
    }
    // Rows of several lines are told apart by a blank one.
    let isLoose = broken.dropFirst().contains { $0.contains { $0.count > 1 } }
    var lines: [String] = []
    for (number, row) in broken.enumerated() {
      if isLoose, number > 1 { lines.append("") }
      for line in 0..<(row.map(\.count).max() ?? 0) {
        let cells = zip(row, widths).map { cell, width in
          let text = line < cell.count ? cell[line] : ""
          return text + String(repeating: " ", count: max(0, width - text.displayWidth))
        }
        lines.append(trimmed(cells.joined(separator: String(repeating: " ", count: gap))))
      }
      if number == 0 {
        let rulers = widths.map { String(repeating: "-", count: $0) }
        lines.append(rulers.joined(separator: String(repeating: " ", count: gap)))
      }
    }
    return lines
  }

  /// A row's first cell, and the others below it behind the names of their columns.
  private static func blocks(header: [String], rows: [[String]], width: Int) -> [String] {
    var lines: [String] = []
    for row in rows {
      if !lines.isEmpty { lines.append("") }
      lines += LineBreaker(width: width).lines(of: row[0])
      for (name, cell) in zip(header, row).dropFirst() where !cell.isEmpty {
        let text = name.isEmpty ? cell : "\(name): \(cell)"
        let broken = LineBreaker(width: width - 2, hanging: 2).lines(of: text)
        for (number, line) in broken.enumerated() {
          lines.append((number == 0 ? "  " : "    ") + line)
        }
      }
    }
    return lines
  }

  private static func trimmed(_ line: String) -> String {
    var line = line[...]
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
