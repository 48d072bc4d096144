import Model

extension Page {
  private static let mostNamed = 8

  /// What was read, what was not and why, facts about the installation, and remarks.
  mutating func addCoverage(of inspection: Inspection) {
    addBlank()
    addBlock(Strings.coverage) { page, indent in
      for line in page.reading(of: inspection.coverage.sources) {
        page.add(line, indent: indent, hanging: 2)
      }
      page.addMissing(inspection.coverage, indent: indent)
    }
    addBlock(Strings.environment) { page, indent in
      for (name, fact) in inspection.environment.sorted(by: { $0.key < $1.key }) {
        page.add(page.fact(name, fact.value), indent: indent, hanging: 2)
      }
    }
    addBlock(Strings.notes) { page, indent in
      for note in inspection.notes {
        page.add(page.shown(page[note.text]), indent: indent, hanging: 2)
      }
    }
  }

  /// One document: its path, what it is, how much of it was read, from when to when.
  mutating func add(_ source: CoveredSource) {
    add(shown(path: source.path), hanging: 2, tone: .strong)
    for line in account(of: source) { add(line, indent: 2, hanging: 2) }
    if let original = source.sameAs {
      add(self[Strings.sameAs(shown(path: original))], indent: 2, hanging: 2, tone: .doubtful)
    }
  }

  private mutating func addMissing(_ coverage: Coverage, indent: Int) {
    let named = gaps(in: coverage)
    for line in named.prefix(Self.mostNamed) {
      add(line, indent: indent, hanging: 2, tone: .doubtful)
    }
    if named.count > Self.mostNamed {
      add(self[Strings.more(named.count - Self.mostNamed)], indent: indent)
    }
    if let line = leftOut(of: coverage) { add(line, indent: indent, hanging: 2) }
  }
}
