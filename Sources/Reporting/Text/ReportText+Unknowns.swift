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
    let name = [error.level?.rawValue, error.exception ?? error.logger].compactMap(\.self)
    let title = name.isEmpty ? error.template : name.joined(separator: " ")
    add(shown("\(title) × \(error.count)"), indent: indent, hanging: 2, tone: .strong)
    if !name.isEmpty, !error.template.isEmpty {
      add(shown(cut(error.template)), indent: indent + 2)
    }
    if let place = error.places.first {
      let line = self[Strings.line(place.line, of: shown(path: place.source))]
      let when = error.firstSeen.map { [shown($0)] } ?? []
      add(listed([line] + when), indent: indent + 2, hanging: 2, tone: .dim)
    }
    if let suggestion = error.suggestions.first {
      let article = suggestion.article
      let named = self[Strings.perhaps("\(article.number.rawValue)", title: shown(article.title))]
      add(named, indent: indent + 2, hanging: 2)
    }
  }

  private func cut(_ text: String) -> String {
    text.count > 160 ? text.prefix(160) + "…" : text
  }
}
