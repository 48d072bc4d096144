import Model

extension Phrasing {
  /// The answer in a line, with what it is about and how many findings there are of each severity.
  func verdict(of report: Report) -> String {
    let line = self[Strings.verdict(on: report, in: folder.name.map { shown($0) })]
    let counts = Severity.allCases.compactMap { severity -> String? in
      let count = report.findings.count { $0.severity == severity }
      return count > 0 ? self[Strings.severities(severity, count)] : nil
    }
    return counts.isEmpty ? line : line + bracketed(listed(counts))
  }

  /// How far a finding is decided and by which rule.
  func standing(of finding: Finding) -> String {
    let rule = Strings.rule("\(shown(finding.rule.id)) v\(finding.rule.version)")
    var parts = [certainty(of: finding), self[rule]]
    if finding.layer != "shipped" { parts.append(self[Strings.houseRule]) }
    if let standing = finding.standing { parts.append(self[Strings.standing(standing)]) }
    return listed(parts)
  }

  /// How far a finding is decided, with its confidence.
  func certainty(of finding: Finding) -> String {
    self[Strings.status(finding.status)]
      + bracketed(self[Strings.confidence(percent: finding.percent)])
  }

  /// How often and when a finding was seen.
  func sight(of finding: Finding) -> String {
    let sight = self[Strings.seen(finding.count)]
    guard let first = finding.firstSeen, let last = finding.lastSeen else { return sight }
    return listed([sight, shown(from: first, to: last)])
  }

  /// What makes up the confidence, where that is more than the evidence.
  func contributions(to finding: Finding) -> [(amount: String, reason: String)] {
    guard finding.confidenceItems.count > 1 else { return [] }
    return finding.confidenceItems.map { item in
      let amount = item.amount.isFinite ? Int((min(1, max(-1, item.amount)) * 100).rounded()) : 0
      let detail = item.detail.isEmpty ? "" : bracketed(shown(item.detail))
      return (
        "\(amount < 0 ? "−" : "+")\(abs(amount))",
        self[Strings.contribution(shown(item.name))] + detail
      )
    }
  }

  /// What to bear in mind about a finding.
  func caveats(of finding: Finding) -> [String] {
    finding.caveats.map { self[Strings.caveat(shown($0))] }
      + finding.checks.filter { $0.outcome == .vetoed }.map {
        self[Strings.vetoed($0.vetoes, by: shown($0.demand))]
      }
  }

  // MARK: Evidence

  /// Where a piece of evidence stands, and when it happened if the excerpt does not say so.
  func place(of evidence: Evidence) -> String {
    let place = "\(shown(path: evidence.place.source)):\(evidence.place.line)"
    // A record that starts where the excerpt does says its time itself.
    guard let time = evidence.time, evidence.excerpt.isCutBefore else { return place }
    return listed([place, shown(time)])
  }

  /// What was done to pasted evidence before it was read, if anything was.
  func repairs(of evidence: Evidence) -> String? {
    guard !evidence.repairs.isEmpty else { return nil }
    return self[Strings.repaired(listed(evidence.repairs.map { self[Strings.repair($0)] }))]
  }

  /// An excerpt on its own lines, safe to show, at most so many characters of it.
  func quoted(_ excerpt: Excerpt, limit: Int) -> String {
    var text = TerminalText.harmless(excerpt.text.cut(to: limit))
    if excerpt.isCutBefore { text = "…" + text }
    if excerpt.isCutAfter, !text.hasSuffix("…") { text += "…" }
    return text
  }

  // MARK: Articles, remedies and commands

  /// An article's title, with a remark if it stands in another language.
  func title(of article: ArticleReference) -> String {
    guard article.language != language else { return shown(article.title) }
    return shown(article.title)
      + bracketed(self[Strings.fallback(to: article.language, insteadOf: language)])
  }

