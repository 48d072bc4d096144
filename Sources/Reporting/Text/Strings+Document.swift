import Model

/// Headings and remarks of the views that are documents: Markdown and the web page.
extension Strings {
  static let consequences = LocalizedText(en: "Consequences", fr: "Conséquences", ja: "二次的な問題")
  static let finding = LocalizedText(en: "Finding", fr: "Constat", ja: "検出結果")
  static let otherFindings = LocalizedText(
    en: "Other findings", fr: "Autres constats", ja: "その他の検出結果")
  static let deploymentLabel = LocalizedText(
    en: "Deployment", fr: "Déploiement", ja: "デプロイ形態")
  static let unknownErrors = LocalizedText(
    en: "Errors that no rule knows", fr: "Erreurs sans règle", ja: "ルールに該当しないエラー")
  static let contents = LocalizedText(en: "Contents", fr: "Sommaire", ja: "目次")
  static let occurrences = LocalizedText(
    en: "How it came about", fr: "Déroulement", ja: "発生の経過")
  static let documents = LocalizedText(en: "Files", fr: "Fichiers", ja: "ファイル")
  static let masked = LocalizedText(
    en: "Written by aemedic. Secrets are masked; the page loads nothing and runs nothing.",
    fr: "Produit par aemedic. Les secrets sont masqués\u{A0}; la page ne charge et n’exécute rien.",
    ja: "aemedic が作成しました。機密情報は伏せ字にしてあります。このページは外部から何も読み込まず、何も実行しません。")

  /// How many more steps there are than are listed.
  static func moreSteps(_ number: Int) -> LocalizedText {
    count(
      number, en: ("more step", "more steps"), fr: ("autre étape", "autres étapes"),
      ja: "ほかに # ステップ")
  }

  /// How many blocks of a kind were left out for length.
  static func omitted(_ number: Int, _ kind: MarkdownBlocks.Kind) -> LocalizedText {
    switch kind {
    case .evidence:
      count(
        number, en: ("excerpt", "excerpts"), fr: ("extrait", "extraits"), ja: "抜粋 # 件")
    case .finding:
      count(number, en: ("finding", "findings"), fr: ("constat", "constats"), ja: "検出結果 # 件")
    case .unknown:
      count(
        number, en: ("unknown error", "unknown errors"),
        fr: ("erreur inconnue", "erreurs inconnues"), ja: "未知のエラー # 件")
    case .opening, .gap, .detail:
      count(
        number, en: ("other part", "other parts"), fr: ("autre partie", "autres parties"),
        ja: "その他 # 件")
    }
  }

  static func omitted(_ counts: [LocalizedText]) -> LocalizedText {
    LocalizedText(
      en: "Left out for length: \(counts.map(\.en).joined(separator: ", ")).",
      fr: "Omis pour tenir dans la longueur\u{A0}: \(counts.map(\.fr).joined(separator: ", ")).",
      ja: "長さの制限により省略：\(counts.map(\.ja).joined(separator: "、"))。")
  }
}
