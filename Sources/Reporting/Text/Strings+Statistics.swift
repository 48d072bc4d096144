import Model

/// What an inspection says in numbers.
extension Strings {
  static let threadsLabel = LocalizedText(en: "Threads", fr: "Threads", ja: "スレッド")

  // MARK: Amounts

  /// A length of time in milliseconds, in the unit that suits it.
  static func duration(milliseconds: Double) -> LocalizedText {
    if milliseconds < 1_000 { return amount(milliseconds, "ms", ja: "ミリ秒") }
    let seconds = milliseconds / 1_000
    if seconds < 600 { return amount(seconds, "s", ja: "秒") }
    if seconds < 7_200 { return amount(seconds / 60, "min", ja: "分") }
    return amount(seconds / 3_600, "h", ja: "時間")
  }

  /// A share from 0 to 1, in percent.
  static func percent(_ share: Double) -> LocalizedText {
    let number = decimal(share * 100)
    return LocalizedText(en: "\(number.en)%", fr: "\(number.fr)\u{202F}%", ja: "\(number.ja)%")
  }

  private static func amount(_ number: Double, _ unit: String, ja: String) -> LocalizedText {
    let number = decimal(number)
    return LocalizedText(
      en: "\(number.en)\u{A0}\(unit)", fr: "\(number.fr)\u{A0}\(unit)",
      ja: "\(number.ja)\u{A0}\(ja)")
  }

  /// A number that is not negative, with one place behind the point where it is below 100, and
  /// two where it is below a tenth.
  private static func decimal(_ number: Double) -> LocalizedText {
    let number = number.isFinite ? min(1e15, max(0, number)) : 0
    let hundredths = Int((number * 100).rounded())
    if (1..<10).contains(hundredths) {
      return LocalizedText(en: "0.0\(hundredths)", fr: "0,0\(hundredths)", ja: "0.0\(hundredths)")
    }
    let tenths = Int((number * 10).rounded())
    guard tenths < 1_000, tenths % 10 != 0 else { return grouped(Int(number.rounded())) }
    let (whole, rest) = tenths.quotientAndRemainder(dividingBy: 10)
    return LocalizedText(
      en: "\(whole).\(rest)", fr: "\(whole),\(rest)", ja: "\(whole).\(rest)")
  }

  // MARK: Requests

  static func answers(_ number: Int) -> LocalizedText {
    count(
      number, en: ("answer", "answers"), fr: ("réponse", "réponses"), ja: "レスポンス # 件")
  }

  static let responseTime = LocalizedText(
    en: "Time to answer", fr: "Temps de réponse", ja: "応答時間")
  static let firstByteTime = LocalizedText(
    en: "Time to the first byte", fr: "Délai du premier octet", ja: "最初の 1 バイトまでの時間")
  static let pauseTime = LocalizedText(en: "Pauses", fr: "Pauses", ja: "停止（回数、時間）")

  /// What half and nearly all of some durations do not exceed, and the longest.
  static func durations(_ durations: DurationSummary) -> LocalizedText {
    let median = duration(milliseconds: durations.median)
    let longest = duration(milliseconds: durations.longest)
    let shares = [
      (90, durations.percentile90), (95, durations.percentile95), (99, durations.percentile99),
    ].map { share, limit in (share, duration(milliseconds: limit)) }
    return LocalizedText(
      en: (["median \(median.en)"] + shares.map { "\($0)% within \($1.en)" }
        + ["longest \(longest.en)"]).joined(separator: ", "),
      fr: (["médiane \(median.fr)"] + shares.map { "\($0)\u{202F}% en \($1.fr) au plus" }
        + ["maximum \(longest.fr)"]).joined(separator: ", "),
      ja: (["中央値 \(median.ja)"] + shares.map { "\($0)% が \($1.ja)以内" }
        + ["最長 \(longest.ja)"]).joined(separator: "、"))
  }

  static func unpaired(requests: Int, answers: Int) -> LocalizedText {
    let (requests, answers) = (grouped(requests), grouped(answers))
    return LocalizedText(
      en: "Requests without an answer in the log: \(requests.en);"
        + " answers without a request: \(answers.en)",
      fr: "Requêtes sans réponse dans le journal\u{A0}: \(requests.fr)\u{A0};"
        + " réponses sans requête\u{A0}: \(answers.fr)",
      ja: "ログ内にレスポンスがないリクエスト：\(requests.ja)\u{A0}件、"
        + "リクエストがないレスポンス：\(answers.ja)\u{A0}件")
  }

  static let slow = LocalizedText(en: "Slow", fr: "Lente", ja: "遅い応答")
  static let unanswered = LocalizedText(
    en: "Unanswered", fr: "Sans réponse", ja: "レスポンスなし")

  static func line(_ number: Int) -> LocalizedText {
    LocalizedText(en: "line \(number)", fr: "ligne \(number)", ja: "\(number) 行目")
  }

  // MARK: Collections

