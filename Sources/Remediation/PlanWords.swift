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
  var pivot: String { text("No way back after", "Point de non-retour", "後戻りできない手順") }
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

  static let noPivot = RemedyText(
    en: "none; every step can be undone", fr: "aucun ; chaque étape peut être annulée",
    ja: "なし（すべての手順を取り消せます）")

  static let plansOnly = RemedyText(
    en: "This version plans; it does not apply. Nothing was changed, and no connection was made.",
    fr: "Cette version planifie ; elle n’applique pas. Rien n’a été modifié, "
      + "et aucune connexion n’a été établie.",
    ja: "このバージョンは計画のみを行い、適用はしません。何も変更せず、接続も行っていません。")

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
