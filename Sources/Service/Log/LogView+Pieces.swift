import Model

extension LogView {
  /// How many lines around those that are shown tell whether they belong to a secret, such as a
  /// key of many lines.
  private static let margin = 120

  /// The same for entries, which begin on one line and end on it or below.
  private static let neighbours = 40

  /// How many lines of entries that stand near one another are masked at once.
  private static let longestStretch = 4_000

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
    for (source, admits) in try admitted(filter) {
      for number in 0..<source.count where admits(number) { body(source, source[number]) }
    }
  }

  /// The sources that a filter admits, each with what tells which of its entries.
  func admitted(
    _ filter: EntryFilter
  ) throws -> [(source: IndexedSource, admits: (_ entry: Int) -> Bool)] {
    let all = try sources()
    if let name = filter.source, !all.contains(where: { $0.shown == name }) {
      throw ServiceProblem.noSuchSource(name)
    }
    return all.filter { filter.source == nil || filter.source == $0.shown }.map { source in
      // Threads are compared as they are shown, each name masked once.
      let threads = filter.thread.map { thread in
        Set(
          zip(redacted(source.threads), source.threads.indices).filter { $0.0 == thread }.map(\.1))
      }
      return (
        source,
        { number in
          let entry = source[number]
          guard filter.admits(entry) else { return false }
          return threads.map { threads in entry.thread.map(threads.contains) ?? false } ?? true
        }
      )
    }
  }

  /// The first line of each entry, secrets masked, those that its neighbours name as well.
  func firstLines(
    of entries: [(source: IndexedSource, entry: IndexedSource.Entry)]
  ) throws -> [String] {
    var texts: [String] = []
    var rest = entries[...]
    while let (source, first) = rest.first {
      // Entries that stand near one another are masked together.
      var last = first.line
      let near = rest.prefix { next in
        guard next.source.file == source.file, next.entry.line >= last,
          next.entry.line - last <= 2 * Self.neighbours,
          next.entry.line - first.line <= Self.longestStretch
        else { return false }
        last = next.entry.line
        return true
      }
      let start = max(1, first.line - Self.neighbours)
      let end = min(source.lines, last + Self.neighbours)
      let read = try file(of: source).lines(start...max(start, end), limit: Self.mostBytes)
      let masked = redacted(read.map(\.text))
      for (_, entry) in near {
        // Where lines are very long, the last ones may not have been read.
        if entry.line - start < masked.count {
          texts.append(masked[entry.line - start])
        } else {
          texts.append(
            redacted(
              try file(of: source).lines(entry.line...entry.line, limit: 1).first?.text ?? ""))
        }
      }
      rest = rest.dropFirst(near.count)
    }
    return texts
  }

  func file(of source: IndexedSource) throws -> TextFile {
    guard let file = TextFile(source) else { throw ServiceProblem.noLog }
    return file
  }
}
