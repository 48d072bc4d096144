import RemedyProtocol

/// The checks that the host makes for every remedy.
enum HostChecks {
  /// Whether the remedy is made for this deployment.
  static func deployment(
    _ deployment: RemedyDeployment, allowed: [RemedyDeployment], id: String = "deployment"
  ) -> PlanCheck {
    let name = deployment.wording
    return PlanCheck(
      id: id,
      title: RemedyText(
        en: "the remedy may be used on this deployment",
        fr: "le remède est applicable à ce déploiement",
        ja: "この対処は対象の環境で使える"),
      status: allowed.contains(deployment) ? .pass : .refuse, evidence: name,
      advice: allowed.contains(deployment)
        ? nil
        : RemedyText(
          en: "this remedy needs the file system and the web console of the instance, "
            + "which this deployment does not give; ask Adobe Support",
          fr: "ce remède exige le système de fichiers et la console web de l’instance, "
            + "que ce déploiement ne donne pas ; adressez-vous au support Adobe",
          ja: "この対処にはインスタンスのファイルシステムと Web コンソールが必要ですが、"
            + "この環境では使えません。アドビサポートに問い合わせてください"))
  }

  /// A warning if the password would cross a network unencrypted.
  static func address(_ address: InstanceAddress) -> PlanCheck? {
    guard !address.isEncrypted, !address.isLoopback else { return nil }
    return PlanCheck(
      id: "encrypted-address",
      title: RemedyText(
        en: "the connection to the instance is encrypted",
        fr: "la connexion à l’instance est chiffrée",
        ja: "インスタンスへの接続が暗号化されている"),
      status: .warn,
      evidence: RemedyText(verbatim: address.text),
      advice: RemedyText(
        en: "the password and the keys would cross the network readable by others; "
          + "use https, or plan and apply on the machine itself",
        fr: "le mot de passe et les clés circuleraient en clair sur le réseau ; "
          + "utilisez https, ou planifiez et appliquez sur la machine elle-même",
        ja: "パスワードと鍵が平文でネットワークを流れます。https を使うか、"
          + "インスタンスのあるマシン上で実行してください"))
  }

  /// The installation was found.
  static func installation(_ tree: InstallationTree) -> PlanCheck {
    PlanCheck(
      id: "installation", title: installationTitle, status: .pass,
      evidence: RemedyText(verbatim: tree.root))
  }

  /// The installation was not found, or cannot be read.
  static func installation(_ problem: InstallationProblem) -> PlanCheck {
    PlanCheck(
      id: "installation", title: installationTitle, status: .refuse, evidence: problem.wording,
      advice: RemedyText(
        en: "name the folder that holds crx-quickstart of an AEM that has been started before, "
          + "with no symbolic links below it, as a user who may read it",
        fr: "indiquez le dossier qui contient le crx-quickstart d’un AEM déjà démarré une fois, "
          + "sans liens symboliques à l’intérieur, avec un utilisateur autorisé à le lire",
        ja: "一度は起動済みの AEM の crx-quickstart を含むフォルダーを、読み取り権限のある"
          + "ユーザーで指定してください（配下にシンボリックリンクがないこと）"))
  }

  /// What is seen of a condition that no file can answer.
  static let onlyOnline = RemedyText(
    en: "only the running instance can tell", fr: "seule l’instance en marche peut le dire",
    ja: "稼働中のインスタンスでしか確認できません")

  /// A check of a plan for an instance whose files nobody named.
  static func withoutFiles(_ check: Recipe.Check) -> PlanCheck {
    guard !check.condition.asksInstance else {
      return PlanCheck(
        id: check.id, title: check.title, status: .unknown, evidence: onlyOnline,
        condition: check.condition, resolvedBy: check.resolvedBy)
    }
    return PlanCheck(
      id: check.id, title: check.title, status: .warn,
      evidence: RemedyText(
        en: "no installation is named, so nobody has looked",
        fr: "aucune installation n’est indiquée, personne n’a donc vérifié",
        ja: "インストール先の指定がないため確認していません"),
      advice: check.otherwise, condition: check.condition)
  }

  /// What a refused plan says instead of what it would have done.
  static let refusal = RemedyText(
    en: "At least one check forbids the remedy on this target, so no step is planned.",
    fr: "Au moins un contrôle interdit le remède sur cette cible ; aucune étape n’est planifiée.",
    ja: "この対象では対処を禁じる確認結果があるため、手順は計画されません。")

  private static let installationTitle = RemedyText(
    en: "the folder is an AEM installation", fr: "le dossier est une installation AEM",
    ja: "フォルダーが AEM のインストールである")
}

extension ProcessObservation {
  /// What was seen of the process; it may differ at the next look.
  var fact: PlanFact {
    var values: [String: String] = [:]
    switch process {
    case .noFile: values["cq.pid"] = "absent"
    case .unreadableFile: values["cq.pid"] = "unreadable"
    case .gone(let id):
      values["cq.pid"] = "gone"
      values["pid"] = String(id)
    case .alive(let id, let isInstance):
      values["cq.pid"] = isInstance.map { $0 ? "alive" : "other-process" } ?? "alive-unclear"
      values["pid"] = String(id)
    }
    switch lock {
    case .noFile: values["cache.lock"] = "absent"
    case .free: values["cache.lock"] = "free"
    case .held(let id):
      values["cache.lock"] = "held"
      values["lock-holder"] = id.map(String.init)
    case .unreadable: values["cache.lock"] = "unreadable"
    }
    values["running"] = isRunning.map { $0 ? "yes" : "no" } ?? "unclear"
    return PlanFact(
      name: "process", kind: "process", values: values,
      evidence: ["conf/cq.pid", InstallationTree.felix + "/cache.lock"], isVolatile: true)
  }
}
