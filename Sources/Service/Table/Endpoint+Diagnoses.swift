import Model

extension Endpoint {
  /// The calls on diagnoses and on the input behind them.
  static func diagnoses(_ calls: DiagnosisCalls, log: LogCalls) -> [Endpoint] {
    let form = Parameter(
      name: "format", schema: .choice(ReportForm.all.map(\.name)),
      meaning: LocalizedText(
        en: "the form of the report; without it “Accept” decides",
        fr: "la forme du rapport\u{A0}; sans elle, «\u{A0}Accept\u{A0}» décide",
        ja: "レポートの形式（省略時は Accept に従う）"))
    let audience = Parameter(
      name: "audience", schema: .choice(ReportForm.audiences),
      meaning: LocalizedText(
        en: "whom Markdown is for: a note for the team (internal) or a reply to the customer",
        fr: "à qui s’adresse le Markdown\u{A0}: note pour l’équipe (internal) ou réponse au client",
        ja: "Markdown の宛先：チーム向けメモ（internal）または顧客への返信（customer）"))
    var report: [(name: String, schema: Schema)] = []
    for form in ReportForm.all where !report.contains(where: { $0.name == form.type }) {
      report.append((form.type, form.type == "application/json" ? .named("Report") : .string))
    }
    return [
      Endpoint(
        method: "POST", path: "/v1/diagnoses", name: "createDiagnosis",
        summary: LocalizedText(
          en: "diagnose a text, files or an archive",
          fr: "diagnostiquer un texte, des fichiers ou une archive",
          ja: "テキスト、ファイル、アーカイブを診断する"),
        parameters: [
          .language, form, audience,
          Parameter(
            name: "name", schema: .string,
            meaning: LocalizedText(
              en: "what the file is called, if the body is one",
              fr: "le nom du fichier, si le corps en est un", ja: "本文が 1 つのファイルの場合の名前")),
          Parameter(
            name: "wait", schema: .range(0...30),
            meaning: LocalizedText(
              en: "how many seconds to wait for the end (2)",
              fr: "combien de secondes attendre la fin (2)", ja: "完了を待つ秒数（2）")),
          Parameter(
            name: "save", schema: .boolean,
            meaning: LocalizedText(
              en: "“false” answers at the end and keeps nothing",
              fr: "«\u{A0}false\u{A0}» répond à la fin et ne garde rien",
              ja: "false の場合、完了時に応答し何も保存しない")),
          Parameter(
            name: "timezone", schema: .string,
            meaning: LocalizedText(
              en: "the zone of logs that state none, such as Europe/Paris",
              fr: "le fuseau des journaux qui n’en indiquent pas, p. ex. Europe/Paris",
              ja: "タイムゾーンの記載がないログに適用するゾーン（例：Asia/Tokyo）")),
        ], body: .upload,
        outcomes: [Outcome(status: 200, types: report), .json(.named("Status"), status: 202)],
        problems: [413, 406, 422, 429, 500, 503], answer: { try calls.create($0) }),
      Endpoint(
        method: "GET", path: "/v1/diagnoses", name: "listDiagnoses",
        summary: LocalizedText(
          en: "list what was diagnosed, the newest first",
          fr: "lister les diagnostics, le plus récent d’abord", ja: "診断を新しい順に一覧表示する"),
        parameters: [.language],
        outcomes: [.json(.object([("diagnoses", .list(.named("Status")))]))],
        answer: { try calls.list($0) }),
      Endpoint(
        method: "GET", path: "/v1/diagnoses/{id}", name: "getReport",
        summary: LocalizedText(
          en: "the report, in the form that is asked for",
          fr: "le rapport, dans la forme demandée", ja: "レポートを要求された形式で取得する"),
        parameters: [
          .diagnosis, .language, form, audience,
          Parameter(
            name: "download", schema: .choice(["0", "1"]),
            meaning: LocalizedText(
              en: "1 makes browsers save it", fr: "1 le fait enregistrer par le navigateur",
              ja: "1 でブラウザーに保存させる")),
        ],
        outcomes: [
          Outcome(status: 200, types: report), .json(.named("Status"), status: 202), .empty(304),
        ], problems: [404, 406, 500], answer: { try calls.report($0) }),
      Endpoint(
        method: "DELETE", path: "/v1/diagnoses/{id}", name: "deleteDiagnosis",
        summary: LocalizedText(
          en: "end a diagnosis and remove all of it",
          fr: "arrêter un diagnostic et tout supprimer", ja: "診断を中止し、すべて削除する"),
        parameters: [.diagnosis], outcomes: [.empty(204)], problems: [404],
        answer: { try calls.remove($0) }),
      Endpoint(
        method: "GET", path: "/v1/diagnoses/{id}/status", name: "getStatus",
        summary: LocalizedText(
          en: "how far a diagnosis is", fr: "l’avancement d’un diagnostic", ja: "診断の進行状況"),
        parameters: [.diagnosis, .language], outcomes: [.json(.named("Status"))],
        problems: [404], answer: { try calls.status($0) }),
      Endpoint(
        method: "GET", path: "/v1/diagnoses/{id}/events", name: "streamEvents",
        summary: LocalizedText(
          en: "how far a diagnosis is, as it goes on (server-sent events)",
          fr: "l’avancement d’un diagnostic, au fil de l’eau (server-sent events)",
          ja: "診断の進行状況を逐次受け取る（Server-Sent Events）"),
        parameters: [.diagnosis, .language], outcomes: [.type("text/event-stream")],
        problems: [404], answer: { try calls.events($0) }),
      Endpoint(
        method: "GET", path: "/v1/diagnoses/{id}/difference", name: "compareReports",
        summary: LocalizedText(
          en: "what changed from this report to another",
          fr: "ce qui a changé de ce rapport à un autre", ja: "別のレポートとの差分"),
        parameters: [
          .diagnosis,
          Parameter(
            name: "to", schema: .pattern("^[0-9a-f]{32}$"),
            meaning: LocalizedText(
              en: "the later diagnosis", fr: "le diagnostic ultérieur", ja: "比較先の診断"),
            isRequired: true),
        ], outcomes: [.json(.any)], problems: [404, 409], answer: { try calls.difference($0) }),
    ] + logs(log)
  }

