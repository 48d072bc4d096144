import Model

extension Strings {
  /// What a document turned out to be, as a line names it.
  static func kind(_ kind: DocumentKind) -> LocalizedText {
    switch kind {
    case .errorLog: file("error.log")
    case .requestLog: file("request.log")
    case .accessLog: file("access.log")
    case .auditLog: file("audit.log")
    case .historyLog: file("history.log")
    case .upgradeLog: file("upgrade.log")
    case .replicationLog: file("replication.log")
    case .queryRecorderLog: file("queryrecorder.log")
    case .consoleLog:
      LocalizedText(
        en: "output of the virtual machine", fr: "sortie de la machine virtuelle",
        ja: "仮想マシンの出力")
    case .oakConsole:
      LocalizedText(en: "output of oak-run", fr: "sortie d’oak-run", ja: "oak-run の出力")
    case .segmentJournal:
      LocalizedText(
        en: "journal of the segment store", fr: "journal du segment store",
        ja: "セグメントストアのジャーナル")
    case .dispatcherLog: log("Dispatcher")
    case .httpdErrorLog:
      LocalizedText(
        en: "error log of Apache httpd", fr: "journal d’erreurs d’Apache httpd",
        ja: "Apache httpd のエラーログ")
    case .cdnLog: log("CDN")
    case .buildLog: LocalizedText(en: "build log", fr: "journal de build", ja: "ビルドログ")
    case .toolOutput:
      LocalizedText(
        en: "output of a command-line tool", fr: "sortie d’un outil en ligne de commande",
        ja: "コマンドラインツールの出力")
    case .threadDump: LocalizedText(en: "thread dump", fr: "thread dump", ja: "スレッドダンプ")
    case .gcLog:
      LocalizedText(
        en: "garbage collection log", fr: "journal du ramasse-miettes",
        ja: "ガベージコレクションログ")
    case .crashReport:
      LocalizedText(
        en: "crash report of the virtual machine",
        fr: "rapport d’arrêt brutal de la machine virtuelle", ja: "仮想マシンのクラッシュレポート")
    case .processTable:
      LocalizedText(en: "output of top", fr: "sortie de top", ja: "top の出力")
    case .payload:
      LocalizedText(en: "JSON payload", fr: "réponse JSON", ja: "JSON ペイロード")
    case .httpTranscript:
      LocalizedText(
        en: "record of HTTP exchanges", fr: "trace d’échanges HTTP", ja: "HTTP 通信の記録")
    case .osgiConfig:
      LocalizedText(en: "OSGi configuration", fr: "configuration OSGi", ja: "OSGi 設定")
    case .jcrExport:
      LocalizedText(
        en: "content of the repository", fr: "contenu du référentiel", ja: "リポジトリの内容")
    case .dispatcherConfig:
      LocalizedText(
        en: "Dispatcher configuration", fr: "configuration du Dispatcher", ja: "Dispatcher の設定")
    case .httpdConfig:
      LocalizedText(
        en: "Apache httpd configuration", fr: "configuration d’Apache httpd",
        ja: "Apache httpd の設定")
    case .properties: LocalizedText(en: "properties", fr: "propriétés", ja: "プロパティ")
    case .startScript: LocalizedText(en: "start script", fr: "script de démarrage", ja: "起動スクリプト")
    case .statusPage:
      LocalizedText(
        en: "page of the configuration status", fr: "page d’état de la configuration",
        ja: "構成ステータスのページ")
    case .packageList:
      LocalizedText(en: "list of packages", fr: "liste des packages", ja: "パッケージ一覧")
    case .healthCheck:
      LocalizedText(
        en: "result of health checks", fr: "résultat des contrôles d’intégrité",
        ja: "ヘルスチェックの結果")
    case .text: LocalizedText(en: "text", fr: "texte", ja: "テキスト")
    }
  }

  /// A kind of log that is called by the name of its file.
  private static func file(_ name: String) -> LocalizedText { LocalizedText(verbatim: name) }

  private static func log(_ name: String) -> LocalizedText {
    LocalizedText(en: "\(name) log", fr: "journal \(name)", ja: "\(name) ログ")
  }

  /// How many records or settings a document holds, those of some level in brackets.
  static func entries(_ number: Int, levels: [String]) -> LocalizedText {
    let entries = entries(number)
    guard !levels.isEmpty else { return entries }
    return LocalizedText(
      en: "\(entries.en) (\(levels.joined(separator: ", ")))",
      fr: "\(entries.fr) (\(levels.joined(separator: ", ")))",
      ja: "\(entries.ja)（\(levels.joined(separator: "、"))）")
  }
}
