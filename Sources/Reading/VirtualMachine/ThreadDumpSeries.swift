/// Dumps of one virtual machine, taken one after the other.
public struct ThreadDumpSeries: Hashable, Sendable {
  /// A thread that was in the same frames in dumps that follow each other.
  public struct Stay: Hashable, Sendable {
    /// The name of the thread.
    public let name: String

    /// The position of the first of these dumps.
    public let first: Int

    /// How many dumps in a row.
    public let count: Int

    /// The position of the thread in the first of these dumps.
    public let thread: Int

    /// The states it was in.
    public let states: Set<DumpedThread.State>

    /// How long it computed meanwhile, in milliseconds, where the dumps tell.
    public let processorTime: Double?
  }

  /// The dumps by time; those without a time keep their order.
  public let dumps: [ThreadDump]

  /// Makes a series of dumps, from one document or from several.
  public init(_ dumps: [ThreadDump]) {
    let isDated = dumps.allSatisfy { $0.time != nil }
    self.dumps =
      isDated
      ? dumps.enumerated().sorted {
        if let left = $0.element.time, let right = $1.element.time, left != right {
          return left < right
        }
        return $0.offset < $1.offset
      }.map(\.element) : dumps
  }

  /// The threads that stay in the same frames over a number of dumps, the longest first.
  ///
  /// A thread is known again by its name and its id. Threads of a pool that wait for work stay
  /// too; their states tell them apart.
  public func stays(ofAtLeast minimum: Int) -> [Stay] {
    var open: [Key: Run] = [:]
    var stays: [Stay] = []
    for (position, dump) in dumps.enumerated() {
      var next: [Key: Run] = [:]
      for (index, thread) in dump.threads.enumerated() where !thread.frames.isEmpty {
        let key = Key(name: thread.name, process: thread.processID ?? thread.number)
        var run = Run(first: position, thread: index, start: thread)
        if let known = open[key], known.start.frames == thread.frames {
          run = known
          open[key] = nil
        }
        run.count += 1
        run.last = thread.processorTime
        if let state = thread.state { run.states.insert(state) }
        next[key] = run
      }
      stays += open.values.filter { $0.count >= minimum }.map(\.stay)
      open = next
    }
    stays += open.values.filter { $0.count >= minimum }.map(\.stay)
    return stays.sorted {
      ($1.count, $0.first, $0.thread) < ($0.count, $1.first, $1.thread)
    }
  }

  private struct Key: Hashable {
    var name: String
    var process: Int?
  }

  private struct Run {
    var first: Int
    var thread: Int
    var start: DumpedThread
    var count = 0
    var states: Set<DumpedThread.State> = []
    var last: Double?

    var stay: Stay {
      let spent = start.processorTime.flatMap { start in last.map { $0 - start } }
      return Stay(
        name: start.name, first: first, count: count, thread: thread, states: states,
        processorTime: spent)
    }
  }
}
