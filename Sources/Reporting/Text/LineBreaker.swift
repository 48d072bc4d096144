import UnicodeKit

/// Breaks text into lines of a terminal, by columns.
///
/// Lines break at spaces and between Japanese or Chinese characters. Of the
/// rules of JIS X 4051 those that readers notice are kept: no line starts with
/// closing punctuation or a small kana, none ends with an opening bracket. A
/// word longer than a line is cut, after a slash or the like if there is one.
struct LineBreaker {
  /// A character, or a part of one that is wider than any should be.
  private struct Cell {
    var text: String
    var width: Int
    var isSpace: Bool
    var isGlue: Bool
    var isWide: Bool
    var first: Unicode.Scalar
  }

  let width: Int

  /// - Parameter width: Columns of a line; lines of fewer than four are not made.
  init(width: Int) {
    self.width = max(4, width)
  }

  /// The lines of a text; its own line feeds end lines, a tab counts as two spaces.
  func lines(of text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
      lines(ofParagraph: String($0))
    }
  }

  private func lines(ofParagraph text: String) -> [String] {
    let cells = Self.cells(of: text)
    var lines: [String] = []
    var start = 0
    while start < cells.count {
      let end = lineEnd(from: start, in: cells)
      var visible = end
      while visible > start, cells[visible - 1].isSpace { visible -= 1 }
      lines.append(cells[start..<visible].map(\.text).joined())
      start = end
    }
    return lines.isEmpty ? [""] : lines
  }

  /// Where the line that starts here ends: at the last place that may break and still fits.
  private func lineEnd(from start: Int, in cells: [Cell]) -> Int {
    var columns = 0
    var breakable = start
    var cuttable = start
    var end = start
    while end < cells.count {
      if end > start, mayBreak(between: cells[end - 1], and: cells[end]) { breakable = end }
      if end > start, Self.cutMarks.contains(cells[end - 1].first) { cuttable = end }
      columns += cells[end].width
      // Spaces at the end of a line hang over it unseen.
      if columns > width, !cells[end].isSpace { break }
      end += 1
    }
    if end == cells.count { return end }
    if breakable > start { return breakable }
    return cuttable - start > (end - start) / 2 ? cuttable : max(end, start + 1)
  }

  private func mayBreak(between left: Cell, and right: Cell) -> Bool {
    if left.isGlue || right.isGlue || right.isSpace { return false }
    if left.isSpace { return true }
    guard left.isWide || right.isWide else { return false }
    return !Self.neverFirst.contains(right.first) && !Self.neverLast.contains(left.first)
  }

  private static func cells(of text: String) -> [Cell] {
    text.flatMap { character -> [Cell] in
      if character == "\t" { return cells(of: "  ") }
      let width = character.displayWidth
      if width > 2 {
        return character.unicodeScalars.map { cell(String($0), width: Character($0).displayWidth) }
      }
      return [cell(String(character), width: width)]
    }
  }

  private static func cell(_ text: String, width: Int) -> Cell {
    let first = text.unicodeScalars.first ?? " "
    return Cell(
      text: text, width: width, isSpace: text == " " || text == "\u{3000}",
      isGlue: first == "\u{A0}" || first == "\u{202F}" || first == "\u{2060}",
      isWide: width == 2 || (0x3000...0x30FF).contains(first.value), first: first)
  }

  private static let neverFirst: Set<Unicode.Scalar> = Set(
    ("、。，．・：；！？」』】〕〉》）］｝〙〗ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
      + "〜％゛゜…‥’”»,.;:!?)]}%").unicodeScalars)

  private static let neverLast: Set<Unicode.Scalar> = Set("「『【〔〈《（［｛〘〖‘“«([{".unicodeScalars)

  private static let cutMarks: Set<Unicode.Scalar> = Set("/\\!.,;&?=-_".unicodeScalars)
}
