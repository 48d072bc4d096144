import Model
import RemedyProtocol

extension PlanWords {
  func sentence(for condition: Condition) -> String {
    text(condition.wording)
  }
}

extension Condition {
  /// What must hold, in three languages.
  var wording: RemedyText {
    switch self {
    case .optionAbsent(let name, let value):
      RemedyText(
        en: "“\(name)” is not set to “\(value)”, on the running command line either",
        fr: "« \(name) » ne vaut pas « \(value) », pas même sur la ligne de commande en cours",
        ja: "「\(name)」が「\(value)」に設定されていない（稼働中のコマンドラインも含む）")
    case .fileHolds(let path, let texts):
      RemedyText(
        en: "\(path) holds exactly \(texts.visible.map { "“\($0)”" }.joined(separator: " or "))",
        fr: "\(path) contient exactement "
          + texts.visible.map { "« \($0) »" }.joined(separator: " ou "),
        ja: "\(path) の内容が" + texts.visible.map { "「\($0)」" }.joined(separator: "または") + "と完全に一致する")
    case .filePresent(let path):
      RemedyText(
        en: "\(path) exists and is not empty", fr: "\(path) existe et n’est pas vide",
        ja: "\(path) が存在し空でない")
    case .fileAbsentOrEqual(let path, let artifact):
      RemedyText(
        en: "\(path) does not exist or equals “\(artifact)”",
        fr: "\(path) n’existe pas ou est identique à « \(artifact) »",
        ja: "\(path) が存在しないか「\(artifact)」と一致する")
    case .pathPlain(let path):
      RemedyText(
        en: "\(path) exists and no symbolic link leads to it",
        fr: "\(path) existe et aucun lien symbolique n’y mène",
        ja: "\(path) が存在し、途中にシンボリックリンクがない")
    case .ownerShared(let paths):
      RemedyText(
        en: "one user owns \(paths.joined(separator: ", "))",
        fr: "un seul utilisateur possède \(paths.joined(separator: ", "))",
        ja: "\(paths.joined(separator: "、")) の所有者が同じである")
    case .ownerSettable(let path):
      RemedyText(
        en: "new files can be owned like \(path)",
        fr: "les nouveaux fichiers peuvent avoir le propriétaire de \(path)",
        ja: "新しいファイルの所有者を \(path) と同じにできる")
    case .folderWritable(let path):
      RemedyText(
        en: "\(path) can be written", fr: "\(path) est accessible en écriture",
        ja: "\(path) に書き込める")
    case .fileSystemShared(let paths):
      RemedyText(
        en: "\(paths.joined(separator: ", ")) lie on one file system",
        fr: "\(paths.joined(separator: ", ")) sont sur un même système de fichiers",
        ja: "\(paths.joined(separator: "、")) が同じファイルシステムにある")
    case .spaceFree(let path, let bytes):
      RemedyText(
        en: "\(bytes) bytes are free at \(path)", fr: "\(bytes) octets sont libres dans \(path)",
        ja: "\(path) に \(bytes) バイトの空きがある")
    case .cacheSound:
      RemedyText(
        en: "Felix can load every bundle folder",
        fr: "Felix peut charger chaque dossier de bundle",
        ja: "Felix がすべてのバンドルフォルダーを読み込める")
    case .bundleOnline(let symbolicName, let id):
      RemedyText(
        en: "the running instance too gives \(symbolicName) the id \(id)",
        fr: "l’instance en marche donne aussi à \(symbolicName) l’identifiant \(id)",
        ja: "稼働中のインスタンスでも \(symbolicName) の ID が \(id) である")
    case .bundlesAsBefore(let artifact):
      RemedyText(
        en: "no bundle is in a worse state than in “\(artifact)”",
        fr: "aucun bundle n’est dans un état pire que dans « \(artifact) »",
        ja: "「\(artifact)」の時点より状態の悪いバンドルがない")
    case .nodeHas(let path, let fields):
      RemedyText(
        en: "\(path) has \(fields.quoted("“", "”"))",
        fr: "\(path) contient \(fields.quoted("« ", " »"))",
        ja: "\(path) に\(fields.quoted("「", "」", "、"))がある")
    case .nodeLacks(let path, let fields):
      RemedyText(
        en: "\(path) does not have \(fields.quoted("“", "”"))",
        fr: "\(path) ne contient pas \(fields.quoted("« ", " »"))",
        ja: "\(path) に\(fields.quoted("「", "」", "、"))がない")
    case .artifactLength(let artifact, let path, let field):
      RemedyText(
        en: "“\(artifact)” is not empty and as long as \(path) says in “\(field)”",
        fr:
          "« \(artifact) » n’est pas vide et a la longueur indiquée par \(path) dans « \(field) »",
        ja: "「\(artifact)」が空でなく、長さが \(path) の「\(field)」と一致する")
    case .artifactCurrent(let artifact, let path):
      RemedyText(
        en: "\(path) still answers exactly “\(artifact)”",
        fr: "\(path) renvoie toujours exactement « \(artifact) »",
        ja: "\(path) の応答が今も「\(artifact)」と一致する")
    case .packageHolds(let package, let artifact):
      RemedyText(
        en: "a file in the package “\(package)” has exactly the bytes of “\(artifact)”",
        fr: "un fichier du paquet « \(package) » a exactement les octets de « \(artifact) »",
        ja: "パッケージ「\(package)」内に「\(artifact)」と完全に一致するファイルがある")
    case .bundleActive(let name):
      RemedyText(
        en: "the bundle \(name) is active", fr: "le bundle \(name) est actif",
        ja: "バンドル \(name) がアクティブである")
    case .configHolds(let pid, let property, let values):
      RemedyText(
        en: "\(property) of \(pid) is \(values.quoted("“", "”"))",
        fr: "\(property) de \(pid) vaut \(values.quoted("« ", " »"))",
        ja: "\(pid) の \(property) が\(values.quoted("「", "」", "、"))である")
    case .configPresent(let pid, let property):
      RemedyText(
        en: "\(property) of \(pid) is set, and not empty",
        fr: "\(property) de \(pid) est renseignée et non vide",
        ja: "\(pid) の \(property) が設定され、空でない")
    case .answerStarts(let field, let start):
      RemedyText(
        en: "“\(field)” of the answer starts with “\(start)”",
        fr: "« \(field) » de la réponse commence par « \(start) »",
        ja: "応答の「\(field)」が「\(start)」で始まる")
    case .answerHolds(let text):
      RemedyText(
        en: "the answer says “\(text)”", fr: "la réponse dit « \(text) »",
        ja: "応答に「\(text)」がある")
    case .answerDiffers(let artifact):
      RemedyText(
        en: "the answer is another than “\(artifact)”",
        fr: "la réponse est différente de « \(artifact) »",
        ja: "応答が「\(artifact)」と異なる")
    case .answersDirectly:
      RemedyText(
        en: "the instance itself answers, not a dispatcher, proxy or login page",
        fr: "l’instance répond elle-même, et non un dispatcher, un proxy ou une page de connexion",
        ja: "Dispatcher、プロキシ、ログインページではなくインスタンス自体が応答する")
    case .aemStopped:
      RemedyText(
        en: "AEM has stopped: process gone, port closed, cache.lock free",
        fr: "AEM est arrêté : processus terminé, port fermé, cache.lock libre",
        ja: "AEM が停止している（プロセス終了、ポート閉鎖、cache.lock 解放）")
    case .aemStarted:
      RemedyText(
        en: "AEM has started: login page, bundles, events and installer at rest",
        fr: "AEM est démarré : page de connexion, bundles, événements et installateur au repos",
        ja: "AEM が起動している（ログインページ、バンドル、イベント、インストーラーが安定）")
    }
  }
}

