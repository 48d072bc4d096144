import Diagnosis
import Model
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Shows on a terminal how much was read, once the work has taken half a second.
final class ProgressBar: ProgressObserver {
  private struct State {
    var expected = 0
    var read = 0
    var lastShown = ContinuousClock.now
    var isShown = false
  }

  private let language: Language
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let started = ContinuousClock.now
  private let state = Mutex(State())

  init(language: Language) {
    self.language = language
  }

  var shouldStop: Bool { InterruptSignal.wasRaised }

  func expect(bytes: Int) {
    state.withLock { $0.expected = bytes }
  }

  func advance(bytes: Int, source: String) {
    let now = ContinuousClock.now
    state.withLock { state in
      state.read += bytes
      guard isTerminal, now - started > .milliseconds(500),
        now - state.lastShown > .milliseconds(100)
      else { return }
      state.lastShown = now
      state.isShown = true
      show(line(state, elapsed: now - started))
    }
  }

  /// Takes the line away again.
  func finish() {
    state.withLock { if $0.isShown { show("") } }
  }

  private func line(_ state: State, elapsed: Duration) -> String {
    let read = state.read >> 20
    // Archives expand: what is on disk says too little about what there is to read.
    guard state.read <= state.expected else {
      return LocalizedText(
        en: "read \(read) MiB", fr: "\(read) Mio lus", ja: "\(read) MiB 読み込み済み")[language]
    }
    let whole = state.expected >> 20
    let percent = state.expected > 0 ? state.read * 100 / state.expected : 100
    let left = elapsed * (Double(state.expected - state.read) / Double(max(state.read, 1)))
    let seconds = left.components.seconds + 1
    return LocalizedText(
      en: "\(percent) %: read \(read) of \(whole) MiB, about \(seconds) s left",
      fr: "\(percent)\u{A0}%\u{A0}: \(read) Mio lus sur \(whole), encore \(seconds) s environ",
      ja: "\(percent)%: \(whole) MiB 中 \(read) MiB 読み込み済み、残り約 \(seconds) 秒")[language]
  }

  private func show(_ text: String) {
    let bytes = Array("\r\u{1B}[2K\(text)".utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
