import Model

extension Strings {
  /// What was done to pasted text before it was read.
  static func repaired(_ list: String) -> LocalizedText {
    LocalizedText(
      en: "Pasted text, repaired: \(list)", fr: "Texte collé, réparé\u{A0}: \(list)",
      ja: "貼り付けられたテキストを補正しました：\(list)")
  }

  /// A repair, in a few words.
  static func repair(_ repair: Repair) -> LocalizedText {
    switch repair {
    case .quoteMarks:
      LocalizedText(
        en: "quoting marks taken off", fr: "marques de citation retirées", ja: "引用記号を除去")
    case .backTicks:
      LocalizedText(
        en: "back-ticks taken off", fr: "accents graves de Markdown retirés",
        ja: "バッククォートを除去")
    case .markup:
      LocalizedText(en: "HTML taken out", fr: "balises HTML retirées", ja: "HTML タグを除去")
    case .containerPrefixes:
      LocalizedText(
        en: "container prefixes taken off", fr: "préfixes de conteneur retirés",
        ja: "コンテナーの接頭辞を除去")
    case .lineNumbers:
      LocalizedText(
        en: "line numbers of grep taken off", fr: "numéros de ligne de grep retirés",
        ja: "grep の行番号を除去")
    case .jsonWrapping:
      LocalizedText(
        en: "lines taken out of JSON", fr: "lignes extraites de leur enveloppe JSON",
        ja: "JSON から行を取り出し")
    case .tableCells:
      LocalizedText(
        en: "table cells joined", fr: "cellules de tableau réunies", ja: "表のセルを結合")
    case .smartQuotes:
      LocalizedText(
        en: "typographic quotes made plain", fr: "guillemets typographiques remplacés",
        ja: "全角・曲線の引用符を置換")
    case .hardWraps:
      LocalizedText(
        en: "broken lines joined", fr: "lignes coupées réunies", ja: "折り返された行を結合")
    case .lostLineFeeds:
      LocalizedText(
        en: "lost line feeds put back", fr: "sauts de ligne perdus rétablis",
        ja: "失われた改行を復元")
    case .cutTimestamps:
      LocalizedText(
        en: "a cut date completed or passed over", fr: "date tronquée complétée ou ignorée",
        ja: "途中で切れた日時を補完または無視")
    }
  }
}
