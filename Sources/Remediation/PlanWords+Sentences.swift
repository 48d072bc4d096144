import Model
import RemedyProtocol

extension PlanWords {
  private func pick(_ en: String, _ fr: String, _ ja: String) -> String {
    text(RemedyText(en: en, fr: fr, ja: ja))
  }

  func sentence(for action: StepAction) -> String {
    switch action {
    case .assert:
      pick(
        "changes nothing, and stops the plan unless all of this holds",
        "ne modifie rien, et arrête le plan si l’un de ces points n’est pas vérifié",
        "何も変更せず、次の条件を 1 つでも満たさなければ計画を中止する")
    case .confirm(let instruction): text(instruction)
    case .httpRequest(
      let method, let path, let form, let status, let times, let save, let address, _, _):
      request(
        method, (address ?? "") + path, form ?? [], status: status, times: times ?? 1, save: save)
    case .slingPost(let path, let form):
      "POST \(path) (\(fields(form)))"
    case .packageBackup(let group, let name, let roots, let save):
      pick(
        "build the package \(group)/\(name) of \(roots.joined(separator: ", ")), download it as "
          + "“\(save)”, check it, and delete it from the repository",
        "créer le paquet \(group)/\(name) de \(roots.joined(separator: ", ")), le télécharger "
          + "sous « \(save) », le vérifier et le supprimer du référentiel",
        "\(roots.joined(separator: "、")) のパッケージ \(group)/\(name) を作成し、「\(save)」として"
          + "ダウンロードして検証し、リポジトリーから削除する")
    case .packageInstall(let artifact):
      pick(
        "install the saved package “\(artifact)”", "installer le paquet sauvegardé « \(artifact) »",
        "保存したパッケージ「\(artifact)」をインストールする")
    case .fileWrite(let path, let text, _):
      pick(
        "write \(text.utf8.count) bytes, “\(text)”, no line break, to \(path)",
        "écrire \(text.utf8.count) octets, « \(text) », sans saut de ligne, dans \(path)",
        "\(path) に「\(text)」（\(text.utf8.count) バイト、改行なし）を書き込む")
    case .fileCopy(let artifact, let path, _):
      pick(
        "write “\(artifact)” byte for byte to \(path)",
        "écrire « \(artifact) » à l’octet près dans \(path)",
        "「\(artifact)」を 1 バイトも変えずに \(path) へ書き込む")
    case .fileKeep(let paths, let save):
      pick(
        "copy \(paths.joined(separator: ", ")) to “\(save)”",
        "copier \(paths.joined(separator: ", ")) vers « \(save) »",
        "\(paths.joined(separator: "、")) を「\(save)」にコピーする")
    case .packageDelete(let group, let name):
      pick(
        "delete the package \(group)/\(name) from the repository, if it is there",
        "supprimer le paquet \(group)/\(name) du référentiel, s’il y est",
        "パッケージ \(group)/\(name) があればリポジトリーから削除する")
    case .fileChmod(let path, let mode):
      pick(
        "give \(path) the mode \(mode)", "donner à \(path) le mode \(mode)",
        "\(path) のモードを \(mode) にする")
    case .fileDelete(let path):
      pick("delete \(path)", "supprimer \(path)", "\(path) を削除する")
    case .configPut(let pid, _, let properties):
      pick(
        "set in the configuration \(pid): ", "définir dans la configuration \(pid) : ",
        "設定 \(pid) に次を設定する: ")
        + properties.map { property in
          property.name + "="
            + (property.values?.joined(separator: ",") ?? "[\(property.secret ?? "")]")
        }.joined(separator: comma)
    case .configDelete(let pid):
      pick(
        "delete the configuration \(pid)", "supprimer la configuration \(pid)",
        "設定 \(pid) を削除する")
    case .configRestore(let pid):
      pick(
        "put the configuration \(pid) back as it was",
        "remettre la configuration \(pid) dans son état initial", "設定 \(pid) を元の状態に戻す")
    case .patchWrite(let files, let save):
      pick(
        "write a patch with new files, kept as “\(save)”: ",
        "écrire un correctif avec de nouveaux fichiers, conservé sous « \(save) » : ",
        "次の新規ファイルのパッチを作成し、「\(save)」として保存する: ")
        + files.map(\.path).joined(separator: comma)
    case .stepUndo(let step):
      pick(
        "take back the step “\(step)”", "annuler l’étape « \(step) »", "手順「\(step)」を取り消す")
    case .bundleStop(let name):
      pick("stop the bundle \(name)", "arrêter le bundle \(name)", "バンドル \(name) を停止する")
    case .bundleStart(let name):
      pick("start the bundle \(name)", "démarrer le bundle \(name)", "バンドル \(name) を起動する")
    case .aemWait:
      pick("wait until AEM has started", "attendre qu’AEM ait démarré", "AEM の起動完了を待つ")
    case .fileRestore(let path):
      pick(
        "put \(path) back as it was", "remettre \(path) dans son état initial",
        "\(path) を元の状態に戻す")
    case .aemStop: pick("stop AEM", "arrêter AEM", "AEM を停止する")
    case .aemStart: pick("start AEM", "démarrer AEM", "AEM を起動する")
    }
  }

