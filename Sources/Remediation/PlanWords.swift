import Model
import RemedyProtocol

/// The words of a plan's text in one language.
struct PlanWords {
  let language: Language

  /// One of a text's wordings.
  func text(_ text: RemedyText) -> String {
    text.localized[language]
  }

  private func text(_ en: String, _ fr: String, _ ja: String) -> String {
    text(RemedyText(en: en, fr: fr, ja: ja))
  }

  var colon: String { text(": ", " : ", ": ") }
  var comma: String { text(", ", ", ", "、") }
  var remedy: String { text("Remedy", "Remède", "対処") }
  var instance: String { text("Instance", "Instance", "インスタンス") }
  var address: String { text("Address", "Adresse", "URL") }
  var deployment: String { text("Deployment", "Déploiement", "環境") }
  var risk: String { text("Risk", "Risque", "リスク") }
  var downtime: String { text("Downtime", "Interruption", "停止時間") }
  var changes: String { text("Changes", "Modifie", "変更内容") }
  var wayBack: String { text("Undo", "Annulation", "取り消し方法") }
  var next: String { text("Next", "Suite", "次の操作") }
  var production: String { text("Production", "Production", "本番環境") }
  var change: String { text("Change request", "Demande de changement", "変更要求") }
  var validity: String { text("Valid", "Validité", "有効期間") }
  var digest: String { text("Digest", "Empreinte", "ダイジェスト") }
  var facts: String {
    text(
      "Read from the installation (paths start at crx-quickstart)",
      "Lu dans l’installation (chemins relatifs à crx-quickstart)",
      "インストールから読み取った内容（パスは crx-quickstart からの相対）")
  }
  var checks: String { text("Checks", "Contrôles", "確認事項") }
  var unknowns: String {
    text(
      "Known only when the plan is applied", "Connu seulement à l’application du plan",
      "計画の適用時に初めて分かること")
  }
  var steps: String { text("Steps", "Étapes", "手順") }
  var artifacts: String {
    text("Kept by the run", "Conservé par l’exécution", "実行時に保存されるもの")
  }
  var step: String { text("step", "étape", "手順名") }
  var action: String { text("does", "action", "操作") }
  var before: String { text("only if", "condition", "前提") }
  var check: String { text("check", "contrôle", "確認") }
  var undo: String { text("undo", "annulation", "取り消し") }
  var approval: String { text("approval", "approbation", "承認") }
  var secret: String { text("secret used", "secret utilisé", "使用する秘密情報") }
  var wait: String { text("wait", "attente", "待機") }
  var from: String { text("before", "avant", "変更前") }
  var to: String { text("after", "après", "変更後") }
  var asIs: String { text("stays", "inchangé", "そのまま") }

  var ownApproval: String {
    text(
      "this step is approved separately, not with the plan",
      "cette étape s’approuve à part, pas avec le plan",
      "この手順は計画とは別に承認が必要")
  }

  static let twoPeople = RemedyText(
    en: "approved by somebody else than the person who carries out",
    fr: "approuvé par une autre personne que celle qui exécute", ja: "実行者以外の人による承認が必要")

  /// What a plan changes, in a line.
  func changes(of plan: Plan) -> String {
    let effects = plan.steps.flatMap(\.effects).filter {
      $0.operation != .keep && $0.operation != .temporary
    }
    let count = { (kind: String) in effects.count { $0.resource.hasPrefix(kind) } }
    let files = effects.filter { $0.resource.hasPrefix("file:") }.compactMap {
      $0.resource.split(separator: "/").last.map(String.init)
    }
    var parts: [String] = []
    if !files.isEmpty {
      let names = files.joined(separator: ", ")
      parts.append(
        text(
          "files: \(files.count) (\(names))", "fichiers : \(files.count) (\(names))",
          "ファイル \(files.count) 件（\(names)）"))
    }
    let places = count("jcr:") + count("osgi:") + count("http:") + count("cache:")
    if places > 0 {
      parts.append(
        text(
          "in the running instance: \(places)", "dans l’instance en marche : \(places)",
          "稼働中のインスタンス内 \(places) 件"))
    }
    let starts = effects.count { $0.resource == "process:aem" && $0.operation == .start }
    if starts > 0 {
      parts.append(
        text(
          "AEM stops and starts \(starts) times", "AEM s’arrête et redémarre \(starts) fois",
          "AEM を \(starts) 回停止・起動"))
    }
    let bundles = count("bundle:")
    if bundles > 0 {
      parts.append(
        text(
          "bundles stopped or started: \(bundles)", "bundles arrêtés ou démarrés : \(bundles)",
          "バンドルの停止・起動 \(bundles) 回"))
    }
    return parts.isEmpty
      ? text("nothing", "rien", "なし") : parts.joined(separator: text("; ", " ; ", "、"))
  }

