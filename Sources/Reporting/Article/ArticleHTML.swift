public import Model

/// An article as a web page that loads nothing and runs nothing.
///
/// Every letter of the article is escaped; the tags are all written here. Pictures
/// become what they are called, and links stay only where they lead to the web.
public struct ArticleHTML {
  /// The page.
  public let text: String

  /// Makes a page.
  ///
  /// - Parameter notes: What a reader should know besides, in the language of the reader.
  public init(
    _ head: ArticleText.Head, title: String, markdown: String, articleLanguage: Language,
    language: Language, notes: [String] = []
  ) {
    let day = Strings.asOf(isoDate: head.date)[language]
    var facts = [head.number.rawValue, head.product, day].filter { !$0.isEmpty }
    if let standing = head.standing { facts.append(standing[language]) }
    let body = Self.fragment(markdown: markdown, language: articleLanguage)
    let address = head.address.flatMap(Self.link) ?? ""
    let remarks = notes.map { "<p class=\"note\">\(Self.escaped($0))</p>\n" }.joined()
    text = """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="referrer" content="no-referrer">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(Self.escaped("\(head.number) \(title)"))</title>
      <style>\(Self.style)</style>
      </head>
      <body>
      <p class="facts">\(Self.escaped(facts.joined(separator: " · ")))\(address)</p>
      \(remarks)<article lang="\(articleLanguage.rawValue)">
      \(body)</article>
      </body>
      </html>

      """
  }

  /// A text as the pieces of such a page, to be put into another one.
  public static func fragment(markdown: String, language: Language) -> String {
    var writer = ArticleWriter(language: language)
    for block in MarkdownReader(TerminalText.harmless(markdown)).blocks { writer.add(block) }
    return writer.finish()
  }

  private static func link(_ address: String) -> String? {
    guard address.hasPrefix("https://") else { return nil }
    let shown = escaped(address)
    return "<br><a rel=\"noopener noreferrer\" href=\"\(shown)\">\(shown)</a>"
  }

  private static let style = """
    body{font:16px/1.6 system-ui,sans-serif;max-width:46em;margin:2em auto;padding:0 1em}\
    pre{overflow-x:auto;padding:.8em;background:#f4f4f4}code{background:#f4f4f4}\
    table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.3em .6em}\
    .facts{color:#555}.note{border-left:4px solid #c80;padding-left:.8em}
    """

  /// The text with the signs of HTML written out, and nothing in it that hides.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in TerminalText.harmless(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

/// Writes the blocks of an article one after the other; lists stay open while items follow.
private struct ArticleWriter {
  let language: Language
  private var html = ""
  private var lists: [(indent: Int, tag: String)] = []

  init(language: Language) {
    self.language = language
  }

  mutating func add(_ block: MarkdownBlock) {
    switch block.content {
    case .heading(let level, let text):
      closeLists(above: -1)
      html += "<h\(level)>\(inline(text))</h\(level)>\n"
    case .paragraph(let text, let marker?):
      openItem(indent: block.indent, tag: marker == "-" ? "ul" : "ol", marker: marker)
      html += inline(text)
    case .paragraph(let text, nil):
      closeLists(above: block.indent - 1)
      html += "<p>\(inline(text))</p>\n"
    case .code(let lines):
      closeLists(above: block.indent - 1)
      html += "<pre><code>\(ArticleHTML.escaped(lines.joined(separator: "\n")))</code></pre>\n"
    case .table(let table):
      closeLists(above: block.indent - 1)
      html += "<table>\n<tr>" + table.header.map { "<th>\(inline($0))</th>" }.joined() + "</tr>\n"
      for row in table.rows {
        html += "<tr>" + row.map { "<td>\(inline($0))</td>" }.joined() + "</tr>\n"
      }
      html += "</table>\n"
    }
  }

  mutating func finish() -> String {
    closeLists(above: -1)
    return html
  }

  private mutating func openItem(indent: Int, tag: String, marker: String) {
    closeLists(above: indent)
    if let last = lists.last, last.indent == indent, last.tag == tag {
      html += "</li>\n<li>"
      return
    }
    if lists.last?.indent == indent { closeLists(above: indent - 1) }
    let start = Int(marker.prefix { $0.isNumber }) ?? 1
    html += tag == "ol" && start != 1 ? "<ol start=\"\(start)\">\n<li>" : "<\(tag)>\n<li>"
    lists.append((indent, tag))
  }

  private mutating func closeLists(above indent: Int) {
    while let last = lists.last, last.indent > indent {
      html += "</li>\n</\(last.tag)>\n"
      lists.removeLast()
    }
  }

  /// A paragraph with emphasis, code, breaks and links to the web.
  private func inline(_ markdown: String) -> String {
    var html = ""
    var rest = InlineText(markdown, isStyled: true, language: language).text[...]
    var isCode = false
    while let character = rest.first {
      if !isCode, character == "<", let (link, end) = Self.link(at: rest) {
        html += link
        rest = rest[end...]
        continue
      }
      switch character {
      case "\u{1}": html += "<strong>"
      case "\u{2}": html += "</strong>"
      case "\u{3}": (html, isCode) = (html + "<code>", true)
      case "\u{4}": (html, isCode) = (html + "</code>", false)
      case "\n": html += "<br>\n"
      default: html += ArticleHTML.escaped(String(character))
      }
      rest.removeFirst()
    }
    return html
  }

  /// An address between angle brackets, as the reader of inline text leaves it behind a link.
  private static func link(at text: Substring) -> (html: String, end: String.Index)? {
    let inner = text.dropFirst().prefix(1_000).prefix { $0 != ">" && !$0.isWhitespace }
    guard text[inner.endIndex...].first == ">",
      inner.hasPrefix("https://") || inner.hasPrefix("http://"),
      !inner.contains(where: { $0 < " " })
    else { return nil }
    let shown = ArticleHTML.escaped(String(inner))
    return (
      "&lt;<a rel=\"noopener noreferrer\" href=\"\(shown)\">\(shown)</a>&gt;",
      text.index(after: inner.endIndex)
    )
  }
}
