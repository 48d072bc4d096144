public import Model
public import RemedyProtocol

/// Everything a run needs of the world besides its target, so that it can be foretold.
public struct Surroundings: Sendable {
  /// What a person answers to a question.
  public enum Answer: Hashable, Sendable {
    case yes
    case no

    /// Nobody can be asked.
    case nobody
  }

  /// The time.
  public var now: @Sendable () -> Timestamp

  /// Waits.
  public var sleep: @Sendable (Duration) -> Void

  /// So many random bytes.
  public var random: @Sendable (Int) -> [UInt8]

  /// Whether somebody asked to stop.
  public var shouldStop: @Sendable () -> Bool

  /// Asks a person to do something and to confirm it.
  public var confirm: @Sendable (RemedyText) -> Answer

  /// Is told what goes on.
  public var observe: @Sendable (RunProgress) -> Void

  /// The environment variables.
  public var environment: [String: String]

  /// The name of the person who carries out.
  public var person: String

  /// How often to look, and how often in a row something must be so.
  public var polling: PollingRules

  /// Is told of every moment at which a run can be cut off.
  var boundary: (@Sendable (Journal.Boundary) -> Void)?

  /// States the surroundings.
  public init(
    now: @escaping @Sendable () -> Timestamp, sleep: @escaping @Sendable (Duration) -> Void,
    random: @escaping @Sendable (Int) -> [UInt8], shouldStop: @escaping @Sendable () -> Bool,
    confirm: @escaping @Sendable (RemedyText) -> Answer,
    observe: @escaping @Sendable (RunProgress) -> Void, environment: [String: String],
    person: String, polling: PollingRules = PollingRules()
  ) {
    self.now = now
    self.sleep = sleep
    self.random = random
    self.shouldStop = shouldStop
    self.confirm = confirm
    self.observe = observe
    self.environment = environment
    self.person = person
    self.polling = polling
  }
}

/// How patiently a start and a stop are watched.
///
/// The numbers are those that other tools for AEM have come to.
public struct PollingRules: Hashable, Sendable {
  /// How long to wait between two looks.
  public var interval: Duration

  /// How often in a row it must be so.
  public var passes: Int

  /// How long to wait before the first look.
  public var warmUp: Duration

  /// States the rules.
  public init(
    interval: Duration = .seconds(6), passes: Int = 4, warmUp: Duration = .seconds(1)
  ) {
    self.interval = interval
    self.passes = passes
    self.warmUp = warmUp
  }
}

/// Something that a person who watches a run wants to know.
public enum RunProgress: Hashable, Sendable {
  /// A run has this name and folder.
  case run(String, folder: String)

  /// A step begins.
  case step(PlanStep, number: Int, of: Int)

  /// A step came out like this.
  case finished(PlanStep, StepOutcome, note: RemedyText?)

  /// An action is taken back.
  case undoing(PlanStep)

  /// A wait goes on.
  case waiting(RemedyText, seconds: Int)
}