  private static func logs(_ log: LogCalls) -> [Endpoint] {
    let problems = [404, 409, 503]
    return [
      Endpoint(
        method: "GET", path: "/v1/diagnoses/{id}/sources", name: "listSources",
        summary: LocalizedText(
          en: "what was read, with levels, times and threads",
          fr: "ce qui a été lu, avec niveaux, dates et threads",
          ja: "読み込んだソースとレベル、時刻、スレッド"),
        parameters: [.diagnosis],
        outcomes: [.json(.object([("sources", .list(.named("Source")))]))], problems: problems,
        answer: { try log.sources($0) }),
      Endpoint(
        method: "GET", path: "/v1/diagnoses/{id}/lines", name: "readLines",
        summary: LocalizedText(
          en: "some lines of a source, secrets masked",
          fr: "des lignes d’une source, secrets masqués", ja: "ソースの一部の行（秘密情報は伏せ字）"),
        parameters: [
          .diagnosis,
          Parameter(
            name: "source", schema: .string,
            meaning: LocalizedText(
              en: "the source as the report names it", fr: "la source, nommée comme au rapport",
              ja: "レポート上のソース名"), isRequired: true),
          .number(
            "from", 1...Int(UInt32.max),
            LocalizedText(
              en: "the first line (1)", fr: "la première ligne (1)", ja: "最初の行（1）")),
          .number(
            "count", 1...LogCalls.mostLines,
            LocalizedText(
              en: "how many lines (200)", fr: "combien de lignes (200)", ja: "行数（200）")),
        ] + Parameter.search,
        outcomes: [
          .json(
            .object([
              ("source", .string), ("total", .integer), ("from", .integer),
              ("lines", .list(.named("Line"))), ("next?", .integer),
            ]))
        ], problems: problems, answer: { try log.lines($0) }),
      Endpoint(
        method: "GET", path: "/v1/diagnoses/{id}/entries", name: "listEntries",
        summary: LocalizedText(
          en: "the log entries that filters admit, secrets masked",
          fr: "les entrées que les filtres retiennent, secrets masqués",
          ja: "条件に合うログエントリ（秘密情報は伏せ字）"),
        parameters: [.diagnosis] + Parameter.filters + [
          .number(
            "offset", 0...Int(UInt32.max),
            LocalizedText(
              en: "how many to pass over (0)", fr: "combien en passer (0)", ja: "読み飛ばす件数（0）")),
          .number(
            "count", 1...LogCalls.mostEntries,
            LocalizedText(
              en: "how many entries (200)", fr: "combien d’entrées (200)", ja: "件数（200）")),
        ] + Parameter.search,
        outcomes: [
          .json(
            .object([
              ("total", .integer), ("offset", .integer), ("entries", .list(.named("Entry"))),
              ("next?", .integer),
            ]))
        ], problems: problems, answer: { try log.entries($0) }),
      Endpoint(
        method: "GET", path: "/v1/diagnoses/{id}/timeline", name: "countOverTime",
        summary: LocalizedText(
          en: "how many entries of each level there are over time",
          fr: "le nombre d’entrées de chaque niveau dans le temps",
          ja: "時間帯ごと、レベルごとのエントリ数"),
        parameters: [.diagnosis] + Parameter.filters + [
          .number(
            "buckets", 1...1_000,
            LocalizedText(
              en: "into how many parts (120)", fr: "en combien de parts (120)", ja: "分割数（120）"))
        ],
        outcomes: [
          .json(
            .object([
              ("from", .date), ("to", .date), ("start", .integer), ("width", .integer),
              (
                "buckets",
                .list(
                  .object([("index", .integer), ("from", .date), ("levels", .map(.integer))]))
              ), ("untimed", .integer),
            ]))
        ], problems: problems, answer: { try log.timeline($0) }),
    ]
  }
}

