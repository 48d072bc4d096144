import FoundationEssentials
import Model
import Remediation
import RemedyProtocol

extension Command {
  /// Carries a plan out.
  static let remedyApply = Command(
    words: ["remedy", "apply"], operands: "PLAN.json|REMEDY", operandCount: 1...1,
    summary: LocalizedText(
      en: "carry out an approved plan, with backup, journal and verification",
      fr: "exécuter un plan approuvé, avec sauvegarde, journal et vérification",
      ja: "承認済みの計画を実行する（バックアップ、ジャーナル、検証付き）"),
    options: [
      CommandOption(
        "approve", value: "DIGEST",
        help: LocalizedText(
          en: "the digest of the plan that was read and approved",
          fr: "l’empreinte du plan lu et approuvé", ja: "読んで承認した計画のダイジェスト")),
      CommandOption(
        "yes",
        help: LocalizedText(
          en: "approve whatever is planned; refused on production",
          fr: "approuver tout ce qui est planifié\u{A0}; refusé en production",
          ja: "計画内容をそのまま承認する（本番環境では不可）")),
    ] + CommandOption.remedySteps + CommandOption.remedyRun + CommandOption.remedyTarget
      + [.plugins],
    examples: [
      Example(
        call: "aemedic remedy apply PLAN.json --approve sha256:4be1…",
        meaning: LocalizedText(
          en: "what was approved, if the target is still as planned",
          fr: "ce qui a été approuvé, si la cible est restée telle que prévue",
          ja: "対象が計画時のままであれば、承認済みの内容を実行する")),
      Example(
        call: "aemedic remedy apply crypto-key-store \\\n"
          + "--instance /opt/aem --url http://localhost:4502",
        meaning: LocalizedText(
          en: "plan, show, ask, and carry out", fr: "planifier, montrer, demander, exécuter",
          ja: "計画し、表示し、確認を得て実行する")),
    ]
  ) { try RemedyRunCommand($0).apply() }

  /// Takes a run up again.
  static let remedyResume = Command(
    words: ["remedy", "resume"], operands: "RUN", operandCount: 1...1,
    summary: LocalizedText(
      en: "go on with a run that was cut off or waits",
      fr: "poursuivre une exécution interrompue ou en attente",
      ja: "中断または待機中の実行を続ける"),
    options: CommandOption.remedySteps + [
      CommandOption(
        "retry", value: "STEP", isRepeatable: true,
        help: LocalizedText(
          en: "do this step again although the target is in neither state",
          fr: "refaire cette étape bien que la cible ne soit dans aucun des deux états",
          ja: "対象がどちらの状態でもない場合も、この手順をやり直す")),
      CommandOption(
        "mark-done", value: "STEP",
        help: LocalizedText(
          en: "take this step for done; --reason says why",
          fr: "tenir cette étape pour faite\u{A0}; --reason dit pourquoi",
          ja: "この手順を完了とみなす（理由は --reason で指定）")),
      CommandOption(
        "reason", value: "TEXT",
        help: LocalizedText(
          en: "why, for the journal", fr: "pourquoi, pour le journal", ja: "ジャーナルに残す理由")),
    ] + CommandOption.remedyRun + [.plugins],
    examples: [
      Example(
        call: "aemedic remedy resume RUN --also delete-jcr-keys",
        meaning: LocalizedText(
          en: "the last step, approved by itself", fr: "la dernière étape, approuvée à part",
          ja: "個別に承認した最後の手順を実行する"))
    ]
  ) { try RemedyRunCommand($0).resume() }

  /// Takes back what a run has done.
  static let remedyRollback = Command(
    words: ["remedy", "rollback"], operands: "RUN", operandCount: 1...1,
    summary: LocalizedText(
      en: "take back what a run has done", fr: "annuler ce qu’une exécution a fait",
      ja: "実行した内容を取り消す"),
    options: CommandOption.remedyRun + [.plugins],
    examples: [
      Example(
        call: "aemedic remedy rollback RUN",
        meaning: LocalizedText(
          en: "the target as it was before", fr: "la cible telle qu’elle était avant",
          ja: "対象を実行前の状態に戻す"))
    ]
  ) { try RemedyRunCommand($0).rollback() }

  /// Looks whether a run still holds.
  static let remedyVerify = Command(
    words: ["remedy", "verify"], operands: "RUN", operandCount: 1...1,
    summary: LocalizedText(
      en: "look whether what a run has done still holds",
      fr: "vérifier que ce qu’une exécution a fait tient toujours",
      ja: "実行結果が今も保たれているか確認する"),
    options: CommandOption.remedyRun + [.plugins],
    examples: [
      Example(
        call: "aemedic remedy verify RUN",
        meaning: LocalizedText(
          en: "each check with what was seen", fr: "chaque contrôle avec ce qui a été vu",
          ja: "各確認項目とその結果"))
    ]
  ) { try RemedyRunCommand($0).verify() }

