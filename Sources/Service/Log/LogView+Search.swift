import Model

/// How a text is looked for.
struct LogSearch: Sendable {
  let sought: SoughtText

  /// Whether from the end to the beginning.
  let isBackward: Bool

  /// How long it may take; then it says where to go on.
  let patience: Duration
}

/// An entry that holds what was looked for.
struct FoundEntry {
  let source: IndexedSource
  let entry: IndexedSource.Entry

  /// The line that holds it.
  let line: Int

  /// How many entries come before it in the list that the filter admits.
  let position: Int
}

extension LogView {
  /// How many lines are looked at in one piece.
  private static let stretch = 512

  /// The lines that hold a text, from one on or back from it.
  ///
  /// - Returns: The lines, and the one to go on from if there may be more.
  func lines(
    of source: IndexedSource, from: Int, count: Int, with search: LogSearch
  ) throws -> (found: [(number: Int, line: TextLine)], next: Int?) {
    var found: [(number: Int, line: TextLine)] = []
    let deadline = ContinuousClock.now + search.patience
    let start = search.isBackward ? min(from, source.lines) : from
    let next = try forEachLine(
      of: source, from: start, with: search, isDue: { _ in ContinuousClock.now > deadline }
    ) { number, line in
      found.append((number, line))
      return found.count < count
    }
    return (found, next)
  }

  /// The entries that a filter admits and that hold a text, from a place in their list on or back
  /// from it.
  ///
  /// - Returns: The entries, how many the filter admits, and the place to go on from if there may
  ///   be more.
  func entries(
    _ filter: EntryFilter, from offset: Int, count: Int, with search: LogSearch
  ) throws -> (entries: [FoundEntry], total: Int, next: Int?) {
    let lists = try admitted(filter).map { AdmittedEntries(source: $0.source, admits: $0.admits) }
    let total = lists.reduce(0) { $0 + $1.count }
    var found: [FoundEntry] = []
    var next: Int?
    let deadline = ContinuousClock.now + search.patience
    let start = search.isBackward ? min(offset, total - 1) : offset
    var base = search.isBackward ? total : 0
    for list in search.isBackward ? lists.reversed() : lists where next == nil {
      if search.isBackward { base -= list.count }
      let before = base
      defer { if !search.isBackward { base += list.count } }
      guard list.count > 0, search.isBackward ? start >= before : start < before + list.count
      else { continue }
      var place = list.place(of: min(max(start - before, 0), list.count - 1))
      let first = place.number
      let entry = list.source[first]
      // An entry counts once, with the line that was met first.
      var met: Int?
      let rest = try forEachLine(
        of: list.source, from: search.isBackward ? entry.line + entry.lines - 1 : entry.line,
        with: search,
        // However long an entry is, it is got over.
        isDue: { ContinuousClock.now > deadline && list.source.entry(ofLine: $0) != first }
      ) { number, _ in
        guard let hit = list.source.entry(ofLine: number), hit != met, list.admits(hit) else {
          return true
        }
        met = hit
        list.move(&place, to: hit)
        found.append(
          FoundEntry(
            source: list.source, entry: list.source[hit], line: number,
            position: before + place.position))
        return found.count < count
      }
      if found.count == count {
        let last = found[count - 1].position + (search.isBackward ? -1 : 1)
        next = (0..<total).contains(last) ? last : nil
        break
      }
      if let rest, let reached = list.source.entry(ofLine: rest) {
        list.move(&place, to: reached)
        // The one that was met last is done with; what the filter does not admit has no place.
        let isOver = reached == met || (search.isBackward && !list.admits(reached))
        let following = before + place.position + (isOver ? (search.isBackward ? -1 : 1) : 0)
        next = (0..<total).contains(following) ? following : nil
      }
    }
    return (found, total, next)
  }

  /// Shows the lines that hold a text, one by one.
  ///
  /// Only what is shown is looked through: whether a secret holds the text must not be found out.
  ///
  /// - Parameters:
  ///   - isDue: Whether to pause before a line.
  ///   - take: Takes a line; false pauses behind it.
  /// - Returns: The line to go on from; `nil` if there is none.
  private func forEachLine(
    of source: IndexedSource, from: Int, with search: LogSearch, isDue: (Int) -> Bool,
    _ take: (_ number: Int, _ line: TextLine) -> Bool
  ) throws -> Int? {
    let file = try file(of: source)
    let step = search.isBackward ? -1 : 1
    var line = from
    while line >= 1, line <= source.lines {
      let start = (line - 1) / Self.stretch * Self.stretch + 1
      let range =
        search.isBackward ? start...line : line...min(source.lines, start + Self.stretch - 1)
      if search.sought.isToken || file.mayHold(search.sought, in: range) {
        let shown = try shown(range, of: source).filter { search.sought.stands(in: $0.line.text) }
        for (number, text) in search.isBackward ? shown.reversed() : shown {
          guard take(number, text) else {
            let next = number + step
            return next >= 1 && next <= source.lines ? next : nil
          }
        }
      }
      line = search.isBackward ? range.lowerBound - 1 : range.upperBound + 1
      if line >= 1, line <= source.lines, isDue(line) { return line }
    }
    return nil
  }

  /// Lines as they are shown, however long they are.
  private func shown(
    _ range: ClosedRange<Int>, of source: IndexedSource
  ) throws -> [(number: Int, line: TextLine)] {
    var shown: [(number: Int, line: TextLine)] = []
    while shown.count < range.count {
      let from = range.lowerBound + shown.count
      let more = try lines(of: source, from: from, count: range.count - shown.count)
      guard !more.isEmpty else { break }
      shown += zip(from..., more).map { ($0, $1) }
    }
    return shown
  }
}

/// The entries of a source that a filter admits, as a list with places from 0 on.
private struct AdmittedEntries {
  /// An entry by its number in the source, and how many admitted ones come before it.
  typealias Place = (number: Int, position: Int)

  let source: IndexedSource
  let admits: (Int) -> Bool
  let count: Int

  init(source: IndexedSource, admits: @escaping (Int) -> Bool) {
    self.source = source
    self.admits = admits
    count = (0..<source.count).count(where: admits)
  }

  /// The entry at a position.
  func place(of position: Int) -> Place {
    var place: Place = (0, 0)
    while !admits(place.number) || place.position < position {
      if admits(place.number) { place.position += 1 }
      place.number += 1
    }
    return place
  }

  /// Goes to another entry.
  func move(_ place: inout Place, to number: Int) {
    while place.number < number {
      if admits(place.number) { place.position += 1 }
      place.number += 1
    }
    while place.number > number {
      place.number -= 1
      if admits(place.number) { place.position -= 1 }
    }
  }
}
