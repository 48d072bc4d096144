import Model
import UnicodeKit

extension Page {
  /// The answer in a line, with how many findings there are of each severity.
  mutating func addVerdict(of report: Report) {
    var line = self[Strings.verdict(report.verdict)]
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
    if report.isPartial { add(self[Strings.partial], tone: .doubtful) }
    addBlank()
  }

  /// A finding: what it is, what it means, what proves it, where to read on and what to do.
  mutating func add(_ finding: Finding) {
    addBlank()
    let severity = self[Strings.severity(finding.severity)]
    let title = shown(finding.title[style.language])
    let first = lines.count
    add("\(severity)  \(title)", hanging: 2, tone: .strong)
    tint(severity, ofLine: first, as: Tone(finding.severity))
    addStanding(of: finding)
    addBlock(Strings.meaning) { $0.add($0.shown(finding.summary[$0.style.language]), indent: $1) }
    if !finding.evidence.isEmpty {
      addBlock(Strings.proof) { $0.addProof(of: finding, indent: $1) }
    }
    for article in finding.articles {
      addBlock(Strings.article) { $0.add(article, indent: $1) }
    }
    if finding.status != .confirmed, !finding.requests.isEmpty {
      addBlock(Strings.toDecide) { page, indent in
        for request in finding.requests {
          page.add("- " + page.shown(request.text[page.style.language]), indent: indent, hanging: 2)
        }
      }
    }
    for remedy in finding.remedies {
      addBlock(Strings.remedy) { $0.add(remedy, indent: $1) }
    }
    if !finding.articles.isEmpty {
      addBlock(Strings.next) { page, indent in
        for article in finding.articles { page.addReading(of: article, indent: indent) }
      }
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
    let decision = [
      self[Strings.status(finding.status)],
      self[Strings.confidence(percent: Int((sure * 100).rounded()))],
      self[Strings.rule("\(finding.rule.id) v\(finding.rule.version)")],
    ]
    add(listed(decision), indent: 2, hanging: 2)
    var sight = self[Strings.seen(finding.count)]
    if let first = finding.firstSeen, let last = finding.lastSeen {
      let from = shown(first, toSecond: true)
      let to = shown(last, toSecond: true)
      sight = listed([sight, from == to ? from : "\(from) – \(to)"])
      if first.isZoneAssumed || last.isZoneAssumed {
        sight += bracketed(self[Strings.zoneAssumed])
      }
    }
    add(sight, indent: 2, hanging: 2)
  }

  // MARK: Proof

  private static let mostEvidence = 3
  private static let mostExcerptLines = 6

  /// In characters; an excerpt is shorter unless a record is hostile.
  private static let longestExcerpt = 20_000

  private mutating func addProof(of finding: Finding, indent: Int) {
    let chosen = Self.telling(finding.evidence)
    for evidence in chosen {
      var place = "\(shown(path: evidence.place.source)):\(evidence.place.line)"
      if let time = evidence.time { place += "  " + shown(time) }
      add(place, indent: indent, hanging: 2)
      addExcerpt(of: evidence, indent: indent)
    }
    let left = finding.evidence.count - chosen.count
    if left > 0 { add(self[Strings.more(left)], indent: indent) }
  }

  /// The first piece of each signature before further ones of the same, in their own order.
  private static func telling(_ evidence: [Evidence]) -> [Evidence] {
    var signatures: Set<String> = []
    let firsts = evidence.indices.filter { signatures.insert(evidence[$0].signature).inserted }
    let others = evidence.indices.filter { !firsts.contains($0) }
    return (firsts + others).prefix(mostEvidence).sorted().map { evidence[$0] }
  }

  /// The lines around what was captured, or the first ones.
  private mutating func addExcerpt(of evidence: Evidence, indent: Int) {
    var text = TerminalText.harmless(String(evidence.excerpt.text.prefix(Self.longestExcerpt)))
    if evidence.excerpt.isCutBefore { text = "…" + text }
    if evidence.excerpt.isCutAfter { text += "…" }
    let breaker = LineBreaker(width: style.width - indent - 2)
    let broken = breaker.lines(of: text).filter { !$0.isEmpty }
    let most = Self.mostExcerptLines
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
    add(lines: chosen.map { "| " + $0 }, indent: indent, tone: .dim)
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
    add(line, indent: indent, hanging: 2)
    if let url = article.url { add(shown(url), indent: indent) }
  }

  private mutating func addReading(of article: ArticleReference, indent: Int) {
    var command = ShellCommand("aemedic", "article", article.number.rawValue)
    command.append(option: "--lang", style.language.rawValue)
    add(command, indent: indent)
  }

  private mutating func add(_ remedy: RemedyOffer, indent: Int) {
    let risk = self[Strings.risk(remedy.risk)]
    let name = listed([shown(remedy.plugin), shown(remedy.action)])
    add(name + bracketed(shown(risk)), indent: indent)
    var command = ShellCommand("aemedic", "remedy", "plan", word(remedy.plugin, orElse: "REMEDY"))
    // What is not known stands in capitals, to be filled in.
    for (name, placeholder) in [("instance", "DIR"), ("url", "URL")] {
      let value = remedy.parameters[name].map { word($0, orElse: placeholder) }
      command.append(option: "--" + name, value ?? placeholder)
    }
    for (name, value) in remedy.parameters.sorted(by: { $0.key < $1.key }) {
      switch name {
      case "instance", "url": break
      case "user": command.append(option: "--user", word(value, orElse: "NAME"))
      default: command.append(option: "--param", word("\(name)=\(value)", orElse: "NAME=VALUE"))
      }
    }
    add(command, indent: indent)
  }

  /// A command keeps its words whole; a word longer than a line starts at the left edge.
  private mutating func add(_ command: ShellCommand, indent: Int) {
    let margin = String(repeating: " ", count: indent)
    let broken = command.lines(width: style.width, margin: margin)
    add(lines: broken, indent: 0)
  }
}
