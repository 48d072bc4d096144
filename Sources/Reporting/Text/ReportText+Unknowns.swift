import Model

extension Page {
  private static let mostUnknowns = 3

  /// The errors that no rule knows, the most telling ones with the article that may help.
  mutating func addUnknowns(of report: Report) {
    guard report.unknownCount > 0 else { return }
    addBlank()
    addBlock(Strings.unknowns) { page, indent in
      let shown = report.unknowns.prefix(Self.mostUnknowns)
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
}
