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
    try compiler.write(to: file)
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
    words: ["kb", "import"], operands: "DIR", operandCount: 1...1,
    summary: LocalizedText(
      en: "take in a clone of Adobe’s knowledge-base repositories",
      fr: "importer un clone des dépôts d’articles d’Adobe",
      ja: "Adobe のナレッジベースリポジトリーのクローンを取り込む"),
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
    let source = try KCSImport(path: arguments.operands[0], language: language)
    let file = arguments.value("kb") ?? "aemedic.kb"
    var builder = try KnowledgeBuilder(
      extendingOrStarting: file, environment: invocation.console.environment)
    for article in source.articles { _ = builder.add(article) }
    try builder.write(to: file)
    ImportAccount(summary: source.summary, file: file).show(on: invocation.console)
    return source.summary.problems.isEmpty ? .success : .invalidKnowledge
  }
}

extension KnowledgeBuilder {
  /// Starts with a file, or, where there is none, with the lexicon of the installed one.
  fileprivate init(extendingOrStarting file: String, environment: [String: String]) throws {
    if InputPath.exists(file) {
      try self.init(extending: file)
      return
    }
    self.init()
    let files = InstalledFiles(environment: environment)
    guard let installed = try? files.knowledgeFile(option: nil),
      let store = try? KnowledgeStore(path: installed)
    else { return }
    try takeConcepts(of: store)
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
