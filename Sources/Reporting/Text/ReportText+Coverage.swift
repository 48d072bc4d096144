import Model

extension Page {
  private static let mostNamed = 8

  /// What was read, what was not and why, facts about the installation, and remarks.
  mutating func addCoverage(of report: Report) {
    addBlank()
    add(self[Strings.coverage], tone: .strong)
    addRead(report.coverage.sources)
    addMissing(report.coverage)
    addEnvironment(report.environment)
    guard !report.notes.isEmpty else { return }
    addBlank()
    add(self[Strings.notes], tone: .strong)
    for note in report.notes {
      add("- " + shown(note.text[style.language]), indent: 2, hanging: 2)
    }
  }

  private mutating func addRead(_ sources: [CoveredSource]) {
    let entries = sources.reduce(0) { $0.addingReportingOverflow($1.entries).partialValue }
    add(self[Strings.read(sources: sources.count, entries: entries)], indent: 2, hanging: 2)
    let times = sources.compactMap(\.from) + sources.compactMap(\.to)
    if let from = times.min(), let to = times.max() {
      let isAssumed = from.isZoneAssumed || to.isZoneAssumed
      let zone = isAssumed ? bracketed(self[Strings.zoneAssumed]) : ""
      add(
        self[Strings.span(from: shown(from, toSecond: true), to: shown(to, toSecond: true))] + zone,
        indent: 2, hanging: 2)
    }
    let unparsed = sources.reduce(0) { $0.addingReportingOverflow($1.unparsed).partialValue }
    if unparsed > 0 { add(self[Strings.unparsed(unparsed)], indent: 2, hanging: 2) }
  }

  private mutating func addMissing(_ coverage: Coverage) {
    let truncated = coverage.sources.filter(\.isTruncated).map { source in
      self[Strings.readInPart(shown(path: source.path))]
    }
    let missing = coverage.skipped.filter(\.isRelevant).map { source in
      let detail = shown(source.detail)
      let reason = self[Strings.reason(source.reason)] + (detail.isEmpty ? "" : bracketed(detail))
      return self[Strings.notRead(shown(path: source.path), because: reason)]
    }
    let named = truncated + missing
    for line in named.prefix(Self.mostNamed) { add(line, indent: 2, hanging: 2, tone: .doubtful) }
    if named.count > Self.mostNamed {
      add(self[Strings.more(named.count - Self.mostNamed)], indent: 2)
    }
    let neutral = SkipReason.allCases.filter { !$0.isRelevant }.compactMap { reason -> String? in
      let count = coverage.skipped.count { $0.reason == reason }
      return count > 0 ? self[Strings.leftOut(count, reason)] : nil
    }
    if !neutral.isEmpty { add(self[Strings.leftOut(listed(neutral))], indent: 2, hanging: 2) }
  }

  private mutating func addEnvironment(_ facts: [String: EnvironmentFact]) {
    guard !facts.isEmpty else { return }
    addBlank()
    add(self[Strings.environment], tone: .strong)
    for (name, fact) in facts.sorted(by: { $0.key < $1.key }) {
      add("\(shown(name)) = \(shown(fact.value))", indent: 2, hanging: 2)
    }
  }
}
