import Model

/// Reports as diagnoses of real material would make them.
enum Samples {
  static let header =
    "29.03.2026 01:12:44.913 *ERROR* [sling-oak-observation-7] "
    + "com.adobe.granite.auth.oauth.AccessTokenProvider failed to get access token from "
    + "authorization server status: 400 response: "
    + #"{"error":"invalid_client","error_description":"invalid client_secret parameter"}"#

  static let time = Timestamp(
    year: 2026, month: 3, day: 29, hour: 1, minute: 12, second: 44, millisecond: 913)

  static let cryptoFinding = Finding(
    rule: RuleReference(id: "ims-client-secret-after-restart", version: 2), severity: .error,
    status: .confirmed, confidence: 0.95,
    title: LocalizedText(
      en: "IMS rejects the client secret because the encryption keys are still in the repository",
      fr:
        "IMS refuse le secret client parce que les clés de chiffrement sont restées dans le dépôt",
      ja: "暗号鍵がリポジトリーに残っているため、IMS がクライアントシークレットを拒否しています"),
    summary: LocalizedText(
      en: "After a restart AEM decrypts the stored secret with other keys than those it was "
        + "encrypted with, so that every request for a token is refused until the configuration is "
        + "saved again.",
      fr: "Après un redémarrage, AEM déchiffre le secret enregistré avec d’autres clés que celles "
        + "qui l’ont chiffré : toute demande de jeton est refusée jusqu’à ce que la configuration "
        + "soit enregistrée de nouveau.",
      ja: "再起動後、AEM は暗号化したときとは別の鍵で保存済みのシークレットを復号します。"
        + "そのため、設定を保存し直すまで、トークンの要求はすべて拒否されます。"),
    fingerprint: "v1:3f2a9c0d11e8b764", count: 7,
    firstSeen: time,
    lastSeen: Timestamp(milliseconds: time.milliseconds + 5_400_000),
    evidence: [
      Evidence(
        signature: "ims-invalid-secret",
        place: Place(
          source: "bundle.zip!/logs/error.log", line: 48_213, bytes: 7_340_032..<7_340_290),
        time: time, excerpt: Excerpt(text: header), captures: ["error": "invalid_client"]),
      Evidence(
        signature: "storage-is-jcr",
        place: Place(
          source: "bundle.zip!/crx-quickstart/launchpad/felix/bundle24/data/storage", line: 1,
          bytes: 0..<3),
        time: nil, excerpt: Excerpt(text: "JCR")),
    ]
      + (0..<3).map { number in
        Evidence(
          signature: "ims-invalid-secret",
          place: Place(source: "bundle.zip!/logs/error.log", line: 50_000 + number, bytes: 0..<1),
          time: Timestamp(milliseconds: time.milliseconds + 1_000, zone: .stated(offset: 7_200)),
          excerpt: Excerpt(text: "again", isCutBefore: true, isCutAfter: true))
      },
    articles: ArticleNumber("KA-23909").map { number in
      [
        ArticleReference(
          number: number, language: .en,
          title: "client_secret in IMS configuration is getting unset",
          url:
            "https://experienceleague.adobe.com/en/docs/experience-cloud-kcs/kbarticles/ka-23909",
          isFallback: true)
      ]
    } ?? [],
    remedies: [
      RemedyOffer(
        plugin: "crypto-key-store", action: "move-keys-to-bundle",
        parameters: ["instance": "/opt/aem author/crx-quickstart"], risk: "high")
    ])

  static let undecidedFinding = Finding(
    rule: RuleReference(id: "jwt-credentials-ended", version: 1), severity: .warning,
    status: .possible, confidence: 0.4,
    title: LocalizedText(
      en: "A service-account (JWT) credential may still be in use",
      fr: "Un identifiant de compte de service (JWT) est peut-être encore utilisé",
      ja: "サービスアカウント（JWT）資格情報がまだ使われている可能性があります"),
    summary: LocalizedText(
      en: "JWT credentials stopped working on 1 March 2026.",
      fr: "Les identifiants JWT ne fonctionnent plus depuis le 1er mars 2026.",
      ja: "JWT 資格情報は 2026 年 3 月 1 日に使用できなくなりました。"),
    fingerprint: "v1:00000000000000ff", count: 1, firstSeen: nil, lastSeen: nil,
    evidence: [
      Evidence(
        signature: "jwt-mention", place: Place(source: "-", line: 3, bytes: 10..<80), time: nil,
        excerpt: Excerpt(
          text: "JWTによる認証に失敗しました。ims/exchange/jwt への要求は、サーバーによって拒否されました。",
          isCutAfter: true),
        captures: ["endpoint": "ims/exchange/jwt"])
    ],
    requests: [
      EvidenceRequest(
        id: "ims-configuration",
        text: LocalizedText(
          en: "Send the configuration `com.adobe.granite.auth.oauth.accesstoken.provider` from "
            + "/system/console/configMgr.",
          fr: "Envoyez la configuration `com.adobe.granite.auth.oauth.accesstoken.provider` "
            + "affichée dans /system/console/configMgr.",
          ja: "/system/console/configMgr から設定 "
            + "`com.adobe.granite.auth.oauth.accesstoken.provider` をお送りください。"))
    ])

