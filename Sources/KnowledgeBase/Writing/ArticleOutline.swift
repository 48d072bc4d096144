import Model

/// The sections that an article of our own has, in their order.
///
/// An anchor names a section in every language, so that a link to it works in each.
enum ArticleOutline: String, CaseIterable {
  case symptoms, environment, cause, resolution, verify, avoid, references

  /// Sections that an article cannot do without; the others stand there where there is
  /// something to say.
  static let required: [ArticleOutline] = [.symptoms, .environment, .cause, .resolution, .verify]

  /// The heading.
  var heading: LocalizedText {
    switch self {
    case .symptoms:
      LocalizedText(en: "What you see", fr: "Ce que l’on constate", ja: "症状")
    case .environment: LocalizedText(en: "Environment", fr: "Environnement", ja: "環境")
    case .cause: LocalizedText(en: "Cause", fr: "Cause", ja: "原因")
    case .resolution: LocalizedText(en: "Resolution", fr: "Résolution", ja: "解決策")
    case .verify: LocalizedText(en: "Verify", fr: "Vérification", ja: "確認")
    case .avoid:
      LocalizedText(en: "What not to do", fr: "À ne pas faire", ja: "行ってはいけないこと")
    case .references: LocalizedText(en: "References", fr: "Références", ja: "参考情報")
    }
  }

  /// What its writer should say there.
  var prompt: LocalizedText {
    switch self {
    case .symptoms:
      LocalizedText(
        en: "What does the person see, in their own words? What do the logs say, word for word?",
        fr:
          "Que constate la personne, avec ses mots\u{A0}? Que disent les journaux, mot pour mot\u{A0}?",
        ja: "利用者から見て何が起きますか。ログには何と記録されていますか（原文のまま）。")
    case .environment:
      LocalizedText(
        en: "Which versions and deployments are affected, and which are not?",
        fr:
          "Quelles versions et quels déploiements sont touchés, et lesquels ne le sont pas\u{A0}?",
        ja: "影響を受けるバージョンと構成、受けないものはどれですか。")
    case .cause:
      LocalizedText(
        en: "Why does it happen? How is that known?",
        fr: "Pourquoi cela se produit-il\u{A0}? D’où le sait-on\u{A0}?",
        ja: "なぜ発生しますか。その根拠は何ですか。")
    case .resolution:
      LocalizedText(
        en: "Which steps solve it, in their order, each with what to expect?",
        fr: "Quelles étapes le résolvent, dans l’ordre, et que doit-on voir après chacune\u{A0}?",
        ja: "どの手順で解決しますか。順番どおりに、各手順の結果とあわせて記述してください。")
    case .verify:
      LocalizedText(
        en: "How does one see that it is solved?", fr: "À quoi voit-on que c’est résolu\u{A0}?",
        ja: "解決したことをどのように確認しますか。")
    case .avoid:
      LocalizedText(
        en: "Which attempts make it worse, or only seem to help?",
        fr: "Quelles tentatives aggravent le problème ou ne semblent qu’aider\u{A0}?",
        ja: "悪化させる操作や、効果があるように見えるだけの操作は何ですか。")
    case .references:
      LocalizedText(
        en: "Where does each statement come from, and as of when?",
        fr: "D’où vient chaque affirmation, et de quand date-t-elle\u{A0}?",
        ja: "各記述の出典と、その時点を記述してください。")
    }
  }
}
