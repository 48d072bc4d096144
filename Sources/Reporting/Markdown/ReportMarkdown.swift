public import Model

/// The report as a note in Markdown for those who work on the case.
///
/// At most 65,000 characters, so that it fits into a ticket; a sentence at its end
/// says what was left out. Excerpts can be folded where HTML's `details` is shown.
public struct ReportMarkdown: Sendable {
  /// The note, with a line feed at its end.
  public let text: String

  /// Writes a report, which should have passed the redactor.
  public init(_ report: Report, options: ReportOptions = ReportOptions()) {
    var note = MarkdownNote(report: report, options: options)
    note.addVerdict()
    for finding in report.roots { note.add(finding) }
    if !report.consequences.isEmpty {
      note.addHeading(Strings.consequences, .detail)
      for finding in report.consequences { note.add(finding, level: 3) }
    }
    note.addUnknowns()
    note.addCoverage()
    text = note.blocks.text(in: options.style.language)
  }
}

private struct MarkdownNote: Phrasing {
  let report: Report
  let language: Language
  let folder: SharedFolder
  let commandsNameLanguage: Bool
  var blocks = MarkdownBlocks()

  private static let longestExcerpt = 4_000
  private static let mostEvidence = 10
  private static let mostUnknowns = 10

  init(report: Report, options: ReportOptions) {
    self.report = report
    language = options.style.language
    commandsNameLanguage = options.style.commandsNameLanguage
    folder = SharedFolder(of: report.coverage)
  }

  mutating func addHeading(_ text: LocalizedText, _ kind: MarkdownBlocks.Kind) {
    blocks.add(kind, "## \(self[text])")
  }

  mutating func addVerdict() {
    blocks.add(.opening, "# \(MarkdownText.escaped(verdict(of: report)))")
    if report.isPartial, report.verdict != .unreadable {
      blocks.add(.opening, "> \(MarkdownText.escaped(self[Strings.partial]))")
    }
    if let timeline = Timeline(of: report.coverage, most: 60) {
      blocks.add(
        .detail,
        "`\(timeline.blocks(isASCII: false))`\\\n\(MarkdownText.escaped(sentence(on: timeline)))")
    }
  }

  mutating func add(_ finding: Finding, level: Int = 2) {
    let heading = labelled(Strings.severity(finding.severity), shown(self[finding.title]))
    var core = String(repeating: "#", count: level) + " " + MarkdownText.escaped(heading)
    core += "\n\n" + MarkdownText.escaped(standing(of: finding))
    core += "\\\n" + MarkdownText.escaped(sight(of: finding))
    if !finding.explainedBy.isEmpty {
      let rules = finding.explainedBy.map { shown($0) }
      core += "\\\n" + MarkdownText.escaped(self[Strings.consequence(of: rules)])
    }
    core += "\n\n" + MarkdownText.prose(shown(self[finding.summary]))
    for article in finding.articles {
      let name = "\(article.number)\(self[Strings.colon])\(title(of: article))"
      core += "\n\n**\(self[Strings.article])** " + MarkdownText.link(name, to: article.url)
    }
    for remedy in finding.remedies {
      core += "\n\n**\(self[Strings.remedy])** " + MarkdownText.escaped(offer(of: remedy))
    }
    blocks.add(.finding, core)
    addEvidence(of: finding)
    addRequests(of: finding)
    addReasons(of: finding)
    let commands = commands(after: finding).map(\.line)
    if !commands.isEmpty {
      let code = MarkdownText.fence(commands.joined(separator: "\n"), info: "sh")
      blocks.add(.detail, "**\(self[Strings.next])**\n\n" + code)
    }
  }