  static let unknownError = UnknownError(
    fingerprint: "v1:00c0ffee00c0ffee", template: "Cannot open session <n>",
    exception: "java.lang.IllegalStateException", frame: "com.example.Shop.open",
    logger: "com.example.Shop", level: .error, count: 42, burst: 12, novelty: 0.875,
    firstSeen: time, lastSeen: time,
    excerpt: Excerpt(text: "Cannot open session 7 password=hunter2"),
    places: [Place(source: "bundle.zip!/logs/error.log", line: 4_711, bytes: 900..<1_000)],
    suggestions: [
      ArticleSuggestion(
        article: ArticleReference(
          number: ArticleNumber("KA-10000")!, language: .en, title: "Sessions that do not open",
          url: nil, isFallback: false), score: 12.5)
    ])

  /// The finding with everything that a rule can say of how it came to be.
  static func detailed(_ finding: Finding) -> Finding {
    var detailed = finding
    detailed.evidence[0].origins["error"] = CaptureOrigin(
      type: "text", bytes: 7_340_200..<7_340_214)
    detailed.occurrences = [
      FindingOccurrence(
        steps: Array(detailed.evidence.prefix(2)), stepCount: 3, key: ["pod": "author-1"])
    ]
    detailed.confidenceItems = [
      ConfidenceItem(
        name: "evidence", detail: "all [ims-invalid-secret, storage-is-jcr]", amount: 0.97),
      ConfidenceItem(name: "gate-unknown", detail: "aem >=6.3", amount: -0.02),
    ]
    detailed.checks = [
      FindingCheck(kind: .gate, demand: "aem >=6.3", outcome: .unknown),
      FindingCheck(
        kind: .negation, demand: "unless secret-rotated within 1d before ims-invalid-secret",
        outcome: .vetoed, vetoes: 2),
    ]
    detailed.caveats = ["out-of-order"]
    detailed.explains = ["jwt-credentials-ended"]
    return detailed
  }

  static let report = Report(
    findings: [detailed(cryptoFinding), undecidedFinding],
    unknowns: [unknownError], unknownCount: 3,
    coverage: Coverage(
      sources: [
        CoveredSource(
          path: "bundle.zip!/logs/error.log", kind: .errorLog, bytes: 73_400_320, entries: 214_877,
          unparsed: 12, from: Timestamp(milliseconds: time.milliseconds - 86_400_000),
          to: Timestamp(milliseconds: time.milliseconds + 7_200_000)),
        CoveredSource(
          path: "bundle.zip!/crx-quickstart/launchpad/felix/bundle24/data/storage", kind: .text,
          bytes: 3, entries: 1, isTruncated: true),
      ],
      skipped: [
        SkippedSource(
          path: "bundle.zip!/logs/old.log.gz", reason: .damaged, detail: "unexpected end"),
        SkippedSource(path: "bundle.zip!/a.png", reason: .image),
        SkippedSource(path: "bundle.zip!/b.png", reason: .image),
        SkippedSource(path: "bundle.zip!/c.jar", reason: .javaArchive),
        SkippedSource(path: "bundle.zip!/d.hprof", reason: .heapDump),
      ]),
    environment: [
      "deployment": EnvironmentFact(
        value: "onprem",
        evidence: Place(source: "bundle.zip!/logs/error.log", line: 1, bytes: 0..<9)),
      "version": EnvironmentFact(value: "6.5.19.0", evidence: nil),
    ],
    isPartial: true, verdict: .knownProblem,
    notes: [
      Note(
        code: "rule-left-out",
        text: LocalizedText(
          en: "the rule “oak-lane” was left out because its file is broken",
          fr: "la règle « oak-lane » a été écartée, car son fichier est défectueux",
          ja: "ルール「oak-lane」は、ファイルが壊れているため除外されました"))
    ])

  /// The report with errors at four times of a night.
  static let timed: Report = {
    var timed = report
    for minutes in [0, 0, 0, 0, 0, 0, 0, 30, 95, 270] {
      timed.coverage.sources[0].errorTimes.add(
        Timestamp(milliseconds: time.milliseconds + Int64(minutes) * 60_000))
    }
    return timed
  }()

  static let empty = Report(
    findings: [],
    coverage: Coverage(sources: [
      CoveredSource(path: "-", kind: .text, bytes: 12, entries: 1)
    ]),
    environment: [:], isPartial: false, verdict: .nothingFound)
}
