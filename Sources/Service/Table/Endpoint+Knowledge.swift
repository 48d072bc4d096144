import KnowledgeBase
import Model

extension Endpoint {
  /// The calls on articles, rules and remedies.
  static func knowledge(
    _ calls: KnowledgeCalls, rules: RuleCalls, remedies: RemedyCalls
  ) -> [Endpoint] {
    func filter(_ name: String, _ schema: Schema, _ meaning: LocalizedText) -> Parameter {
      Parameter(name: name, schema: schema, meaning: meaning)
    }
    return [
      Endpoint(
        method: "GET", path: "/v1/search", name: "searchArticles",
        summary: LocalizedText(
          en: "find the article for a symptom", fr: "trouver l’article d’un symptôme",
          ja: "症状に合う記事を検索する"),
        parameters: [
          Parameter(
            name: "q", schema: .string,
            meaning: LocalizedText(
              en: "a symptom, in any of three languages",
              fr: "un symptôme, en l’une des trois langues",
              ja: "症状（英語・フランス語・日本語）"), isRequired: true), .language,
          .number(
            "limit", 1...100,
            LocalizedText(
              en: "how many articles at most (10)", fr: "combien d’articles au plus (10)",
              ja: "最大件数（10）")),
          filter(
            "product", .string,
            LocalizedText(
              en: "only on this product", fr: "seulement sur ce produit", ja: "この製品のみ")),
          filter(
            "version", .string,
            LocalizedText(
              en: "only with this version", fr: "seulement avec cette version", ja: "このバージョンのみ")),
          filter(
            "language", .choice(Language.allCases.map(\.rawValue)),
            LocalizedText(
              en: "only what exists in this language",
              fr: "seulement ce qui existe dans cette langue",
              ja: "この言語版がある記事のみ")),
          filter(
            "state", .choice(ArticleState.allCases.map(\.rawValue)),
            LocalizedText(
              en: "only in this state", fr: "seulement dans cet état", ja: "この状態の記事のみ")),
          filter(
            "since", .pattern("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"),
            LocalizedText(
              en: "only of this date or later", fr: "seulement à partir de cette date",
              ja: "この日付以降の記事のみ")),
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
        ], problems: [500], answer: { try calls.search($0) }),
      Endpoint(
        method: "GET", path: "/v1/articles/{number}", name: "getArticle",
        summary: LocalizedText(
          en: "an article in the reader’s language", fr: "un article dans la langue du lecteur",
          ja: "記事を読者の言語で取得する"),
        parameters: [
          Parameter(
            name: "number", schema: .pattern("^[A-Za-z0-9-]{1,64}$"),
            meaning: LocalizedText(en: "its number", fr: "son numéro", ja: "記事番号"),
            isInPath: true, isRequired: true), .language,
        ], outcomes: [.json(.named("Article"))], problems: [404, 500],
        answer: { try calls.article($0) }),
      Endpoint(
        method: "POST", path: "/v1/feedback", name: "giveFeedback",
        summary: LocalizedText(
          en: "say whether an article helped, or what is wrong with it",
          fr: "dire si un article a aidé, ou ce qui y est faux", ja: "記事が役に立ったか、誤りがあるかを記録する"),
        parameters: [.language],
        body: .json(
          .object([
            ("article", .string), ("verdict?", .choice(["useful", "not-useful", "wrong"])),
            ("reason?", .string),
          ])), outcomes: [.empty(204)], problems: [404, 413, 415, 500, 503],
        answer: { try calls.feedback($0) }),
      Endpoint(
        method: "POST", path: "/v1/redactions", name: "redact",
        summary: LocalizedText(
          en: "mask the secrets of a text", fr: "masquer les secrets d’un texte",
          ja: "テキスト内の秘密情報を伏せ字にする"),
        parameters: [.language],
        body: .json(.object([("text", .string)]), orText: true),
        outcomes: [
          Outcome(
            status: 200,
            types: [
              ("application/json", .object([("text", .string)])), ("text/plain", .string),
            ])
        ], problems: [413, 415], answer: { try calls.redact($0) }),
      Endpoint(
        method: "GET", path: "/v1/rules", name: "listRules",
        summary: LocalizedText(en: "list the rules", fr: "lister les règles", ja: "ルールの一覧"),
        outcomes: [.json(.object([("rules", .list(.named("Rule")))]))],
        answer: { try rules.list($0) }),
      Endpoint(
        method: "GET", path: "/v1/rules/{id}", name: "getRule",
        summary: LocalizedText(
          en: "what a rule looks for and when it speaks",
          fr: "ce que cherche une règle et quand elle parle", ja: "ルールの検索内容と発火条件"),
        parameters: [
          Parameter(
            name: "id", schema: .string,
            meaning: LocalizedText(en: "the rule", fr: "la règle", ja: "ルールの ID"),
            isInPath: true, isRequired: true), .language,
        ], outcomes: [.json(.named("Rule"))], problems: [404], answer: { try rules.show($0) }),
      Endpoint(
        method: "POST", path: "/v1/rules/try", name: "tryRule",
        summary: LocalizedText(
          en: "run a rule over a log", fr: "appliquer une règle à un journal", ja: "ルールをログに対して試す"),
        parameters: [.language],
        body: .json(.object([("rule", .string), ("log", .string), ("name?", .string)])),
        outcomes: [.json(.named("Trial"))], problems: [413, 415, 500, 503],
        answer: { try rules.tryOut($0) }),
      Endpoint(
        method: "GET", path: "/v1/remedies", name: "listRemedies",
        summary: LocalizedText(
          en: "list the installed remedies", fr: "lister les remèdes installés",
          ja: "インストール済みの対処プラグインの一覧"),
        outcomes: [.json(.object([("remedies", .list(.any))]))],
        answer: { try remedies.list($0) }),
      Endpoint(
        method: "POST", path: "/v1/plans", name: "planRemedy",
        summary: LocalizedText(
          en: "show what a remedy would do; nothing is carried out",
          fr: "montrer ce que ferait un remède\u{A0}; rien n’est exécuté",
          ja: "対処の内容を表示する（実行はしない）"),
        parameters: [.language],
        body: .json(
          .object([
            ("remedy", .string), ("action?", .string), ("instance?", .string), ("url?", .string),
            ("deployment?", .string), ("production?", .boolean), ("parameters?", .map(.string)),
          ])),
        outcomes: [.json(.object([("plan", .any), ("text", .string), ("command", .string)]))],
        problems: [404, 413, 415, 422, 500], answer: { try remedies.plan($0) }),
    ]
  }
}
