import Model

/// Text from outside made to stand in a web page as nothing but text.
enum HTMLText {
  /// Text with the signs of HTML written out and nothing in it that hides.
  static func escaped(_ text: String) -> String { ArticleHTML.escaped(text) }

  /// A line with its code between back-ticks as code.
  static func prose(_ line: String) -> String {
    Prose.pieces(of: line).map { piece in
      switch piece {
      case .words(let words): escaped(words)
      case .code(let code): "<code>\(escaped(code))</code>"
      }
    }.joined()
  }

  /// A text of a rule, its examples as code.
  static func blocks(_ text: String) -> String {
    Prose.blocks(of: text.cut(to: 4_000)).map { block in
      switch block {
      case .words(let words): "<p>\(prose(words))</p>"
      case .example(let lines):
        "<pre class=\"command\">\(escaped(lines.joined(separator: "\n")))</pre>"
      }
    }.joined(separator: "\n")
  }

  /// A path or a class name, which may break behind its slashes and dots.
  static func path(_ path: String) -> String {
    var html = ""
    for character in path {
      html += escaped(String(character))
      if character == "/" || character == "." || character == "_" { html += "<wbr>" }
    }
    return "<code>\(html)</code>"
  }

  /// A cell of a table; a text that a spreadsheet would take for a formula gets a mark before it.
  static func cell(_ text: String) -> String {
    let first = text.unicodeScalars.first { $0 != " " }
    let isFormula = first.map { ["=", "+", "-", "@"].contains($0) } ?? false
    return escaped(isFormula ? "'" + text : text)
  }

  /// A link to the web, or the text alone if the address leads not there.
  static func link(_ text: String, to address: String?) -> String {
    guard let address = address.flatMap(WebAddress.harmless) else { return escaped(text) }
    return "<a rel=\"noopener noreferrer\" href=\"\(escaped(address))\">\(escaped(text))</a>"
  }

  /// An excerpt with the values that a signature captured marked in it.
  static func excerpt(_ text: String, marking values: [String]) -> String {
    let values = values.filter { (3...2_000).contains($0.utf8.count) }.sorted {
      ($1.utf8.count, $0) < ($0.utf8.count, $1)
    }
    return marked(text[...], values.prefix(20))
  }

  private static func marked(_ text: Substring, _ values: ArraySlice<String>) -> String {
    guard let value = values.first else { return escaped(String(text)) }
    guard let range = text.firstRange(of: value) else { return marked(text, values.dropFirst()) }
    return marked(text[..<range.lowerBound], values.dropFirst())
      + "<mark>\(escaped(value))</mark>"
      + marked(text[range.upperBound...], values.dropFirst())
  }
}
