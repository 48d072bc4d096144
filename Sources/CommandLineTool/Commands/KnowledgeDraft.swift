import FoundationEssentials
import KnowledgeBase
import Model
import Redaction
import Reporting

extension Command {
  /// Opens an article to be written from a report.
  static let knowledgeDraft = Command(
    words: ["kb", "draft"], operands: "", operandCount: 0...0,
    summary: LocalizedText(
      en: "begin an article with what a report knows",
      fr: "commencer un article avec ce que sait un rapport", ja: "レポートの内容から記事の下書きを作成する"),
    options: [
      CommandOption(
        "from-report", value: "REPORT",
        help: LocalizedText(
          en: "a report of `aemedic diagnose --format json`; - is standard input",
          fr: "un rapport de `aemedic diagnose --format json`\u{A0}; - est l’entrée standard",
          ja: "`aemedic diagnose --format json` のレポート（- は標準入力）")),
      CommandOption(
        "about", value: "ID",
        help: LocalizedText(
          en: "the rule or the fingerprint that it is about"
            + " (default: the first that no article covers)",
          fr: "la règle ou l’empreinte dont il traite"
            + " (par défaut\u{A0}: la première qu’aucun article ne couvre)",
          ja: "対象のルールまたはフィンガープリント（既定：対応する記事がない最初のもの）")),
      CommandOption(
        "number", value: "NUMBER",
        help: LocalizedText(
          en: "the article’s number (default: the first free of DRAFT-0001 to DRAFT-9999)",
          fr:
            "le numéro de l’article (par défaut\u{A0}: le premier libre de DRAFT-0001 à DRAFT-9999)",
          ja: "記事番号（既定：DRAFT-0001～DRAFT-9999 の最初の空き番号）")),
      CommandOption(
        "output", short: "o", value: "DIR",
        help: LocalizedText(
          en: "the folder to write it to (default: the working folder)",
          fr: "le dossier où l’écrire (par défaut\u{A0}: le dossier courant)",
          ja: "書き出し先のフォルダー（既定：作業フォルダー）")),
    ],
    examples: [
      Example(
        call: "aemedic kb draft --from-report report.json -o kb/articles",
        meaning: LocalizedText(
          en: "an article in progress, with environment and evidence",
          fr: "un article en cours, avec environnement et indices", ja: "環境と証跡が記入された作成中の記事"))
    ]
  ) { invocation in
    let console = invocation.console
    let path = try invocation.needed("from-report")
    let report = try DraftSource(path: path)
    let language =
      console.isLanguageNamed ? console.language : report.language ?? console.language
    let subject = try report.subject(invocation.arguments.value("about"))
    let folder = invocation.arguments.value("output") ?? "."
    let number = try invocation.draftNumber(in: folder, language)
    var redactor = Redactor()
    var draft = ArticleDraft(
      number: number, language: language, title: redactor.redact(subject.title(language)),
      summary: redactor.redact(subject.summary(language)),
      date: Date().formatted(.iso8601.year().month().day()))
    draft.environment = report.environment.mapValues { redactor.redact($0.value) }
    draft.evidence = subject.evidence.map {
      ArticleDraft.Evidence(source: $0.place, excerpt: redactor.redact($0.excerpt))
    }
    draft.related = subject.related
    let file = "\(folder)/\(draft.fileName)"
    try OutputFile(path: file).write(draft.text, console: console)
    console.print(file + "\n")
    return .success
  }
}

extension Invocation {
  /// The number that a person gave, or the first free one.
  fileprivate func draftNumber(in folder: String, _ language: Language) throws -> ArticleNumber {
    func isFree(_ number: ArticleNumber) -> Bool {
      !InputPath.exists("\(folder)/\(number).\(language.rawValue).md")
    }
    if let text = arguments.value("number") {
      guard let number = ArticleNumber(text) else {
        throw UsageProblem(
          .badForm(text, option: "number", example: "MED-0200"), command: command.name)
      }
      guard isFree(number) else { throw DraftProblem.taken(text) }
      return number
    }
    for count in 1...9_999 {
      let digits = String(count)
      let text = "DRAFT-" + String(repeating: "0", count: 4 - digits.count) + digits
      if let number = ArticleNumber(text), isFree(number) { return number }
    }
    throw DraftProblem.taken("DRAFT-9999")
  }
}

/// What a draft takes from a report of the schema `aemedic.report/1`.
private struct DraftSource: Decodable {
  struct Fact: Decodable {
    let value: String
  }

  struct Piece: Decodable {
    let source: String
    let line: Int
    let excerpt: String

    var place: String { "\(source):\(line)" }
  }

  struct Place: Decodable {
    let source: String
    let line: Int
  }

  struct Article: Decodable {
    let number: String
    let language: Language
    let title: String
    let fallback: Bool?
  }

  struct Finding: Decodable {
    let rule: String
    let fingerprint: String
    let title: LocalizedText
    let summary: LocalizedText
    let evidence: [Piece]
    let articles: [Article]
  }

