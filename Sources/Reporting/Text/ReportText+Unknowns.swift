import Model

extension Page {
  /// How many unknown errors stand on the first screen.
  static let mostUnknowns = 1

  /// The errors that no rule knows, the most telling ones with the article that may help.
  mutating func addUnknowns(of report: Report) {
    guard report.unknownCount > 0 else { return }
    addBlank()
    addBlock(Strings.unknowns) { page, indent in
      // Where no rule speaks they are all there is to say.
      let most =
        page.style.isVerbose
        ? report.unknowns.count : report.findings.isEmpty ? 3 : Self.mostUnknowns
      let shown = report.unknowns.prefix(most)
      for error in shown { page.add(error, indent: indent) }
      let rest = report.unknownCount - shown.count
      if rest > 0 { page.add(page[Strings.moreUnknowns(rest)], indent: indent, tone: .dim) }
    }
  }

  private mutating func add(_ error: UnknownError, indent: Int) {
    add(name(of: error), indent: indent, hanging: 2, tone: .strong)
    if let message = message(of: error) { add(message, indent: indent + 2) }
    if let sight = sight(of: error) { add(sight, indent: indent + 2, hanging: 2, tone: .dim) }
    if let article = suggestion(for: error) { add(article, indent: indent + 2, hanging: 2) }
  }

  /// The errors over time on one line, with their number and period below.
  mutating func addTimeline(of coverage: Coverage) {
    let columns = min(60, style.width - 24)
    guard let timeline = Timeline(of: coverage, most: columns) else { return }
    addBlank()
    addBlock(Strings.errorsLabel) { page, indent in
      page.add(
        lines: [timeline.blocks(isASCII: !page.style.drawsBlocks)], indent: indent, tone: .bad)
      page.add(page.sentence(on: timeline), indent: indent, hanging: 2)
    }
  }
}
