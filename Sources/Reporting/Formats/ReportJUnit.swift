public import Model

/// The report as JUnit XML, as Jenkins reads it.
///
/// One test case for each category of rules that was asked, or for each rule that
/// found something where no categories are known, and one for the coverage. A case
/// fails by a finding of the severity to fail on or worse, and is skipped by material
/// that could not be read. There are no times, so that equal reports are equal bytes.
public struct ReportJUnit: Sendable {
  /// The document, with a line feed at its end.
  public let text: String

  /// Writes a report, which should have passed the redactor.
  public init(_ report: Report, options: ReportOptions = ReportOptions()) {
    text = JUnitSuite(report: report, options: options).document
  }
}

private struct JUnitSuite: Phrasing {
  let report: Report
  let options: ReportOptions
  let folder: SharedFolder

  init(report: Report, options: ReportOptions) {
    self.report = report
    self.options = options
    folder = SharedFolder(of: report.coverage)
  }

  var language: Language { options.style.language }
  var commandsNameLanguage: Bool { options.style.commandsNameLanguage }

  private struct Case {
    var name: String
    var body: String
    var isFailure = false
    var isSkipped = false

    var element: String {
      let opening = "    <testcase classname=\"aemedic\" name=\"\(JUnitSuite.escaped(name))\""
      return body.isEmpty ? opening + "/>\n" : opening + ">\n\(body)    </testcase>\n"
    }
  }

  var document: String {
    let cases = groups.map { self.testCase(named: $0, findings: $1) } + [coverageCase]
    let failures = cases.count(where: \.isFailure)
    let skipped = cases.count(where: \.isSkipped)
    let counts = "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\""
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="aemedic" \(counts)>
        <testsuite name="\(Self.escaped(folder.name ?? "aemedic"))" \(counts) skipped="\(skipped)">
          <properties>
            <property name="verdict" value="\(report.verdict.rawValue)"/>
            <property name="partial" value="\(report.isPartial)"/>
            <property name="unknownErrors" value="\(report.unknownCount)"/>
          </properties>
      \(cases.map(\.element).joined())  </testsuite>
      </testsuites>

      """
  }

  /// The findings by category, or by rule; a category without any stands there, too.
  private var groups: [(String, [Finding])] {
    let category = { (finding: Finding) in options.categories[finding.rule.id] ?? finding.rule.id }
    let found = Dictionary(grouping: report.findings, by: category)
    let names = Set(options.categories.values).union(found.keys)
    return names.sorted().map { ($0, found[$0] ?? []) }
  }

  private func testCase(named name: String, findings: [Finding]) -> Case {
    let failing = findings.filter { $0.severity >= options.failOn && $0.standing != .known }
    let others = findings.filter { !($0.severity >= options.failOn && $0.standing != .known) }
    var body = failing.map { finding in
      "      <failure type=\"\(finding.severity.rawValue)\""
        + " message=\"\(Self.escaped(shown(self[finding.title])))\">"
        + Self.escaped(details(of: finding)) + "</failure>\n"
    }.joined()
    if !others.isEmpty {
      let text = others.map(details).joined(separator: "\n")
      body += "      <system-out>\(Self.escaped(text))</system-out>\n"
    }
    return Case(name: name, body: body, isFailure: !failing.isEmpty)
  }

  private var coverageCase: Case {
    let gaps = gaps(in: report.coverage)
    let lines = gaps.prefix(200) + (gaps.count > 200 ? [self[Strings.more(gaps.count - 200)]] : [])
    let text = Self.escaped(lines.joined(separator: "\n"))
    let isSkipped = report.isPartial
    var body =
      isSkipped ? "      <skipped message=\"\(Self.escaped(self[Strings.partial]))\"/>\n" : ""
    if !gaps.isEmpty { body += "      <system-out>\(text)</system-out>\n" }
    return Case(name: "coverage", body: body, isSkipped: isSkipped)
  }

  private func details(of finding: Finding) -> String {
    var lines = [
      "\(self[Strings.severity(finding.severity)]): \(shown(self[finding.title]))",
      standing(of: finding), sight(of: finding), shown(self[finding.summary]),
    ]
    for evidence in finding.tellingEvidence(atMost: 4, ofOneKind: 2) {
      lines += [place(of: evidence), quoted(evidence.excerpt, limit: 2_000)]
    }
    for article in finding.articles {
      lines.append("\(article.number)  \(title(of: article))")
      if let url = article.url.flatMap(WebAddress.harmless) { lines.append(url) }
    }
    lines += commands(after: finding).map(\.line)
    return lines.joined(separator: "\n") + "\n"
  }

  /// Text with the signs of XML written out and without what XML 1.0 cannot hold.
  static func escaped(_ text: String) -> String {
    ArticleHTML.escaped(text)
  }
}
