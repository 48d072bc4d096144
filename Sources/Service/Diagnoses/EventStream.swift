import HTTPServerKit
import Model
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Tells a client how far a diagnosis is, as server-sent events (HTML Standard, section 9.2).
final class EventStream: ResponseStream {
  private struct State {
    var last: DiagnosisStatus?
    var silentSince = ContinuousClock.now
    var isOver = false
  }

  private let job: DiagnosisJob
  private let language: Language
  private let state = Mutex(State())

  init(_ job: DiagnosisJob, language: Language) {
    self.job = job
    self.language = language
  }

  func next() -> ResponsePiece {
    state.withLock { state in
      if state.isOver { return .end }
      // Not faster than anybody can read.
      if state.last != nil { _ = usleep(200_000) }
      let phase = job.phase
      var status = job.status(in: language)
      if phase.isOver {
        state.isOver = true
        return Self.event(phase.rawValue, status)
      }
      // Time alone is no news.
      status.seconds = nil
      if status != state.last {
        state.last = status
        state.silentSince = .now
        return Self.event("progress", job.status(in: language))
      }
      guard ContinuousClock.now - state.silentSince > .seconds(10) else { return .nothingYet }
      state.silentSince = .now
      return .bytes(Array(": still there\n\n".utf8))
    }
  }

  private static func event(_ name: String, _ status: DiagnosisStatus) -> ResponsePiece {
    guard let data = try? Reply.bytes(of: status) else { return .failed }
    return .bytes(Array("event: \(name)\ndata: ".utf8) + data + Array("\n\n".utf8))
  }
}
