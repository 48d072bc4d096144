import Model

/// What a finding says of how it came to be.
extension Strings {
  static let confidenceLabel = LocalizedText(en: "Sure", fr: "Certitude", ja: "確信度")
  static let caveatLabel = LocalizedText(en: "Mind", fr: "Réserves", ja: "注意")
  static let missingLabel = LocalizedText(en: "Not seen", fr: "Non vu", ja: "未検出")

  static let houseRule = LocalizedText(
    en: "house layer", fr: "couche maison", ja: "ハウスレイヤー")

  /// Whether a finding was in the baseline.
  static func standing(_ standing: BaselineStanding) -> LocalizedText {
    switch standing {
    case .new:
      LocalizedText(
        en: "new since the baseline", fr: "nouveau depuis la référence", ja: "ベースライン以降に新規")
    case .known:
      LocalizedText(
        en: "known from the baseline", fr: "déjà dans la référence", ja: "ベースラインで既知")
    }
  }

  /// Which findings explain this one.
  static func consequence(of rules: [String]) -> LocalizedText {
    let list = rules.joined(separator: ", ")
    return LocalizedText(
      en: "A consequence of: \(list)", fr: "Conséquence de\u{A0}: \(list)",
      ja: "次の問題の結果です：\(list)")
  }

  /// A contribution to the confidence; a rule's own stand as they are named.
  static func contribution(_ name: String) -> LocalizedText {
    switch name {
    case "evidence":
      LocalizedText(en: "the evidence", fr: "les preuves", ja: "証拠")
    case "gate-unknown":
      LocalizedText(
        en: "not known whether the rule applies here", fr: "applicabilité de la règle inconnue",
        ja: "ルールの適用条件が不明")
    case "line-order":
      LocalizedText(
        en: "records without times", fr: "enregistrements sans horodatage", ja: "時刻のないレコード")
    case "limit":
      LocalizedText(en: "upper or lower limit", fr: "limite atteinte", ja: "上限または下限")
    default: LocalizedText(verbatim: name)
    }
  }

  /// What to bear in mind about a finding.
  static func caveat(_ name: String) -> LocalizedText {
    switch name {
    case "line-order":
      LocalizedText(
        en: "Records without times: the order of lines was taken, and windows were not applied.",
        fr: "Enregistrements sans horodatage\u{A0}: l’ordre des lignes a été retenu, sans appliquer"
          + " les fenêtres de temps.",
        ja: "時刻のないレコードのため、行の順序で判定し、時間枠は適用していません。")
    case "out-of-order":
      LocalizedText(
        en: "Times in a source run backwards; records were put in the order of their times.",
        fr: "Les heures d’une source reculent\u{A0}; les enregistrements ont été triés par heure.",
        ja: "時刻が逆行しているソースがあるため、レコードを時刻順に並べ替えました。")
    case "evicted":
      LocalizedText(
        en: "More was observed than is kept for correlation; some occurrences may be missing.",
        fr:
          "Plus d’observations que la corrélation n’en garde\u{A0}; des occurrences peuvent manquer.",
        ja: "検出数が相関分析の保持上限を超えたため、一部の発生が漏れている可能性があります。")
    case "undecided-absence":
      LocalizedText(
        en: "Whether something was absent could not be established from what was kept.",
        fr: "L’absence d’un événement n’a pas pu être établie avec ce qui a été gardé.",
        ja: "保持した記録だけでは、ある事象が発生しなかったことを確認できませんでした。")
    default: LocalizedText(verbatim: name)
    }
  }

  /// How many occurrences a negation ruled out.
  static func vetoed(_ count: Int, by demand: String) -> LocalizedText {
    Self.count(
      count, en: ("more ruled out by: \(demand)", "more ruled out by: \(demand)"),
      fr: ("autre écartée par\u{A0}: \(demand)", "autres écartées par\u{A0}: \(demand)"),
      ja: "除外された発生 # 件：\(demand)")
  }
}
