import Model

extension TicketDemand {
  /// What a ticket must hold.
  static func demands(isCloud: Bool, type: TicketType?) -> [TicketDemand] {
    if type == .status { return [statusPages] }
    var demands = isCloud ? cloud : onPremise
    switch type {
    case .performance: demands += isCloud ? [] : [threadDumps, profile]
    case .memory: demands += isCloud ? [] : [heapDump, collections]
    case .indexing: demands += isCloud ? [] : [indexPages]
    case .replication: demands += isCloud ? [] : [replicationLog]
    case .status, nil: break
    }
    return demands + statements
  }

  // KA-17494
  private static let onPremise = [
    TicketDemand(
      id: "error-log", article: "KA-17494",
      title: LocalizedText(
        en: "Logs of the time of the problem", fr: "Journaux couvrant le moment du problème",
        ja: "問題発生時のログ"),
      request: LocalizedText(
        en:
          "The whole folder crx-quickstart/logs of every affected instance, at least the error.log"
          + " of the day on which it happened. The web console gives them as well:"
          + " /system/console/status-slinglogs, “Download Full Zip”.",
        fr: "Le dossier crx-quickstart/logs entier de chaque instance touchée, au moins l’error.log"
          + " du jour concerné. La console web les donne aussi\u{A0}:"
          + " /system/console/status-slinglogs, «\u{A0}Download Full Zip\u{A0}».",
        ja: "影響のある各インスタンスの crx-quickstart/logs フォルダー全体（少なくとも発生当日の error.log）。"
          + "Web コンソールの /system/console/status-slinglogs の「Download Full Zip」でも取得できます。"),
      evidence: .documents([.errorLog])),
    TicketDemand(
      id: "configuration-status", article: "KA-17494",
      title: LocalizedText(
        en: "Configuration status", fr: "État de la configuration", ja: "設定ステータス"),
      request: LocalizedText(
        en: "The configuration status: /system/console/config, “Configuration Status”, then"
          + " “Download as Zip”. It holds bundles, configurations and system properties.",
        fr: "L’état de la configuration\u{A0}: /system/console/config,"
          + " «\u{A0}Configuration Status\u{A0}», puis «\u{A0}Download as Zip\u{A0}». Il contient"
          + " bundles, configurations et propriétés système.",
        ja: "設定ステータス：/system/console/config の「Configuration Status」で「Download as Zip」を選択。"
          + "バンドル、設定、システムプロパティが含まれます。"),
      evidence: .pages([["bundles", "bundlelist"], ["configurations"], ["systemproperties"]])),
    TicketDemand(
      id: "jvm-parameters", article: "KA-17494",
      title: LocalizedText(
        en: "Parameters of the virtual machine", fr: "Paramètres de la machine virtuelle",
        ja: "JVM パラメーター"),
      request: LocalizedText(
        en:
          "The parameters of the virtual machine: the start script crx-quickstart/bin/start, or the"
          + " output of:\n  ps -ef | grep java",
        fr:
          "Les paramètres de la machine virtuelle\u{A0}: le script crx-quickstart/bin/start, ou la"
          + " sortie de\u{A0}:\n  ps -ef | grep java",
        ja: "JVM パラメーター：起動スクリプト crx-quickstart/bin/start、または次のコマンドの出力：\n"
          + "  ps -ef | grep java"),
      evidence: .file(["systemproperties", "start", "jvm", "psef"])),
    TicketDemand(
      id: "package-list", article: "KA-17494",
      title: LocalizedText(
        en: "List of packages", fr: "Liste des packages", ja: "パッケージ一覧"),
      request: LocalizedText(
        en: "The list of the installed packages:\n  curl -u admin"
          + " 'http://localhost:4502/crx/packmgr/service.jsp?cmd=ls' > packages.xml",
        fr: "La liste des packages installés\u{A0}:\n  curl -u admin"
          + " 'http://localhost:4502/crx/packmgr/service.jsp?cmd=ls' > packages.xml",
        ja: "インストール済みパッケージの一覧：\n  curl -u admin"
          + " 'http://localhost:4502/crx/packmgr/service.jsp?cmd=ls' > packages.xml"),
      evidence: .documents([.packageList])),
  ]

