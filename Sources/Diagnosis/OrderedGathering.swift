import Dispatch
import Rules
import Synchronization

/// Hands out numbered work and joins the results in the order of the numbers.
///
/// Results that come early wait for their turn. They may hold much, so that when
/// many observations are waiting no more work is handed out until the one that
/// all wait for is done.
final class OrderedGathering: Sendable {
  /// How many observations may wait for their turn before work is held back; each takes
  /// about 1.5 kB.
  static let patience = 20_000

  fileprivate struct State {
    var whole = Examination()
    var waiting: [Int: Result<Examination, any Error>] = [:]
    var waitingObservations = 0
    var next = 0
    var joined = 0
    var sleepers = 0
    var failure: (any Error)?
  }

  fileprivate enum Turn {
    case work(Int)
    case wait
    case end
  }

  private let count: Int
  private let state = Mutex(State())
  private let wakeUp = DispatchSemaphore(value: 0)

  /// Prepares for work numbered from 0 below `count`.
  init(count: Int) {
    self.count = count
  }

  /// The next number; waits where too much waits already, and gives `nil` when all is handed out.
  func take() -> Int? {
    while true {
      switch state.withLock({ $0.turn(below: count) }) {
      case .work(let number): return number
      case .end: return nil
      case .wait: wakeUp.wait()
      }
    }
  }

  /// Takes the result of the work of a number.
  func deliver(_ result: Result<Examination, any Error>, for number: Int) {
    let sleepers = state.withLock { state in
      state.join(result, for: number)
      defer { state.sleepers = 0 }
      return state.sleepers
    }
    for _ in 0..<sleepers { wakeUp.signal() }
  }

  /// Everything that was delivered, joined.
  ///
  /// - Throws: What the first work that failed threw.
  func joined() throws -> Examination {
    try state.withLock { state in
      if let failure = state.failure { throw failure }
      return state.whole
    }
  }
}

extension OrderedGathering.State {
  fileprivate mutating func turn(below count: Int) -> OrderedGathering.Turn {
    guard next < count, failure == nil else { return .end }
    // What is handed out and not joined is being worked on, so somebody will deliver it.
    guard waitingObservations <= OrderedGathering.patience || next == joined else {
      sleepers += 1
      return .wait
    }
    defer { next += 1 }
    return .work(next)
  }

  fileprivate mutating func join(_ result: Result<Examination, any Error>, for number: Int) {
    waiting[number] = result
    waitingObservations += result.observationCount
    while let next = waiting.removeValue(forKey: joined) {
      joined += 1
      waitingObservations -= next.observationCount
      switch next {
      case .success(let examination): whole.append(contentsOf: examination)
      case .failure(let error): failure = failure ?? error
      }
    }
  }
}

extension Result<Examination, any Error> {
  fileprivate var observationCount: Int {
    switch self {
    case .success(let examination): examination.observations.keptCount
    case .failure: 0
    }
  }
}
