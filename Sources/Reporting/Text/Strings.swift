public import Model

/// What the views of a report say of themselves, by topic.
enum Strings {
  // MARK: Labels

  static let meaning = LocalizedText(en: "Meaning", fr: "Analyse", ja: "意味")
  static let proof = LocalizedText(en: "Proof", fr: "Preuve", ja: "証拠")
  static let article = LocalizedText(en: "Article", fr: "Article", ja: "記事")
  static let toDecide = LocalizedText(en: "To decide", fr: "À fournir", ja: "追加資料")
  static let remedy = LocalizedText(en: "Remedy", fr: "Remède", ja: "対処")
  static let next = LocalizedText(en: "Next", fr: "Ensuite", ja: "次の操作")
  static let coverage = LocalizedText(en: "Coverage", fr: "Couverture", ja: "読取範囲")
  static let environment = LocalizedText(en: "AEM", fr: "AEM", ja: "AEM")
  static let notes = LocalizedText(en: "Notes", fr: "Remarques", ja: "備考")

  static let unknowns = LocalizedText(en: "Unknown", fr: "Inconnues", ja: "未知")

  /// Every label that can stand in the column on the left.
  static let labels = [
    meaning, proof, confidenceLabel, caveatLabel, missingLabel, article, toDecide, remedy, next,
    coverage, environment, notes,
    unknowns, errorsLabel, threadsLabel,
  ]

  static let moreWithVerbose = LocalizedText(
    en: "More with --verbose", fr: "Plus de détails avec --verbose", ja: "詳細は --verbose で表示")

  // MARK: Verdict

  /// The answer in a sentence, on what lies in a place.
  static func verdict(on report: Report, in place: String?) -> LocalizedText {
    let (en, fr, ja) = place.map { (" in \($0)", " dans \($0)", "\($0) に") } ?? ("", "", "")
    switch report.verdict {
    case .knownProblem where report.findings.allSatisfy { $0.severity == .notice }:
      return LocalizedText(
        en: "No problem found\(en), but something to know",
        fr: "Aucun problème trouvé\(fr), mais une information utile",
        ja: "\(ja)問題は見つかりませんでしたが、お知らせがあります")
    case .knownProblem:
      return LocalizedText(
        en: "Known problem found\(en)", fr: "Problème connu trouvé\(fr)",
        ja: "\(ja)既知の問題が見つかりました")
    case .possibleProblem:
      return LocalizedText(
        en: "Possible problem\(en), not proven yet",
        fr: "Problème possible\(fr), pas encore établi",
        ja: "\(ja)問題がある可能性がありますが、まだ確定できません")
    case .nothingFound where report.coverage.sources.isEmpty:
      return LocalizedText(
        en: "Nothing to diagnose\(en)", fr: "Rien à diagnostiquer\(fr)",
        ja: "\(place.map { "\($0) には" } ?? "")診断できるファイルがありません")
    case .nothingFound:
      return LocalizedText(
        en: "No known problem found\(en)", fr: "Aucun problème connu trouvé\(fr)",
        ja: "\(place.map { "\($0) に" } ?? "")既知の問題は見つかりませんでした")
    case .unreadable:
      return LocalizedText(
        en: "No verdict: relevant material could not be read",
        fr: "Pas de verdict\u{A0}: des éléments utiles n’ont pas pu être lus",
        ja: "必要な資料を読み取れなかったため、判定できません")
    }
  }

  static let partial = LocalizedText(
    en: "Partial analysis: relevant material was not read to its end, so other problems may be "
      + "hidden. See the coverage.",
    fr: "Analyse partielle\u{A0}: des éléments utiles n’ont pas été lus jusqu’au bout, d’autres "
      + "problèmes peuvent rester cachés. Voir la couverture.",
    ja: "部分的な解析です。必要な資料を最後まで読み取れていないため、ほかの問題が隠れている可能性があります。"
      + "「読取範囲」を確認してください。")

  // MARK: Severity, status, risk

  static func severity(_ severity: Severity) -> LocalizedText {
    switch severity {
    case .critical: LocalizedText(en: "CRITICAL", fr: "CRITIQUE", ja: "重大")
    case .error: LocalizedText(en: "ERROR", fr: "ERREUR", ja: "エラー")
    case .warning: LocalizedText(en: "WARNING", fr: "AVERTISSEMENT", ja: "警告")
    case .notice: LocalizedText(en: "NOTICE", fr: "REMARQUE", ja: "情報")
    }
  }

  static func severities(_ severity: Severity, _ count: Int) -> LocalizedText {
    switch severity {
    case .critical:
      Self.count(
        count, en: ("critical", "critical"), fr: ("critique", "critiques"), ja: "重大 # 件")
    case .error:
      Self.count(count, en: ("error", "errors"), fr: ("erreur", "erreurs"), ja: "エラー # 件")
    case .warning:
      Self.count(
        count, en: ("warning", "warnings"), fr: ("avertissement", "avertissements"), ja: "警告 # 件")
    case .notice:
      Self.count(count, en: ("notice", "notices"), fr: ("remarque", "remarques"), ja: "情報 # 件")
    }
  }

  static func status(_ status: FindingStatus) -> LocalizedText {
    switch status {
    case .confirmed: LocalizedText(en: "Confirmed", fr: "Confirmé", ja: "確定")
    case .likely: LocalizedText(en: "Likely", fr: "Probable", ja: "可能性が高い")
    case .possible:
      LocalizedText(en: "Possible, not proven", fr: "Possible, non établi", ja: "可能性あり・未確定")
    case .inconclusive: LocalizedText(en: "Inconclusive", fr: "Non concluant", ja: "判定不能")
    }
  }

