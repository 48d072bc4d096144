import Model
import Reading

/// Dumps of threads that are kept to be compared, as many as a limit of memory allows.
struct KeptDumps: Sendable {
  private struct Kept {
    var document: Int
    var dump: ThreadDump
  }

  // In bytes.
  private static let capacity = 64 << 20

  /// How many calls of a stack are shown.
  static let shownFrames = 12
  private static let mostStays = 20

  private var kept: [Kept] = []
  private var size = 0

  // By the folder they lie in.
  private var leftOut: [String: Int] = [:]

  /// Adds the next dump of a document.
  mutating func append(_ dump: ThreadDump, document: Int) {
    append(Kept(document: document, dump: dump))
  }

  /// Adds the dumps of input that comes later.
  mutating func append(contentsOf later: KeptDumps) {
    for dump in later.kept { append(dump) }
    leftOut.merge(later.leftOut, uniquingKeysWith: +)
  }

  /// Forgets the dumps of documents that the bundle holds twice.
  mutating func remove(documents: Set<Int>) {
    kept.removeAll { documents.contains($0.document) }
  }

  private mutating func append(_ next: Kept) {
    let size = next.dump.memory
    guard self.size + size <= Self.capacity else {
      leftOut[Self.folder(of: next.dump.place.source), default: 0] += 1
      return
    }
    self.size += size
    kept.append(next)
  }

  /// The dumps that lie together, compared: those of one folder are taken for one virtual machine.
  ///
  /// - Parameter settle: Reads a time by the clock of the bundle.
  func series(settle: (Timestamp) -> Timestamp) -> [ThreadSeriesAccount] {
    var order: [String] = []
    var dumps: [String: [ThreadDump]] = [:]
    for kept in kept {
      let folder = Self.folder(of: kept.dump.place.source)
      if dumps[folder] == nil { order.append(folder) }
      dumps[folder, default: []].append(kept.dump)
    }
    return order.compactMap { folder in
      guard let together = dumps[folder], together.count > 1 else { return nil }
      var account = ThreadSeriesAccount(ThreadDumpSeries(together), showing: Self.mostStays)
      account.leftOut = leftOut[folder] ?? 0
      account.from = account.from.map(settle)
      account.to = account.to.map(settle)
      return account
    }
  }

  private static func folder(of source: String) -> String {
    source.lastIndex(of: "/").map { String(source[..<$0]) } ?? ""
  }
}

// MARK: - Accounts

extension ThreadSeriesAccount {
  fileprivate init(_ series: ThreadDumpSeries, showing most: Int) {
    var sources: [String] = []
    for dump in series.dumps where sources.last != dump.place.source {
      sources.append(dump.place.source)
    }
    self.init(sources: sources, dumps: series.dumps.count)
    if series.dumps.allSatisfy({ $0.time != nil }) {
      (from, to) = (series.dumps.first?.time, series.dumps.last?.time)
    }
    let telling = series.stays(ofAtLeast: min(3, series.dumps.count))
      .filter { !series.dumps[$0.first].threads[$0.thread].isIdle }
    stayCount = telling.count
    stays = telling.prefix(most).map { stay in
      let thread = series.dumps[stay.first].threads[stay.thread]
      return Stay(
        thread: stay.name, dumps: stay.count, states: stay.states.map(\.rawValue).sorted(),
        processorTime: stay.processorTime,
        frames: Array(thread.frames.prefix(KeptDumps.shownFrames)), place: thread.place)
    }
  }
}

extension ThreadDumpAccount {
  private static let mostLocks = 5
  private static let mostStacks = 5

  init(_ dump: ThreadDump) {
    self.init(place: dump.place)
    (time, virtualMachine, threads) = (dump.time, dump.virtualMachine, dump.threads.count)
    states = Dictionary(uniqueKeysWithValues: dump.counts.map { ($0.key.rawValue, $0.value) })
    let name = { (position: Int) in dump.threads[position].name }
    // The machine tells those of monitors, and some that its dump does not show.
    deadlocks = dump.deadlocks.map { $0.map(name) }
    for stated in dump.statedDeadlocks
    where !deadlocks.contains(where: { Set($0) == Set(stated) }) && !stated.isEmpty {
      deadlocks.append(stated)
    }
    locks = dump.contendedLocks.prefix(Self.mostLocks).map { contended in
      Lock(
        className: contended.lock.className, address: contended.lock.address,
        holder: contended.holder.map(name), waiting: contended.waiting.count)
    }
    stacks = dump.stackGroups.filter { !dump.threads[$0[0]].isIdle }.prefix(Self.mostStacks)
      .map { group in
        Stack(
          threads: group.count,
          frames: Array(dump.threads[group[0]].frames.prefix(KeptDumps.shownFrames)))
      }
  }
}
