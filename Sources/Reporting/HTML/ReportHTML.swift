public import Model

/// The report as a web page in one file that loads nothing and runs nothing.
///
/// The finding that explains the others comes first. The page can be printed, read on
/// a phone and by a screen reader, and follows the reader's choice of dark or light. Its
/// policy admits its own style sheet alone.
public struct ReportHTML: Sendable {
  /// The page, with a line feed at its end.
  public let text: String

  /// Writes a report, which should have passed the redactor.
  public init(_ report: Report, options: ReportOptions = ReportOptions()) {
    var page = ReportPage(report: report, options: options)
    page.write()
    text = page.document
  }
}

/// The parts of the page as they come about.
struct ReportPage: Phrasing {
  let report: Report
  let language: Language
  let folder: SharedFolder
  let commandsNameLanguage: Bool
  private(set) var html = ""
  private var sections: [(id: String, title: String)] = []

  init(report: Report, options: ReportOptions) {
    self.report = report
    language = options.style.language
    commandsNameLanguage = options.style.commandsNameLanguage
    folder = SharedFolder(of: report.coverage)
  }

  // MARK: Page

  mutating func write() {
    let roots = report.roots
    add(section: "finding", Strings.finding, Array(roots.prefix(1)))
    addTimeline()
    add(section: "consequences", Strings.consequences, report.consequences)
    add(section: "others", Strings.otherFindings, Array(roots.dropFirst()))
    addUnknowns()
    addCoverage()
    addEnvironment()
  }

  var document: String {
    let title = HTMLText.escaped(verdict(of: report))
    return """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src \
      \(ReportStyleSheet.digest); base-uri 'none'; form-action 'none'">
      <meta name="referrer" content="no-referrer">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="aemedic">
      <title>\(title)</title>
      <style>\(ReportStyleSheet.text)</style>
      </head>
      <body>
      <div class="page">
      <header>
      <div class="verdict \(tone)">
      <h1>\(title)</h1>
      <p class="facts">\(HTMLText.escaped(reading(of: report.coverage.sources).joined(separator: " · ")))</p>
      </div>
      \(warning)\(contents)</header>
      <main>
      \(html)</main>
      <footer><p>\(HTMLText.escaped(self[Strings.masked]))</p></footer>
      </div>
      </body>
      </html>

      """
  }

  private var tone: String {
    switch report.verdict {
    case .knownProblem: Self.tone(of: report.findings.map(\.severity).max() ?? .notice)
    case .possibleProblem, .unreadable: "warn"
    case .nothingFound: "fine"
    }
  }

  private var warning: String {
    guard report.isPartial, report.verdict != .unreadable else { return "" }
    return "<p class=\"note\" role=\"note\">\(HTMLText.escaped(self[Strings.partial]))</p>\n"
  }

  private var contents: String {
    guard sections.count > 2 else { return "" }
    let items = sections.map { "<li><a href=\"#\($0.id)\">\(HTMLText.escaped($0.title))</a></li>" }
    return "<nav aria-label=\"\(self[Strings.contents])\">\n<ul>\n"
      + items.joined(separator: "\n") + "\n</ul>\n</nav>\n"
  }

  static func tone(of severity: Severity) -> String {
    switch severity {
    case .critical, .error: "bad"
    case .warning: "warn"
    case .notice: "mild"
    }
  }

  // MARK: Sections

  /// Adds a section with its heading, unless its body comes out empty.
  mutating func addSection(_ id: String, _ title: LocalizedText, body: (inout ReportPage) -> Void) {
    let before = html
    html = ""
    body(&self)
    guard !html.isEmpty else {
      html = before
      return
    }
    sections.append((id, self[title]))
    let heading = "<h2 id=\"\(id)\">\(HTMLText.escaped(self[title]))</h2>\n"
    html = before + "<section aria-labelledby=\"\(id)\">\n" + heading + html + "</section>\n"
  }

  mutating func add(_ line: String) { html += line + "\n" }

  mutating func addHeading(_ text: LocalizedText) {
    add("<h4>\(HTMLText.escaped(self[text]))</h4>")
  }

  mutating func addList(_ items: [String]) {
    guard !items.isEmpty else { return }
    add(
      "<ul>\n" + items.map { "<li>\(HTMLText.escaped($0))</li>" }.joined(separator: "\n")
        + "\n</ul>")
  }

  /// Adds what can be opened and is closed at first.
  mutating func addFolded(_ summary: String, body: (inout ReportPage) -> Void) {
    add("<details><summary>\(HTMLText.escaped(summary))</summary>")
    body(&self)
    add("</details>")
  }

  private mutating func add(section: String, _ title: LocalizedText, _ findings: [Finding]) {
    addSection(section, title) { page in
      for (index, finding) in findings.enumerated() {
        page.add(finding, id: "\(section)-\(index + 1)")
      }
    }
  }
}
