import Model

extension Page {
  private static let mostNamed = 8

  /// Facts that say little on a first screen: one stands in the commands, one is nearly always so.
  private static let aside: Set = ["instance", "product"]

  /// What was read, what was not and why, facts about the installation, and remarks.
  ///
  /// - Parameter isFull: Whether every gap is named, and each fact on a line of its own.
  mutating func addCoverage(of inspection: Inspection, isFull: Bool) {
    addBlank()
    addBlock(Strings.coverage) { page, indent in
      for line in page.reading(of: inspection.coverage.sources) {
        page.add(line, indent: indent, hanging: 2)
      }
      page.addMissing(inspection.coverage, atMost: isFull ? .max : Self.mostNamed, indent: indent)
    }
    addBlock(Strings.environment) { page, indent in
      let facts = inspection.environment.sorted { $0.key < $1.key }
        .filter { isFull || !Self.aside.contains($0.key) }
        .map { page.fact($0.key, $0.value.value) }
      for line in isFull ? facts : [facts.joined(separator: " · ")] {
        page.add(line, indent: indent, hanging: 2)
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

  private mutating func addMissing(_ coverage: Coverage, atMost most: Int, indent: Int) {
    let named = gaps(in: coverage)
    for line in named.prefix(most) {
      add(line, indent: indent, hanging: 2, tone: .doubtful)
    }
    if named.count > most {
      add(self[Strings.more(named.count - most)], indent: indent)
    }
    if let line = leftOut(of: coverage) { add(line, indent: indent, hanging: 2) }
  }
}
