import Model

extension Endpoint {
  /// The calls on the input behind a diagnosis.
  static func logs(_ log: LogCalls) -> [Endpoint] {
    let problems = [404, 409, 503]
    return [
      Endpoint(
        "GET", "/v1/diagnoses/{id}/sources", "listSources",
        en: "what was read, with levels, times and threads",
        fr: "ce qui a été lu, avec niveaux, dates et threads",
        ja: "読み込んだソースとレベル、時刻、スレッド",
        parameters: [.diagnosis],
        outcomes: [.json(.object([("sources", .list(.named("Source")))]))], problems: problems,
        answer: log.sources),
      Endpoint(
        "GET", "/v1/diagnoses/{id}/lines", "readLines",
        en: "some lines of a source, secrets masked",
        fr: "des lignes d’une source, secrets masqués", ja: "ソースの一部の行（秘密情報は伏せ字）",
        parameters: [
          .diagnosis,
          Parameter(
            "source", .string,
            en: "the source as the report names it", fr: "la source, nommée comme au rapport",
            ja: "レポート上のソース名", isRequired: true),
          .number(
            "from", 1...Int(UInt32.max),
            en: "the first line (1)", fr: "la première ligne (1)", ja: "最初の行（1）"),
          .number(
            "count", 1...LogCalls.mostLines,
            en: "how many lines (200)", fr: "combien de lignes (200)", ja: "行数（200）"),
        ] + Parameter.search,
        outcomes: [
          .json(
            .object([
              ("source", .string), ("total", .integer), ("from", .integer),
              ("lines", .list(.named("Line"))), ("next?", .integer),
            ]))
        ], problems: problems, answer: log.lines),
      Endpoint(
        "GET", "/v1/diagnoses/{id}/entries", "listEntries",
        en: "the log entries that filters admit, secrets masked",
        fr: "les entrées que les filtres retiennent, secrets masqués",
        ja: "条件に合うログエントリ（秘密情報は伏せ字）",
        parameters: [.diagnosis] + Parameter.filters + [
          .number(
            "offset", 0...Int(UInt32.max),
            en: "how many to pass over (0)", fr: "combien en passer (0)", ja: "読み飛ばす件数（0）"),
          .number(
            "count", 1...LogCalls.mostEntries,
            en: "how many entries (200)", fr: "combien d’entrées (200)", ja: "件数（200）"),
        ] + Parameter.search,
        outcomes: [
          .json(
            .object([
              ("total", .integer), ("offset", .integer), ("entries", .list(.named("Entry"))),
              ("next?", .integer),
            ]))
        ], problems: problems, answer: log.entries),
      Endpoint(
        "GET", "/v1/diagnoses/{id}/timeline", "countOverTime",
        en: "how many entries of each level there are over time",
        fr: "le nombre d’entrées de chaque niveau dans le temps",
        ja: "時間帯ごと、レベルごとのエントリ数",
        parameters: [.diagnosis] + Parameter.filters + [
          .number(
            "buckets", 1...1_000,
            en: "into how many parts (120)", fr: "en combien de parts (120)", ja: "分割数（120）")
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
        ], problems: problems, answer: log.timeline),
    ]
  }
}

extension Endpoint.Parameter {
  /// What a log is searched for.
  static let search = [
    Endpoint.Parameter(
      "q", .string,
      en: "only what holds this text, small and capital letters alike, from the place named;"
        + " “next” tells where to go on",
      fr: "seulement ce qui contient ce texte, sans égard à la casse, à partir de l’endroit"
        + " indiqué\u{A0}; «\u{A0}next\u{A0}» dit où continuer",
      ja: "この文字列を含むもののみ（大文字と小文字は区別しない）。指定した位置から探し、続きの位置は next で示す"),
    Endpoint.Parameter(
      "back", .boolean,
      en: "with “q”: towards the beginning", fr: "avec «\u{A0}q\u{A0}»\u{A0}: vers le début",
      ja: "q と併用：先頭に向かって探す"),
  ]

  /// What entries may be chosen by.
  static let filters = [
    Endpoint.Parameter(
      "source", .string,
      en: "only this source", fr: "cette source seulement", ja: "このソースのみ"),
    Endpoint.Parameter(
      "level", .list(.choice(LogLevel.allCases.map(\.rawValue))),
      en: "only these levels", fr: "ces niveaux seulement", ja: "これらのレベルのみ"),
    Endpoint.Parameter(
      "from", .moment,
      en: "from when, as ISO 8601 or milliseconds since 1970",
      fr: "à partir de quand, en ISO 8601 ou millisecondes depuis 1970",
      ja: "開始時刻（ISO 8601 または 1970 年からのミリ秒）"),
    Endpoint.Parameter(
      "to", .moment,
      en: "until when, that moment excluded", fr: "jusqu’à quand, exclu", ja: "終了時刻（この時刻は含まない）"),
    Endpoint.Parameter(
      "thread", .string,
      en: "only this thread, named as in the list of sources",
      fr: "ce thread seulement, nommé comme dans la liste des sources",
      ja: "このスレッドのみ（ソース一覧での名前）"),
  ]
}
