import RemedyProtocol

/// What the plugin says, in three languages.
enum Words {
  static let unread = RemedyText(
    en: "the configurations could not be read: name a password file for the plan, or an export",
    fr:
      "les configurations sont illisibles : indiquez au plan un fichier de mot de passe ou un export",
    ja: "構成を読み取れません。計画時にパスワードファイルかエクスポートを指定してください")
  static let noneLeft = RemedyText(
    en: "no configuration signs in with a JWT credential that people may move",
    fr: "aucune configuration n’utilise un compte JWT que l’on puisse faire passer à OAuth",
    ja: "手動で移行できる JWT 資格情報を使う構成はありません")

  static func missing(_ pid: String) -> RemedyText {
    RemedyText(
      en: "there is no configuration \(pid)", fr: "il n’y a pas de configuration \(pid)",
      ja: "構成 \(pid) はありません")
  }

  static func several(_ pids: [String]) -> RemedyText {
    let list = pids.joined(separator: ", ")
    return RemedyText(
      en: "several configurations use JWT; name one of them: \(list)",
      fr: "plusieurs configurations utilisent JWT ; désignez-en une : \(list)",
      ja: "JWT を使う構成が複数あります。1 つを指定してください: \(list)")
  }

  static func isOAuth(_ pid: String) -> RemedyText {
    RemedyText(
      en: "\(pid) signs in with OAuth", fr: "\(pid) s’authentifie par OAuth",
      ja: "\(pid) が OAuth で認証する")
  }

  static func kind(_ configuration: Configuration) -> RemedyText {
    let pid = configuration.pid
    return switch configuration.kind {
    case .jwt:
      RemedyText(
        en: "\(pid) signs in with a JWT credential, which ended on 1 March 2026",
        fr: "\(pid) utilise un compte JWT, hors service depuis le 1er mars 2026",
        ja: "\(pid) は 2026 年 3 月 1 日に終了した JWT 資格情報を使っています")
    case .oauth:
      RemedyText(
        en: "\(pid) signs in with OAuth", fr: "\(pid) s’authentifie par OAuth",
        ja: "\(pid) は OAuth で認証しています")
    case .automatic:
      RemedyText(
        en: "\(pid) was created by Adobe, which moves it itself; leave it alone",
        fr: "\(pid) a été créée par Adobe, qui s’en charge ; n’y touchez pas",
        ja: "\(pid) はアドビが作成し、アドビが移行します。変更しないでください")
    case .service:
      RemedyText(
        en: "\(pid) holds AEM service credentials, which stay as they are",
        fr:
          "\(pid) contient des informations d’identification de service d’AEM, qui restent telles quelles",
        ja: "\(pid) は AEM のサービス資格情報です。そのまま使い続けます")
    case .unclear:
      RemedyText(
        en: "\(pid) shows neither JWT nor OAuth; a person must look at it",
        fr: "\(pid) ne révèle ni JWT ni OAuth ; une personne doit l’examiner",
        ja: "\(pid) は JWT とも OAuth とも判別できません。人による確認が必要です")
    }
  }

  static let addCredential = RemedyText(
    en: "Add an OAuth credential in Adobe Developer Console",
    fr: "Ajouter une information d’identification OAuth dans Adobe Developer Console",
    ja: "Adobe Developer Console で OAuth 資格情報を追加する")

  static func howToAdd(_ title: String) -> RemedyText {
    RemedyText(
      en:
        "In Adobe Developer Console, open the project of “\(title)”, add the OAuth Server-to-Server "
        + "credential beside the JWT one, and keep its client secret and scopes. The client ID stays the "
        + "same. Do not cancel the migration later: that deletes the new credential.",
      fr: "Dans Adobe Developer Console, ouvrez le projet de « \(title) », ajoutez l’information "
        + "d’identification OAuth Server-to-Server à côté du JWT et notez son secret et ses portées. "
        + "L’identifiant client reste le même. N’annulez pas la migration ensuite : cela supprimerait "
        + "la nouvelle information d’identification.",
      ja: "Adobe Developer Console で「\(title)」のプロジェクトを開き、JWT の資格情報に加えて OAuth "
        + "Server-to-Server の資格情報を追加し、クライアントシークレットとスコープを控えてください。クライアント ID "
        + "は変わりません。後で移行をキャンセルしないでください。新しい資格情報が削除されます。")
  }

