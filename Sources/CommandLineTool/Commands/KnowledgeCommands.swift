import Diagnosis
import FoundationEssentials
import KnowledgeBase
import Model

extension Command {
  /// Compiles articles and rules.
  static let knowledgeBuild = Command(
    words: ["kb", "build"], operands: "[DIR]", operandCount: 0...1,
    summary: LocalizedText(
      en: "compile articles and rules into one file",
      fr: "compiler articles et règles en un seul fichier", ja: "記事とルールを 1 つのファイルにコンパイルする"),
    options: [
      CommandOption(
        "output", short: "o", value: "FILE",
        help: LocalizedText(
          en: "the file to write (default: aemedic.kb); imported articles in it stay",
          fr:
            "le fichier à écrire (par défaut\u{A0}: aemedic.kb)\u{A0}; les articles importés y restent",
          ja: "書き出すファイル（既定：aemedic.kb）。インポート済みの記事は保持されます"))
    ],
    examples: [
      Example(
        call: "aemedic kb build kb -o aemedic.kb",
        meaning: LocalizedText(
          en: "compile the folder kb", fr: "compiler le dossier kb", ja: "kb フォルダーをコンパイルする"))
    ]
  ) { invocation in
    let folder = invocation.arguments.operands.first ?? "kb"
    let compiler = try KnowledgeCompiler(folder: folder)
    for problem in compiler.problems { invocation.console.report(problem) }
    guard compiler.problems.isEmpty else { return .invalidKnowledge }
    let file = invocation.arguments.value("output") ?? "aemedic.kb"
    if let loss = try compiler.write(to: file) { loss.tell(invocation.console) }
    let (articles, rules) = compiler.counts
    invocation.console.remark(
      LocalizedText(
        en: "\(file): \(articles) article texts, \(rules) rules",
        fr: "\(file)\u{A0}: \(articles) textes d’articles, \(rules) règles",
        ja: "\(file)：記事 \(articles) 件、ルール \(rules) 件"))
    return .success
  }

  /// Takes in a clone of Adobe's knowledge-base repositories.
  static let knowledgeImport = Command(
    words: ["kb", "import"], operands: "DIR|FILE…", operandCount: 1...100,
    summary: LocalizedText(
      en: "take in Adobe’s articles: a clone, a folder, a Markdown file or a saved web page",
      fr:
        "importer les articles d’Adobe\u{A0}: clone, dossier, fichier Markdown ou page enregistrée",
      ja: "Adobe の記事（クローン、フォルダー、Markdown ファイル、保存した Web ページ）を取り込む"),
    options: [
      CommandOption(
        "kb", value: "FILE",
        help: LocalizedText(
          en: "the file to add to; made if it is not there (default: aemedic.kb)",
          fr: "le fichier à compléter\u{A0}; créé s’il n’existe pas (par défaut\u{A0}: aemedic.kb)",
          ja: "追加先のファイル。存在しない場合は作成します（既定：aemedic.kb）")),
      CommandOption(
        "language", value: "LANG", choices: Language.allCases.map(\.rawValue),
        help: LocalizedText(
          en: "the language of a single repository that does not tell it itself",
          fr: "la langue d’un dépôt unique qui ne l’indique pas",
          ja: "言語を判別できない単一リポジトリーの言語")),
    ],
    examples: [
      Example(
        call: "aemedic kb import ~/kcs --kb my.kb",
        meaning: LocalizedText(
          en: "search Adobe’s articles beside ours",
          fr: "chercher dans les articles d’Adobe en plus des nôtres",
          ja: "Adobe の記事もあわせて検索できるようにする"))
    ]
  ) { invocation in
    let arguments = invocation.arguments
    let language = arguments.value("language").flatMap(Language.init(rawValue:))
    var source: [KCSImport] = []
    for path in arguments.operands {
      source.append(try KCSImport(path: path, language: language))
    }
    let file = arguments.value("kb") ?? "aemedic.kb"
    let lock = try KnowledgeLock(forWriting: file)
    defer { withExtendedLifetime(lock) {} }
    var builder = try KnowledgeBuilder.start(file, invocation.console)
    let changed = source.map { builder.take($0) }
    if changed.contains(true) || !InputPath.exists(file) { try builder.write(to: file) }
    for part in source {
      ImportAccount(summary: part.summary, file: file).show(on: invocation.console)
    }
    if !changed.contains(true) { invocation.console.remark(nothingNew) }
    return source.allSatisfy { $0.summary.problems.isEmpty } ? .success : .invalidKnowledge
  }
}

private let nothingNew = LocalizedText(
  en: "nothing has changed", fr: "rien n’a changé", ja: "変更はありません")

extension KnowledgeBuilder {
  /// Starts with a file, or, where there is none, with the lexicon of the installed one.
  fileprivate static func start(_ file: String, _ console: Console) throws -> KnowledgeBuilder {
    var (builder, loss) = try rebuilding(file)
    if let loss { loss.tell(console) }
    if InputPath.exists(file), loss == nil { return builder }
    let files = InstalledFiles(environment: console.environment)
    if let installed = try? files.knowledgeFile(option: nil), installed != file,
      let store = try? KnowledgeStore(path: installed)
    {
      try builder.takeLexicon(of: store)
    }
    return builder
  }
}

extension KnowledgeError {
  /// Says that a file is made anew, and what went with the old one.
  fileprivate func tell(_ console: Console) {
    let file = location?.file ?? ""
    console.remark(
      LocalizedText(
        en: "\(file): \(reason.en); it is made anew, import Adobe’s articles again",
        fr: "\(file)\u{A0}: \(reason.fr)\u{A0}; elle est refaite, réimportez les articles d’Adobe",
        ja: "\(file)：\(reason.ja)。作り直しますので、Adobe の記事を再度取り込んでください"))
  }
}

/// Tells what became of the files of an import.
private struct ImportAccount {
  let summary: KCSImportSummary
  let file: String

  func show(on console: Console) {
    for problem in summary.problems { console.report(problem) }
    let taken = Language.allCases.compactMap { language in
      summary.taken[language].map { "\(language.rawValue) \($0)" }
    }.joined(separator: ", ")
    console.remark(
      LocalizedText(
        en: "\(file): \(summary.total) articles taken (\(taken)), "
          + "\(summary.archived.count) of them archived, \(summary.problems.count) files left out",
        fr: "\(file)\u{A0}: \(summary.total) articles importés (\(taken)), "
          + "dont \(summary.archived.count) archivés\u{A0}; \(summary.problems.count) fichiers écartés",
        ja: "\(file)：\(summary.total) 件の記事を取り込みました（\(taken)）。"
          + "うちアーカイブ済み \(summary.archived.count) 件、除外 \(summary.problems.count) 件"))
    for (number, missing) in summary.incomplete.sorted(by: { $0.key < $1.key }) {
      let list = missing.map(\.rawValue).sorted().joined(separator: ", ")
      console.remark(
        LocalizedText(
          en: "\(number) is missing in: \(list)", fr: "\(number) manque en\u{A0}: \(list)",
          ja: "\(number) は次の言語にありません：\(list)"))
    }
  }
}
