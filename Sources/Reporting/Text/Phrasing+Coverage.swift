import Model

extension Phrasing {
  /// How much was read, of which time, and how many lines belong to nothing.
  func reading(of sources: [CoveredSource]) -> [String] {
    let entries = sources.reduce(0) { $0.addingReportingOverflow($1.entries).partialValue }
    let read =
      sources.count == 1 && sources[0].path == "-"
      ? Strings.readInput(entries: entries) : Strings.read(files: sources.count, entries: entries)
    var lines = [self[sources.isEmpty ? Strings.readNothing : read]]
    let times = sources.compactMap(\.from) + sources.compactMap(\.to)
    if let from = times.min(), let to = times.max() {
      lines.append(self[Strings.span(span(from: from, to: to))])
    }
    let unparsed = sources.reduce(0) { $0.addingReportingOverflow($1.unparsed).partialValue }
    if unparsed > 0 { lines.append(self[Strings.unparsed(unparsed)]) }
    return lines
  }

  /// What was not read, or not to its end, or not as it was written, and why.
  func gaps(in coverage: Coverage) -> [String] {
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
    return truncated + missing + excerpts + broken
  }

  /// How many files of no interest were left out; `nil` if none was.
  func leftOut(of coverage: Coverage) -> String? {
    let neutral = SkipReason.allCases.filter { !$0.isRelevant }.compactMap { reason -> String? in
      let count = coverage.skipped.count { $0.reason == reason }
      return count > 0 ? self[Strings.leftOut(count, reason)] : nil
    }
    return neutral.isEmpty ? nil : self[Strings.leftOut(listed(neutral))]
  }

  /// A fact about the installation, in words where it is a common one.
  func fact(_ name: String, _ value: String) -> String {
    if name == "deployment" { return self[Strings.deployment(shown(value))] }
    guard let label = Strings.fact(name) else { return "\(shown(name)) = \(shown(value))" }
    return labelled(label, shown(value))
  }

  /// What a document is, how much of it was read, from when to when.
  func account(of source: CoveredSource) -> [String] {
    let levels = source.levels.sorted { $0.key > $1.key }.map { "\($0.key.rawValue) \($0.value)" }
    let entries = self[Strings.entries(source.entries, levels: levels)]
    var lines = [listed([self[Strings.kind(source.kind)], entries])]
    if let from = source.from, let to = source.to { lines.append(shown(from: from, to: to)) }
    if source.unparsed > 0 { lines.append(self[Strings.unparsed(source.unparsed)]) }
    if source.outside > 0 { lines.append(self[Strings.outside(source.outside)]) }
    return lines
  }
}
