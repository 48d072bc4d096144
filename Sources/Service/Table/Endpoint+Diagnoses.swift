import Model

extension Endpoint {
  /// The calls on diagnoses.
  static func diagnoses(_ calls: DiagnosisCalls, findings: FindingCalls) -> [Endpoint] {
    let form = Parameter(
      "format", .choice(ReportForm.all.map(\.name)),
      en: "the form of the report; without it “Accept” decides",
      fr: "la forme du rapport\u{A0}; sans elle, «\u{A0}Accept\u{A0}» décide",
      ja: "レポートの形式（省略時は Accept に従う）")
    let audience = Parameter(
      "audience", .choice(ReportForm.audiences),
      en: "whom Markdown is for: a note for the team (internal) or a reply to the customer",
      fr: "à qui s’adresse le Markdown\u{A0}: note pour l’équipe (internal) ou réponse au client",
      ja: "Markdown の宛先：チーム向けメモ（internal）または顧客への返信（customer）")
    var report: [(name: String, schema: Schema)] = []
    for form in ReportForm.all where !report.contains(where: { $0.name == form.type }) {
      let isOther = form.type.hasSuffix("+json")
      report.append(
        (form.type, form.type == "application/json" ? .named("Report") : isOther ? .any : .string))
    }
    return [
      Endpoint(
        "POST", "/v1/diagnoses", "createDiagnosis",
        en: "diagnose a text, files or an archive",
        fr: "diagnostiquer un texte, des fichiers ou une archive",
        ja: "テキスト、ファイル、アーカイブを診断する",
        parameters: [
          .language, form, audience,
          Parameter(
            "name", .string,
            en: "what the file is called, if the body is one",
            fr: "le nom du fichier, si le corps en est un", ja: "本文が 1 つのファイルの場合の名前"),
          Parameter(
            "wait", .range(0...30),
            en: "how many seconds to wait for the end (2)",
            fr: "combien de secondes attendre la fin (2)", ja: "完了を待つ秒数（2）"),
          Parameter(
            "save", .boolean,
            en: "“false” answers at the end and keeps nothing",
            fr: "«\u{A0}false\u{A0}» répond à la fin et ne garde rien",
            ja: "false の場合、完了時に応答し何も保存しない"),
          Parameter(
            "timezone", .string,
            en: "the zone of logs that state none, such as Europe/Paris",
            fr: "le fuseau des journaux qui n’en indiquent pas, p. ex. Europe/Paris",
            ja: "タイムゾーンの記載がないログに適用するゾーン（例：Asia/Tokyo）"),
        ], body: .upload,
        outcomes: [Outcome(status: 200, types: report), .json(.named("Status"), status: 202)],
        problems: [413, 406, 422, 429, 500, 503], answer: calls.create),
      Endpoint(
        "GET", "/v1/diagnoses", "listDiagnoses",
        en: "list what was diagnosed, the newest first",
        fr: "lister les diagnostics, le plus récent d’abord", ja: "診断を新しい順に一覧表示する",
        parameters: [.language],
        outcomes: [.json(.object([("diagnoses", .list(.named("Status")))]))],
        answer: calls.list),
      Endpoint(
        "GET", "/v1/diagnoses/{id}", "getReport",
        en: "the report, in the form that is asked for",
        fr: "le rapport, dans la forme demandée", ja: "レポートを要求された形式で取得する",
        parameters: [
          .diagnosis, .language, form, audience,
          Parameter(
            "download", .choice(["0", "1"]),
            en: "1 makes browsers save it", fr: "1 le fait enregistrer par le navigateur",
            ja: "1 でブラウザーに保存させる"),
        ],
        outcomes: [
          Outcome(status: 200, types: report), .json(.named("Status"), status: 202), .empty(304),
        ], problems: [404, 406, 500], answer: calls.report),
      Endpoint(
        "DELETE", "/v1/diagnoses/{id}", "deleteDiagnosis",
        en: "end a diagnosis and remove all of it",
        fr: "arrêter un diagnostic et tout supprimer", ja: "診断を中止し、すべて削除する",
        parameters: [.diagnosis], outcomes: [.empty(204)], problems: [404],
        answer: calls.remove),
      Endpoint(
        "GET", "/v1/diagnoses/{id}/status", "getStatus",
        en: "how far a diagnosis is", fr: "l’avancement d’un diagnostic", ja: "診断の進行状況",
        parameters: [.diagnosis, .language], outcomes: [.json(.named("Status"))],
        problems: [404], answer: calls.status),
      Endpoint(
        "GET", "/v1/diagnoses/{id}/events", "streamEvents",
        en: "how far a diagnosis is, as it goes on (server-sent events)",
        fr: "l’avancement d’un diagnostic, au fil de l’eau (server-sent events)",
        ja: "診断の進行状況を逐次受け取る（Server-Sent Events）",
        parameters: [.diagnosis, .language],
        outcomes: [Outcome(status: 200, types: [("text/event-stream", .any)])],
        problems: [404], answer: calls.events),
      Endpoint(
        "GET", "/v1/diagnoses/{id}/findings", "listFindings",
        en: "what was found, in short, with the commands to run next",
        fr: "les constats, en bref, avec les commandes à lancer ensuite",
        ja: "検出結果の要約と、次に実行するコマンド",
        parameters: [.diagnosis, .language],
        outcomes: [.json(.object([("findings", .list(.named("Finding")))]))],
        problems: [404, 409], answer: findings.list),
      Endpoint(
        "GET", "/v1/diagnoses/{id}/difference", "compareReports",
        en: "what changed from this report to another",
        fr: "ce qui a changé de ce rapport à un autre", ja: "別のレポートとの差分",
        parameters: [
          .diagnosis,
          Parameter(
            "to", .pattern("^[0-9a-f]{32}$"),
            en: "the later diagnosis", fr: "le diagnostic ultérieur", ja: "比較先の診断",
            isRequired: true),
        ], outcomes: [.json(.any)], problems: [404, 409], answer: calls.difference),
    ]
  }
}
