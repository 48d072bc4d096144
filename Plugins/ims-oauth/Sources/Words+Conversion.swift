import RemedyProtocol

/// What the plugin says of writing configurations and patches.
extension Words {
  static let tryCrypto = RemedyText(
    en: "Make sure that the instance can protect a secret",
    fr: "S’assurer que l’instance sait protéger un secret",
    ja: "インスタンスが秘密情報を暗号化できることを確認する")

  static func writeProvider(_ pid: String) -> RemedyText {
    RemedyText(
      en: "Write \(pid) for OAuth", fr: "Écrire \(pid) pour OAuth",
      ja: "\(pid) を OAuth 用に書き換える")
  }

  static func writeSecret(_ pid: String) -> RemedyText {
    RemedyText(
      en: "Write the new secret, protected by the instance, to \(pid)",
      fr: "Écrire dans \(pid) le nouveau secret, protégé par l’instance",
      ja: "インスタンスで暗号化した新しいシークレットを \(pid) に書き込む")
  }

  static func conversion(_ pid: String) -> RemedyText {
    RemedyText(
      en:
        "Experimental: Adobe documents this way for Smart Tags alone. The plan proves the new secret "
        + "with one token request, writes \(pid) for OAuth, and then the secret, which the instance "
        + "protects first. The old secret cannot be read, so from there on there is only forward. Write "
        + "step by step, one configuration at a time, and not first on production.",
      fr:
        "Expérimental : Adobe ne documente cette voie que pour les balises intelligentes. Le plan prouve "
        + "le nouveau secret par une demande de jeton, écrit \(pid) pour OAuth, puis le secret, que "
        + "l’instance protège d’abord. L’ancien secret n’est pas lisible : à partir de là, il n’y a plus "
        + "de retour. Procédez une configuration à la fois, et pas d’abord en production.",
      ja: "試験的な方法です。アドビが文書化しているのはスマートタグのみです。トークンを 1 回要求して新しいシークレットを"
        + "確認し、\(pid) を OAuth 用に書き換え、最後にインスタンスで暗号化したシークレットを書き込みます。古い"
        + "シークレットは読み取れないため、それ以降は元に戻せません。構成を 1 件ずつ、本番以外の環境から始めてください。")
  }

  static func noPair(_ pid: String) -> RemedyText {
    RemedyText(
      en: "\(pid) cannot be converted: its organization or the configuration of its secret is not "
        + "found; take the action “guide”",
      fr:
        "\(pid) ne peut pas être convertie : son organisation ou la configuration de son secret est "
        + "introuvable ; utilisez l’action « guide »",
      ja: "\(pid) は変換できません。組織またはシークレットの構成が見つかりません。アクション「guide」を使用してください")
  }

  static func howToRestart(_ title: String) -> RemedyText {
    let check = howToCheck(title)
    return RemedyText(
      en: "Restart AEM. \(check.en)", fr: "Redémarrez AEM. \(check.fr)",
      ja: "AEM を再起動してください。\(check.ja)")
  }

  static func notStated(_ names: [String]) -> RemedyText {
    let list = names.joined(separator: ", ")
    return RemedyText(
      en: "not known: \(list); state it, or name an export of the configurations",
      fr: "inconnu : \(list) ; indiquez-le, ou donnez un export des configurations",
      ja: "不明な項目: \(list)。値を指定するか、構成のエクスポートを指定してください")
  }

  static func patchable(_ title: String) -> RemedyText {
    RemedyText(
      en: "enough is known of “\(title)” to write its configurations",
      fr: "on en sait assez sur « \(title) » pour rédiger ses configurations",
      ja: "「\(title)」の構成を作成するための情報がそろっています")
  }

  static let writePatch = RemedyText(
    en: "Write both configurations as a patch",
    fr: "Rédiger les deux configurations sous forme de correctif",
    ja: "2 つの構成をパッチとして作成する")
  static let patch = RemedyText(
    en: "the patch for the code repository", fr: "le correctif pour le dépôt de code",
    ja: "コードリポジトリー用のパッチ")
}
