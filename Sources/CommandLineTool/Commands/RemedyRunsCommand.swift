import Model
import Remediation
import RemedyProtocol
import Reporting

/// Carries out `remedy runs`.
struct RemedyRunsCommand {
  private let invocation: Invocation
  private let store: RunStore
  private let due: Set<String>
  private var console: Console { invocation.console }

  init(_ invocation: Invocation) {
    self.invocation = invocation
    store = RunStore(
      folder: invocation.arguments.value("runs")
        ?? RunStore.standard(environment: invocation.console.environment))
    due = Set(store.due(now: Invocation.now).map(\.name))
  }

  func run() throws -> ExitStatus {
    store.shredExpired(now: Invocation.now)
    let arguments = invocation.arguments
    if let name = arguments.value("export") {
      let evidence = String(decoding: try store.evidence(name).canonical, as: UTF8.self)
      try OutputFile(path: arguments.value("output")).write(evidence + "\n", console: console)
      return .success
    }
    if let name = arguments.value("shred") {
      for path in try store.shred(name) { console.print(TerminalText.harmless(path + "\n")) }
      return .success
    }
    if let name = arguments.operands.first { return try show(store.summary(name)) }
    var isSound = true
    for name in store.names() {
      let summary = try store.summary(name)
      isSound = isSound && summary.flaw == nil
      list(summary)
    }
    return isSound || !arguments.isSet("verify") ? .success : .needsHands
  }

  private func list(_ summary: RunStore.Summary) {
    let language = console.language
    var lines = [
      summary.name,
      "  \(summary.plan.title.localized[language])",
      "  \(summary.startedAt) \(summary.person)",
      "  \(state(of: summary)[language])",
    ]
    if invocation.arguments.isSet("verify") { lines.append("  \(chain(of: summary)[language])") }
    console.print(console.broken(lines))
  }

  private func show(_ summary: RunStore.Summary) throws -> ExitStatus {
    list(summary)
    let language = console.language
    var lines: [String] = []
    for record in summary.records {
      lines.append("  \(record.sequence). \(record.time) \(record.event.words(language))")
    }
    console.print(console.broken(lines))
    return summary.flaw == nil ? .success : .needsHands
  }

  private func state(of summary: RunStore.Summary) -> LocalizedText {
    if due.contains(summary.name) { return summary.dueWording }
    return summary.result?.wording ?? summary.pause?.wording
      ?? LocalizedText(
        en: "Cut off: `aemedic remedy resume` looks what really happened.",
        fr: "Interrompue\u{A0}: `aemedic remedy resume` vérifie ce qui s’est vraiment passé.",
        ja: "中断されています。`aemedic remedy resume` で実際の状態を確認します。")
  }

  private func chain(of summary: RunStore.Summary) -> LocalizedText {
    if let flaw = summary.flaw {
      return LocalizedText(
        en: "journal: line \(flaw) is not as it was written",
        fr: "journal\u{A0}: la ligne \(flaw) n’est plus telle qu’elle a été écrite",
        ja: "ジャーナル：\(flaw) 行目が書き換えられています")
    }
    return LocalizedText(
      en: "journal: \(summary.records.count) lines, sound",
      fr: "journal\u{A0}: \(summary.records.count) lignes, intègre",
      ja: "ジャーナル：\(summary.records.count) 行、健全")
  }
}

extension JournalEvent {
  /// What a line of the journal says.
  fileprivate func words(_ language: Language) -> String {
    switch self {
    case .started(_, let plan, let person, let host): "start: \(person), \(host), \(plan)"
    case .approved(_, let by, let how, let steps):
      "approval (\(how.rawValue)): \(by) \(steps.joined(separator: ", "))"
    case .intended(let step, let attempt, _): "\(step): intent \(attempt)"
    case .finished(let step, let outcome, _, let note):
      "\(step): \(outcome.wording[language])\(note.map { ": \($0.localized[language])" } ?? "")"
    case .confirmed(let step, let by): "\(step): \(by)"
    case .rollback(let start, let reason): "rollback → \(start): \(reason.localized[language])"
    case .undoIntended(let step, let action): "\(step): undo \(action + 1)"
    case .undone(let step, let action, let outcome, let note):
      "\(step): undo \(action + 1): \(outcome.wording[language])"
        + (note.map { ": \($0.localized[language])" } ?? "")
    case .paused(let step, let reason):
      RunReport.Pause(step: step, reason: reason).wording[language]
    case .resumed(let person): "resume: \(person)"
    case .ended(let result): result.wording[language]
    }
  }
}
