import Model
import Remediation
import RemedyProtocol

extension RemedyDesk {
  /// Says how a run came out and what can be done next.
  @discardableResult
  func show(_ report: RunReport, plan: Plan) -> ExitStatus {
    var lines: [LocalizedText] = []
    if let failure = report.failure {
      let note = failure.note.localized
      lines.append(
        LocalizedText(
          en: "The step “\(failure.step)” failed: \(note[.en])",
          fr: "L’étape «\u{A0}\(failure.step)\u{A0}» a échoué\u{A0}: \(note[.fr])",
          ja: "手順「\(failure.step)」が失敗しました：\(note[.ja])"))
    }
    if let result = report.result { lines.append(result.wording) }
    if let pause = report.pause { lines.append(pause.wording) }
    let console = console
    console.print(console.broken(lines.map { $0[console.language] }))
    for command in commands(after: report) + patches(of: plan, report) {
      console.print("  \(command)\n")
    }
    return status(of: report)
  }

  private func status(of report: RunReport) -> ExitStatus {
    switch report.result {
    case .done, .unchanged: return .success
    case .refused: return .refused
    case .rolledBack: return .rolledBack
    case .needsHands: return .needsHands
    case nil: break
    }
    switch report.pause?.reason {
    case .interrupted: return .interrupted
    case .confirmation: return .refused
    default: return .success
    }
  }

  /// Commands that can be pasted.
  private func commands(after report: RunReport) -> [String] {
    guard let run = report.run else { return [] }
    let runs = invocationRuns
    let resume = "aemedic remedy resume \(run)\(runs)"
    let rollback = "aemedic remedy rollback \(run)\(runs)"
    switch (report.result, report.pause) {
    case (.done?, _): return ["aemedic remedy verify \(run)\(runs)", rollback]
    case (.needsHands?, _): return [resume, rollback]
    case (_, let pause?):
      switch pause.reason {
      case .approval: return ["\(resume) --also \(pause.step)", rollback]
      case .confirmation: return ["\(resume) --confirmed \(pause.step)", rollback]
      case .waiting, .interrupted: return [resume, rollback]
      }
    default: return []
    }
  }

  /// How the patches that a run wrote get into a code repository.
  private func patches(of plan: Plan, _ report: RunReport) -> [String] {
    guard report.result == .done, let folder = report.folder else { return [] }
    return plan.steps.compactMap { step in
      guard case .patchWrite(_, let save) = step.action else { return nil }
      return "git apply \(folder)/artifacts/\(save)"
    }
  }

  /// Says how checks came out.
  func show(_ checks: [Verification]) -> ExitStatus {
    var lines: [String] = []
    let language = console.language
    for check in checks {
      lines.append("[\(check.status.wording[language])] \(check.check.localized[language])")
      if check.evidence != check.check {
        lines.append("    \(check.evidence.localized[language])")
      }
    }
    console.print(console.broken(lines))
    if checks.contains(where: { $0.status == .fail }) { return .needsHands }
    return checks.contains { $0.status == .unknown } ? .unread : .success
  }
}

extension RunResult {
  /// How a run ended, in a sentence.
  var wording: LocalizedText {
    switch self {
    case .done:
      LocalizedText(
        en: "Done: every step was carried out and verified.",
        fr: "Terminé\u{A0}: chaque étape a été exécutée et vérifiée.",
        ja: "完了しました。すべての手順を実行し、検証しました。")
    case .unchanged:
      LocalizedText(
        en: "Nothing to do: the target is already as the remedy leaves it.",
        fr: "Rien à faire\u{A0}: la cible est déjà telle que le remède la laisse.",
        ja: "変更は不要です。対象は既に対処後の状態です。")
    case .refused:
      LocalizedText(
        en: "Refused before anything was changed.", fr: "Refusé avant toute modification.",
        ja: "何も変更せずに中止しました。")
    case .rolledBack:
      LocalizedText(
        en: "What was done has been taken back.", fr: "Ce qui avait été fait a été annulé.",
        ja: "実行した内容を取り消しました。")
    case .needsHands:
      LocalizedText(
        en: "A person has to look at the target now; nothing more is done automatically.",
        fr: "Une personne doit examiner la cible\u{A0}; plus rien n’est fait automatiquement.",
        ja: "対象を人が確認する必要があります。自動ではこれ以上何も行いません。")
    }
  }
}

extension RunReport.Pause {
  /// What a run waits for, in a sentence.
  var wording: LocalizedText {
    switch reason {
    case .approval:
      LocalizedText(
        en: "The step “\(step)” needs an approval of its own.",
        fr: "L’étape «\u{A0}\(step)\u{A0}» demande sa propre approbation.",
        ja: "手順「\(step)」には個別の承認が必要です。")
    case .waiting:
      LocalizedText(
        en: "The waiting time before the step “\(step)” is not over.",
        fr: "Le délai avant l’étape «\u{A0}\(step)\u{A0}» n’est pas écoulé.",
        ja: "手順「\(step)」までの待機時間が終わっていません。")
    case .interrupted:
      LocalizedText(
        en: "Stopped before the step “\(step)” was done; nothing is half done.",
        fr: "Arrêté avant la fin de l’étape «\u{A0}\(step)\u{A0}»\u{A0}; rien n’est à moitié fait.",
        ja: "手順「\(step)」の完了前に停止しました。中途半端な変更はありません。")
    case .confirmation:
      LocalizedText(
        en: "The step “\(step)” waits for a person to confirm it.",
        fr: "L’étape «\u{A0}\(step)\u{A0}» attend la confirmation d’une personne.",
        ja: "手順「\(step)」は人による確認を待っています。")
    }
  }
}

extension RunStore.Summary {
  /// That a run waits no longer, in a sentence.
  var dueWording: LocalizedText {
    let command = "aemedic remedy resume \(name)"
    return LocalizedText(
      en: "A waiting time is over; go on with: \(command)",
      fr: "Un délai est écoulé\u{A0}; pour continuer\u{A0}: \(command)",
      ja: "待機時間が終わりました。続けるには：\(command)")
  }
}

extension StepOutcome {
  /// How a step came out, in a word.
  var wording: LocalizedText {
    switch self {
    case .changed: LocalizedText(en: "done", fr: "fait", ja: "完了")
    case .unchanged: LocalizedText(en: "was so already", fr: "l’était déjà", ja: "変更不要")
    case .recovered:
      LocalizedText(
        en: "had been done before the interruption", fr: "avait été fait avant l’interruption",
        ja: "中断前に完了済み")
    case .failed: LocalizedText(en: "failed", fr: "échec", ja: "失敗")
    case .markedDone:
      LocalizedText(en: "marked as done", fr: "tenu pour fait", ja: "完了とみなす")
    }
  }
}

extension VerificationStatus {
  /// How a check came out, in a word.
  var wording: LocalizedText {
    switch self {
    case .pass: LocalizedText(en: "ok", fr: "ok", ja: "合格")
    case .fail: LocalizedText(en: "not so", fr: "non rempli", ja: "不成立")
    case .warn: LocalizedText(en: "warning", fr: "attention", ja: "警告")
    case .unknown: LocalizedText(en: "unknown", fr: "inconnu", ja: "不明")
    }
  }
}