  /// A remedy with its action and its risk.
  func offer(of remedy: RemedyOffer) -> String {
    listed([shown(remedy.plugin), shown(remedy.action)])
      + bracketed(self[Strings.risk(shown(remedy.risk))])
  }

  /// The commands that go on from a finding: its articles to read, its remedies to plan.
  func commands(after finding: Finding) -> [ShellCommand] {
    finding.articles.map { article in
      naming(ShellCommand("aemedic", "article", article.number.rawValue))
    } + finding.remedies.map { planning(of: $0) }
  }

  private func planning(of remedy: RemedyOffer) -> ShellCommand {
    var command = ShellCommand("aemedic", "remedy", "plan", word(remedy.plugin, orElse: "REMEDY"))
    // What is not known stands in capitals, to be filled in.
    for (name, placeholder) in [("instance", "DIR"), ("url", "URL")]
    where remedy.asks.contains(name) || remedy.parameters[name] != nil {
      let value = remedy.parameters[name].map { word($0, orElse: placeholder) }
      command.append(option: "--" + name, value ?? placeholder)
    }
    for (name, value) in remedy.parameters.sorted(by: { $0.key < $1.key })
    where name != "instance" && name != "url" {
      command.append(option: "--param", word("\(name)=\(value)", orElse: "NAME=VALUE"))
    }
    for name in remedy.asks
    where remedy.parameters[name] == nil && name != "instance" && name != "url" {
      command.append(option: "--param", "\(name)=\(name.uppercased())")
    }
    return naming(command)
  }

  private func naming(_ command: ShellCommand) -> ShellCommand {
    var command = command
    if commandsNameLanguage { command.append(option: "--lang", language.rawValue) }
    return command
  }

  // MARK: Unknown errors

  /// What an unknown error is called, with how many there are.
  func name(of error: UnknownError) -> String {
    let name = [error.level?.rawValue, error.exception ?? error.logger].compactMap(\.self)
    return shown("\(name.isEmpty ? error.template : name.joined(separator: " ")) × \(error.count)")
  }

  /// The message of an unknown error, unless it is its name already.
  func message(of error: UnknownError) -> String? {
    let isNamed = error.level != nil || error.exception != nil || error.logger != nil
    return isNamed && !error.template.isEmpty ? shown(error.template.cut(to: 160)) : nil
  }

  /// Where and when an unknown error stands first.
  func sight(of error: UnknownError) -> String? {
    error.places.first.map { place in
      let line = self[Strings.line(place.line, of: shown(path: place.source))]
      return listed([line] + (error.firstSeen.map { [shown($0)] } ?? []))
    }
  }

  /// The article that may answer an unknown error.
  func suggestion(for error: UnknownError) -> String? {
    error.suggestions.first.map { suggestion in
      let article = suggestion.article
      return self[Strings.perhaps(article.number.rawValue, title: shown(article.title))]
    }
  }
}

extension Finding {
  /// The confidence in whole percent.
  var percent: Int {
    Int(((confidence.isFinite ? min(1, max(0, confidence)) : 0) * 100).rounded())
  }

  /// One piece of evidence of each signature, in their own order; if all are of one, the first few.
  func tellingEvidence(atMost most: Int, ofOneKind mostOfOneKind: Int) -> [Evidence] {
    var signatures: Set<String> = []
    let firsts = evidence.filter { signatures.insert($0.signature).inserted }
    return Array(firsts.count > 1 ? firsts.prefix(most) : evidence.prefix(mostOfOneKind))
  }
}

extension Report {
  /// The findings that no other finding explains, in their order; all of them if none is such.
  var roots: [Finding] {
    let roots = findings.filter(\.explainedBy.isEmpty)
    return roots.isEmpty ? findings : roots
  }

  /// The findings that are only consequences of others.
  var consequences: [Finding] {
    findings.contains(where: \.explainedBy.isEmpty)
      ? findings.filter { !$0.explainedBy.isEmpty } : []
  }
}
