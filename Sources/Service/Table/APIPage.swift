import Model

/// The table of endpoints as a page for people, which loads and runs nothing.
struct APIPage {
  /// The page.
  let text: String

  init(_ endpoints: [Endpoint], version: String, language: Language) {
    let title = LocalizedText(
      en: "The API of aemedic \(version)", fr: "L’API d’aemedic \(version)",
      ja: "aemedic \(version) の API")[language]
    let note = LocalizedText(
      en: "For machines: openapi.json. Errors are application/problem+json (RFC 9457).",
      fr: "Pour les machines\u{A0}: openapi.json. Les erreurs sont en application/problem+json"
        + " (RFC 9457).",
      ja: "機械可読版は openapi.json。エラーは application/problem+json（RFC 9457）です。")[language]
    let calls = endpoints.map { Self.section($0, language) }.joined()
    text = """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(Self.escaped(title))</title>
      <style>
      :root{color-scheme:light dark}
      body{font:16px/1.6 system-ui,sans-serif;max-width:56em;margin:2em auto;padding:0 1em}
      code{font-family:ui-monospace,monospace}
      h2{font-size:1.1em;margin:2em 0 .3em}
      table{border-collapse:collapse;width:100%}
      td,th{border-top:1px solid #8886;padding:.3em .6em;text-align:start;vertical-align:top}
      </style>
      </head>
      <body>
      <main>
      <h1>\(Self.escaped(title))</h1>
      <p>\(Self.escaped(note))</p>
      \(calls)</main>
      </body>
      </html>

      """
  }

  private static func section(_ endpoint: Endpoint, _ language: Language) -> String {
    let rows = endpoint.parameters.map { parameter in
      "<tr><td><code>\(escaped(parameter.name))\(parameter.isRequired ? " *" : "")</code></td>"
        + "<td>\(escaped(parameter.meaning[language]))</td></tr>\n"
    }
    let table = rows.isEmpty ? "" : "<table>\n\(rows.joined())</table>\n"
    let answers = endpoint.outcomes.map { outcome in
      ([String(outcome.status)] + outcome.types.map(\.name)).joined(separator: " ")
    }
    let problems = Set(endpoint.problems).sorted().map { String($0) }
    return """
      <section>
      <h2 id="\(endpoint.name)"><code>\(endpoint.method) \(escaped(endpoint.path))</code></h2>
      <p>\(escaped(endpoint.summary[language]))</p>
      \(table)<p><code>\(escaped((answers + problems).joined(separator: " · ")))</code></p>
      </section>

      """
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