  private func request(
    _ method: String, _ path: String, _ form: [FormField], status: Int, times: Int, save: String?
  ) -> String {
    var sentence = "\(method) \(path)"
    if !form.isEmpty { sentence += " (\(fields(form)))" }
    sentence += pick(", expects \(status)", ", attend \(status)", "、応答 \(status) を期待")
    if times > 1 {
      sentence += pick(
        ", \(times) times with the same answer", ", \(times) fois avec la même réponse",
        "、\(times) 回とも同じ応答")
    }
    if let save {
      sentence += pick(", kept as “\(save)”", ", conservé sous « \(save) »", "、「\(save)」として保存")
    }
    return sentence
  }

  private func fields(_ form: [FormField]) -> String {
    form.map { field in
      let random = pick("random", "aléatoire", "乱数")
      let secret = field.secret.map { "‹\($0)›" }
      return "\(field.name)=\(field.value ?? (field.randomBytes == nil ? secret ?? "" : random))"
    }.joined(separator: ", ")
  }

  func sentence(for state: ResourceState) -> String {
    switch state {
    case .absent: pick("does not exist", "n’existe pas", "存在しない")
    case .file(let bytes, let sha256, let text, let access):
      content(text, bytes: bytes, sha256: sha256) + comma + sentence(for: access)
    case .content(let unknown, let access):
      pick("the bytes of “\(unknown)”", "les octets de « \(unknown) »", "「\(unknown)」の内容")
        + comma + sentence(for: access)
    case .named(let state):
      switch state {
      case "running": pick("running", "en marche", "稼働中")
      case "stopped": pick("stopped", "arrêté", "停止")
      case "present": pick("present", "présent", "存在する")
      default: state
      }
    case .unknown(let id):
      pick(
        "“\(id)”, known when applied", "« \(id) », connu à l’application",
        "「\(id)」（適用時に判明）")
    }
  }

  private func content(_ text: String?, bytes: Int, sha256: String) -> String {
    let size = pick("\(bytes) bytes", "\(bytes) octets", "\(bytes) バイト")
    guard let text else { return "\(size)\(comma)SHA-256 \(sha256)" }
    let body = String(text.prefix { !$0.isNewline })
    let quoted = pick("“\(body)”", "« \(body) »", "「\(body)」")
    let end =
      body.utf8.count < text.utf8.count
      ? pick(" and a line break", " et un saut de ligne", "と改行") : ""
    return "\(quoted)\(end)\(comma)\(size)\(comma)SHA-256 \(sha256)"
  }

  private func sentence(for access: FileAccess) -> String {
    let owner = "\(access.owner):\(access.group)"
    return pick(
      "mode \(access.mode), owner \(owner)", "mode \(access.mode), propriétaire \(owner)",
      "モード \(access.mode)、所有者 \(owner)")
  }

  func sentence(for fact: PlanFact) -> String {
    let value = { (name: String) in fact.values[name] ?? "" }
    switch fact.kind {
    case "felix-bundle":
      let from = fact.evidence.joined(separator: comma)
      return pick(
        "bundle \(value("id")), \(value("symbolicName")) \(value("version")), read from \(from)",
        "bundle \(value("id")), \(value("symbolicName")) \(value("version")), lu dans \(from)",
        "バンドル \(value("id"))、\(value("symbolicName")) \(value("version"))（\(from) より）")
    case "process": return processSentence(fact)
    case "containment": return containmentSentence(fact)
    case "plugin", Plan.readsKind:
      return fact.values.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
        .joined(separator: comma)
    default:
      guard value("exists") == "yes", let bytes = Int(value("bytes")),
        let owner = Int(value("owner")), let group = Int(value("group"))
      else {
        return value("path") + comma + sentence(for: ResourceState.absent)
      }
      let access = FileAccess(mode: value("mode"), owner: owner, group: group)
      return value("path") + comma
        + sentence(
          for: ResourceState.file(
            bytes: bytes, sha256: value("sha256"), text: fact.values["text"], access: access))
    }
  }