extension [String] {
  /// The texts with their line breaks made visible.
  fileprivate var visible: [String] {
    map { $0.replacing("\r\n", with: "␍␊").replacing("\n", with: "␊") }
  }

  fileprivate func quoted(
    _ open: String, _ close: String, _ separator: String = ", "
  ) -> String {
    map { open + $0 + close }.joined(separator: separator)
  }
}

extension RemedyDeployment {
  var wording: RemedyText {
    switch self {
    case .onPremise: RemedyText(en: "on-premise", fr: "sur site", ja: "オンプレミス")
    case .managedServices: RemedyText(verbatim: "Adobe Managed Services")
    case .sdk: RemedyText(en: "local SDK", fr: "SDK local", ja: "ローカル SDK")
    case .cloudService: RemedyText(verbatim: "AEM as a Cloud Service")
    }
  }
}

extension RemedyRisk {
  var wording: RemedyText {
    switch self {
    case .low: RemedyText(en: "low", fr: "faible", ja: "低")
    case .medium: RemedyText(en: "medium", fr: "moyen", ja: "中")
    case .high: RemedyText(en: "high", fr: "élevé", ja: "高")
    case .irreversible: RemedyText(en: "irreversible", fr: "irréversible", ja: "元に戻せない")
    }
  }
}

extension RemedyDowntime {
  var wording: RemedyText {
    switch self {
    case .none: RemedyText(en: "none", fr: "aucune", ja: "なし")
    case .bundle:
      RemedyText(en: "one bundle restarts", fr: "un bundle redémarre", ja: "バンドルの再起動")
    case .restart:
      RemedyText(
        en: "the instance stops and starts", fr: "l’instance s’arrête et redémarre",
        ja: "インスタンスの停止と起動")
    }
  }
}

extension PlanCheck.Status {
  var wording: RemedyText {
    switch self {
    case .pass: RemedyText(en: "ok", fr: "ok", ja: "合格")
    case .refuse: RemedyText(en: "not met: refused", fr: "non rempli : refus", ja: "不成立・不可")
    case .warn: RemedyText(en: "not met: warning", fr: "non rempli : attention", ja: "不成立・警告")
    case .unknown: RemedyText(en: "open", fr: "en suspens", ja: "未確定")
    }
  }
}

extension StepPhase {
  var wording: RemedyText {
    switch self {
    case .capture: RemedyText(en: "capture", fr: "relevé", ja: "採取")
    case .quiesce: RemedyText(en: "stop", fr: "arrêt", ja: "停止")
    case .change: RemedyText(en: "change", fr: "modification", ja: "変更")
    case .commit: RemedyText(en: "switch over", fr: "bascule", ja: "切り替え")
    case .resume: RemedyText(en: "start and verify", fr: "reprise", ja: "再開と検証")
    case .cleanup: RemedyText(en: "clean up", fr: "nettoyage", ja: "後始末")
    }
  }
}

extension PlanEffect.Operation {
  var wording: RemedyText {
    switch self {
    case .create: RemedyText(en: "creates", fr: "crée", ja: "作成")
    case .update: RemedyText(en: "replaces", fr: "remplace", ja: "置換")
    case .delete: RemedyText(en: "deletes", fr: "supprime", ja: "削除")
    case .stop: RemedyText(en: "stops", fr: "arrête", ja: "停止")
    case .start: RemedyText(en: "starts", fr: "démarre", ja: "起動")
    case .keep: RemedyText(en: "keeps", fr: "conserve", ja: "維持")
    case .temporary:
      RemedyText(en: "creates for a moment", fr: "crée temporairement", ja: "一時的に作成")
    }
  }
}
