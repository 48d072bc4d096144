import Model
import UnicodeKit

extension Page {
  /// The answer in a line, with what it is about and how many findings there are of each severity.
  mutating func addVerdict(of report: Report) {
    let tone: Tone =
      switch report.verdict {
      case .knownProblem: report.findings.map(\.severity).max().map(Tone.init) ?? .strong
      case .possibleProblem, .unreadable: .doubtful
      case .nothingFound: .fine
      }
    add(verdict(of: report), tone: tone)
    if report.isPartial, report.verdict != .unreadable {
      add(self[Strings.partial], tone: .doubtful)
    }
    addBlank()
  }

  private static let mostBrief = 8

  /// The findings, those that explain others first; the first in full, the others as briefly as
  /// the style wants.
  mutating func addFindings(of report: Report) {
    let findings = report.roots + report.consequences
    guard !style.isVerbose else {
      for finding in findings { add(finding) }
      return
    }
    for finding in findings.prefix(1) { add(finding) }
    for finding in findings.dropFirst().prefix(Self.mostBrief) { addBriefly(finding) }
    let rest = findings.count - 1 - Self.mostBrief
    if rest > 0 { add(self[Strings.more(rest)], indent: 2) }
    addBlank()
  }

  /// Whether the style leaves out what a person may want to see.
  func leavesOut(of report: Report) -> Bool {
    guard let first = report.findings.first else { return false }
    return report.findings.count > 1 || !contributions(to: first).isEmpty
      || report.unknownCount > Self.mostUnknowns
  }

  /// Adds how to see what was left out.
  mutating func addPointer() {
    addBlank()
    add(self[Strings.moreWithVerbose], indent: 2, hanging: 2, tone: .dim)
  }

  /// A finding: what it is, what it means, what proves it, where to read on and what to do.
  private mutating func add(_ finding: Finding) {
    addHead(of: finding)
    add(sight(of: finding), indent: 2, hanging: 2)
    addBlock(Strings.meaning) { $0.add($0.shown($0[finding.summary]), indent: $1) }
    if !finding.evidence.isEmpty {
      addBlock(Strings.proof) { $0.addProof(of: finding, indent: $1) }
    }
    addReasons(of: finding)
    for article in finding.articles {
      addBlock(Strings.article) { $0.add(article, indent: $1) }
    }
    addRequests(of: finding)
    for remedy in finding.remedies {
      addBlock(Strings.remedy) { $0.add($0.offer(of: remedy), indent: $1) }
    }
    addBlock(Strings.next) { page, indent in
      for command in page.commands(after: finding) { page.add(command, indent: indent) }
    }
    addBlank()
  }

  /// A finding in a few lines: what it is, how sure, where, which article, what would decide it.
  private mutating func addBriefly(_ finding: Finding) {
    addHead(of: finding)
    if let evidence = finding.evidence.first {
      addBlock(Strings.proof) { page, indent in
        page.add(page.place(of: evidence), indent: indent, hanging: 2)
      }
    }
    if let article = finding.articles.first {
      addBlock(Strings.article) { $0.addName(of: article, indent: $1) }
    }
    addRequests(of: finding)
    addBlank()
  }

  private mutating func addHead(of finding: Finding) {
    addBlank()
    let severity = self[Strings.severity(finding.severity)]
    let title = shown(self[finding.title])
    let first = lines.count
    add("\(severity)  \(title)", hanging: severity.displayWidth + 2, tone: .strong)
    tint(severity, ofLine: first, as: Tone(finding.severity))
    add(standing(of: finding), indent: 2, hanging: 2)
    if !finding.explainedBy.isEmpty {
      let rules = finding.explainedBy.map { shown($0) }
      add(self[Strings.consequence(of: rules)], indent: 2, hanging: 2)
    }
  }

  private mutating func addRequests(of finding: Finding) {
    guard finding.status != .confirmed, !finding.requests.isEmpty else { return }
    addBlock(Strings.toDecide) { page, indent in
      for request in finding.requests {
        page.addLines("- " + page[request.text], indent: indent, hanging: 2)
      }
    }
  }

  /// Gives the severity that opens a line its own colour.
  private mutating func tint(_ word: String, ofLine index: Int, as tone: Tone) {
    guard style.usesColor, lines.indices.contains(index) else { return }
    let plain = colored(word, nil)
    let line = lines[index]
    let opening = "\u{1B}[\(Tone.strong.rawValue)m"
    guard line.hasPrefix(opening + plain) else { return }
    replace(index, colored(word, tone) + opening + line.dropFirst(opening.count + plain.count))
  }

