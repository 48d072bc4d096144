import Model

extension Note {
  /// The person stopped the analysis.
  static let interrupted = Note(
    code: "interrupted",
    text: LocalizedText(
      en: "the analysis was stopped before its end",
      fr: "l’analyse a été arrêtée avant la fin", ja: "解析は完了前に中断されました"))

  /// More observations were made than are kept.
  static func evicted(_ count: Int, signature: String) -> Note {
    Note(
      code: "observations-evicted",
      text: LocalizedText(
        en: "\(signature): \(count) more observations were counted but not kept for correlation",
        fr: "\(signature)\u{A0}: \(count) observations de plus ont été comptées"
          + " mais pas gardées pour la corrélation",
        ja: "\(signature)：さらに \(count) 件を検出しました（件数のみ。相関分析には使用していません）"))
  }

  /// A pattern gave up on some records.
  static func exceeded(_ count: Int, signature: String) -> Note {
    Note(
      code: "pattern-limit",
      text: LocalizedText(
        en: "\(signature): the pattern gave up on \(count) records; they count as not matching",
        fr: "\(signature)\u{A0}: le motif a renoncé sur \(count) enregistrements,"
          + " comptés comme sans correspondance",
        ja: "\(signature)：\(count) 件のレコードでパターンが上限に達したため、不一致として扱いました"))
  }

  /// Records were too long for a buffer.
  static func recordsCut(documents: Int, limit: Int) -> Note {
    let (limit, en, fr) =
      limit >= 1 << 20 ? (limit >> 20, "MiB", "Mio") : (limit, "bytes", "octets")
    return Note(
      code: "records-cut",
      text: LocalizedText(
        en: "sources with records of more than \(limit) \(en): \(documents);"
          + " such records were read in pieces, and what lies across a cut may be missed"
          + " (--max-record allows more)",
        fr: "sources contenant des enregistrements de plus de \(limit) \(fr)\u{A0}:"
          + " \(documents)\u{A0}; ils ont été lus par morceaux, et ce qui chevauche une coupure"
          + " peut échapper (--max-record en autorise plus)",
        ja: "\(limit) \(en) を超えるレコードを含むソース: \(documents) 件。"
          + "分割して読み込んだため、分割位置にまたがる内容は検出できない場合があります"
          + "（上限は --max-record で変更できます）"))
  }
}
