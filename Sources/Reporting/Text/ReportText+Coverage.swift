import Model

extension Page {
  private static let mostNamed = 8

  /// What was read, what was not and why, facts about the installation, and remarks.
  mutating func addCoverage(of inspection: Inspection) {
    addBlank()
    addBlock(Strings.coverage) { page, indent in
      page.addRead(inspection.coverage.sources, indent: indent)
      page.addMissing(inspection.coverage, indent: indent)
    }
    addBlock(Strings.environment) { page, indent in
      for (name, fact) in inspection.environment.sorted(by: { $0.key < $1.key }) {
        page.add(page.shown(name, fact.value), indent: indent, hanging: 2)
      }
    }
    addBlock(Strings.notes) { page, indent in
      for note in inspection.notes {
        page.add(page.shown(note.text[page.style.language]), indent: indent, hanging: 2)
      }
    }
  }

  /// One document: its path, what it is, how much of it was read, from when to when.
  mutating func add(_ source: CoveredSource) {
    add(shown(path: source.path), hanging: 2, tone: .strong)
    let levels = source.levels.sorted { $0.key > $1.key }.map { "\($0.key.rawValue) \($0.value)" }
    let entries = self[Strings.entries(source.entries, levels: levels)]
    add(listed([self[Strings.kind(source.kind)], entries]), indent: 2, hanging: 2)
    if let from = source.from, let to = source.to {
      add(shown(from: from, to: to), indent: 2, hanging: 2)
    }
    if source.unparsed > 0 { add(self[Strings.unparsed(source.unparsed)], indent: 2, hanging: 2) }
    if let original = source.sameAs {
      add(self[Strings.sameAs(shown(path: original))], indent: 2, hanging: 2, tone: .doubtful)
    }
  }

  private mutating func addRead(_ sources: [CoveredSource], indent: Int) {
    let entries = sources.reduce(0) { $0.addingReportingOverflow($1.entries).partialValue }
    let read =
      sources.count == 1 && sources[0].path == "-"
      ? Strings.readInput(entries: entries) : Strings.read(files: sources.count, entries: entries)
    add(self[sources.isEmpty ? Strings.readNothing : read], indent: indent)
    let times = sources.compactMap(\.from) + sources.compactMap(\.to)
    if let from = times.min(), let to = times.max() {
      add(self[Strings.span(span(from: from, to: to))], indent: indent, hanging: 2)
    }
    let unparsed = sources.reduce(0) { $0.addingReportingOverflow($1.unparsed).partialValue }
    if unparsed > 0 { add(self[Strings.unparsed(unparsed)], indent: indent) }
  }

  private mutating func addMissing(_ coverage: Coverage, indent: Int) {
    let truncated = coverage.sources.filter(\.isTruncated).map { source in
      self[Strings.readInPart(shown(path: source.path))]
    }
    let excerpts = coverage.sources.compactMap { source in
      source.excerpt.map { self[Strings.excerpt(shown(path: source.path), $0)] }
    }
    let broken = coverage.sources.filter { $0.invalidBytes > 0 }.map { source in
      self[Strings.invalidBytes(source.invalidBytes, shown(path: source.path))]
    }
    let missing = coverage.skipped.filter(\.isRelevant).map { source in
      let detail = shown(source.detail)
      let reason = self[Strings.reason(source.reason)] + (detail.isEmpty ? "" : bracketed(detail))
      return self[Strings.notRead(shown(path: source.path), because: reason)]
    }
    let named = truncated + missing + excerpts + broken
    for line in named.prefix(Self.mostNamed) {
      add(line, indent: indent, hanging: 2, tone: .doubtful)
    }
    if named.count > Self.mostNamed {
      add(self[Strings.more(named.count - Self.mostNamed)], indent: indent)
    }
    let neutral = SkipReason.allCases.filter { !$0.isRelevant }.compactMap { reason -> String? in
      let count = coverage.skipped.count { $0.reason == reason }
      return count > 0 ? self[Strings.leftOut(count, reason)] : nil
    }
    if !neutral.isEmpty {
      add(self[Strings.leftOut(listed(neutral))], indent: indent, hanging: 2)
    }
  }

  /// A fact about the installation, in words where it is a common one.
  private func shown(_ name: String, _ value: String) -> String {
    if name == "deployment" { return self[Strings.deployment(shown(value))] }
    guard let label = Strings.fact(name) else { return "\(shown(name)) = \(shown(value))" }
    let colon = [Language.en: ": ", .fr: "\u{A0}: ", .ja: "："][style.language] ?? ": "
    return self[label] + colon + shown(value)
  }
}
