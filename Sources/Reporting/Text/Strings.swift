import Model

/// What the views of a report say of themselves, by topic.
enum Strings {
  // MARK: Labels

  static let meaning = LocalizedText(en: "Meaning", fr: "Signification", ja: "意味")
  static let proof = LocalizedText(en: "Proof", fr: "Preuve", ja: "証拠")
  static let article = LocalizedText(en: "Article", fr: "Article", ja: "記事")
  static let toDecide = LocalizedText(en: "To decide", fr: "Pour trancher", ja: "判定に必要")
  static let remedy = LocalizedText(en: "Remedy", fr: "Remède", ja: "対処")
  static let next = LocalizedText(en: "Next", fr: "Ensuite", ja: "次の操作")
  static let coverage = LocalizedText(en: "Coverage", fr: "Couverture", ja: "読み取り範囲")
  static let environment = LocalizedText(en: "Environment", fr: "Environnement", ja: "環境")
  static let notes = LocalizedText(en: "Notes", fr: "Remarques", ja: "備考")

  /// Every label that can stand in the column beside a finding.
  static let findingLabels = [meaning, proof, article, toDecide, remedy, next]

  // MARK: Verdict

  static func verdict(_ verdict: Verdict) -> LocalizedText {
    switch verdict {
    case .knownProblem:
      LocalizedText(
        en: "Known problem found", fr: "Problème connu trouvé", ja: "既知の問題が見つかりました")
    case .possibleProblem:
      LocalizedText(
        en: "Possible problem, not decided yet", fr: "Problème possible, pas encore tranché",
        ja: "問題の可能性がありますが、まだ確定できません")
    case .nothingFound:
      LocalizedText(
        en: "No known problem found", fr: "Aucun problème connu trouvé",
        ja: "既知の問題は見つかりませんでした")
    case .unreadable:
      LocalizedText(
        en: "No verdict: relevant material could not be read",
        fr: "Pas de verdict\u{A0}: des éléments utiles n’ont pas pu être lus",
        ja: "判定できません。必要な資料を読み取れませんでした")
    }
  }

  static let partial = LocalizedText(
    en: "Partial analysis: relevant material was not read to its end, so other problems may be "
      + "hidden. See the coverage.",
    fr: "Analyse partielle\u{A0}: des éléments utiles n’ont pas été lus jusqu’au bout, d’autres "
      + "problèmes peuvent rester cachés. Voir la couverture.",
    ja: "部分的な解析です。必要な資料を最後まで読み取れていないため、ほかの問題が隠れている可能性があります。"
      + "読み取り範囲を確認してください。")

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
    case .possible: LocalizedText(en: "Possible", fr: "Possible", ja: "可能性あり")
    case .inconclusive: LocalizedText(en: "Inconclusive", fr: "Non concluant", ja: "判定不能")
    }
  }

  static func confidence(percent: Int) -> LocalizedText {
    LocalizedText(
      en: "confidence \(percent)%", fr: "confiance de \(percent)\u{A0}%", ja: "確信度 \(percent)%")
  }

  static func rule(_ name: String) -> LocalizedText {
    LocalizedText(en: "rule \(name)", fr: "règle \(name)", ja: "ルール \(name)")
  }

  static func seen(_ count: Int) -> LocalizedText {
    let number = grouped(count)
    return count == 1
      ? LocalizedText(en: "Seen once", fr: "Vu une fois", ja: "1 回検出")
      : LocalizedText(
        en: "Seen \(number.en) times", fr: "Vu \(number.fr) fois", ja: "\(number.ja) 回検出")
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

  static let standardInput = LocalizedText(
    en: "standard input", fr: "entrée standard", ja: "標準入力")

  static let zoneAssumed = LocalizedText(
    en: "time zone assumed", fr: "fuseau horaire supposé", ja: "タイムゾーンは推定")

  /// Says that an article is shown in another language than the one asked for.
  static func fallback(to shown: Language, insteadOf asked: Language) -> LocalizedText {
    LocalizedText(
      en: "in \(name(shown).en), not available in \(name(asked).en)",
      fr: "en \(name(shown).fr), n’existe pas en \(name(asked).fr)",
      ja: "\(name(shown).ja)。\(name(asked).ja)版はありません")
  }

  private static func name(_ language: Language) -> LocalizedText {
    switch language {
    case .en: LocalizedText(en: "English", fr: "anglais", ja: "英語")
    case .fr: LocalizedText(en: "French", fr: "français", ja: "フランス語")
    case .ja: LocalizedText(en: "Japanese", fr: "japonais", ja: "日本語")
    }
  }

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
      ja: ja.split(separator: "#", omittingEmptySubsequences: false).joined(separator: number.ja))
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