  /// What makes up the confidence where that is more than the evidence, and what to bear in mind.
  private mutating func addReasons(of finding: Finding) {
    addBlock(Strings.confidenceLabel) { page, indent in
      guard page.style.isVerbose else { return }
      for (amount, reason) in page.contributions(to: finding) {
        page.add("\(amount)  \(reason)", indent: indent, hanging: 5)
      }
    }
    addBlock(Strings.caveatLabel) { page, indent in
      for caveat in page.caveats(of: finding) { page.add(caveat, indent: indent, hanging: 2) }
    }
    if finding.status != .confirmed {
      addBlock(Strings.missingLabel) { page, indent in
        for part in finding.missing.prefix(page.style.isVerbose ? 40 : 4) {
          page.add("- " + page.shown(part), indent: indent, hanging: 2)
        }
      }
    }
  }

  // MARK: Proof

  private static let mostEvidence = 4
  private static let mostOfOneKind = 2
  private static let mostExcerptLines = 6

  /// A record that is one long line says what happened at its end.
  private static let mostLinesOfOne = 8

  /// In characters; an excerpt is shorter unless a record is hostile.
  private static let longestExcerpt = 20_000

  private mutating func addProof(of finding: Finding, indent: Int) {
    let chosen =
      style.isVerbose
      ? finding.evidence
      : finding.tellingEvidence(atMost: Self.mostEvidence, ofOneKind: Self.mostOfOneKind)
    for evidence in chosen {
      add(place(of: evidence), indent: indent, hanging: 2)
      addExcerpt(of: evidence, indent: indent)
      if let repairs = repairs(of: evidence) { add(repairs, indent: indent, hanging: 2) }
    }
    let left = finding.evidence.count - chosen.count
    if left > 0 { add(self[Strings.more(left)], indent: indent) }
  }

  /// The lines around what was captured, or the first ones.
  private mutating func addExcerpt(of evidence: Evidence, indent: Int) {
    let text = quoted(evidence.excerpt, limit: Self.longestExcerpt)
    let breaker = LineBreaker(width: style.width - indent - 2)
    let broken = breaker.lines(of: text).filter { !$0.isEmpty }
    let most = text.contains("\n") ? Self.mostExcerptLines : Self.mostLinesOfOne
    var chosen = Array(broken.prefix(most))
    if broken.count > most {
      let telling = Self.line(showing: evidence.captures.values.sorted(), in: broken)
      if telling < most - 1 {
        chosen[most - 1] = "…"
      } else {
        let last = min(broken.count, telling + 2)
        chosen = [broken[0], "…"] + broken[max(1, last - most + 3)..<last]
        if last < broken.count { chosen.append("…") }
      }
    }
    let bar = colored("|", .dim)
    add(lines: chosen.map { "\(bar) \($0)" }, indent: indent)
  }

  /// The index of the line in which the longest of the values that are there starts.
  private static func line(showing values: [String], in lines: [String]) -> Int {
    let values = values.filter { (3...2_000).contains($0.utf8.count) }
      .sorted { $0.utf8.count > $1.utf8.count }
    for value in values {
      if let index = lines.firstIndex(where: { $0.contains(value) }) { return index }
      // A value that was broken over two lines is found by its beginning.
      if let index = lines.firstIndex(where: { $0.contains(value.prefix(8)) }) { return index }
    }
    return 0
  }

  // MARK: Articles and remedies

  private mutating func add(_ article: ArticleReference, indent: Int) {
    addName(of: article, indent: indent)
    // Cut in two, an address could not be followed.
    if let url = article.url { add(lines: [shown(url)], indent: indent) }
  }

  private mutating func addName(of article: ArticleReference, indent: Int) {
    let number = article.number.rawValue
    let first = lines.count
    add("\(number)  \(title(of: article))", indent: indent, hanging: number.count + 2)
    let margin = String(repeating: " ", count: indent)
    guard lines.indices.contains(first), lines[first].hasPrefix(margin + number) else { return }
    let rest = lines[first].dropFirst(indent + number.count)
    replace(first, margin + linked(number, to: article.url) + rest)
  }

  /// A command keeps its words whole; a word longer than a line starts at the left edge.
  private mutating func add(_ command: ShellCommand, indent: Int) {
    let margin = String(repeating: " ", count: indent)
    for line in command.lines(width: style.width, margin: margin) {
      let inset = line.prefix { $0 == " " }
      add(lines: [inset + colored(String(line.dropFirst(inset.count)), .strong)], indent: 0)
    }
  }
}