extension Endpoint.Parameter {
  /// The language to answer in.
  static let language = Endpoint.Parameter(
    name: "lang", schema: .choice(Language.allCases.map(\.rawValue)),
    meaning: LocalizedText(
      en: "the language to answer in; without it “Accept-Language” decides",
      fr: "la langue de la réponse\u{A0}; sans elle, «\u{A0}Accept-Language\u{A0}» décide",
      ja: "応答の言語（省略時は Accept-Language に従う）"))

  /// Which diagnosis is meant.
  static let diagnosis = Endpoint.Parameter(
    name: "id", schema: .pattern("^[0-9a-f]{32}$"),
    meaning: LocalizedText(en: "the diagnosis", fr: "le diagnostic", ja: "診断の ID"),
    isInPath: true, isRequired: true)

  static func number(
    _ name: String, _ range: ClosedRange<Int>, _ meaning: LocalizedText
  ) -> Endpoint.Parameter {
    Endpoint.Parameter(name: name, schema: .range(range), meaning: meaning)
  }

  /// What a log is searched for.
  static let search = [
    Endpoint.Parameter(
      name: "q", schema: .string,
      meaning: LocalizedText(
        en: "only what holds this text, small and capital letters alike, from the place named;"
          + " “next” tells where to go on",
        fr: "seulement ce qui contient ce texte, sans égard à la casse, à partir de l’endroit"
          + " indiqué\u{A0}; «\u{A0}next\u{A0}» dit où continuer",
        ja: "この文字列を含むもののみ（大文字と小文字は区別しない）。指定した位置から探し、続きの位置は next で示す")),
    Endpoint.Parameter(
      name: "back", schema: .boolean,
      meaning: LocalizedText(
        en: "with “q”: towards the beginning", fr: "avec «\u{A0}q\u{A0}»\u{A0}: vers le début",
        ja: "q と併用：先頭に向かって探す")),
  ]

  /// What entries may be chosen by.
  static let filters = [
    Endpoint.Parameter(
      name: "source", schema: .string,
      meaning: LocalizedText(
        en: "only this source", fr: "cette source seulement", ja: "このソースのみ")),
    Endpoint.Parameter(
      name: "level", schema: .list(.choice(LogLevel.allCases.map(\.rawValue))),
      meaning: LocalizedText(
        en: "only these levels", fr: "ces niveaux seulement", ja: "これらのレベルのみ")),
    Endpoint.Parameter(
      name: "from", schema: .moment,
      meaning: LocalizedText(
        en: "from when, as ISO 8601 or milliseconds since 1970",
        fr: "à partir de quand, en ISO 8601 ou millisecondes depuis 1970",
        ja: "開始時刻（ISO 8601 または 1970 年からのミリ秒）")),
    Endpoint.Parameter(
      name: "to", schema: .moment,
      meaning: LocalizedText(
        en: "until when, that moment excluded", fr: "jusqu’à quand, exclu", ja: "終了時刻（この時刻は含まない）")),
    Endpoint.Parameter(
      name: "thread", schema: .string,
      meaning: LocalizedText(
        en: "only this thread, named as in the list of sources",
        fr: "ce thread seulement, nommé comme dans la liste des sources",
        ja: "このスレッドのみ（ソース一覧での名前）")),
  ]
}
