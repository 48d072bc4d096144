public import Model

/// The report as a reply to the customer: what was found, what shows it, what to do, what is missing.
///
/// Rules, confidence in percent and commands of aemedic do not stand in it; the one
/// who sends it may add a word.
public struct CustomerReply: Sendable {
  /// The reply in Markdown, with a line feed at its end.
  public let text: String

  /// Writes a report, which should have passed the redactor.
  public init(_ report: Report, options: ReportOptions = ReportOptions()) {
    var letter = CustomerLetter(report: report, options: options)
    letter.write()
    text = letter.blocks.text(in: options.style.language)
  }
}

private struct CustomerLetter: Phrasing {
  let report: Report
  let language: Language
  let folder: SharedFolder
  let commandsNameLanguage = false
  var blocks = MarkdownBlocks()

  private static let longestExcerpt = 1_200
  private static let mostEvidence = 3
  private static let mostUnread = 20

  init(report: Report, options: ReportOptions) {
    self.report = report
    language = options.style.language
    folder = SharedFolder(of: report.coverage)
  }

  mutating func write() {
    blocks.add(.opening, self[Strings.greeting])
    blocks.add(.opening, self[Strings.outcome(of: report)])
    for finding in report.roots { add(finding) }
    addConsequences()
    addUnknowns()
    addRequests()
    addUnread()
    blocks.add(.opening, self[Strings.farewell(asksForOutcome: !report.findings.isEmpty)])
  }

  private mutating func add(_ finding: Finding) {
    var core = "## \(MarkdownText.escaped(shown(self[finding.title])))"
    core += "\n\n" + MarkdownText.prose(shown(self[finding.summary]))
    core += "\n\n" + self[Strings.certainty(finding.status)]
    core += self[Strings.sentenceGap] + MarkdownText.escaped(sight(of: finding))
    core += self[Strings.fullStop]
    for article in finding.articles {
      let name = "\(article.number)\(self[Strings.colon])\(title(of: article))"
      core +=
        "\n\n" + self[Strings.steps] + self[Strings.sentenceGap]
        + MarkdownText.link(name, to: article.url)
    }
    blocks.add(.finding, core)
    let telling = finding.tellingEvidence(atMost: Self.mostEvidence, ofOneKind: 1)
    for (index, evidence) in telling.enumerated() {
      let opening = index == 0 ? self[Strings.shownBy] + "\n\n" : ""
      let place = MarkdownText.code(place(of: evidence))
      let excerpt = MarkdownText.fence(quoted(evidence.excerpt, limit: Self.longestExcerpt))
      blocks.add(.evidence, opening + place + "\n\n" + excerpt)
    }
  }

  private mutating func addConsequences() {
    let titles = report.consequences.map { shown(self[$0.title]) }
    guard !titles.isEmpty else { return }
    blocks.add(.detail, self[Strings.onlyConsequences] + "\n\n" + MarkdownText.list(titles))
  }

  private mutating func addUnknowns() {
    guard report.findings.isEmpty, report.unknownCount > 0 else { return }
    let names = report.unknowns.prefix(3).map { error in
      listed([name(of: error)] + (sight(of: error).map { [$0] } ?? []))
    }
    blocks.add(.unknown, self[Strings.lookedInto] + "\n\n" + MarkdownText.list(names))
  }

  private mutating func addRequests() {
    let requests = RequestLetter(for: report).requests
    guard !requests.isEmpty else { return }
    let items = requests.map { MarkdownText.item(self[$0.text]) }
    blocks.add(
      .finding,
      "## \(self[Strings.stillNeeded])\n\n\(self[Strings.sendThese])\n\n"
        + items.joined(separator: "\n"))
  }

  private mutating func addUnread() {
    let skipped = report.coverage.skipped.filter(\.isRelevant).map(\.path)
    let cut = report.coverage.sources.filter(\.isTruncated).map(\.path)
    let paths = (skipped + cut).map { MarkdownText.code(shown(path: $0)) }
    guard !paths.isEmpty else { return }
    var text = self[Strings.sendAgain] + "\n\n"
    text += paths.prefix(Self.mostUnread).map { "- " + $0 }.joined(separator: "\n")
    if paths.count > Self.mostUnread {
      text += "\n- " + self[Strings.more(paths.count - Self.mostUnread)]
    }
    blocks.add(.gap, text)
  }
}