  /// How a plan can be taken back, in a line.
  func wayBack(of plan: Plan) -> String {
    let alone = plan.steps.filter { $0.approval == .explicit }.map(\.id)
    let all =
      plan.pivotStep.map { pivot in
        text(
          "not after the step “\(pivot)”", "plus après l’étape « \(pivot) »",
          "手順「\(pivot)」より後は不可")
      } ?? text("every step can be undone", "chaque étape peut être annulée", "すべての手順を取り消せます")
    guard !alone.isEmpty else { return all }
    let names = alone.joined(separator: ", ")
    return all
      + text(
        "; approved separately: \(names)", " ; approuvé à part : \(names)",
        "。別途承認が必要: \(names)")
  }

  /// What to do with a plan.
  func next(file: String?, digest: String) -> String {
    let apply = "aemedic remedy apply"
    guard let file else {
      return text(
        "save it with `--format json -o PLAN.json`, then `\(apply) PLAN.json`",
        "l’enregistrer avec `--format json -o PLAN.json`, puis `\(apply) PLAN.json`",
        "`--format json -o PLAN.json` で保存し、`\(apply) PLAN.json` で適用する")
    }
    return "\(apply) \(file) --approve \(digest)"
  }

  static let plansOnly = RemedyText(
    en: "This is a plan. Nothing was changed, and no connection was made.",
    fr: "Ceci est un plan. Rien n’a été modifié, et aucune connexion n’a été établie.",
    ja: "これは計画です。何も変更せず、接続も行っていません。")

  func heading(_ outcome: PlanOutcome, title: String) -> String {
    switch outcome {
    case .planned: text("Plan: ", "Plan : ", "計画: ") + title
    case .unchanged: text("Nothing to do: ", "Rien à faire : ", "変更不要: ") + title
    case .refused: text("Refused: ", "Refusé : ", "実行不可: ") + title
    }
  }

  func decided(by step: String) -> String {
    text(
      "decided by the step “\(step)”, before anything is changed",
      "tranché par l’étape « \(step) », avant toute modification",
      "変更の前に手順「\(step)」で判定します")
  }

  func soak(_ seconds: Int, after steps: [String]) -> String {
    let hours = seconds / 3600
    let after = steps.joined(separator: ", ")
    return seconds % 3600 == 0
      ? text(
        "\(hours) h after “\(after)”", "\(hours) h après « \(after) »",
        "「\(after)」の \(hours) 時間後")
      : text(
        "\(seconds) s after “\(after)”", "\(seconds) s après « \(after) »",
        "「\(after)」の \(seconds) 秒後")
  }

  func undo(of step: PlanStep) -> String {
    guard !step.undo.isEmpty else {
      return step.reversible == .no
        ? text("cannot be undone", "impossible à annuler", "取り消せません")
        : text("nothing to undo", "rien à annuler", "取り消す変更はありません")
    }
    return step.undo.map { sentence(for: $0) }.joined(separator: text("; ", " ; ", "、"))
  }

  func sentence(for artifact: PlanArtifact) -> String {
    let title = text(artifact.title)
    let days = artifact.keepDays
    return artifact.isKeyMaterial
      ? text(
        "\(title); key material, readable by the operator alone, shredded after \(days) days",
        "\(title) ; matériel de clé, lisible par le seul opérateur, détruit après \(days) jours",
        "\(title)。鍵データのため実行者だけが読み取れ、\(days) 日後に完全消去します")
      : text(
        "\(title); kept for \(days) days", "\(title) ; conservé \(days) jours",
        "\(title)。\(days) 日間保存します")
  }
}
