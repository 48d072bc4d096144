import Model
import RemedyProtocol

/// The words of a runbook that a plan does not have.
struct RunbookWords {
  let plan: PlanWords

  init(language: Language) {
    plan = PlanWords(language: language)
  }

  private func pick(_ en: String, _ fr: String, _ ja: String) -> String {
    plan.text(RemedyText(en: en, fr: fr, ja: ja))
  }

  var reason: String { pick("Why", "Pourquoi", "理由") }
  var unknowns: String { pick("To be filled in", "À compléter", "記入が必要な項目") }
  var checks: String {
    pick("Before you begin, make sure that", "Avant de commencer, vérifiez que", "開始前の確認")
  }
  var otherwise: String { pick(". Otherwise: ", ". Sinon\u{A0}: ", "。満たさない場合: ") }
  var expected: String { pick("expected", "attendu", "期待する結果") }
  var address: String {
    pick(
      "the address of the instance itself, not of a dispatcher",
      "l’adresse de l’instance elle-même, pas d’un dispatcher",
      "インスタンス自体の URL（Dispatcher ではない）")
  }
  var folder: String {
    pick(
      "the path of crx-quickstart; act as the user that runs AEM",
      "le chemin de crx-quickstart ; agissez avec l’utilisateur qui exécute AEM",
      "crx-quickstart のパス（作業は AEM の実行ユーザーで行う）")
  }

  var cloudHeading: String {
    pick(
      "On AEM as a Cloud Service", "Sur AEM as a Cloud Service", "AEM as a Cloud Service での手順")
  }

  /// The way through Cloud Manager and the Developer Console, with the labels that people see;
  /// the Developer Console itself is in English in every language.
  func cloudPath(of files: [PatchFile]) -> [String] {
    var path = [
      pick(
        "apply the patch to the branch of the environment, review it, commit and push it",
        "appliquer le correctif à la branche de l’environnement, le relire, le valider et l’envoyer",
        "環境に対応するブランチにパッチを適用し、レビューしてコミット、プッシュする")
    ]
    if files.contains(where: { $0.text.contains("$[secret:") }) {
      path.append(
        pick(
          "in Cloud Manager: Environments > the environment > Configuration > Add, for each variable "
            + "$[secret:…] of the patch, of the type Secret",
          "dans Cloud Manager : Environnements > l’environnement > Configuration > Ajouter, pour chaque "
            + "variable $[secret:…] du correctif, de type Secret",
          "Cloud Manager で、環境／対象の環境／設定／追加の順に選び、パッチ内の $[secret:…] "
            + "の各変数をシークレットとして登録する"))
    }
    let status =
      files.contains { $0.path.contains("_oak_index") } ? "Oak Indexes" : "Configurations"
    path += [
      pick(
        "in Cloud Manager: Pipelines > the pipeline of the environment > … > Run",
        "dans Cloud Manager : Pipelines > le pipeline de l’environnement > … > Exécuter",
        "Cloud Manager で、パイプライン／対象のパイプライン／…／実行の順に選ぶ"),
      pick(
        "check: Environments > … > Developer Console > Status, choose a pod, Status Dump “\(status)”, "
          + "Get Status; what the patch holds must stand there",
        "contrôle : Environnements > … > Developer Console > Status, choisir un pod, Status Dump "
          + "« \(status) », Get Status ; le contenu du correctif doit y figurer",
        "確認：環境／…／Developer Console／Status を開き、ポッドと Status Dump「\(status)」を選んで Get Status "
          + "をクリックし、パッチの内容が表示されることを確かめる"),
      pick(
        "undo: take the files out of the branch again, and run the pipeline",
        "annulation : retirer les fichiers de la branche, puis exécuter le pipeline",
        "取り消し：ブランチからファイルを取り除き、パイプラインを実行する"),
    ]
    return path
  }

  func bundleID(_ symbolicName: String) -> String {
    pick(
      "the number of the bundle named exactly \(symbolicName) at ‹URL›/system/console/bundles",
      "le numéro du bundle nommé exactement \(symbolicName) dans ‹URL›/system/console/bundles",
      "‹URL›/system/console/bundles で、名前が \(symbolicName) と完全に一致するバンドルの番号")
  }

  /// How long the instance may be away, by the time that other tools allow a stop and a start.
  func duration(_ steps: [Recipe.Step]) -> String {
    let starts = steps.count { $0.action == .aemStart }
    guard starts > 0 else {
      return pick("AEM keeps running", "AEM reste en marche", "AEM は稼働したまま")
    }
    return pick(
      "\(starts) restarts; allow up to 10 minutes for a stop and 30 for a start, each time",
      "\(starts) redémarrages ; prévoir chaque fois 10 minutes pour l’arrêt et 30 pour le démarrage",
      "再起動 \(starts) 回（1 回につき停止に最大 10 分、起動に最大 30 分）")
  }

  /// What takes a step back, in words; `nil` if there is nothing to take back.
  func undo(of step: Recipe.Step) -> String? {
    if let stated = step.undo {
      return stated.isEmpty
        ? nil : stated.map { plan.sentence(for: $0) }.joined(separator: plan.comma)
    }
    switch step.action {
    case .fileWrite(let path, _, _), .fileCopy(_, let path, _), .fileChmod(let path, _),
      .fileDelete(let path):
      return pick(
        "with AEM stopped, put back the copy of \(path) with owner and mode, or delete the file "
          + "if there was none",
        "AEM arrêté, remettre la copie de \(path) avec propriétaire et mode, ou supprimer le "
          + "fichier s’il n’existait pas",
        "AEM の停止中に \(path) のコピーを所有者とモードごと戻す。元々なかった場合は削除する")
    case .aemStop: return plan.sentence(for: .aemStart)
    case .aemStart: return plan.sentence(for: .aemStop)
    case .bundleStop(let name): return plan.sentence(for: .bundleStart(symbolicName: name))
    case .bundleStart(let name): return plan.sentence(for: .bundleStop(symbolicName: name))
    case .configPut(let pid, _, _), .configDelete(let pid):
      return plan.sentence(for: .configRestore(pid: pid))
    default: return nil
    }
  }
}
