/// How much and how long a plugin may.
///
/// A plan is text that was thought about for a moment; whatever needs more than this is no plan.
struct PluginLimits: Hashable, Sendable {
  /// How long each request may take.
  var answer: [PluginMethodKind: Duration] = [
    .hello: .seconds(5), .task: .seconds(30), .shutdown: .seconds(5),
  ]

  /// How much longer it may take where the machine is so busy that it has not had its turn.
  var patience: Duration = .seconds(120)

  /// How long to wait after each step from asking to killing.
  var grace: Duration = .seconds(1)

  /// How many messages may come before the answer.
  var messages = 1_000

  /// How much of each log is kept, in bytes; the end of it.
  var log = 1 << 16

  /// How many seconds of a processor it may use.
  var processorSeconds: UInt = 30

  /// How many bytes of addresses a process of it may have.
  var memory: UInt = 2 << 30

  /// How many files it may have open.
  var files: UInt = 128

  /// How many processes it may add to those of its user.
  var processes: UInt = 64

  /// How long a file that it writes may be, in bytes.
  var fileSize: UInt = 16 << 20

  /// How many steps it may propose.
  var steps = 200

  /// How often it may ask for reads before it must answer, and for how many at once.
  var readRounds = 4
  var reads = 32
}

/// Requests that get the same time.
enum PluginMethodKind: Hashable, Sendable {
  case hello
  case task
  case shutdown
}