  /// Lists and shows runs.
  static let remedyRuns = Command(
    words: ["remedy", "runs"], operands: "[RUN]", operandCount: 0...1,
    summary: LocalizedText(
      en: "list runs, or show one", fr: "lister les exécutions, ou en montrer une",
      ja: "実行の一覧または詳細を表示する"),
    options: [
      CommandOption(
        "verify",
        help: LocalizedText(
          en: "check that no journal was changed", fr: "vérifier qu’aucun journal n’a été modifié",
          ja: "ジャーナルが改ざんされていないか確認する")),
      CommandOption(
        "export", value: "RUN",
        help: LocalizedText(
          en: "plan, approvals and journal of a run as evidence, in JSON without secrets",
          fr: "plan, approbations et journal d’une exécution comme preuve, en JSON sans secrets",
          ja: "実行の計画、承認、ジャーナルを証跡として JSON で出力する（秘密情報なし）")),
      CommandOption(
        "shred", value: "RUN",
        help: LocalizedText(
          en: "overwrite and delete what a run kept of keys; no rollback after",
          fr: "écraser et supprimer les clés gardées par une exécution\u{A0}; plus d’annulation",
          ja: "実行時に保存した鍵を上書き消去する（以後の取り消しは不可）")),
      .runs, .output,
    ],
    examples: [
      Example(
        call: "aemedic remedy runs --verify",
        meaning: LocalizedText(
          en: "all runs, and whether their journals are sound",
          fr: "toutes les exécutions et l’intégrité de leurs journaux",
          ja: "すべての実行とジャーナルの健全性")),
      Example(
        call: "aemedic remedy runs --export RUN -o evidence.json",
        meaning: LocalizedText(
          en: "evidence for the change ticket", fr: "la preuve pour le ticket de changement",
          ja: "変更チケット用の証跡")),
    ]
  ) { try RemedyRunsCommand($0).run() }
}

/// Carries out `remedy apply`, `resume`, `rollback` and `verify`.
private struct RemedyRunCommand {
  private let invocation: Invocation
  private var arguments: ParsedArguments { invocation.arguments }
  private var console: Console { invocation.console }

  init(_ invocation: Invocation) {
    self.invocation = invocation
  }

  func apply() throws -> ExitStatus {
    let plan = try plan()
    let library = try invocation.remedyLibrary()
    guard plan.outcome == .planned else {
      console.print(try console.text(of: plan))
      return plan.outcome == .refused ? .refused : .success
    }
    let approval = try approval(of: plan)
    let desk = try RemedyDesk(invocation)
    let secrets = try desk.secrets(for: plan)
    return try desk.show(
      desk.host(library).apply(
        plan, approval: approval, secrets: secrets, options: options()), plan: plan)
  }

  func resume() throws -> ExitStatus {
    let name = arguments.operands[0]
    var options = options()
    if let step = arguments.value("mark-done") {
      guard let reason = arguments.value("reason") else {
        throw UsageProblem(.missingOption("reason"), command: invocation.command.name)
      }
      options.markDone = (step, reason)
    }
    return try withRun(name) { desk, plan, secrets in
      try desk.show(
        desk.host(invocation.remedyLibrary()).resume(name, secrets: secrets, options: options),
        plan: plan)
    }
  }

  func rollback() throws -> ExitStatus {
    let name = arguments.operands[0]
    return try withRun(name) { desk, plan, secrets in
      let report = try desk.host(invocation.remedyLibrary()).rollback(name, secrets: secrets)
      let status = desk.show(report, plan: plan)
      // Here it is what was asked for, not what a failure led to.
      return status == .rolledBack ? .success : status
    }
  }

  func verify() throws -> ExitStatus {
    let name = arguments.operands[0]
    return try withRun(name) { desk, _, secrets in
      desk.show(try desk.host(invocation.remedyLibrary()).verify(name, secrets: secrets))
    }
  }

  private func withRun(
    _ name: String, _ body: (RemedyDesk, Plan, Secrets) throws -> ExitStatus
  ) throws -> ExitStatus {
    let desk = try RemedyDesk(invocation)
    let plan = try desk.store.summary(name).plan
    return try body(desk, plan, desk.secrets(for: plan))
  }

  /// The plan in a file, or one that is made now.
  private func plan() throws -> Plan {
    let operand = arguments.operands[0]
    guard operand.contains("/") || operand.hasSuffix(".json") else {
      return try invocation.plan(operand)
    }
    guard let data = FileManager.default.contents(atPath: operand) else {
      throw RunProblem.unreadablePlan(operand)
    }
    do {
      return try Plan(canonicalJSON: Array(data))
    } catch {
      throw RunProblem.unreadablePlan(operand)
    }
  }

  private func approval(of plan: Plan) throws -> Approval {
    let approver = arguments.value("approved-by")
    if let digest = arguments.value("approve") {
      return Approval(kind: .digest, digest: digest, approver: approver)
    }
    if arguments.isSet("yes") { return Approval(kind: .yes, approver: approver) }
    guard RemedyDesk.isAttended(invocation) else { throw RunProblem.notApproved }
    console.explain(try console.text(of: plan, isShort: true))
    guard RemedyDesk.ask(RemedyDesk.approvalQuestion[console.language], console) else {
      throw RunProblem.notApproved
    }
    return Approval(kind: .asked, digest: try plan.digest(), approver: approver)
  }

  private func options() -> ResumeOptions {
    ResumeOptions(
      approvedSteps: arguments.all("also"), approver: arguments.value("approved-by"),
      retry: Set(arguments.all("retry")),
      confirmed: Set(arguments.all("confirmed")),
      skipsWaiting: arguments.isSet("without-waiting"))
  }
}

extension RunProblem: ToolProblem {
  var exitStatus: ExitStatus {
    switch kind {
    case .refused: .refused
    case .locked: .locked
    case .needsHands: .needsHands
    case .usage: .usage
    case .interrupted: .interrupted
    }
  }
}

extension SecretProblem: ToolProblem {
  var exitStatus: ExitStatus { .refused }
}

extension InstanceProblem: ToolProblem {
  var exitStatus: ExitStatus { .refused }
}
