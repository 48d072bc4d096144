import UnicodeKit

/// A text broken into lines of a terminal.
public struct Paragraph {
  /// The lines, without line ends.
  public let lines: [String]

  /// Breaks a text; web addresses stay whole.
  ///
  /// - Parameters:
  ///   - text: Its line feeds end lines.
  ///   - width: Columns of the terminal.
  ///   - indent: Columns left free before every line.
  ///   - hanging: Columns left free in addition before the lines after the first.
  public init(_ text: String, width: Int, indent: Int = 0, hanging: Int = 0) {
    let breaker = LineBreaker(width: width - indent, hanging: hanging, keepsAddresses: true)
    lines = breaker.lines(of: text).enumerated().map { number, line in
      String(repeating: " ", count: indent + (number == 0 ? 0 : hanging)) + line
    }
  }
}

/// Terms with their meaning beside them, such as options or commands with what they do.
public struct TermList {
  /// The lines, without line ends.
  public let lines: [String]

  private static let indent = 2
  private static let gap = 2
  private static let widestColumn = 26

  /// Lays out terms and meanings; the meaning of a long term stands under it.
  public init(_ rows: [(term: String, meaning: String)], width: Int) {
    let widths = rows.map(\.term.displayWidth).filter { $0 <= Self.widestColumn }
    let column = Self.indent + (widths.max() ?? 4) + Self.gap
    lines = rows.flatMap { term, meaning -> [String] in
      let margin = String(repeating: " ", count: Self.indent)
      var lines = term.split(separator: "\n").map { margin + $0 }
      let meaning = Paragraph(meaning, width: width, indent: column).lines
      let last = lines.last ?? margin
      guard last.displayWidth + Self.gap <= column, lines.count == 1, let first = meaning.first
      else { return lines + meaning }
      let padding = String(repeating: " ", count: column - last.displayWidth)
      lines[0] = last + padding + first.drop { $0 == " " }
      return lines + meaning.dropFirst()
    }
  }
}
