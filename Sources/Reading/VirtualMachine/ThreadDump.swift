public import Model

/// The threads of a virtual machine at one moment.
public struct ThreadDump: Hashable, Sendable {
  /// When it was taken; no dump states its zone.
  public var time: Timestamp?

  /// The virtual machine as it describes itself, with its version.
  public var virtualMachine: String?

  /// The threads, in the order in which they stand.
  public var threads: [DumpedThread] = []

  /// The names of the threads in each deadlock that the virtual machine found itself.
  public var statedDeadlocks: [[String]] = []

  /// Where it starts.
  public var place: Place

  /// Whether a limit cut it short.
  public var isCut = false

  init(place: Place) {
    self.place = place
  }
}

/// One thread of a dump.
public struct DumpedThread: Hashable, Sendable {
  /// What a thread does, as `java.lang.Thread.State` has it.
  public enum State: String, Hashable, CaseIterable, Sendable {
    case new = "NEW"
    case runnable = "RUNNABLE"
    case blocked = "BLOCKED"
    case waiting = "WAITING"
    case timedWaiting = "TIMED_WAITING"
    case terminated = "TERMINATED"
  }

  /// A lock: an object by its address.
  public struct Lock: Hashable, Sendable {
    /// The address, as it is written.
    public let address: String

    /// The class of the object.
    public let className: String
  }

  /// Its name.
  public var name: String

  /// The number that Java gave it.
  public var number: Int?

  /// The id that the operating system knows it by, as `top -H` shows it.
  public var processID: Int?

  /// Whether it keeps the virtual machine from ending.
  public var isDaemon = false

  /// What it does; absent for threads of the virtual machine itself.
  public var state: State?

  /// What HotSpot adds: `waiting on condition`.
  public var condition: String?

  /// The time it had computed, in milliseconds.
  public var processorTime: Double?

  /// Its calls, the innermost first, such as `a.b.C.run(C.java:12)`.
  public var frames: [String] = []

  /// The locks it holds.
  public var held: [Lock] = []

  /// The lock it waits to get: a monitor that another thread is in, or a lock it parks for.
  public var wanted: Lock?

  /// Where its first line stands.
  public var place: Place
}

extension DumpedThread {
  /// Whether it waits for work: parked in a queue, in `Object.wait`, or asking the system for
  /// the next connection or event. Who waits for a lock or for another's result does not.
  public var isIdle: Bool {
    switch state {
    case .waiting, .timedWaiting:
      guard let wanted else { return true }
      return !Self.awaited.contains { wanted.className.contains($0) }
    case .runnable:
      return frames.isEmpty
        || frames.prefix(5).contains { frame in
          Self.pollers.contains { frame.contains($0) }
        }
    case .blocked: return false
    case .new, .terminated, nil: return true
    }
  }

  // What a thread parks for that another one has to give up or to finish.
  private static let awaited = [
    "ReentrantLock$", "ReentrantReadWriteLock$", "StampedLock", "Semaphore$", "CountDownLatch$",
    "CompletableFuture", "FutureTask",
  ]

  // Calls of the library that wait for the next connection, event or reference.
  private static let pollers = [
    "sun.nio.ch.EPoll.wait", "EPollArrayWrapper.epollWait", "sun.nio.ch.KQueue.poll",
    "ServerSocketChannelImpl.accept", "NioSocketImpl.accept", "PlainSocketImpl.socketAccept",
    "sun.nio.ch.Net.accept", "LinuxWatchService.poll", "Reference.waitForReferencePendingList",
    "WindowsSelectorImpl$SubSelector.poll", "PollArrayWrapper.poll",
  ]
}

extension ThreadDump {
  /// How many threads there are in each state.
  public var counts: [DumpedThread.State: Int] {
    threads.reduce(into: [:]) { counts, thread in
      if let state = thread.state { counts[state, default: 0] += 1 }
    }
  }

  /// For each thread, the position of the one that holds the lock it waits for.
  public var holders: [Int?] {
    var owner: [String: Int] = [:]
    for (position, thread) in threads.enumerated() {
      for lock in thread.held { owner[lock.address] = position }
    }
    return threads.enumerated().map { position, thread in
      thread.wanted.flatMap { owner[$0.address] }.flatMap { $0 == position ? nil : $0 }
    }
  }

  /// The locks that threads wait to get, the most wanted first: each with the position of the
  /// thread that holds it, if the dump shows it, and of those that wait.
  ///
  /// Who waits for work rather than for a lock is left out: it parks where nobody holds anything.
  public var contendedLocks: [(lock: DumpedThread.Lock, holder: Int?, waiting: [Int])] {
    let holders = holders
    var locks: [String: (lock: DumpedThread.Lock, holder: Int?, waiting: [Int])] = [:]
    for (position, thread) in threads.enumerated() {
      guard let lock = thread.wanted, thread.state == .blocked || holders[position] != nil else {
        continue
      }
      locks[lock.address, default: (lock, holders[position], [])].waiting.append(position)
    }
    return locks.values.sorted {
      ($1.waiting.count, $0.waiting[0]) < ($0.waiting.count, $1.waiting[0])
    }
  }

  /// How much memory it takes, in bytes, about; threads share the text of calls.
  public var memory: Int {
    var calls: Set<String> = []
    var size = 256
    for thread in threads {
      size += 256 + thread.name.utf8.count + 16 * thread.frames.count + 64 * thread.held.count
      for call in thread.frames where calls.insert(call).inserted { size += call.utf8.count }
    }
    return size
  }

  /// Changes every place in it.
  public mutating func mapPlaces(_ transform: (Place) -> Place) {
    place = transform(place)
    for index in threads.indices { threads[index].place = transform(threads[index].place) }
  }

  /// The rings of threads that wait for each other, as positions; each starts at its lowest.
  public var deadlocks: [[Int]] {
    let holders = holders
    var rings: [[Int]] = []
    // A walk that meets its own steps has found a ring; other walks end in what is known.
    var walk = [Int](repeating: -1, count: threads.count)
    for start in threads.indices where walk[start] < 0 {
      var path: [Int] = []
      var next: Int? = start
      while let position = next, walk[position] < 0 {
        walk[position] = start
        path.append(position)
        next = holders[position]
      }
      guard let met = next, walk[met] == start, let first = path.firstIndex(of: met) else {
        continue
      }
      let ring = path[first...]
      let lowest = ring.firstIndex(of: ring.min() ?? met) ?? ring.startIndex
      rings.append(Array(ring[lowest...] + ring[..<lowest]))
    }
    return rings
  }

  /// The threads that others wait for and that wait for none: with all those behind them,
  /// directly or not, the longest queue first.
  public var blockers: [(holder: Int, blocked: [Int])] {
    let holders = holders
    var blocked: [Int: [Int]] = [:]
    for start in threads.indices where holders[start] != nil {
      var position = start
      var steps = 0
      while let next = holders[position], steps < threads.count {
        position = next
        steps += 1
      }
      if holders[position] == nil { blocked[position, default: []].append(start) }
    }
    return blocked.map { (holder: $0.key, blocked: $0.value) }
      .sorted { ($1.blocked.count, $0.holder) < ($0.blocked.count, $1.holder) }
  }

  /// The threads that share a stack, as positions, the largest group first; stacks of one
  /// thread and threads without a stack stay out.
  public var stackGroups: [[Int]] {
    var groups: [[String]: [Int]] = [:]
    for (position, thread) in threads.enumerated() where !thread.frames.isEmpty {
      groups[thread.frames, default: []].append(position)
    }
    return groups.values.filter { $0.count > 1 }
      .sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
  }
}