  /// What keeps the plugin's program inside.
  private func containmentSentence(_ fact: PlanFact) -> String {
    let version = fact.values["landlock"] ?? "no"
    var parts = [
      version == "no"
        ? pick("no Landlock in this kernel", "noyau sans Landlock", "カーネルに Landlock なし")
        : pick(
          "Landlock, version \(version)", "Landlock, version \(version)",
          "Landlock バージョン \(version)")
    ]
    if fact.values["system-calls"] == "filtered" {
      parts.append(
        pick(
          "no network, no other processes", "ni réseau, ni autres processus",
          "ネットワークと他プロセスへのアクセス不可"))
    } else {
      parts.append(
        pick(
          "system calls not filtered", "appels système non filtrés", "システムコールの制限なし"))
    }
    if fact.values["processes"] != "limited" {
      parts.append(
        pick(
          "the number of processes is not limited, as this is root",
          "le nombre de processus n’est pas limité, étant root", "root のためプロセス数の制限なし"))
    }
    return parts.joined(separator: comma)
  }

  private func processSentence(_ fact: PlanFact) -> String {
    let id = fact.values["pid"] ?? ""
    let process =
      switch fact.values["cq.pid"] {
      case "absent": pick("no conf/cq.pid", "pas de conf/cq.pid", "conf/cq.pid なし")
      case "gone":
        pick(
          "process \(id) of conf/cq.pid is gone", "le processus \(id) de conf/cq.pid n’existe plus",
          "conf/cq.pid のプロセス \(id) は終了済み")
      case "alive":
        pick(
          "process \(id) of conf/cq.pid is alive and runs from this installation",
          "le processus \(id) de conf/cq.pid est actif et provient de cette installation",
          "conf/cq.pid のプロセス \(id) はこのインストールから稼働中")
      case "other-process":
        pick(
          "process \(id) of conf/cq.pid is alive but is something else",
          "le processus \(id) de conf/cq.pid est actif mais c’est un autre programme",
          "conf/cq.pid のプロセス \(id) は別のプログラム")
      case "alive-unclear":
        pick(
          "process \(id) of conf/cq.pid is alive; what it is may not be read",
          "le processus \(id) de conf/cq.pid est actif ; sa nature n’est pas lisible",
          "conf/cq.pid のプロセス \(id) は存在するが内容は読み取れない")
      default:
        pick("conf/cq.pid cannot be read", "conf/cq.pid est illisible", "conf/cq.pid を読み取れない")
      }
    let holder = fact.values["lock-holder"].map { " (\($0))" } ?? ""
    let lock =
      switch fact.values["cache.lock"] {
      case "absent": pick("no cache.lock", "pas de cache.lock", "cache.lock なし")
      case "free": pick("cache.lock is free", "cache.lock est libre", "cache.lock は未使用")
      case "held":
        pick(
          "cache.lock is held by a process\(holder)",
          "cache.lock est détenu par un processus\(holder)",
          "cache.lock はプロセス\(holder)が保持")
      default:
        pick("cache.lock cannot be read", "cache.lock est illisible", "cache.lock を読み取れない")
      }
    let verdict =
      switch fact.values["running"] {
      case "yes":
        pick(
          "AEM is running; the plan stops it first", "AEM est en marche ; le plan l’arrête d’abord",
          "AEM は稼働中（計画の中で先に停止します）")
      case "no":
        pick(
          "AEM is not running, and must be started before the plan is applied",
          "AEM n’est pas en marche et doit être démarré avant l’application du plan",
          "AEM は停止中（計画を適用する前に起動が必要）")
      default: pick("AEM may be running", "AEM est peut-être en marche", "AEM は稼働中の可能性あり")
      }
    return [verdict, process, lock].joined(separator: pick("; ", " ; ", "、"))
  }
}
