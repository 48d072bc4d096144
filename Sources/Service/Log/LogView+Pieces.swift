import Model

extension LogView {
  /// How many lines around those that are shown tell whether they belong to a secret, such as a
  /// key of many lines.
  private static let margin = 120

  /// How many bytes are read for one answer.
  private static let mostBytes = 8 << 20

  /// Some lines of a source, secrets masked; fewer where they are very long.
  func lines(of source: IndexedSource, from: Int, count: Int) throws -> [TextLine] {
    guard from <= source.lines else { return [] }
    let first = max(1, from - Self.margin)
    let last = min(source.lines, from + count - 1 + Self.margin)
    let read = try file(of: source).lines(first...last, limit: Self.mostBytes)
    let masked = redacted(read.map(\.text))
    let wanted = zip(masked, read).dropFirst(from - first).prefix(count)
    return wanted.map { TextLine(text: $0, isCut: $1.isCut) }
  }

  /// Shows every entry that a filter admits, in the order of sources and lines.
  func forEachEntry(
    _ filter: EntryFilter, _ body: (IndexedSource, IndexedSource.Entry) -> Void
  ) throws {
    let all = try sources()
    if let name = filter.source, !all.contains(where: { $0.shown == name }) {
      throw ServiceProblem.noSuchSource(name)
    }
    for source in all where filter.source == nil || filter.source == source.shown {
      // Threads are compared as they are shown, each name masked once.
      let threads = filter.thread.map { thread in
        Set(
          zip(redacted(source.threads), source.threads.indices).filter { $0.0 == thread }.map(\.1))
      }
      for number in 0..<source.count {
        let entry = source[number]
        guard filter.admits(entry) else { continue }
        if let threads {
          guard let thread = entry.thread, threads.contains(thread) else { continue }
        }
        body(source, entry)
      }
    }
  }

  /// The first line of each entry, secrets masked.
  func firstLines(
    of entries: [(source: IndexedSource, entry: IndexedSource.Entry)]
  ) throws -> [String] {
    var files: [String: TextFile] = [:]
    var texts: [String] = []
    for (source, entry) in entries {
      let file = try files[source.file] ?? self.file(of: source)
      files[source.file] = file
      texts.append(try file.lines(entry.line...entry.line, limit: 1 << 20).first?.text ?? "")
    }
    return redacted(texts)
  }

  private func file(of source: IndexedSource) throws -> TextFile {
    guard let file = TextFile(source) else { throw ServiceProblem.noLog }
    return file
  }
}
