import Model
import Reporting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Diagnoses each bundle that arrives in a folder, once.
@safe struct InboxWatch {
  /// How long to wait, and how long to let a reader work.
  struct Times {
    var interval: Duration
    var settle: Duration
    var deadline: Duration
  }

  /// What became of a bundle.
  enum Fate: Hashable {
    case reported
    case putAside
    case left
  }

  let inbox: Inbox
  let times: Times
  let console: Console

  /// The program that reads bundles.
  let program: String

  /// What it is called with, before the report and the bundle.
  let arguments: [String]

  /// Whether to stop.
  let shouldStop: @Sendable () -> Bool

  private var waiting: [String: (state: Inbox.State, since: ContinuousClock.Instant)] = [:]
  private var givenUp: Set<String> = []

  init(
    inbox: Inbox, times: Times, console: Console, program: String, arguments: [String],
    shouldStop: @escaping @Sendable () -> Bool
  ) {
    self.inbox = inbox
    self.times = times
    self.console = console
    self.program = program
    self.arguments = arguments
    self.shouldStop = shouldStop
  }

  /// Watches until told to stop, or with `once` until what is there now is done.
  mutating func run(once: Bool) throws {
    let lock = try lock()
    defer {
      // A program that is being started just now may hold a copy of the descriptor for a moment.
      flock(lock, LOCK_UN)
      close(lock)
    }
    var end: ContinuousClock.Instant?
    while !shouldStop() {
      let isLastLook = once && end.map { ContinuousClock.now >= $0 } ?? false
      let arrived = try settled()
      let rest = end ?? ContinuousClock.now + times.settle
      end = rest
      for name in arrived {
        if shouldStop() { return }
        if try read(name) == .left { givenUp.insert(name) }
        waiting[name] = nil
      }
      if isLastLook { return }
      let left = once ? min(times.interval, max(.zero, rest - ContinuousClock.now)) : times.interval
      WatchCommand.sleep(left)
    }
  }

  private func lock() throws -> CInt {
    let file = unsafe open(inbox.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { throw InboxProblem.noFolder(inbox.folder) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      close(file)
      throw InboxProblem.locked(inbox.folder)
    }
    return file
  }

  /// The arrivals that have not changed for long enough.
  mutating func settled() throws -> [String] {
    let now = ContinuousClock.now
    let names = try inbox.arrivals()
    waiting = waiting.filter { names.contains($0.key) }
    return names.filter { name in
      guard !givenUp.contains(name), let state = inbox.state(of: name) else { return false }
      guard let before = waiting[name], before.state == state else {
        waiting[name] = (state, now)
        return times.settle == .zero
      }
      return now - before.since >= times.settle
    }
  }

  /// Has one bundle read.
  mutating func read(_ name: String) throws -> Fate {
    let report = inbox.report(of: name)
    let reader = ReaderProcess(
      program: program,
      arguments: arguments + ["--output", report, "--", "\(inbox.folder)/\(name)"])
    let (outcome, messages) = try reader.run(deadline: times.deadline, until: shouldStop)
    switch outcome {
    case .interrupted:
      return .left
    case .ended(let status) where [0, 1, 3].contains(status) && InputPath.exists(report):
      tell(name, Self.done)
      return .reported
    case .ended(let status) where [2, 4].contains(status):
      // What is wrong with the installation would put every bundle aside.
      throw InboxProblem.readerRefuses(
        status: status, messages: messages.split(separator: "\n").first.map(String.init) ?? "")
    case .ended, .fell, .late:
      return putAside(name, Self.reason(outcome, deadline: times.deadline), messages)
    }
  }

  private func putAside(_ name: String, _ reason: LocalizedText, _ messages: String) -> Fate {
    let text = [reason[console.language], TerminalText.harmless(messages)]
      .filter { !$0.isEmpty }.joined(separator: "\n\n")
    do {
      _ = try inbox.putAside(name, reason: text + "\n", console: console)
      tell(name, reason)
      return .putAside
    } catch {
      console.report((error as? any Problem) ?? UnforeseenProblem(error: error))
      return .left
    }
  }

  private func tell(_ name: String, _ what: LocalizedText) {
    let name = TerminalText.harmless(name)
    console.remark(
      LocalizedText(
        en: "\(name): \(what.en)", fr: "\(name)\u{A0}: \(what.fr)", ja: "\(name)：\(what.ja)"))
  }

  private static let done = LocalizedText(en: "diagnosed", fr: "diagnostiqué", ja: "診断しました")

  static func reason(_ outcome: ReaderProcess.Outcome, deadline: Duration) -> LocalizedText {
    let seconds = deadline.components.seconds
    return switch outcome {
    case .late:
      LocalizedText(
        en: "put aside: it was not read in \(seconds) s (--deadline)",
        fr: "mis de côté\u{A0}: lecture non terminée en \(seconds) s (--deadline)",
        ja: "隔離しました：\(seconds) 秒以内に読み終わりませんでした（--deadline）")
    case .fell(let signal):
      LocalizedText(
        en: "put aside: its reader was ended by signal \(signal)",
        fr: "mis de côté\u{A0}: le lecteur a été arrêté par le signal \(signal)",
        ja: "隔離しました：読み取り処理がシグナル \(signal) で終了しました")
    case .ended(let status):
      LocalizedText(
        en: "put aside: its reader ended with status \(status) and no report",
        fr: "mis de côté\u{A0}: le lecteur s’est terminé avec le code \(status), sans rapport",
        ja: "隔離しました：読み取り処理がステータス \(status) で終了し、レポートがありません")
    case .interrupted:
      LocalizedText(en: "interrupted", fr: "interrompu", ja: "中断されました")
    }
  }
}