  // KA-17494, by the type of ticket
  private static let threadDumps = TicketDemand(
    id: "thread-dumps", article: "KA-17494",
    title: LocalizedText(
      en: "Ten thread dumps, ten seconds apart",
      fr: "Dix thread dumps, à dix secondes d’intervalle",
      ja: "スレッドダンプ 10 個（10 秒間隔）"),
    request: LocalizedText(
      en:
        "Ten thread dumps or more, ten seconds apart, taken while it is slow, each in a file of its"
        + " own:\n  for i in $(seq 10); do jstack -l <PID> > threads-$i.txt; sleep 10; done",
      fr: "Au moins dix thread dumps, à dix secondes d’intervalle, pris pendant la lenteur, chacun"
        + " dans son fichier\u{A0}:\n"
        + "  for i in $(seq 10); do jstack -l <PID> > threads-$i.txt; sleep 10; done",
      ja: "遅延発生中に 10 秒間隔で取得した 10 個以上のスレッドダンプ（1 個につき 1 ファイル）：\n"
        + "  for i in $(seq 10); do jstack -l <PID> > threads-$i.txt; sleep 10; done"),
    evidence: .threadDumps(10))

  private static let profile = TicketDemand(
    id: "profile", article: "KA-17494",
    title: LocalizedText(en: "Profile", fr: "Profil", ja: "プロファイル"),
    request: LocalizedText(
      en: "A profile of five minutes, taken while it is slow: /system/console/profiler or prof.jsp,"
        + " depth 64, interval 200 ms, saved as profile.txt.",
      fr: "Un profil de cinq minutes pris pendant la lenteur\u{A0}: /system/console/profiler ou"
        + " prof.jsp, profondeur 64, intervalle 200 ms, enregistré sous profile.txt.",
      ja: "遅延発生中の 5 分間のプロファイル：/system/console/profiler または prof.jsp（深さ 64、間隔 200 ms）。"
        + "profile.txt として保存してください。"),
    evidence: .file(["prof"]))

  private static let heapDump = TicketDemand(
    id: "heap-dump", article: "KA-17494",
    title: LocalizedText(en: "Heap dump", fr: "Heap dump", ja: "ヒープダンプ"),
    request: LocalizedText(
      en: "A heap dump of every affected node, taken before it is restarted:\n"
        + "  jmap -dump:format=b,file=heap.hprof <PID>",
      fr: "Un heap dump de chaque nœud touché, pris avant le redémarrage\u{A0}:\n"
        + "  jmap -dump:format=b,file=heap.hprof <PID>",
      ja: "影響のある各ノードのヒープダンプ（再起動前に取得）：\n"
        + "  jmap -dump:format=b,file=heap.hprof <PID>"),
    evidence: .heapDump)

  private static let collections = TicketDemand(
    id: "gc-log", article: "KA-17494",
    title: LocalizedText(
      en: "Log of garbage collections", fr: "Journal du ramasse-miettes", ja: "GC ログ"),
    request: LocalizedText(
      en:
        "The log of garbage collections, gc.log. If there is none, start the virtual machine with:\n"
        + "  -Xlog:gc*:file=gc.log",
      fr: "Le journal du ramasse-miettes, gc.log. S’il n’existe pas, démarrez la machine virtuelle"
        + " avec\u{A0}:\n  -Xlog:gc*:file=gc.log",
      ja: "GC ログ（gc.log）。ない場合は、次のオプションを付けて JVM を起動してください：\n"
        + "  -Xlog:gc*:file=gc.log"),
    evidence: .documents([.gcLog]))

  private static let replicationLog = TicketDemand(
    id: "replication-log", article: "KA-17494",
    title: LocalizedText(
      en: "Log of replication", fr: "Journal de réplication", ja: "レプリケーションログ"),
    request: LocalizedText(
      en: "The file crx-quickstart/logs/replication.log of author and publish.",
      fr: "Le fichier crx-quickstart/logs/replication.log de l’auteur et du publish.",
      ja: "オーサーとパブリッシュの crx-quickstart/logs/replication.log ファイル。"),
    evidence: .documents([.replicationLog]))

  // KA-21738
  private static let indexPages = TicketDemand(
    id: "index-pages", article: "KA-21738",
    title: LocalizedText(
      en: "Definitions and statistics of indexes", fr: "Définitions et statistiques des index",
      ja: "インデックスの定義と統計"),
    request: LocalizedText(
      en: "Definitions and statistics of the indexes:\n  /system/console/status-oak-index-defn\n"
        + "  /system/console/status-oak-index-stats",
      fr: "Définitions et statistiques des index\u{A0}:\n  /system/console/status-oak-index-defn\n"
        + "  /system/console/status-oak-index-stats",
      ja: "インデックスの定義と統計：\n  /system/console/status-oak-index-defn\n"
        + "  /system/console/status-oak-index-stats"),
    evidence: .pages([
      ["oakindexdefn", "oakindexdefinitions"], ["oakindexstats", "oakindexstatistics"],
    ]))

