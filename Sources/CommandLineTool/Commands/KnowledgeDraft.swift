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
      .fromReport,
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
    let report = try invocation.startingReport()
    let language =
      console.isLanguageNamed ? console.language : report.articleLanguage ?? console.language
    let subject = try report.draftSubject(invocation.arguments.value("about"))
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

extension Report {
  /// The language in which the report names articles, where it names any.
  fileprivate var articleLanguage: Language? {
    (findings.flatMap(\.articles) + unknowns.flatMap(\.suggestions).map(\.article))
      .first { !$0.isFallback }?.language
  }

  /// What a person wants to write about; without a wish, the first that no article covers.
  fileprivate func draftSubject(_ id: String?) throws(DraftProblem) -> DraftSubject {
    if let id {
      if let finding = findings.first(where: { $0.rule.id == id || $0.fingerprint == id }) {
        return DraftSubject(finding)
      }
      if let unknown = unknowns.first(where: { $0.fingerprint == id }) {
        return DraftSubject(unknown)
      }
      throw .noSubject(id, known: findings.map(\.rule.id) + unknowns.map(\.fingerprint))
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

  init(_ finding: Finding) {
    titles = finding.title
    summaries = finding.summary
    // The same line says nothing new the second time.
    var seen: Set<String> = []
    evidence = finding.evidence.filter { seen.insert($0.excerpt.text).inserted }
      .prefix(Self.pieces).map { (Self.name($0.place), $0.excerpt.text) }
    related = finding.articles.map { "\($0.number), \($0.title)" }
  }

  init(_ unknown: UnknownError) {
    titles = LocalizedText(verbatim: unknown.exception ?? unknown.template)
    summaries = LocalizedText(verbatim: unknown.template)
    let place = unknown.places.first.map(Self.name) ?? unknown.fingerprint
    evidence = [(place, unknown.excerpt.text)]
    related = unknown.suggestions.map(\.article).map { "\($0.number), \($0.title)" }
  }

  private static let pieces = 8

  private static func name(_ place: Place) -> String { "\(place.source):\(place.line)" }

  func title(_ language: Language) -> String { titles[language] }

  func summary(_ language: Language) -> String { summaries[language] }
}

/// Why no draft can be made.
private enum DraftProblem: ToolProblem {
  case nothing
  case noSubject(String, known: [String])
  case taken(String)

  var exitStatus: ExitStatus { .usage }

  var reason: LocalizedText {
    switch self {
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
    case .noSubject(let id, let known): Suggestion.hint(for: id, among: known)
    case .nothing, .taken: nil
    }
  }
}