  static let probe = RemedyText(
    en: "Prove the new secret with one token request",
    fr: "Prouver le nouveau secret par une demande de jeton",
    ja: "トークンを 1 回要求して新しいシークレットを確認する")
  static let switchOver = RemedyText(
    en: "Switch the configuration to OAuth in AEM",
    fr: "Passer la configuration à OAuth dans AEM", ja: "AEM で構成を OAuth に切り替える")

  static func howToSwitch(_ title: String) -> RemedyText {
    RemedyText(
      en:
        "In AEM, open Tools > Security > Adobe IMS Integration > “\(title)”, set Authentication type "
        + "to OAuth, enter client ID, secret, scopes and organization, then Save & Close. AEM 6.5 needs "
        + "SP21, or SP11 to SP20 with the IMS JWT compatibility package.",
      fr:
        "Dans AEM, ouvrez Outils > Sécurité > Intégration d’Adobe IMS > « \(title) », choisissez OAuth "
        + "comme type d’authentification, saisissez identifiant client, secret, portées et organisation, "
        + "puis enregistrez et fermez. AEM 6.5 exige le SP21, ou les SP11 à SP20 avec le package de "
        + "compatibilité IMS JWT.",
      ja: "AEM で、ツール／セキュリティ／Adobe IMS 統合の「\(title)」を開き、認証タイプを OAuth にして、クライアント "
        + "ID、シークレット、スコープ、組織を入力し、保存して閉じてください。AEM 6.5 では SP21 以降、または "
        + "IMS JWT 互換パッケージを適用した SP11～SP20 が必要です。")
  }

  static let check = RemedyText(
    en: "Check the integration in AEM", fr: "Vérifier l’intégration dans AEM",
    ja: "AEM で連携を確認する")

  static func howToCheck(_ title: String) -> RemedyText {
    RemedyText(
      en:
        "In AEM, select “\(title)” in Adobe IMS Integration and click Check Health; it must report "
        + "success, and the badge JWT Credentials (deprecated) must be gone.",
      fr: "Dans AEM, sélectionnez « \(title) » dans Intégration d’Adobe IMS et lancez le contrôle "
        + "d’intégrité ; il doit réussir, et le badge JWT obsolète doit avoir disparu.",
      ja: "AEM の Adobe IMS 統合で「\(title)」を選び、ヘルスチェックを実行してください。成功し、「JWT "
        + "資格情報（非推奨）」のバッジが消えている必要があります。")
  }

  static let delete = RemedyText(
    en: "Delete the JWT credential, which cannot be undone",
    fr: "Supprimer le compte JWT, sans retour possible",
    ja: "JWT 資格情報を削除する（元に戻せません）")
  static let howToDelete = RemedyText(
    en:
      "At least 24 hours after the last JWT token, when Adobe Developer Console shows that the new "
      + "credential was used more recently than the old one, delete the JWT credential there. This "
      + "cannot be undone.",
    fr:
      "Au moins 24 heures après le dernier jeton JWT, quand Adobe Developer Console montre que la "
      + "nouvelle information d’identification a servi plus récemment que l’ancienne, supprimez-y le "
      + "compte JWT. C’est irréversible.",
    ja: "最後の JWT トークンから 24 時間以上たち、Adobe Developer Console "
      + "で新しい資格情報のほうが最近使われていることを確認してから、JWT 資格情報を削除してください。元に戻せません。")
}
