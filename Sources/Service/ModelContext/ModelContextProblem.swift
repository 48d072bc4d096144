public import Model

/// Why a tool that a language model calls cannot answer, or its server not start.
public enum ModelContextProblem: Problem, Hashable {
  /// What `--root` names is no folder.
  case noSuchRoot(String)
  /// Files are wanted, and no folder was opened.
  case noRoots
  /// A path leads to nothing, or out of the folders that were opened.
  case notReadable(String)
  /// Neither text nor paths.
  case nothingToRead
  /// No report of this session is called so.
  case noSuchReport(String, known: [String])
  /// The report has no such finding.
  case noSuchFinding(String, known: [String])

  /// What is wrong.
  public var reason: LocalizedText {
    switch self {
    case .noSuchRoot(let path):
      LocalizedText(
        en: "there is no folder “\(path)”", fr: "il n’y a pas de dossier «\u{A0}\(path)\u{A0}»",
        ja: "フォルダー「\(path)」はありません")
    case .noRoots:
      LocalizedText(
        en: "this server reads no files of this machine",
        fr: "ce serveur ne lit aucun fichier de cette machine", ja: "このサーバーはマシン上のファイルを読み込みません")
    case .notReadable(let path):
      LocalizedText(
        en: "below the opened folders there is no “\(path.prefix(200))”",
        fr: "les dossiers ouverts ne contiennent pas «\u{A0}\(path.prefix(200))\u{A0}»",
        ja: "公開されたフォルダーに「\(path.prefix(200))」はありません")
    case .nothingToRead:
      LocalizedText(
        en: "there is nothing to read", fr: "il n’y a rien à lire", ja: "読み込む対象がありません")
    case .noSuchReport(let handle, _):
      LocalizedText(
        en: "this session has no report “\(handle.prefix(64))”",
        fr: "cette session n’a pas de rapport «\u{A0}\(handle.prefix(64))\u{A0}»",
        ja: "このセッションにレポート「\(handle.prefix(64))」はありません")
    case .noSuchFinding(let id, _):
      LocalizedText(
        en: "the report has no finding “\(id.prefix(100))”",
        fr: "le rapport n’a pas de constat «\u{A0}\(id.prefix(100))\u{A0}»",
        ja: "このレポートに検出結果「\(id.prefix(100))」はありません")
    }
  }

  /// What to do about it.
  public var hint: LocalizedText? {
    switch self {
    case .noSuchRoot: nil
    case .noRoots:
      LocalizedText(
        en: "send the text itself, or start it with `aemedic mcp --root DIR`",
        fr: "envoyez le texte lui-même, ou démarrez-le avec `aemedic mcp --root DOSSIER`",
        ja: "テキスト自体を送信するか、`aemedic mcp --root フォルダー` で起動してください")
    case .notReadable:
      LocalizedText(
        en: "name a file or folder below a folder that was given with --root",
        fr: "indiquez un fichier ou un dossier situé sous un dossier donné par --root",
        ja: "--root で指定したフォルダーの中のファイルまたはフォルダーを指定してください")
    case .nothingToRead:
      LocalizedText(
        en: "give “text” or “paths”", fr: "indiquez «\u{A0}text\u{A0}» ou «\u{A0}paths\u{A0}»",
        ja: "「text」または「paths」を指定してください")
    case .noSuchReport(_, let known) where known.isEmpty:
      LocalizedText(
        en: "call “diagnose” first", fr: "appelez d’abord «\u{A0}diagnose\u{A0}»",
        ja: "先に「diagnose」を呼び出してください")
    case .noSuchReport(let word, let known), .noSuchFinding(let word, let known):
      Suggestion.hint(for: String(word.prefix(100)), among: known)
    }
  }
}
