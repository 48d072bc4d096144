import Model

/// What a reply to the customer says around the findings.
extension Strings {
  static let greeting = LocalizedText(
    en: "Hello,\n\nthank you for what you have sent.",
    fr: "Bonjour,\n\nMerci pour les éléments transmis.",
    ja: "お世話になっております。\n\n資料をお送りいただき、ありがとうございます。")

  /// What the analysis came to, before the details.
  static func outcome(of report: Report) -> LocalizedText {
    switch report.verdict {
    case .knownProblem:
      LocalizedText(
        en: "We have analysed it. This is what we found:",
        fr: "Nous les avons analysés. Voici ce que nous avons trouvé\u{A0}:",
        ja: "解析の結果、次のことがわかりました。")
    case .possibleProblem:
      LocalizedText(
        en: "We have analysed it. The cause is not established yet; this is what it may be:",
        fr: "Nous les avons analysés. La cause n’est pas encore établie\u{A0}; voici ce dont il"
          + " peut s’agir\u{A0}:",
        ja: "解析いたしましたが、原因はまだ確定できておりません。次の可能性があります。")
    case .nothingFound:
      LocalizedText(
        en: "We have analysed it and found no known problem in it.",
        fr: "Nous les avons analysés et n’y avons trouvé aucun problème connu.",
        ja: "解析いたしましたが、既知の問題は見つかりませんでした。")
    case .unreadable:
      LocalizedText(
        en: "Unfortunately part of it could not be read, so that we cannot tell the cause yet.",
        fr: "Malheureusement, une partie n’a pas pu être lue, et nous ne pouvons pas encore nous"
          + " prononcer sur la cause.",
        ja: "恐れ入りますが、一部の資料を読み取ることができず、まだ原因を判断できておりません。")
    }
  }

  /// How sure we are, in a sentence.
  static func certainty(_ status: FindingStatus) -> LocalizedText {
    switch status {
    case .confirmed:
      LocalizedText(
        en: "What you have sent proves it.", fr: "Les éléments transmis l’établissent.",
        ja: "お送りいただいた資料から確定しています。")
    case .likely:
      LocalizedText(
        en: "What you have sent makes it very likely.",
        fr: "Les éléments transmis le rendent très probable.",
        ja: "お送りいただいた資料から、可能性が高いと考えられます。")
    case .possible:
      LocalizedText(
        en: "It is possible, but not proven by what you have sent.",
        fr: "C’est possible, mais les éléments transmis ne l’établissent pas.",
        ja: "可能性はありますが、お送りいただいた資料だけでは確定できません。")
    case .inconclusive:
      LocalizedText(
        en: "What you have sent does not allow a conclusion.",
        fr: "Les éléments transmis ne permettent pas de conclure.",
        ja: "お送りいただいた資料からは判断できません。")
    }
  }

  static let sentenceGap = LocalizedText(en: " ", fr: " ", ja: "")
  static let fullStop = LocalizedText(en: ".", fr: ".", ja: "。")

  static let shownBy = LocalizedText(
    en: "It shows here:", fr: "Cela se voit ici\u{A0}:", ja: "該当箇所は次のとおりです。")

  static let steps = LocalizedText(
    en: "How to solve it:", fr: "Pour y remédier\u{A0}:", ja: "対処方法：")

  static let onlyConsequences = LocalizedText(
    en: "The following are only consequences and should go away with it:",
    fr: "Ce qui suit n’en est que la conséquence et devrait disparaître avec\u{A0}:",
    ja: "次の現象はその結果であり、あわせて解消する見込みです。")

  static let lookedInto = LocalizedText(
    en: "These errors stand out, and we are looking into them:",
    fr: "Ces erreurs se distinguent, nous les examinons\u{A0}:",
    ja: "次のエラーが目立つため、確認を進めております。")

  static let stillNeeded = LocalizedText(
    en: "What we still need", fr: "Ce qu’il nous manque", ja: "追加でお願いしたい資料")

  static let sendThese = LocalizedText(
    en: "To find the cause with certainty, please send the following; remove passwords, tokens and"
      + " keys first.",
    fr: "Pour établir la cause avec certitude, merci de nous envoyer ceci, après en avoir retiré"
      + " mots de passe, jetons et clés.",
    ja: "原因を確定するため、恐れ入りますが次の情報をお送りください。"
      + "パスワード、トークン、鍵は事前に取り除いてください。")

  static let sendAgain = LocalizedText(
    en: "We could not read these files to their end. Please send them again if you can:",
    fr:
      "Nous n’avons pas pu lire ces fichiers jusqu’au bout. Merci de les renvoyer si possible\u{A0}:",
    ja: "次のファイルを最後まで読み取ることができませんでした。可能であれば再度お送りください。")

  /// - Parameter asksForOutcome: Whether there was something to solve.
  static func farewell(asksForOutcome: Bool) -> LocalizedText {
    asksForOutcome
      ? LocalizedText(
        en: "Please let us know whether this helps.\n\nKind regards",
        fr: "Merci de nous dire si cela résout le problème.\n\nBien cordialement",
        ja: "ご確認のうえ、結果をお知らせいただけますと幸いです。\n\nどうぞよろしくお願いいたします。")
      : LocalizedText(
        en: "Kind regards", fr: "Bien cordialement", ja: "どうぞよろしくお願いいたします。")
  }
}
