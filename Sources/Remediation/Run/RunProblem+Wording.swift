public import Model
import RemedyProtocol

extension RunProblem {
  /// What is wrong, in three languages.
  public var reason: LocalizedText {
    switch self {
    case .nothingPlanned(.refused):
      LocalizedText(
        en: "the plan was refused and has no steps", fr: "le plan a été refusé et n’a pas d’étapes",
        ja: "この計画は実行不可と判定されており、手順がありません")
    case .nothingPlanned(.unchanged):
      LocalizedText(
        en: "the plan has nothing to do", fr: "le plan n’a rien à faire", ja: "この計画には変更がありません")
    case .expired(let time):
      LocalizedText(
        en: "the plan was valid until \(time)", fr: "le plan était valable jusqu’au \(time)",
        ja: "計画の有効期限 \(time) が過ぎています")
    case .outsideWindow(let start, let end):
      LocalizedText(
        en: "now is outside of the change window from \(start) to \(end)",
        fr: "nous sommes hors de la fenêtre de changement du \(start) au \(end)",
        ja: "現在は変更作業の時間帯（\(start) ～ \(end)）の外です")
    case .otherDigest(let given, let plan):
      LocalizedText(
        en: "“\(given)” was approved, but the plan is \(plan)",
        fr: "« \(given) » a été approuvé, mais le plan est \(plan)",
        ja: "承認されたのは「\(given)」ですが、計画は \(plan) です")
    case .notApproved:
      LocalizedText(
        en: "nobody approved the plan", fr: "personne n’a approuvé le plan",
        ja: "計画が承認されていません")
    case .yesOnProduction:
      LocalizedText(
        en: "a plan for production is not approved by --yes",
        fr: "un plan pour la production ne s’approuve pas avec --yes",
        ja: "本番環境の計画は --yes では承認できません")
    case .noApprover:
      LocalizedText(
        en: "a plan for production needs a recorded approver",
        fr: "un plan pour la production exige un approbateur consigné",
        ja: "本番環境の計画には承認者の記録が必要です")
    case .approverExecutes(let name):
      LocalizedText(
        en: "“\(name)” cannot approve and carry out the same plan",
        fr: "« \(name) » ne peut pas approuver et exécuter le même plan",
        ja: "「\(name)」が承認と実行の両方を行うことはできません")
    case .drift(let what):
      LocalizedText(
        en: "the target is not what was planned for: \(what.joined(separator: ", "))",
        fr: "la cible n’est plus celle du plan : \(what.joined(separator: ", "))",
        ja: "対象が計画時と異なります: \(what.joined(separator: "、"))")
    case .otherTarget(let path):
      LocalizedText(
        en: "“\(path)” is not the folder that was planned for",
        fr: "« \(path) » n’est pas le dossier du plan", ja: "「\(path)」は計画時のフォルダーではありません")
    case .otherPlugin(let name):
      LocalizedText(
        en: "the remedy “\(name)” has changed since the plan was made",
        fr: "le remède « \(name) » a changé depuis le plan",
        ja: "対処プラグイン「\(name)」が計画後に変更されています")
    case .unfinished(let run):
      LocalizedText(
        en: "the run \(run) on this target was not finished",
        fr: "l’exécution \(run) sur cette cible n’est pas terminée",
        ja: "この対象に対する実行 \(run) が完了していません")
    case .nobodyToConfirm(let step):
      LocalizedText(
        en: "the step “\(step)” asks a person, and nobody can be asked",
        fr: "l’étape « \(step) » interroge une personne, et personne ne peut répondre",
        ja: "手順「\(step)」には人の確認が必要ですが、確認できません")
    case .missingSecret(let handle):
      LocalizedText(
        en: "the secret “\(handle)” is not given", fr: "le secret « \(handle) » n’est pas fourni",
        ja: "秘密情報「\(handle)」が指定されていません")
    case .missingTool(let path):
      LocalizedText(
        en: "“\(path)” is missing, without which root cannot start AEM as its own user",
        fr: "« \(path) » manque, sans quoi root ne peut pas lancer AEM sous son propre utilisateur",
        ja: "「\(path)」がないため、root から AEM の実行ユーザーで起動できません")
    case .locked(let holder):
      LocalizedText(
        en: "another run is at work on this target: \(holder)",
        fr: "une autre exécution est en cours sur cette cible : \(holder)",
        ja: "この対象で別の実行が進行中です: \(holder)")
    case .brokenJournal(let path, let line):
      LocalizedText(
        en: "line \(line) of “\(path)” is not as it was written",
        fr: "la ligne \(line) de « \(path) » n’est plus telle qu’elle a été écrite",
        ja: "「\(path)」の \(line) 行目が書き換えられています")
    case .unsafeFolder(let path):
      LocalizedText(
        en: "“\(path)” is no folder of yours alone",
        fr: "« \(path) » n’est pas un dossier à vous seul",
        ja: "「\(path)」は自分専用のフォルダーではありません")
    case .missingArtifact(let name):
      LocalizedText(
        en: "the run has not kept “\(name)”", fr: "l’exécution n’a pas conservé « \(name) »",
        ja: "実行時の保存物「\(name)」がありません")
    case .noRun(let name):
      LocalizedText(
        en: "there is no run “\(name)”", fr: "il n’y a pas d’exécution « \(name) »",
        ja: "実行「\(name)」はありません")
    case .ended(let run):
      LocalizedText(
        en: "the run \(run) has ended", fr: "l’exécution \(run) est terminée",
        ja: "実行 \(run) は終了しています")
    case .unclear(let step, let state):
      LocalizedText(
        en: "the step “\(step)” was cut off, and the target is in the state: \(state)",
        fr: "l’étape « \(step) » a été interrompue, et la cible est dans l’état : \(state)",
        ja: "手順「\(step)」が中断され、対象の状態は「\(state)」です")
    case .unknownStep(let name):
      LocalizedText(
        en: "the plan has no step “\(name)”", fr: "le plan n’a pas d’étape « \(name) »",
        ja: "計画に手順「\(name)」はありません")
    case .interrupted:
      LocalizedText(
        en: "stopped while planning, before anything was begun",
        fr: "arrêté pendant la planification, avant tout début",
        ja: "計画の作成中に停止しました。何も開始していません")
    case .hindered(let what): what.localized
    case .unreadablePlan(let path):
      LocalizedText(
        en: "“\(path)” is no plan of aemedic", fr: "« \(path) » n’est pas un plan d’aemedic",
        ja: "「\(path)」は aemedic の計画ではありません")
    }
  }