  static func confidence(percent: Int) -> LocalizedText {
    LocalizedText(
      en: "\(percent)% sure", fr: "certitude\u{A0}: \(percent)\u{A0}%", ja: "確信度 \(percent)%")
  }

  static func rule(_ name: String) -> LocalizedText {
    LocalizedText(en: "rule \(name)", fr: "règle \(name)", ja: "ルール \(name)")
  }

  static func seen(_ count: Int) -> LocalizedText {
    let number = grouped(count)
    return switch count {
    case 1: LocalizedText(en: "Seen once", fr: "Vu une fois", ja: "1 回検出")
    case 2: LocalizedText(en: "Seen twice", fr: "Vu deux fois", ja: "2 回検出")
    default:
      LocalizedText(
        en: "Seen \(number.en) times", fr: "Vu \(number.fr) fois", ja: "\(number.ja) 回検出")
    }
  }

  static func risk(_ risk: String) -> LocalizedText {
    switch risk {
    case "low": LocalizedText(en: "low risk", fr: "risque faible", ja: "リスク：低")
    case "medium": LocalizedText(en: "medium risk", fr: "risque moyen", ja: "リスク：中")
    case "high": LocalizedText(en: "high risk", fr: "risque élevé", ja: "リスク：高")
    case "irreversible":
      LocalizedText(en: "cannot be undone", fr: "irréversible", ja: "リスク：取り消し不可")
    default: LocalizedText(en: "risk: \(risk)", fr: "risque\u{A0}: \(risk)", ja: "リスク：\(risk)")
    }
  }

  // MARK: Evidence and articles

  static func more(_ count: Int) -> LocalizedText {
    let number = grouped(count)
    return LocalizedText(
      en: "and \(number.en) more", fr: "et \(number.fr) de plus", ja: "ほか \(number.ja) 件")
  }

  /// When an article was true, from a date or a moment in ISO 8601.
  static func asOf(isoDate: String) -> LocalizedText {
    let parts = isoDate.prefix(10).split(separator: "-").compactMap { Int($0) }
    let date =
      parts.count == 3
      ? Self.date(year: parts[0], month: parts[1], day: parts[2]) : LocalizedText(verbatim: isoDate)
    return LocalizedText(
      en: "As of \(date.en)", fr: "État au \(date.fr)", ja: "\(date.ja) 時点")
  }

  /// Stands for a picture, with what it shows.
  static func picture(_ name: String) -> LocalizedText {
    name.isEmpty
      ? LocalizedText(en: "[image]", fr: "[image]", ja: "［画像］")
      : LocalizedText(en: "[image: \(name)]", fr: "[image\u{A0}: \(name)]", ja: "［画像：\(name)］")
  }

  static let standardInput = LocalizedText(
    en: "standard input", fr: "entrée standard", ja: "標準入力")

  /// Says that an article is shown in another language than the one asked for.
  static func fallback(to shown: Language, insteadOf asked: Language) -> LocalizedText {
    LocalizedText(
      en: "in \(name(shown).en), not available in \(name(asked).en)",
      fr: "en \(name(shown).fr), n’existe pas en \(name(asked).fr)",
      ja: "\(name(shown).ja)。\(name(asked).ja)版はありません")
  }

  static func name(_ language: Language) -> LocalizedText {
    switch language {
    case .en: LocalizedText(en: "English", fr: "anglais", ja: "英語")
    case .fr: LocalizedText(en: "French", fr: "français", ja: "フランス語")
    case .ja: LocalizedText(en: "Japanese", fr: "japonais", ja: "日本語")
    }
  }

  /// What stands between a label and what it labels.
  static let colon = LocalizedText(en: ": ", fr: "\u{A0}: ", ja: "：")

  // MARK: Numbers

  /// A number and its noun, in the form that each language wants for it.
  ///
  /// - Parameter ja: The Japanese wording, with `#` where the number stands.
  static func count(
    _ count: Int, en: (one: String, many: String), fr: (one: String, many: String), ja: String
  ) -> LocalizedText {
    let number = grouped(count)
    return LocalizedText(
      en: "\(number.en) \(count == 1 ? en.one : en.many)",
      fr: "\(number.fr)\u{A0}\(count < 2 ? fr.one : fr.many)",
      ja: ja.replacing("# ", with: number.ja + "\u{A0}"))
  }

  /// A number with its digits in groups of three.
  static func grouped(_ number: Int) -> LocalizedText {
    var digits = String(number.magnitude)
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits = String(digits.dropLast(3))
    }
    groups.insert(digits[...], at: 0)
    let sign = number < 0 ? "-" : ""
    return LocalizedText(
      en: sign + groups.joined(separator: ","), fr: sign + groups.joined(separator: "\u{202F}"),
      ja: sign + groups.joined(separator: ","))
  }
}

/// Words of reports that other texts need too.
public enum Wording {
  /// How risky a remedy is: `low`, `medium`, `high`, `irreversible`, or another word as it is.
  public static func risk(_ risk: String) -> LocalizedText { Strings.risk(risk) }

  /// The name of a language.
  public static func name(of language: Language) -> LocalizedText { Strings.name(language) }
}