  private mutating func addEvidence(of finding: Finding) {
    for (index, evidence) in finding.evidence.prefix(Self.mostEvidence).enumerated() {
      let place = ArticleHTML.escaped(place(of: evidence))
      let excerpt = MarkdownText.fence(quoted(evidence.excerpt, limit: Self.longestExcerpt))
      let repairs = repairs(of: evidence).map { "\n\n" + MarkdownText.escaped($0) } ?? ""
      blocks.add(
        .evidence,
        """
        <details\(index == 0 ? " open" : "")><summary>\(self[Strings.proof]) \
        <code>\(place)</code></summary>

        \(excerpt)\(repairs)

        </details>
        """)
    }
    let rest = finding.evidence.count - Self.mostEvidence
    if rest > 0 { blocks.add(.detail, self[Strings.more(rest)]) }
  }

  private mutating func addRequests(of finding: Finding) {
    guard finding.status != .confirmed, !finding.requests.isEmpty else { return }
    let items = finding.requests.map { MarkdownText.item(self[$0.text]) }
    blocks.add(.finding, "**\(self[Strings.toDecide])**\n\n" + items.joined(separator: "\n"))
  }

  private mutating func addReasons(of finding: Finding) {
    var items = contributions(to: finding).map { "\($0.amount) \($0.reason)" }
    if !items.isEmpty { addList(Strings.confidenceLabel, items) }
    items = caveats(of: finding)
    if !items.isEmpty { addList(Strings.caveatLabel, items) }
    items = finding.status == .confirmed ? [] : finding.missing.map { shown($0) }
    if !items.isEmpty { addList(Strings.missingLabel, items) }
  }

  private mutating func addList(_ label: LocalizedText, _ items: [String]) {
    blocks.add(.detail, "**\(self[label])**\n\n" + MarkdownText.list(items))
  }

  mutating func addUnknowns() {
    guard report.unknownCount > 0 else { return }
    addHeading(Strings.unknownErrors, .unknown)
    for error in report.unknowns.prefix(Self.mostUnknowns) {
      var text = "- **\(MarkdownText.escaped(name(of: error)))**"
      if let message = message(of: error) { text += "\\\n  \(MarkdownText.code(message))" }
      if let sight = sight(of: error) { text += "\\\n  \(MarkdownText.escaped(sight))" }
      if let article = suggestion(for: error) { text += "\\\n  \(MarkdownText.escaped(article))" }
      blocks.add(.unknown, text)
    }
    let rest = report.unknownCount - min(report.unknowns.count, Self.mostUnknowns)
    if rest > 0 { blocks.add(.unknown, self[Strings.moreUnknowns(rest)]) }
  }

  mutating func addCoverage() {
    addHeading(Strings.coverage, .gap)
    let gaps = gaps(in: report.coverage)
    if !gaps.isEmpty { blocks.add(.gap, MarkdownText.list(Array(gaps.prefix(20)))) }
    if gaps.count > 20 { blocks.add(.gap, self[Strings.more(gaps.count - 20)]) }
    let left = leftOut(of: report.coverage).map { [$0] } ?? []
    blocks.add(.detail, MarkdownText.list(reading(of: report.coverage.sources) + left))
    let facts = report.environment.sorted { $0.key < $1.key }.map { fact($0.key, $0.value.value) }
    if !facts.isEmpty {
      addHeading(Strings.environment, .detail)
      blocks.add(.detail, MarkdownText.list(facts))
    }
    let notes = report.notes.map { shown(self[$0.text]) }
    if !notes.isEmpty {
      addHeading(Strings.notes, .detail)
      blocks.add(.detail, MarkdownText.list(notes))
    }
  }
}

extension MarkdownText {
  /// Lines of text as a list.
  static func list(_ items: [String]) -> String {
    items.map { "- " + escaped($0) }.joined(separator: "\n")
  }

  /// A text of a rule as an item of a list, its examples as code.
  static func item(_ text: String) -> String {
    let blocks = Prose.blocks(of: text.cut(to: 4_000)).map { block in
      switch block {
      case .words(let words): prose(words)
      case .example(let lines): "\n" + fence(lines.joined(separator: "\n"), margin: "  ")
      }
    }
    return "- " + blocks.joined(separator: "\n  ").replacing("\n  \n  ```", with: "\n\n  ```")
  }
}
