import Model

extension ServiceProblem {
  var reason: LocalizedText {
    switch self {
    case .nowhere(let path):
      LocalizedText(
        en: "there is nothing at “\(path)”", fr: "il n’y a rien à «\u{A0}\(path)\u{A0}»",
        ja: "「\(path)」には何もありません")
    case .noSuchDiagnosis:
      LocalizedText(
        en: "there is no such diagnosis, or no more", fr: "ce diagnostic n’existe pas ou plus",
        ja: "その診断は存在しないか、すでに削除されています")
    case .noSuchArticle(let number):
      LocalizedText(
        en: "there is no article “\(number)”",
        fr: "il n’y a pas d’article «\u{A0}\(number)\u{A0}»", ja: "記事「\(number)」はありません")
    case .noSuchRule(let id, _):
      LocalizedText(
        en: "there is no rule “\(id)”", fr: "il n’y a pas de règle «\u{A0}\(id)\u{A0}»",
        ja: "ルール「\(id)」はありません")
    case .noSuchRemedy(let id, _):
      LocalizedText(
        en: "there is no remedy “\(id)”", fr: "il n’y a pas de remède «\u{A0}\(id)\u{A0}»",
        ja: "対処プラグイン「\(id)」はありません")
    case .noSuchSource(let name):
      LocalizedText(
        en: "the diagnosis read no source “\(name)”",
        fr: "le diagnostic n’a lu aucune source «\u{A0}\(name)\u{A0}»",
        ja: "この診断で読み込んだソースに「\(name)」はありません")
    case .noLog:
      LocalizedText(
        en: "the input of this diagnosis is no longer there; only its report is",
        fr: "les données de ce diagnostic ne sont plus là\u{A0}; seul son rapport reste",
        ja: "この診断の入力データは残っていません（レポートのみ参照できます）")
    case .wrongMethod(let allowed):
      LocalizedText(
        en: "only \(allowed.joined(separator: ", ")) can be asked here",
        fr: "seul \(allowed.joined(separator: ", ")) est possible ici",
        ja: "ここでは \(allowed.joined(separator: "、")) のみ使用できます")
    case .badRequest:
      LocalizedText(
        en: "the request cannot be read", fr: "la requête est illisible", ja: "リクエストを読み取れません")
    case .badParameter(let name, let value, _):
      LocalizedText(
        en: "“\(value.prefix(200))” cannot be used for “\(name)”",
        fr: "«\u{A0}\(value.prefix(200))\u{A0}» ne convient pas à «\u{A0}\(name)\u{A0}»",
        ja: "「\(name)」に「\(value.prefix(200))」は指定できません")
    case .missingParameter(let name):
      LocalizedText(
        en: "“\(name)” is missing", fr: "«\u{A0}\(name)\u{A0}» manque", ja: "「\(name)」がありません")
    case .badBody(let detail):
      LocalizedText(
        en: "the body is not the JSON that is expected: \(detail)",
        fr: "le corps n’est pas le JSON attendu\u{A0}: \(detail)",
        ja: "本文が想定した JSON ではありません：\(detail)")
    case .badForm:
      LocalizedText(
        en: "the form is broken or ends too early", fr: "le formulaire est endommagé ou incomplet",
        ja: "フォームが壊れているか、途中で終わっています")
    case .wrongType(let type):
      LocalizedText(
        en: "a body of the type “\(type)” cannot be taken here",
        fr: "un corps de type «\u{A0}\(type)\u{A0}» n’est pas accepté ici",
        ja: "ここでは「\(type)」形式の本文を受け付けません")
    case .notAcceptable:
      LocalizedText(
        en: "the report is not written in the form that was asked for",
        fr: "le rapport n’existe pas dans la forme demandée", ja: "要求された形式のレポートは出力できません")
    default: otherReason
    }
  }

