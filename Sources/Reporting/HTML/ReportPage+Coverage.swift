import Model

extension ReportPage {
  private static let mostUnknowns = 20
  private static let mostGaps = 100
  private static let mostDocuments = 500

  mutating func addUnknowns() {
    addSection("unknown", Strings.unknownErrors) { page in
      for error in page.report.unknowns.prefix(Self.mostUnknowns) { page.add(error) }
      let rest = page.report.unknownCount - min(page.report.unknowns.count, Self.mostUnknowns)
      if rest > 0 { page.add("<p>\(HTMLText.escaped(page[Strings.moreUnknowns(rest)]))</p>") }
    }
  }

  private mutating func add(_ error: UnknownError) {
    add("<h3>\(HTMLText.path(name(of: error)))</h3>")
    if let message = message(of: error) { add("<p>\(HTMLText.escaped(message))</p>") }
    if let sight = sight(of: error) { add("<p class=\"soft\">\(HTMLText.escaped(sight))</p>") }
    if let article = suggestion(for: error) { add("<p>\(HTMLText.escaped(article))</p>") }
    addFolded(self[Strings.proof]) { page in
      page.add(
        "<pre translate=\"no\">\(HTMLText.escaped(page.quoted(error.excerpt, limit: 4_000)))</pre>")
    }
  }

  mutating func addCoverage() {
    addSection("coverage", Strings.coverage) { page in
      let coverage = page.report.coverage
      let gaps = page.gaps(in: coverage)
      if !gaps.isEmpty {
        page.add("<div class=\"note\">")
        page.addList(Array(gaps.prefix(Self.mostGaps)))
        if gaps.count > Self.mostGaps {
          page.add("<p>\(page[Strings.more(gaps.count - Self.mostGaps)])</p>")
        }
        page.add("</div>")
      }
      page.addList(
        page.reading(of: coverage.sources) + [page.leftOut(of: coverage)].compactMap(\.self))
      guard !coverage.sources.isEmpty else { return }
      page.addFolded(page[Strings.documents]) { $0.addTable(of: coverage.sources) }
    }
  }

  private mutating func addTable(of sources: [CoveredSource]) {
    add("<table class=\"wide\"><tbody>")
    for source in sources.prefix(Self.mostDocuments) {
      var account = account(of: source)
      if let original = source.sameAs {
        account.append(self[Strings.sameAs(shown(path: original))])
      }
      let path = shown(path: source.path)
      let isFormula = HTMLText.cell(path) != HTMLText.escaped(path)
      add(
        "<tr><th scope=\"row\">\(HTMLText.path(isFormula ? "'" + path : path))</th>"
          + "<td>\(account.map { HTMLText.escaped($0) }.joined(separator: "<br>"))</td></tr>")
    }
    add("</tbody></table>")
    if sources.count > Self.mostDocuments {
      add("<p>\(self[Strings.more(sources.count - Self.mostDocuments)])</p>")
    }
  }

  mutating func addEnvironment() {
    addSection("environment", Strings.environment) { page in
      let facts = page.report.environment.sorted { $0.key < $1.key }
      guard !facts.isEmpty else { return }
      page.add("<table class=\"wide\"><tbody>")
      for (name, fact) in facts {
        let label =
          name == "deployment"
          ? page[Strings.deploymentLabel] : Strings.fact(name).map { page[$0] } ?? page.shown(name)
        let value =
          name == "deployment"
          ? page[Strings.deployment(page.shown(fact.value))] : page.shown(fact.value)
        let place = fact.evidence.map { place in
          "<br><span class=\"soft\">"
            + HTMLText.path("\(page.shown(path: place.source)):\(place.line)") + "</span>"
        }
        page.add(
          "<tr><th scope=\"row\">\(HTMLText.cell(label))</th>"
            + "<td>\(HTMLText.cell(value))\(place ?? "")</td></tr>")
      }
      page.add("</tbody></table>")
    }
    addSection("notes", Strings.notes) { page in
      page.addList(page.report.notes.map { page.shown(page[$0.text]) })
    }
  }
}
