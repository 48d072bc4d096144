import Model

extension Runbook {
  /// The text in Markdown.
  public var markdown: String {
    blocks.map { block in
      switch block {
      case .heading(let level, let text): String(repeating: "#", count: level) + " " + text
      case .paragraph(let text): text
      case .list(let items): items.map { "- \($0)" }.joined(separator: "\n")
      case .code(let text): "```sh\n\(text)\n```"
      }
    }.joined(separator: "\n\n") + "\n"
  }

  /// The text as a page of HTML that needs nothing else.
  public var html: String {
    var title = ""
    let body = blocks.map { block in
      switch block {
      case .heading(let level, let text):
        if title.isEmpty { title = text }
        return "<h\(level)>\(Self.escaped(text))</h\(level)>"
      case .paragraph(let text): return "<p>\(Self.escaped(text))</p>"
      case .list(let items):
        return "<ul>\(items.map { "<li>\(Self.escaped($0))</li>" }.joined())</ul>"
      case .code(let text): return "<pre><code>\(Self.escaped(text))</code></pre>"
      }
    }.joined(separator: "\n")
    return """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)"><head><meta charset="utf-8">
      <title>\(Self.escaped(title))</title>
      <style>body{font-family:sans-serif;max-width:50em;margin:2em auto;line-height:1.5}
      pre{background:#f4f4f4;padding:.8em;overflow-x:auto}</style></head>
      <body>
      \(body)
      </body></html>

      """
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