  /// What to do about it.
  public var hint: LocalizedText? {
    switch self {
    case .nothingPlanned(.refused), .expired, .drift, .otherTarget, .otherPlugin, .otherDigest:
      LocalizedText(
        en: "look at the target, then plan again with `aemedic remedy plan`",
        fr: "examinez la cible, puis planifiez à nouveau avec `aemedic remedy plan`",
        ja: "対象を確認し、`aemedic remedy plan` で計画し直してください")
    case .notApproved:
      LocalizedText(
        en: "read the plan, then add --approve with its digest",
        fr: "lisez le plan, puis ajoutez --approve avec son empreinte",
        ja: "計画を読み、そのダイジェストを --approve で指定してください")
    case .yesOnProduction, .noApprover, .approverExecutes:
      LocalizedText(
        en: "add --approve with the digest, and --approved-by with the name of another person",
        fr: "ajoutez --approve avec l’empreinte, et --approved-by avec le nom d’une autre personne",
        ja: "--approve にダイジェスト、--approved-by に別の人の名前を指定してください")
    case .unfinished(let run):
      LocalizedText(
        en:
          "`aemedic remedy resume \(run)` goes on, `aemedic remedy rollback \(run)` takes it back",
        fr: "`aemedic remedy resume \(run)` la poursuit, `aemedic remedy rollback \(run)` l’annule",
        ja: "`aemedic remedy resume \(run)` で続行、`aemedic remedy rollback \(run)` で取り消します")
    case .nobodyToConfirm:
      LocalizedText(
        en: "run it at a terminal, without --no-input",
        fr: "lancez-le dans un terminal, sans --no-input",
        ja: "--no-input なしで端末から実行してください")
    case .missingSecret:
      LocalizedText(
        en: "give it with --password-file, with the variable AEMEDIC_PASSWORD, or at the terminal",
        fr: "fournissez-le avec --password-file, la variable AEMEDIC_PASSWORD ou au terminal",
        ja: "--password-file、環境変数 AEMEDIC_PASSWORD、または端末で指定してください")
    case .brokenJournal:
      LocalizedText(
        en: "compare the target with the plan by hand; nothing is done automatically",
        fr: "comparez la cible au plan à la main ; rien n’est fait automatiquement",
        ja: "対象と計画を手作業で照合してください。自動では何も行いません")
    case .unclear(let step, _):
      LocalizedText(
        en: "look at the target, then resume with --retry \(step) or --mark-done \(step), "
          + "or roll back",
        fr: "examinez la cible, puis reprenez avec --retry \(step) ou --mark-done \(step), "
          + "ou annulez",
        ja: "対象を確認し、--retry \(step) または --mark-done \(step) を付けて再開するか、"
          + "取り消してください")
    case .noRun:
      LocalizedText(
        en: "see `aemedic remedy runs`", fr: "voir `aemedic remedy runs`",
        ja: "`aemedic remedy runs` を参照してください")
    default: nil
    }
  }
}
