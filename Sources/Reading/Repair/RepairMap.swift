/// Where each byte of a repaired text stands in the text as it came.
///
/// It is a list of runs: those that were kept, and those that replace something.
struct RepairMap: Sendable {
  struct Run: Sendable {
    /// Where it starts in the repaired text.
    var start: Int

    /// Where it starts in the text as it came.
    var origin: Int

    /// Whether its bytes were kept as they are.
    var isKept: Bool
  }

  private(set) var runs: [Run] = []

  /// The length of the repaired text.
  private(set) var count = 0

  /// The length of the text as it came.
  let originalCount: Int

  /// Starts a map that is still to be filled.
  init(originalCount: Int) {
    self.originalCount = originalCount
  }

  /// The map of a text of which nothing was changed.
  init(identityOf count: Int) {
    self.init(originalCount: count)
    append(count, from: 0, isKept: true)
  }

  /// Adds a run at the end.
  mutating func append(_ length: Int, from origin: Int, isKept: Bool) {
    guard length > 0 else { return }
    let goesOn =
      isKept
      && runs.last.map { $0.isKept && $0.origin + (count - $0.start) == origin } ?? false
    if !goesOn { runs.append(Run(start: count, origin: origin, isKept: isKept)) }
    count += length
  }

  /// The position of the run that holds a byte.
  func index(ofRunAt offset: Int) -> Int? {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  /// Where the run at this position ends in the repaired text.
  func end(ofRun index: Int) -> Int {
    index + 1 < runs.count ? runs[index + 1].start : count
  }

  /// Where a byte of the repaired text stands in the text as it came.
  func origin(of offset: Int) -> Int {
    guard offset < count, let index = index(ofRunAt: offset) else { return originalCount }
    let run = runs[index]
    return run.isKept ? run.origin + offset - run.start : run.origin
  }

  /// What these bytes of the repaired text were in the text as it came.
  func origin(of range: Range<Int>) -> Range<Int> {
    let lower = origin(of: range.lowerBound)
    guard !range.isEmpty, let index = index(ofRunAt: range.upperBound - 1) else {
      return lower..<lower
    }
    let run = runs[index]
    let next = index + 1 < runs.count ? runs[index + 1].origin : originalCount
    let upper = run.isKept ? run.origin + range.upperBound - run.start : next
    return lower..<max(lower, upper)
  }
}
