import KnowledgeBase
import Model

extension Endpoint {
  /// The calls on articles, rules and remedies.
  static func knowledge(
    _ calls: KnowledgeCalls, rules: RuleCalls, remedies: RemedyCalls
  ) -> [Endpoint] {
    [
      Endpoint(
        "GET", "/v1/search", "searchArticles",
        en: "find the article for a symptom", fr: "trouver l’article d’un symptôme",
        ja: "症状に合う記事を検索する",
        parameters: [
          Parameter(
            "q", .string,
            en: "a symptom, in any of three languages",
            fr: "un symptôme, en l’une des trois langues",
            ja: "症状（英語・フランス語・日本語）", isRequired: true), .language,
          .number(
            "limit", 1...100,
            en: "how many articles at most (10)", fr: "combien d’articles au plus (10)",
            ja: "最大件数（10）"),
          Parameter(
            "product", .string,
            en: "only on this product", fr: "seulement sur ce produit", ja: "この製品のみ"),
          Parameter(
            "version", .string,
            en: "only with this version", fr: "seulement avec cette version", ja: "このバージョンのみ"),
          Parameter(
            "language", .choice(Language.allCases.map(\.rawValue)),
            en: "only what exists in this language",
            fr: "seulement ce qui existe dans cette langue",
            ja: "この言語版がある記事のみ"),
          Parameter(
            "state", .choice(ArticleState.allCases.map(\.rawValue)),
            en: "only in this state", fr: "seulement dans cet état", ja: "この状態の記事のみ"),
          Parameter(
            "since", .pattern("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"),
            en: "only of this date or later", fr: "seulement à partir de cette date",
            ja: "この日付以降の記事のみ"),
        ],
        outcomes: [
          .json(
            .object([
              ("results", .list(.named("Hit"))),
              (
                "suggestions",
                .list(.object([("word", .string), ("suggestion", .string)]))
              ),
            ]))
        ], problems: [500], answer: calls.search),
      Endpoint(
        "GET", "/v1/articles/{number}", "getArticle",
        en: "an article in the reader’s language", fr: "un article dans la langue du lecteur",
        ja: "記事を読者の言語で取得する",
        parameters: [
          Parameter(
            "number", .pattern("^[A-Za-z0-9-]{1,64}$"),
            en: "its number", fr: "son numéro", ja: "記事番号",
            isInPath: true, isRequired: true), .language,
        ], outcomes: [.json(.named("Article"))], problems: [404, 500],
        answer: calls.article),
      Endpoint(
        "POST", "/v1/feedback", "giveFeedback",
        en: "say whether an article helped, or what is wrong with it",
        fr: "dire si un article a aidé, ou ce qui y est faux", ja: "記事が役に立ったか、誤りがあるかを記録する",
        parameters: [.language],
        body: .json(
          .object([
            ("article", .string), ("verdict?", .choice(["useful", "not-useful", "wrong"])),
            ("reason?", .string),
          ])), outcomes: [.empty(204)], problems: [404, 413, 415, 500, 503],
        answer: calls.feedback),
      Endpoint(
        "POST", "/v1/redactions", "redact",
        en: "mask the secrets of a text", fr: "masquer les secrets d’un texte",
        ja: "テキスト内の秘密情報を伏せ字にする",
        parameters: [.language],
        body: .json(.object([("text", .string)]), orText: true),
        outcomes: [
          Outcome(
            status: 200,
            types: [
              ("application/json", .object([("text", .string)])), ("text/plain", .string),
            ])
        ], problems: [413, 415], answer: calls.redact),
      Endpoint(
        "GET", "/v1/rules", "listRules",
        en: "list the rules", fr: "lister les règles", ja: "ルールの一覧",
        outcomes: [.json(.object([("rules", .list(.named("Rule")))]))],
        answer: rules.list),
      Endpoint(
        "GET", "/v1/rules/{id}", "getRule",
        en: "what a rule looks for and when it speaks",
        fr: "ce que cherche une règle et quand elle parle", ja: "ルールの検索内容と発火条件",
        parameters: [
          Parameter(
            "id", .string,
            en: "the rule", fr: "la règle", ja: "ルールの ID",
            isInPath: true, isRequired: true), .language,
        ], outcomes: [.json(.named("Rule"))], problems: [404], answer: rules.show),
      Endpoint(
        "POST", "/v1/rules/try", "tryRule",
        en: "run a rule over a log", fr: "appliquer une règle à un journal", ja: "ルールをログに対して試す",
        parameters: [.language],
        body: .json(.object([("rule", .string), ("log", .string), ("name?", .string)])),
        outcomes: [.json(.named("Trial"))], problems: [413, 415, 500, 503],
        answer: rules.tryOut),
      Endpoint(
        "GET", "/v1/remedies", "listRemedies",
        en: "list the installed remedies", fr: "lister les remèdes installés",
        ja: "インストール済みの対処プラグインの一覧",
        outcomes: [.json(.object([("remedies", .list(.any))]))],
        answer: remedies.list),
      Endpoint(
        "POST", "/v1/plans", "planRemedy",
        en: "show what a remedy would do; nothing is carried out",
        fr: "montrer ce que ferait un remède\u{A0}; rien n’est exécuté",
        ja: "対処の内容を表示する（実行はしない）",
        parameters: [.language],
        body: .json(
          .object([
            ("remedy", .string), ("action?", .string), ("instance?", .string), ("url?", .string),
            ("deployment?", .string), ("production?", .boolean), ("parameters?", .map(.string)),
          ])),
        outcomes: [.json(.object([("plan", .any), ("text", .string), ("command", .string)]))],
        problems: [404, 413, 415, 422, 500], answer: remedies.plan),
    ]
  }
}
