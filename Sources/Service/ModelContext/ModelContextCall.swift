import Diagnosis
import FoundationEssentials
import Model
import Synchronization

/// A call of a tool, from the moment it came until it is answered.
final class ModelContextCall: Sendable {
  let id: RPCIdentifier
  /// The message that it came in.
  let message: [UInt8]
  /// Where its answer goes.
  let replies: MessageReplies
  /// The language of the session.
  let sessionLanguage: Language

  private let isStopped = Atomic<Bool>(false)

  init(
    id: RPCIdentifier, message: [UInt8], replies: MessageReplies, sessionLanguage: Language
  ) {
    self.id = id
    self.message = message
    self.replies = replies
    self.sessionLanguage = sessionLanguage
  }

  /// Whether nobody waits for the answer any more.
  var isCancelled: Bool { isStopped.load(ordering: .relaxed) }

  func cancel() { isStopped.store(true, ordering: .relaxed) }

  private struct Envelope<Arguments: Decodable>: Decodable {
    let arguments: Arguments
  }

  private struct Marked: Decodable {
    struct Meta: Decodable { let progressToken: RPCIdentifier? }
    let _meta: Meta?
  }

  private struct Spoken: Decodable { let lang: String? }

  /// What the client calls the progress of it, if it wants to hear of it.
  var progressToken: RPCIdentifier? {
    let marked = try? JSONDecoder().decode(RPCParameters<Marked>.self, from: Data(message))
    return marked?.params?._meta?.progressToken
  }

  /// The arguments, read as a tool needs them.
  func arguments<Arguments: Decodable>(
    as type: Arguments.Type = Arguments.self
  ) throws -> Arguments {
    let read = try ServiceProblem.naming(hidden: 2) {
      try JSONDecoder().decode(RPCParameters<Envelope<Arguments>>.self, from: Data(message))
    }
    guard let arguments = read.params?.arguments else {
      throw ServiceProblem.missingParameter("arguments")
    }
    return arguments
  }

  /// The language to answer in: that of the arguments, else of the session.
  var language: Language {
    get throws {
      guard let word = try? arguments(as: Spoken.self).lang else { return sessionLanguage }
      guard let language = Language(rawValue: word) else {
        let known = Language.allCases.map(\.rawValue).joined(separator: ", ")
        throw ServiceProblem.badParameter("lang", word, known: known)
      }
      return language
    }
  }
}

/// Tells a client how far its diagnosis is, a few times a second, and ends it when nobody waits.
final class ModelContextProgress: ProgressObserver {
  private struct State {
    var expected = 0
    var read = 0
    var told = 0
    var next = ContinuousClock.now
    var isOver = false
  }

  private struct Notice: Encodable {
    let progressToken: RPCIdentifier
    let progress: Int
    let total: Int?
  }

  private let call: ModelContextCall
  private let token: RPCIdentifier?
  private let deadline: ContinuousClock.Instant
  private let tell: @Sendable (JSONPiece) -> Void
  private let state = Mutex(State())

  init(_ call: ModelContextCall, limit: Duration, tell: @escaping @Sendable (JSONPiece) -> Void) {
    self.call = call
    self.tell = tell
    token = call.progressToken
    deadline = .now + limit
  }

  func expect(bytes: Int) {
    state.withLock { $0.expected = bytes }
  }

  func advance(bytes: Int, source: String) {
    guard let token else { return }
    state.withLock { state in
      state.read += bytes
      guard !state.isOver, state.read > state.told, ContinuousClock.now >= state.next else {
        return
      }
      state.told = state.read
      state.next = .now + .milliseconds(200)
      // What is packed grows when it is read.
      let total = state.expected > 0 ? max(state.expected, state.read) : nil
      let notice = Notice(progressToken: token, progress: state.read, total: total)
      // Within the lock, so that it only ever grows.
      if let text = try? JSONPiece(notice) { tell(text) }
    }
  }

  /// Nothing is told after that.
  func finish() {
    state.withLock { $0.isOver = true }
  }

  var shouldStop: Bool { call.isCancelled || ContinuousClock.now > deadline }
}
