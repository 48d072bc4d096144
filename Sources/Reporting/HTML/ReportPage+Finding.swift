import Model

extension ReportPage {
  private static let longestExcerpt = 6_000
  private static let mostShown = 3
  private static let mostFolded = 30
  private static let mostOccurrences = 10

  /// A finding: what it is, what it means, what proves it, where to read on and what to do.
  mutating func add(_ finding: Finding, id: String) {
    add(
      "<article class=\"finding \(Self.tone(of: finding.severity))\" aria-labelledby=\"\(id)\">")
    let severity = HTMLText.escaped(self[Strings.severity(finding.severity)])
    add(
      "<p class=\"facts\"><span class=\"badge\">\(severity)</span>"
        + "\(HTMLText.escaped(standing(of: finding)))</p>")
    add("<h3 id=\"\(id)\">\(HTMLText.escaped(shown(self[finding.title])))</h3>")
    add("<p class=\"soft\">\(HTMLText.escaped(sight(of: finding)))</p>")
    if !finding.explainedBy.isEmpty {
      let rules = finding.explainedBy.map { shown($0) }
      add("<p>\(HTMLText.escaped(self[Strings.consequence(of: rules)]))</p>")
    }
    add("<p>\(HTMLText.prose(shown(self[finding.summary])))</p>")
    addEvidence(of: finding)
    addArticles(of: finding)
    addRequests(of: finding)
    addCommands(after: finding)
    addReasons(of: finding)
    addOccurrences(of: finding)
    add("</article>")
  }

  // MARK: Proof

  private mutating func addEvidence(of finding: Finding) {
    guard !finding.evidence.isEmpty else { return }
    addHeading(Strings.proof)
    let telling = finding.tellingEvidence(atMost: Self.mostShown, ofOneKind: 1)
    for evidence in telling { add(evidence) }
    var rest = finding.evidence
    for evidence in telling {
      if let index = rest.firstIndex(of: evidence) { rest.remove(at: index) }
    }
    guard !rest.isEmpty else { return }
    addFolded(self[Strings.more(rest.count)]) { page in
      for evidence in rest.prefix(Self.mostFolded) { page.add(evidence) }
      if rest.count > Self.mostFolded {
        page.add("<p>\(page[Strings.more(rest.count - Self.mostFolded)])</p>")
      }
    }
  }

  private mutating func add(_ evidence: Evidence) {
    add("<figure>")
    add("<figcaption>\(HTMLText.path(place(of: evidence)))</figcaption>")
    let excerpt = quoted(evidence.excerpt, limit: Self.longestExcerpt)
    let marked = HTMLText.excerpt(excerpt, marking: evidence.captures.values.sorted())
    add("<pre translate=\"no\">\(marked)</pre>")
    if let repairs = repairs(of: evidence) {
      add("<p class=\"soft\">\(HTMLText.escaped(repairs))</p>")
    }
    add("</figure>")
  }

  // MARK: What to do

  private mutating func addArticles(of finding: Finding) {
    guard !finding.articles.isEmpty else { return }
    addHeading(Strings.article)
    for article in finding.articles {
      let name = "\(article.number)  \(shown(article.title))"
      let remark =
        article.language == language
        ? ""
        : " <span class=\"soft\">"
          + HTMLText.escaped(
            bracketed(self[Strings.fallback(to: article.language, insteadOf: language)]))
          + "</span>"
      add(
        "<p class=\"article\"><span lang=\"\(article.language.rawValue)\">"
          + "\(HTMLText.link(name, to: article.url))</span>\(remark)</p>")
    }
  }

  private mutating func addRequests(of finding: Finding) {
    guard finding.status != .confirmed, !finding.requests.isEmpty else { return }
    addHeading(Strings.toDecide)
    add("<ul>")
    for request in finding.requests { add("<li>\(HTMLText.blocks(self[request.text]))</li>") }
    add("</ul>")
  }

  private mutating func addCommands(after finding: Finding) {
    if !finding.remedies.isEmpty {
      addHeading(Strings.remedy)
      addList(finding.remedies.map { offer(of: $0) })
    }
    let commands = commands(after: finding).map(\.line)
    guard !commands.isEmpty else { return }
    addHeading(Strings.next)
    let lines = HTMLText.escaped(commands.joined(separator: "\n"))
    add("<pre class=\"command\" translate=\"no\">\(lines)</pre>")
  }

  // MARK: Why

  private mutating func addReasons(of finding: Finding) {
    let caveats = caveats(of: finding)
    if !caveats.isEmpty {
      addHeading(Strings.caveatLabel)
      addList(caveats)
    }
    if finding.status != .confirmed, !finding.missing.isEmpty {
      addHeading(Strings.missingLabel)
      addList(finding.missing.map { shown($0) })
    }
    let contributions = contributions(to: finding)
    guard !contributions.isEmpty else { return }
    addFolded(listed([self[Strings.confidenceLabel], certainty(of: finding)])) { page in
      page.add("<table><tbody>")
      for (amount, reason) in contributions {
        page.add(
          "<tr><td class=\"number\">\(HTMLText.escaped(amount))</td>"
            + "<td>\(HTMLText.cell(reason))</td></tr>")
      }
      page.add("</tbody></table>")
    }
  }

  /// The steps of each time that it happened, where there is more than one to a time.
  private mutating func addOccurrences(of finding: Finding) {
    let occurrences = finding.occurrences.filter { $0.stepCount > 1 }
    guard !occurrences.isEmpty else { return }
    addFolded(self[Strings.occurrences]) { page in
      for occurrence in occurrences.prefix(Self.mostOccurrences) { page.add(occurrence) }
      if occurrences.count > Self.mostOccurrences {
        page.add("<p>\(page[Strings.more(occurrences.count - Self.mostOccurrences)])</p>")
      }
    }
  }

  private mutating func add(_ occurrence: FindingOccurrence) {
    let key = occurrence.key.sorted { $0.key < $1.key }.map {
      "\(shown($0.key)) = \(shown($0.value))"
    }
    if !key.isEmpty { add("<p class=\"soft\">\(HTMLText.escaped(listed(key)))</p>") }
    add("<ol>")
    for step in occurrence.steps.prefix(Self.mostFolded) {
      let place = "\(shown(path: step.place.source)):\(step.place.line)"
      let time = step.time.map { " · " + HTMLText.escaped(shown($0)) } ?? ""
      let line = step.excerpt.text.split(separator: "\n").first.map(String.init) ?? ""
      add(
        "<li>\(HTMLText.path(place))\(time)<br><code>\(HTMLText.escaped(shown(line.cut(to: 300))))"
          + "</code></li>")
    }
    add("</ol>")
    let rest = occurrence.stepCount - min(occurrence.steps.count, Self.mostFolded)
    if rest > 0 { add("<p class=\"soft\">\(HTMLText.escaped(self[Strings.moreSteps(rest)]))</p>") }
  }
}