  private var otherReason: LocalizedText {
    switch self {
    case .nothingIn:
      LocalizedText(
        en: "there is nothing to diagnose in the request",
        fr: "la requête ne contient rien à diagnostiquer", ja: "診断する内容がありません")
    case .tooLarge(let limit):
      LocalizedText(
        en: "it is larger than \(Self.size(limit, "iB"))",
        fr: "la taille dépasse \(Self.size(limit, "io"))",
        ja: "サイズが \(Self.size(limit, "iB")) を超えています"
      )
    case .tooMuchBody:
      LocalizedText(
        en: "the body is larger than can be taken here",
        fr: "le corps est plus grand que ce qui est accepté ici", ja: "本文が受け付け可能なサイズを超えています")
    case .tooManyFiles(let limit):
      LocalizedText(
        en: "there are more than \(limit) files", fr: "il y a plus de \(limit) fichiers",
        ja: "ファイルが \(limit) 個を超えています")
    case .tooManyWaiting:
      LocalizedText(
        en: "too many diagnoses are waiting already", fr: "trop de diagnostics attendent déjà",
        ja: "待機中の診断が多すぎます")
    case .tooManyRequests:
      LocalizedText(
        en: "this client asks too often", fr: "ce client envoie trop de requêtes",
        ja: "このクライアントからのリクエストが多すぎます")
    case .noRoom:
      LocalizedText(
        en: "there is no room for the upload", fr: "il n’y a plus de place pour l’envoi",
        ja: "アップロードを保存する空き容量がありません")
    case .stopping:
      LocalizedText(en: "the server is stopping", fr: "le serveur s’arrête", ja: "サーバーは停止処理中です")
    case .indexing:
      LocalizedText(
        en: "the log is still being indexed", fr: "le journal est en cours d’indexation",
        ja: "ログの索引を作成中です")
    case .stillRunning:
      LocalizedText(
        en: "the diagnosis is still going on", fr: "le diagnostic est encore en cours",
        ja: "診断はまだ実行中です")
    case .wrongHost:
      LocalizedText(
        en: "the request names a host that this server is not",
        fr: "la requête nomme un hôte que ce serveur n’est pas", ja: "リクエストのホスト名がこのサーバーと一致しません")
    case .wrongOrigin:
      LocalizedText(
        en: "another site may not ask this server",
        fr: "un autre site ne peut pas interroger ce serveur",
        ja: "別のサイトからこのサーバーへのアクセスはできません")
    case .missingToken:
      LocalizedText(
        en: "the header “X-Aemedic-Token” is missing or out of date",
        fr: "l’en-tête «\u{A0}X-Aemedic-Token\u{A0}» manque ou n’est plus valable",
        ja: "ヘッダー「X-Aemedic-Token」がないか、古くなっています")
    case .missingBearer:
      LocalizedText(
        en: "this server asks for a bearer token", fr: "ce serveur demande un jeton (Bearer)",
        ja: "このサーバーには Bearer トークンが必要です")
    case .unplannable(let reason, _), .failed(let reason): reason
    default: LocalizedText(verbatim: code)
    }
  }

  var hint: LocalizedText? {
    switch self {
    case .nowhere:
      LocalizedText(en: "see /api", fr: "voir /api", ja: "/api を参照してください")
    case .noSuchRule(let id, let known), .noSuchRemedy(let id, let known):
      Suggestion.closest(to: id, in: known) == nil ? nil : Suggestion.hint(for: id, among: known)
    case .badParameter(_, _, let known):
      LocalizedText(
        en: "possible: \(known)", fr: "possible\u{A0}: \(known)", ja: "指定できる値：\(known)")
    case .notAcceptable(let known):
      Suggestion.hint(for: "", among: known)
    case .wrongHost:
      LocalizedText(
        en: "call it by the address that it printed, or start it with --host-name",
        fr: "utilisez l’adresse affichée au démarrage, ou lancez-le avec --host-name",
        ja: "起動時に表示されたアドレスを使用するか、--host-name を付けて起動してください")
    case .missingToken:
      LocalizedText(
        en: "take the token from /v1/session; reload the page",
        fr: "prenez le jeton dans /v1/session\u{A0}; rechargez la page",
        ja: "/v1/session のトークンを使用してください。ページを再読み込みしてください")
    case .missingBearer:
      LocalizedText(
        en: "send “Authorization: Bearer …” with the token of --token-file",
        fr: "envoyez «\u{A0}Authorization: Bearer …\u{A0}» avec le jeton de --token-file",
        ja: "--token-file のトークンを「Authorization: Bearer …」で送信してください")
    case .tooManyRequests(let seconds):
      LocalizedText(
        en: "wait \(seconds)\u{A0}s, or start the server with a greater --max-rate",
        fr: "attendez \(seconds)\u{A0}s, ou lancez le serveur avec un plus grand --max-rate",
        ja: "\(seconds) 秒待つか、--max-rate を大きくして起動してください")
    case .tooLarge, .tooManyFiles:
      LocalizedText(
        en: "run `aemedic diagnose` on it, or start the server with a greater --max-upload",
        fr: "lancez `aemedic diagnose` dessus, ou le serveur avec un plus grand --max-upload",
        ja: "`aemedic diagnose` を使用するか、--max-upload を大きくして起動してください")
    case .unplannable(_, let hint): hint
    default: nil
    }
  }

  private static func size(_ bytes: Int, _ unit: String) -> String {
    for (shift, letter) in [(30, "G"), (20, "M"), (10, "K")] where bytes >= 1 << shift {
      return "\(bytes >> shift)\u{A0}\(letter)\(unit)"
    }
    return "\(bytes)\u{A0}B"
  }
}