  static let collections = LocalizedText(en: "Collections", fr: "Collectes", ja: "GC の回数")

  static func stopped(
    milliseconds stopped: Double, of covered: Double, share: Double
  ) -> LocalizedText {
    let (stopped, covered) = (duration(milliseconds: stopped), duration(milliseconds: covered))
    let share = percent(share)
    return LocalizedText(
      en: "The program stood still for \(stopped.en) of \(covered.en) (\(share.en))",
      fr: "Programme à l’arrêt pendant \(stopped.fr) sur \(covered.fr) (\(share.fr))",
      ja: "プログラムの停止：\(covered.ja)中 \(stopped.ja)（\(share.ja)）")
  }

  static func growth(bytesPerHour: Double) -> LocalizedText {
    let size = amount(bytesPerHour / 1_048_576, "MiB", ja: "MiB")
    return LocalizedText(
      en: "What full collections leave grows by \(size.en) an hour",
      fr: "Le tas restant après les collectes complètes croît de"
        + " \(size.fr.replacing("MiB", with: "Mio")) par heure",
      ja: "フル GC 後に残るヒープは 1 時間に \(size.ja) ずつ増加")
  }

  static func restarts(_ number: Int) -> LocalizedText {
    count(
      number, en: ("restart of the virtual machine", "restarts of the virtual machine"),
      fr: ("redémarrage de la machine virtuelle", "redémarrages de la machine virtuelle"),
      ja: "仮想マシンの再起動 # 回")
  }

  // MARK: Threads

  static func dump(onLine line: Int) -> LocalizedText {
    LocalizedText(
      en: "Dump on line \(line)", fr: "Dump à la ligne \(line)", ja: "\(line) 行目のダンプ")
  }

  static func threads(_ number: Int) -> LocalizedText {
    count(number, en: ("thread", "threads"), fr: ("thread", "threads"), ja: "スレッド # 個")
  }

  static func dumps(_ number: Int) -> LocalizedText {
    count(number, en: ("dump", "dumps"), fr: ("dump", "dumps"), ja: "ダンプ # 個")
  }

  static func moreDumps(_ number: Int) -> LocalizedText {
    count(
      number, en: ("more dump", "more dumps"), fr: ("dump de plus", "dumps de plus"),
      ja: "ほか # 個のダンプ")
  }

  static let deadlock = LocalizedText(en: "Deadlock", fr: "Interblocage", ja: "デッドロック")

  static func contended(
    _ lock: String, waiting: Int, holder: String?
  ) -> LocalizedText {
    let waiting = threads(waiting)
    guard let holder else {
      return LocalizedText(
        en: "Lock: \(waiting.en) waiting for \(lock), whose holder the dump does not show",
        fr: "Verrou\u{A0}: \(waiting.fr) en attente de \(lock), dont le détenteur n’apparaît pas"
          + " dans le dump",
        ja: "ロック：\(lock) を待つ\(waiting.ja)（保持しているスレッドはダンプに現れていません）")
    }
    return LocalizedText(
      en: "Lock: \(waiting.en) waiting for \(lock), held by “\(holder)”",
      fr: "Verrou\u{A0}: \(waiting.fr) en attente de \(lock), détenu par"
        + " «\u{A0}\(holder)\u{A0}»",
      ja: "ロック：\(lock) を待つ\(waiting.ja)（「\(holder)」が保持）")
  }

  static func sharedStack(threads number: Int, _ calls: String) -> LocalizedText {
    let threads = threads(number)
    return LocalizedText(
      en: "The same stack in \(threads.en): \(calls)",
      fr: "Même pile dans \(threads.fr)\u{A0}: \(calls)",
      ja: "同じスタックの\(threads.ja)：\(calls)")
  }

  /// How many threads stay where they are over a series of dumps.
  static func staying(_ number: Int) -> LocalizedText {
    number == 0
      ? LocalizedText(
        en: "no thread at work stays in the same calls",
        fr: "aucun thread actif ne reste dans les mêmes appels",
        ja: "同じ呼び出しにとどまる実行中のスレッドはありません")
      : count(
        number,
        en: ("thread stays in the same calls", "threads stay in the same calls"),
        fr: ("thread reste dans les mêmes appels", "threads restent dans les mêmes appels"),
        ja: "同じ呼び出しにとどまるスレッド # 個")
  }

  static func computed(milliseconds: Double) -> LocalizedText {
    let time = duration(milliseconds: milliseconds)
    return LocalizedText(
      en: "\(time.en) of processor time", fr: "\(time.fr) de temps processeur",
      ja: "CPU 時間 \(time.ja)")
  }

  static func notCompared(_ number: Int) -> LocalizedText {
    count(
      number, en: ("more dump was not compared", "more dumps were not compared"),
      fr: ("autre dump n’a pas été comparé", "autres dumps n’ont pas été comparés"),
      ja: "ほかのダンプ # 個は比較していません")
  }
}