  private static let statusPages = TicketDemand(
    id: "status-pages", article: "KA-21738",
    title: LocalizedText(
      en: "The ten pages of the configuration status",
      fr: "Les dix pages de l’état de la configuration", ja: "設定ステータスの 10 ページ"),
    request: LocalizedText(
      en: "Of each of these pages of the web console the zip, “Download As Zip”:\n"
        + statusAddresses,
      fr:
        "De chacune de ces pages de la console web, le zip («\u{A0}Download As Zip\u{A0}»)\u{A0}:\n"
        + statusAddresses,
      ja: "Web コンソールの次の各ページの zip（「Download As Zip」）：\n" + statusAddresses),
    evidence: .pages([
      ["bundlelist"], ["bundles"], ["configurations"], ["productinfo"], ["systemproperties"],
      ["osgiinstaller"], ["uploadedpackages"], ["oakindexdefn", "oakindexdefinitions"],
      ["oakindexstats", "oakindexstatistics"], ["topology"],
    ]))

  private static let statusAddresses = [
    "Bundlelist", "Bundles", "Configurations", "productinfo", "System%20Properties",
    "osgi-installer", "uploaded-packages", "oak-index-defn", "oak-index-stats", "topology",
  ].map { "  /system/console/status-\($0)" }.joined(separator: "\n")

  // KA-23750
  private static let cloud = [
    TicketDemand(
      id: "error-log", article: "KA-23750",
      title: LocalizedText(
        en: "Logs of the time of the problem", fr: "Journaux couvrant le moment du problème",
        ja: "問題発生時のログ"),
      request: LocalizedText(
        en: "The logs of the day on which it happened, from Cloud Manager (Environments, “Download"
          + " Logs”) or with:\n  aio cloudmanager:environment:download-logs <ENVIRONMENT> author"
          + " aemerror 1",
        fr: "Les journaux du jour concerné, depuis Cloud Manager (Environments,"
          + " «\u{A0}Download Logs\u{A0}») ou avec\u{A0}:\n"
          + "  aio cloudmanager:environment:download-logs <ENVIRONMENT> author aemerror 1",
        ja: "発生当日のログ。Cloud Manager（環境の「ログをダウンロード」）または次のコマンドで取得できます：\n"
          + "  aio cloudmanager:environment:download-logs <ENVIRONMENT> author aemerror 1"),
      evidence: .documents([.errorLog])),
    statement(
      "environment-type", article: "KA-23750",
      en: "The type of the environment (production, stage, development, RDE), with the numbers of"
        + " program and environment.",
      fr: "Le type d’environnement (production, stage, développement, RDE), avec les numéros de"
        + " programme et d’environnement.",
      ja: "環境の種類（本番、ステージ、開発、RDE）と、プログラム番号および環境番号。"),
    statement(
      "tier", article: "KA-23750", evidence: .fact("tier"),
      en: "Whether author, publish or both are affected.",
      fr: "Ce qui est touché\u{A0}: auteur, publish ou les deux.",
      ja: "影響範囲（オーサー、パブリッシュ、または両方）。"),
    statement(
      "release", article: "KA-23750", evidence: .fact("aem"),
      en: "The number of the AEM release, as Cloud Manager shows it.",
      fr: "Le numéro de version d’AEM, tel qu’affiché par Cloud Manager.",
      ja: "Cloud Manager に表示される AEM のリリース番号。"),
  ]

  // What both articles want to be told.
  private static let statements = [
    statement(
      "time", article: "KA-17494",
      en: "The exact time at which it happened, with the time zone.",
      fr: "L’heure exacte du problème, avec le fuseau horaire.",
      ja: "問題が発生した正確な日時とタイムゾーン。"),
    statement(
      "steps", article: "KA-17494",
      en: "The steps that reproduce it, what you expected, and what happened instead.",
      fr: "Les étapes pour le reproduire, le résultat attendu et le résultat obtenu.",
      ja: "再現手順、期待される結果、実際の結果。"),
    statement(
      "browser", article: "KA-17494",
      en: "Name and version of the browser, if it shows in the user interface.",
      fr: "Nom et version du navigateur, si le problème apparaît dans l’interface.",
      ja: "画面上の問題の場合は、ブラウザーの名前とバージョン。"),
  ]

  private static func statement(
    _ id: String, article: String, evidence: Evidence = .statement, en: String, fr: String,
    ja: String
  ) -> TicketDemand {
    let text = LocalizedText(en: en, fr: fr, ja: ja)
    return TicketDemand(
      id: id, article: article, title: text, request: text, evidence: evidence)
  }
}
