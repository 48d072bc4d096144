import Model
import Reading

/// Where lines and entries of one document stand in a file of its text.
///
/// A million entries take 21 MB; of lines only every 64th has a mark.
struct IndexedSource: Sendable {
  /// An entry as the index knows it.
  struct Entry {
    var line: Int
    var lines: Int
    var milliseconds: Int64?
    var level: LogLevel?
    var thread: Int?
  }

  /// The path as in the report, before it is redacted.
  let path: String

  /// The path as it is shown.
  let shown: String

  /// What it is.
  let kind: DocumentKind

  /// The file that holds its text as UTF-8.
  let file: String

  /// How many bytes the text has.
  private(set) var bytes = 0

  /// How many lines the text has.
  private(set) var lines = 0

  /// The names of threads, in the order in which they first occur.
  private(set) var threads: [String] = []

  private var marks: [Int] = [0]
  private var starts: [UInt32] = []
  private var times: [Int64] = []
  private var levels: [UInt8] = []
  private var threadNumbers: [UInt32] = []
  private var numbers: [String: UInt32] = [:]

  private static let spacing = 64
  private static let noTime = Int64.min
  private static let noLevel = UInt8.max
  private static let noThread = UInt32.max
  private static let mostThreads = 100_000

  init(path: String, shown: String, kind: DocumentKind, file: String) {
    self.path = path
    self.shown = shown
    self.kind = kind
    self.file = file
  }

  /// How many entries it has.
  var count: Int { starts.count }

  // MARK: Building

  /// Takes note of a line that ends before `end`.
  mutating func addLine(endingAt end: Int) {
    lines += 1
    bytes = end
    if lines % Self.spacing == 0 { marks.append(end) }
  }

  /// Takes note of an entry that starts with the next line.
  mutating func addEntry(time: Int64?, level: LogLevel?, thread: String?) {
    guard lines < Int(UInt32.max) else { return }
    starts.append(UInt32(lines + 1))
    times.append(time ?? Self.noTime)
    levels.append(level.map { UInt8($0.index) } ?? Self.noLevel)
    threadNumbers.append(thread.flatMap { number(of: $0) } ?? Self.noThread)
  }

  private mutating func number(of thread: String) -> UInt32? {
    if let number = numbers[thread] { return number }
    guard threads.count < Self.mostThreads else { return nil }
    let number = UInt32(threads.count)
    numbers[thread] = number
    threads.append(thread)
    return number
  }

  // MARK: Asking

  /// The mark at or before a line: the line's number, and where it begins.
  func mark(before line: Int) -> (line: Int, offset: Int) {
    let number = min(max(0, (line - 1) / Self.spacing), marks.count - 1)
    return (number * Self.spacing + 1, marks[number])
  }

  /// The bytes that hold some lines, and perhaps some of their neighbours.
  func bytes(around range: ClosedRange<Int>) -> Range<Int> {
    let end = (range.upperBound + Self.spacing - 1) / Self.spacing
    let start = mark(before: range.lowerBound).offset
    return start..<max(start, end < marks.count ? marks[end] : bytes)
  }

  subscript(number: Int) -> Entry {
    let end = number + 1 < starts.count ? Int(starts[number + 1]) : lines + 1
    let level = Int(levels[number])
    return Entry(
      line: Int(starts[number]), lines: end - Int(starts[number]),
      milliseconds: times[number] == Self.noTime ? nil : times[number],
      level: level < LogLevel.allCases.count ? LogLevel.allCases[level] : nil,
      thread: threadNumbers[number] == Self.noThread ? nil : Int(threadNumbers[number]))
  }

  /// The number of the entry that a line belongs to, if it belongs to one.
  func entry(ofLine line: Int) -> Int? {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= line { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }

  /// How often each level and each thread occurs, and the first and last time.
  func tally() -> (levels: [LogLevel: Int], threads: [Int], from: Int64?, to: Int64?) {
    var levelCounts = [Int](repeating: 0, count: LogLevel.allCases.count)
    var threadCounts = [Int](repeating: 0, count: threads.count)
    var (from, to): (Int64?, Int64?) = (nil, nil)
    for number in starts.indices {
      let level = Int(levels[number])
      if level < levelCounts.count { levelCounts[level] += 1 }
      let thread = Int(threadNumbers[number])
      if thread < threadCounts.count { threadCounts[thread] += 1 }
      let time = times[number]
      if time != Self.noTime {
        from = min(from ?? time, time)
        to = max(to ?? time, time)
      }
    }
    let named = zip(LogLevel.allCases, levelCounts).filter { $0.1 > 0 }
    return (Dictionary(uniqueKeysWithValues: named), threadCounts, from, to)
  }
}

/// Which entries a client wants to see.
struct EntryFilter: Sendable {
  /// The source as it is shown; `nil` for all.
  var source: String?

  /// The levels; none means all, entries without a level included.
  var levels: Set<LogLevel> = []

  /// The first millisecond.
  var from: Int64?

  /// The millisecond behind the last.
  var to: Int64?

  /// The name of a thread as it is shown.
  var thread: String?

  /// Whether an entry is wanted, its thread aside.
  func admits(_ entry: IndexedSource.Entry) -> Bool {
    if !levels.isEmpty {
      guard let level = entry.level, levels.contains(level) else { return false }
    }
    if from != nil || to != nil {
      guard let time = entry.milliseconds else { return false }
      if let from, time < from { return false }
      if let to, time >= to { return false }
    }
    return true
  }
}
