/// How a virtual machine cleaned up its memory, as its log tells.
public struct CollectionAccount: Hashable, Sendable {
  /// A pause that stands out.
  public struct Pause: Hashable, Sendable {
    /// How long it took, in milliseconds.
    public var milliseconds: Double

    /// When it was logged.
    public var time: Timestamp?

    /// Why it was made, in the words of the virtual machine.
    public var cause: String?

    /// Where it stands.
    public var place: Place

    /// Makes an account of a pause.
    public init(milliseconds: Double, time: Timestamp?, cause: String?, place: Place) {
      self.milliseconds = milliseconds
      self.time = time
      self.cause = cause
      self.place = place
    }
  }

  /// How many collections there are of each kind, such as `young` and `full`.
  public var counts: [String: Int] = [:]

  /// How many collections had each cause.
  public var causes: [String: Int] = [:]

  /// How long the program stood still each time.
  public var pauses: DurationSummary?

  /// How long it stood still in all, in milliseconds.
  public var stopped = 0.0

  /// How long the log covers, in milliseconds.
  public var covered = 0.0

  /// The longest pause.
  public var longest: Pause?

  /// The last collection of everything.
  public var lastFull: Pause?

  /// The largest heap that was stated, in bytes.
  public var capacity: Int?

  /// How fast the heap that is left after collections of everything grows, in bytes an hour.
  public var growth: Double?

  /// How many times the virtual machine started anew within the log.
  public var restarts = 0

  /// Makes an account of a log without collections.
  public init() {}

  /// The share of the time that the program stood still, from 0 to 1.
  public var stoppedShare: Double? { covered > 0 ? min(1, stopped / covered) : nil }

  mutating func mapTimes(_ transform: (Timestamp) -> Timestamp) {
    if let time = longest?.time { longest?.time = transform(time) }
    if let time = lastFull?.time { lastFull?.time = transform(time) }
  }
}

/// The threads of a virtual machine at one moment.
public struct ThreadDumpAccount: Hashable, Sendable {
  /// A lock that threads wait for.
  public struct Lock: Hashable, Sendable {
    /// The class of the object.
    public var className: String

    /// Its address, as it is written.
    public var address: String

    /// The name of the thread that holds it, where the dump tells.
    public var holder: String?

    /// How many threads wait for it.
    public var waiting: Int

    /// Makes an account of a lock.
    public init(className: String, address: String, holder: String?, waiting: Int) {
      self.className = className
      self.address = address
      self.holder = holder
      self.waiting = waiting
    }
  }

  /// A stack that several threads share.
  public struct Stack: Hashable, Sendable {
    /// How many threads are in it.
    public var threads: Int

    /// Its innermost calls, the innermost first.
    public var frames: [String]

    /// Makes an account of a stack.
    public init(threads: Int, frames: [String]) {
      self.threads = threads
      self.frames = frames
    }
  }

  /// When it was taken.
  public var time: Timestamp?

  /// The virtual machine as it describes itself.
  public var virtualMachine: String?

  /// How many threads there are.
  public var threads = 0

  /// How many there are in each state, such as `RUNNABLE`.
  public var states: [String: Int] = [:]

  /// The names of the threads in each ring of threads that wait for each other.
  public var deadlocks: [[String]] = []

  /// The locks that most threads wait for, bounded in number.
  public var locks: [Lock] = []

  /// The stacks that most threads share, of those that do not idle; bounded in number.
  public var stacks: [Stack] = []

  /// Where it starts.
  public var place: Place

  /// Makes an account of a dump without threads.
  public init(place: Place) {
    self.place = place
  }
}

/// Dumps of one virtual machine, taken one after the other.
public struct ThreadSeriesAccount: Hashable, Sendable {
  /// A thread that was in the same calls in dumps that follow each other.
  public struct Stay: Hashable, Sendable {
    /// The name of the thread.
    public var thread: String

    /// In how many dumps in a row.
    public var dumps: Int

    /// The states it was in, such as `BLOCKED`.
    public var states: [String]

    /// How long it computed meanwhile, in milliseconds, where the dumps tell.
    public var processorTime: Double?

    /// Its innermost calls, the innermost first.
    public var frames: [String]

    /// Where it stands in the first of these dumps.
    public var place: Place

    /// Makes an account of a thread.
    public init(
      thread: String, dumps: Int, states: [String], processorTime: Double?, frames: [String],
      place: Place
    ) {
      self.thread = thread
      self.dumps = dumps
      self.states = states
      self.processorTime = processorTime
      self.frames = frames
      self.place = place
    }
  }

  /// What the dumps were read from, in their order.
  public var sources: [String]

  /// How many dumps were compared.
  public var dumps: Int

  /// How many more there are, which were too many to be compared.
  public var leftOut = 0

  /// When the first and the last were taken, if all tell it.
  public var from, to: Timestamp?

  /// The threads that stayed longest, of those that do not idle; bounded in number.
  public var stays: [Stay] = []

  /// How many threads stayed, those included that are not listed.
  public var stayCount = 0

  /// Makes an account of a series in which nothing stayed.
  public init(sources: [String], dumps: Int) {
    self.sources = sources
    self.dumps = dumps
  }
}