  struct Unknown: Decodable {
    let fingerprint: String
    let template: String
    let exception: String?
    let excerpt: String
    let evidence: [Place]
    let suggestions: [Article]
  }

  let findings: [Finding]
  let unknowns: [Unknown]
  let environment: [String: Fact]

  /// Longer reports are something else.
  private static let limit = 1 << 28

  init(path: String) throws(DraftProblem) {
    let bytes: Data?
    if path == "-" {
      bytes = Data(StandardInput.readAll(limit: Self.limit))
    } else {
      bytes = try? Data(contentsOf: URL(filePath: path))
    }
    guard let bytes else { throw .unreadable(path) }
    guard let source = try? JSONDecoder().decode(Self.self, from: bytes) else {
      throw .noReport(path)
    }
    self = source
  }

  /// The language in which the report names articles, where it names any.
  var language: Language? {
    (findings.flatMap(\.articles) + unknowns.flatMap(\.suggestions))
      .first { $0.fallback != true }?.language
  }

  /// What a person wants to write about; without a wish, the first that no article covers.
  func subject(_ id: String?) throws(DraftProblem) -> DraftSubject {
    if let id {
      if let finding = findings.first(where: { $0.rule == id || $0.fingerprint == id }) {
        return DraftSubject(finding)
      }
      if let unknown = unknowns.first(where: { $0.fingerprint == id }) {
        return DraftSubject(unknown)
      }
      throw .noSubject(id, known: findings.map(\.rule) + unknowns.map(\.fingerprint))
    }
    if let finding = findings.first(where: \.articles.isEmpty) { return DraftSubject(finding) }
    if let unknown = unknowns.first { return DraftSubject(unknown) }
    if let finding = findings.first { return DraftSubject(finding) }
    throw .nothing
  }
}

/// A finding or an unknown error that an article shall be about.
private struct DraftSubject {
  private let titles: LocalizedText
  private let summaries: LocalizedText
  let evidence: [(place: String, excerpt: String)]
  let related: [String]

  init(_ finding: DraftSource.Finding) {
    titles = finding.title
    summaries = finding.summary
    // The same line says nothing new the second time.
    var seen: Set<String> = []
    evidence = finding.evidence.filter { seen.insert($0.excerpt).inserted }.prefix(Self.pieces)
      .map { ($0.place, $0.excerpt) }
    related = finding.articles.map { "\($0.number), \($0.title)" }
  }

  init(_ unknown: DraftSource.Unknown) {
    titles = LocalizedText(verbatim: unknown.exception ?? unknown.template)
    summaries = LocalizedText(verbatim: unknown.template)
    let place = unknown.evidence.first.map { "\($0.source):\($0.line)" } ?? unknown.fingerprint
    evidence = [(place, unknown.excerpt)]
    related = unknown.suggestions.map { "\($0.number), \($0.title)" }
  }

  private static let pieces = 8

  func title(_ language: Language) -> String { titles[language] }

  func summary(_ language: Language) -> String { summaries[language] }
}

/// Why no draft can be made.
private enum DraftProblem: ToolProblem {
  case unreadable(String)
  case noReport(String)
  case nothing
  case noSubject(String, known: [String])
  case taken(String)

  var exitStatus: ExitStatus { .usage }

  var location: TextLocation? {
    switch self {
    case .unreadable(let path), .noReport(let path): TextLocation(file: path)
    case .nothing, .noSubject, .taken: nil
    }
  }

  var reason: LocalizedText {
    switch self {
    case .unreadable:
      LocalizedText(
        en: "the report cannot be read", fr: "le rapport est illisible", ja: "レポートを読み取れません")
    case .noReport:
      LocalizedText(
        en: "this is no report of aemedic", fr: "ce n’est pas un rapport d’aemedic",
        ja: "aemedic のレポートではありません")
    case .nothing:
      LocalizedText(
        en: "the report holds neither findings nor unknown errors",
        fr: "le rapport ne contient ni constat ni erreur inconnue", ja: "レポートに検出結果も未知のエラーもありません")
    case .noSubject(let id, _):
      LocalizedText(
        en: "the report says nothing about “\(id)”",
        fr: "le rapport ne dit rien de «\u{A0}\(id)\u{A0}»", ja: "レポートに「\(id)」はありません")
    case .taken(let number):
      LocalizedText(
        en: "there is already an article “\(number)” in this folder",
        fr: "il y a déjà un article «\u{A0}\(number)\u{A0}» dans ce dossier",
        ja: "このフォルダーには記事「\(number)」がすでにあります")
    }
  }

  var hint: LocalizedText? {
    switch self {
    case .noReport:
      LocalizedText(
        en: "make one with `aemedic diagnose --format json -o report.json`",
        fr: "produisez-en un avec `aemedic diagnose --format json -o report.json`",
        ja: "`aemedic diagnose --format json -o report.json` で作成してください")
    case .noSubject(let id, let known): Suggestion.hint(for: id, among: known)
    case .unreadable, .nothing, .taken: nil
    }
  }
}
