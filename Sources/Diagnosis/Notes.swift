import Model
import Rules

extension Note {
  /// The person stopped the analysis.
  static let interrupted = Note(
    code: "interrupted",
    text: LocalizedText(
      en: "the analysis was stopped before its end",
      fr: "l’analyse a été arrêtée avant la fin", ja: "解析は完了前に中断されました"))

  /// A rule could not be read and did not run.
  static func leftOut(_ rule: LeftOutRule) -> Note {
    Note(
      code: "rule-left-out",
      text: LocalizedText(
        en: "the rule \(rule.id) did not run: \(rule.reason.en)",
        fr: "la règle \(rule.id) n’a pas été appliquée\u{A0}: \(rule.reason.fr)",
        ja: "ルール \(rule.id) は実行されませんでした：\(rule.reason.ja)"))
  }

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

  /// Records stood in several logs.
  static func repeated(_ count: Int) -> Note {
    Note(
      code: "records-repeated",
      text: LocalizedText(
        en: "\(count) observations stand in more than one log, such as rotated files that"
          + " overlap; each is counted once",
        fr: "\(count) observations figurent dans plusieurs journaux, par exemple des fichiers de"
          + " rotation qui se recouvrent\u{A0}; chacune est comptée une fois",
        ja: "\(count) 件の検出は、重複するローテーションファイルなど複数のログに含まれるため、1 回だけ数えました"))
  }

  /// There were more kinds of errors than are kept apart.
  static func errorsDropped(_ count: Int) -> Note {
    Note(
      code: "errors-dropped",
      text: LocalizedText(
        en: "\(count) errors of kinds beyond the first \(ErrorCollector.capacity) are not listed"
          + " among the unknown ones",
        fr: "\(count) erreurs, au-delà des \(ErrorCollector.capacity) premières sortes, ne figurent"
          + " pas parmi les erreurs inconnues",
        ja: "最初の \(ErrorCollector.capacity) 種類を超えるエラー \(count) 件は、未知のエラーの一覧に含まれません"))
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

  /// Only a window of time was examined.
  static func limited(to window: TimeWindow, leftOut: Int) -> Note {
    let period = window.wording
    return Note(
      code: "time-window",
      text: LocalizedText(
        en: "only what was written \(period.en) was examined; log entries left out: \(leftOut)",
        fr: "seul ce qui a été écrit \(period.fr) a été examiné\u{A0}; entrées de journal"
          + " écartées\u{A0}: \(leftOut)",
        ja: "\(period.ja)の記録のみを解析しました（対象外としたログエントリ：\(leftOut) 件）"))
  }

  /// No record lies in the window that was asked for.
  static func nothingWithin(logs first: Timestamp, _ last: Timestamp) -> Note {
    let (first, last) = (first.shortISO8601, last.shortISO8601)
    return Note(
      code: "time-window-empty",
      text: LocalizedText(
        en: "no log entry was written in that time: the logs go from \(first) to \(last)",
        fr: "aucune entrée de journal n’a été écrite dans cet intervalle\u{A0}: les journaux vont"
          + " de \(first) à \(last)",
        ja: "その期間のログエントリはありません（ログの期間：\(first) ～ \(last)）"))
  }

  /// The bundle tells the zone of its logs, and they were read before that was known.
  static func zoneToldLate(_ zone: String) -> Note {
    Note(
      code: "time-window-zone",
      text: LocalizedText(
        en: "the bundle tells the zone \(zone) only when it has been read, and it cannot be read"
          + " twice: the window took its times for UTC (--timezone \(zone) names it beforehand)",
        fr: "le dossier n’indique le fuseau \(zone) qu’une fois lu, et il ne peut être lu deux"
          + " fois\u{A0}: l’intervalle a pris ses heures pour de l’UTC (--timezone \(zone) le"
          + " donne d’avance)",
        ja: "タイムゾーン \(zone) は資料を読み終えるまで分からず、入力を再度読み込めないため、期間の判定では"
          + "時刻を UTC とみなしました（--timezone \(zone) であらかじめ指定できます）"))
  }
}
