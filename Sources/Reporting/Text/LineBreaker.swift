import UnicodeKit

/// Breaks text into lines of a terminal, by columns.
///
/// Lines break at spaces and between Japanese or Chinese characters. Of the
/// rules of JIS X 4051 those that readers notice are kept: no line starts with
/// closing punctuation or a small kana, none ends with an opening bracket. A
/// word longer than a line is cut, after a slash or the like if there is one;
/// a web address may be kept whole instead, so that it can be followed.
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

  private let width: Int
  private let hanging: Int
  private let keepsAddresses: Bool

  /// - Parameters:
  ///   - width: Columns of a line; lines of fewer than four are not made.
  ///   - hanging: How many columns fewer the lines after the first have.
  ///   - keepsAddresses: Whether a web address that is longer than a line stands out of it.
  init(width: Int, hanging: Int = 0, keepsAddresses: Bool = false) {
    self.width = width
    self.hanging = hanging
    self.keepsAddresses = keepsAddresses
  }

  /// The lines of a text; its own line feeds end lines, a tab counts as two spaces.
  func lines(of text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap {
      lines(ofParagraph: String($1), isFirst: $0 == 0)
    }
  }

  private func lines(ofParagraph text: String, isFirst: Bool) -> [String] {
    let cells = Self.cells(of: text)
    var lines: [String] = []
    var start = 0
    while start < cells.count {
      let room = max(4, isFirst && start == 0 ? width : width - hanging)
      let end = lineEnd(from: start, in: cells, width: room)
      var visible = end
      while visible > start, cells[visible - 1].isSpace { visible -= 1 }
      lines.append(cells[start..<visible].map(\.text).joined())
      start = end
    }
    return lines.isEmpty ? [""] : lines
  }

  /// Where the line that starts here ends: at the last place that may break and still fits.
  private func lineEnd(from start: Int, in cells: [Cell], width: Int) -> Int {
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
    if keepsAddresses, let end = addressEnd(from: start, in: cells) { return end }
    return cuttable - start > (end - start) / 2 ? cuttable : max(end, start + 1)
  }

  /// In characters; nothing longer is followed, and the search for an end must not take long.
  private static let longestAddress = 2_048

  /// Where the word that starts here ends, if it is a web address or holds one.
  private func addressEnd(from start: Int, in cells: [Cell]) -> Int? {
    let limit = min(cells.count, start + Self.longestAddress)
    var end = start + 1
    var holdsAddress = false
    while end < limit, !mayBreak(between: cells[end - 1], and: cells[end]) {
      holdsAddress =
        holdsAddress
        || end > start + 1 && cells[end - 2].first == ":"
          && cells[end - 1].first == "/" && cells[end].first == "/"
      end += 1
    }
    return holdsAddress && (end < limit || limit == cells.count) ? end : nil
  }

  private func mayBreak(between left: Cell, and right: Cell) -> Bool {
    if left.isGlue || right.isGlue || right.isSpace { return false }
    if left.isSpace { return true }
    guard left.isWide || right.isWide else { return false }
    return !Self.neverFirst.contains(right.first) && !Self.neverLast.contains(left.first)
  }

  /// The cells of a text; marks of style belong to the character that they enclose.
  private static func cells(of text: String) -> [Cell] {
    var cells: [Cell] = []
    var opening = ""
    for character in text {
      if InlineText.Mark(opening: character) != nil {
        opening.append(character)
      } else if InlineText.Mark(closing: character) != nil, !cells.isEmpty {
        cells[cells.count - 1].text.append(character)
      } else {
        let first = cells.count
        cells += Self.cells(of: character)
        if cells.count > first { cells[first].text = opening + cells[first].text }
        opening = ""
      }
    }
    return cells
  }

  private static func cells(of character: Character) -> [Cell] {
    if character == "\t" { return [cell(" ", width: 1), cell(" ", width: 1)] }
    let width = character.displayWidth
    if width > 2 {
      return character.unicodeScalars.map { cell(String($0), width: Character($0).displayWidth) }
    }
    return [cell(String(character), width: width)]
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
      + "〜～％゛゜…‥’”»,.;:!?)]}%").unicodeScalars)

  private static let neverLast: Set<Unicode.Scalar> = Set("「『【〔〈《（［｛〘〖〜～‘“«([{".unicodeScalars)

  private static let cutMarks: Set<Unicode.Scalar> = Set("/\\!.,;&?=-_".unicodeScalars)
}
