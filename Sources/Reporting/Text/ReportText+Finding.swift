import Model
import UnicodeKit

extension Page {
  /// The answer in a line, with what it is about and how many findings there are of each severity.
  mutating func addVerdict(of report: Report) {
    let place = folder.name.map { shown($0) }
    var line = self[Strings.verdict(on: report, in: place)]
    let counts = Severity.allCases.compactMap { severity -> String? in
      let count = report.findings.count { $0.severity == severity }
      return count > 0 ? self[Strings.severities(severity, count)] : nil
    }
    if !counts.isEmpty { line += bracketed(listed(counts)) }
    let tone: Tone =
      switch report.verdict {
      case .knownProblem: report.findings.map(\.severity).max().map(Tone.init) ?? .strong
      case .possibleProblem, .unreadable: .doubtful
      case .nothingFound: .fine
      }
    add(line, tone: tone)
    if report.isPartial, report.verdict != .unreadable {
      add(self[Strings.partial], tone: .doubtful)
    }
    addBlank()
  }

  /// A finding: what it is, what it means, what proves it, where to read on and what to do.
  mutating func add(_ finding: Finding) {
    addBlank()
    let severity = self[Strings.severity(finding.severity)]
    let title = shown(finding.title[style.language])
    let first = lines.count
    add("\(severity)  \(title)", hanging: severity.displayWidth + 2, tone: .strong)
    tint(severity, ofLine: first, as: Tone(finding.severity))
    addStanding(of: finding)
    if !finding.explainedBy.isEmpty {
      add(
        self[Strings.consequence(of: finding.explainedBy.map { shown($0) })], indent: 2, hanging: 2)
    }
    addBlock(Strings.meaning) { $0.add($0.shown(finding.summary[$0.style.language]), indent: $1) }
    if !finding.evidence.isEmpty {
      addBlock(Strings.proof) { $0.addProof(of: finding, indent: $1) }
    }
    addReasons(of: finding)
    for article in finding.articles {
      addBlock(Strings.article) { $0.add(article, indent: $1) }
    }
    if finding.status != .confirmed, !finding.requests.isEmpty {
      addBlock(Strings.toDecide) { page, indent in
        for request in finding.requests {
          page.addLines("- " + request.text[page.style.language], indent: indent, hanging: 2)
        }
      }
    }
    for remedy in finding.remedies {
      addBlock(Strings.remedy) { $0.add($0.shown(remedy), indent: $1) }
    }
    addBlock(Strings.next) { page, indent in
      for article in finding.articles { page.addReading(of: article, indent: indent) }
      for remedy in finding.remedies { page.addPlanning(of: remedy, indent: indent) }
    }
    addBlank()
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

  /// How far it is decided and by which rule, and how often and when it was seen.
  private mutating func addStanding(of finding: Finding) {
    let sure = finding.confidence.isFinite ? min(1, max(0, finding.confidence)) : 0
    let percent = Int((sure * 100).rounded())
    let status =
      self[Strings.status(finding.status)] + bracketed(self[Strings.confidence(percent: percent)])
    let rule = Strings.rule("\(shown(finding.rule.id)) v\(finding.rule.version)")
    var parts = [status, self[rule]]
    if finding.layer != "shipped" { parts.append(self[Strings.houseRule]) }
    if let standing = finding.standing { parts.append(self[Strings.standing(standing)]) }
    add(listed(parts), indent: 2, hanging: 2)
    var sight = self[Strings.seen(finding.count)]
    if let first = finding.firstSeen, let last = finding.lastSeen {
      sight = listed([sight, shown(from: first, to: last)])
    }
    add(sight, indent: 2, hanging: 2)
  }

  /// What makes up the confidence where that is more than the evidence, and what to bear in mind.
  private mutating func addReasons(of finding: Finding) {
    let items = finding.confidenceItems
    if items.count > 1 {
      addBlock(Strings.confidenceLabel) { page, indent in
        for item in items {
          let amount = Int((item.amount * 100).rounded())
          let sign = amount < 0 ? "−" : "+"
          let name = page[Strings.contribution(page.shown(item.name))]
          let detail = item.detail.isEmpty ? "" : page.bracketed(page.shown(item.detail))
          page.add("\(sign)\(abs(amount))  \(name)\(detail)", indent: indent, hanging: 5)
        }
      }
    }
    let vetoed = finding.checks.filter { $0.outcome == .vetoed }
    if !finding.caveats.isEmpty || !vetoed.isEmpty {
      addBlock(Strings.caveatLabel) { page, indent in
        for caveat in finding.caveats {
          page.add(page[Strings.caveat(caveat)], indent: indent, hanging: 2)
        }
        for check in vetoed {
          let text = Strings.vetoed(check.vetoes, by: page.shown(check.demand))
          page.add(page[text], indent: indent, hanging: 2)
        }
      }
    }
    if finding.status != .confirmed, !finding.missing.isEmpty {
      addBlock(Strings.missingLabel) { page, indent in
        for part in finding.missing.prefix(4) {
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
    let chosen = Self.telling(finding.evidence)
    for evidence in chosen {
      var place = "\(shown(path: evidence.place.source)):\(evidence.place.line)"
      // A record that starts where the excerpt does says its time itself.
      if let time = evidence.time, evidence.excerpt.isCutBefore {
        place = listed([place, shown(time)])
      }
      add(place, indent: indent, hanging: 2)
      addExcerpt(of: evidence, indent: indent)
      if !evidence.repairs.isEmpty {
        let names = evidence.repairs.map { self[Strings.repair($0)] }
        add(self[Strings.repaired(listed(names))], indent: indent, hanging: 2)
      }
    }
    let left = finding.evidence.count - chosen.count
    if left > 0 { add(self[Strings.more(left)], indent: indent) }
  }

  /// One piece of each signature, in their own order; if all are of one, the first few.
  private static func telling(_ evidence: [Evidence]) -> [Evidence] {
    var signatures: Set<String> = []
    let firsts = evidence.filter { signatures.insert($0.signature).inserted }
    return Array(
      firsts.count > 1 ? firsts.prefix(mostEvidence) : evidence.prefix(mostOfOneKind))
  }

  /// The lines around what was captured, or the first ones.
  private mutating func addExcerpt(of evidence: Evidence, indent: Int) {
    var text = TerminalText.harmless(String(evidence.excerpt.text.prefix(Self.longestExcerpt)))
    if evidence.excerpt.isCutBefore { text = "…" + text }
    if evidence.excerpt.isCutAfter { text += "…" }
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
    let values = values.filter { $0.count > 2 }.sorted { $0.count > $1.count }
    for value in values {
      if let index = lines.firstIndex(where: { $0.contains(value) }) { return index }
      // A value that was broken over two lines is found by its beginning.
      if let index = lines.firstIndex(where: { $0.contains(value.prefix(8)) }) { return index }
    }
    return 0
  }

  // MARK: Articles and remedies

  private mutating func add(_ article: ArticleReference, indent: Int) {
    var line = "\(article.number)  \(shown(article.title))"
    if article.language != style.language {
      line += bracketed(
        self[Strings.fallback(to: article.language, insteadOf: style.language)])
    }
    add(line, indent: indent, hanging: article.number.rawValue.count + 2)
    // Cut in two, an address could not be followed.
    if let url = article.url { add(lines: [shown(url)], indent: indent) }
  }

  private mutating func addReading(of article: ArticleReference, indent: Int) {
    add(ShellCommand("aemedic", "article", article.number.rawValue), indent: indent)
  }

  private func shown(_ remedy: RemedyOffer) -> String {
    listed([shown(remedy.plugin), shown(remedy.action)])
      + bracketed(self[Strings.risk(shown(remedy.risk))])
  }

  private mutating func addPlanning(of remedy: RemedyOffer, indent: Int) {
    var command = ShellCommand("aemedic", "remedy", "plan", word(remedy.plugin, orElse: "REMEDY"))
    // What is not known stands in capitals, to be filled in.
    for (name, placeholder) in [("instance", "DIR"), ("url", "URL")] {
      let value = remedy.parameters[name].map { word($0, orElse: placeholder) }
      command.append(option: "--" + name, value ?? placeholder)
    }
    for (name, value) in remedy.parameters.sorted(by: { $0.key < $1.key })
    where name != "instance" && name != "url" {
      command.append(option: "--param", word("\(name)=\(value)", orElse: "NAME=VALUE"))
    }
    add(command, indent: indent)
  }

  /// A command keeps its words whole; a word longer than a line starts at the left edge.
  private mutating func add(_ command: ShellCommand, indent: Int) {
    var command = command
    if style.commandsNameLanguage {
      command.append(option: "--lang", style.language.rawValue)
    }
    let margin = String(repeating: " ", count: indent)
    for line in command.lines(width: style.width, margin: margin) {
      let inset = line.prefix { $0 == " " }
      add(lines: [inset + colored(String(line.dropFirst(inset.count)), .strong)], indent: 0)
    }
  }
}
