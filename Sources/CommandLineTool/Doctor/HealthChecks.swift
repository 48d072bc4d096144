import Diagnosis
import FoundationEssentials
import IconvKit
import KnowledgeBase
import Model
import Remediation
import Rules
import VectorscanKit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Looks at everything that aemedic needs of a machine and of its installation.
struct HealthChecks {
  /// What the person wrote, and what they settled.
  let invocation: Invocation

  private var console: Console { invocation.console }
  var files: InstalledFiles { InstalledFiles(environment: console.environment) }

  /// Everything, area by area.
  func all() -> [HealthCheck] {
    libraries + [processor] + kernel + knowledge + plugins + folders + terminal + time
      + ConfigurationChecks(environment: console.environment).all()
  }

  // MARK: The machine

  private var libraries: [HealthCheck] {
    Components.libraries.map { HealthCheck(.libraries, $0.name, value: $0.version) } + [encodings]
  }

  /// The library of the system finds its tables in files of their own.
  private var encodings: HealthCheck {
    let name = "iconv"
    guard CharacterDecoder(anyOf: ["SHIFT_JIS"]) == nil else {
      return HealthCheck(.libraries, name, value: "Shift_JIS, EUC-JP, …")
    }
    return HealthCheck(
      .libraries, name, .warning,
      remark: LocalizedText(
        en: "the tables of Japanese character sets are missing: such files are not read",
        fr:
          "les tables des jeux de caractères japonais manquent\u{A0}: ces fichiers ne sont pas lus",
        ja: "日本語文字コードの変換表がないため、Shift_JIS などのファイルを読み取れません"),
      advice: LocalizedText(
        en: "install the system’s gconv modules (Debian: libc6; Red Hat: glibc-gconv-extra)",
        fr: "installez les modules gconv du système (Debian\u{A0}: libc6\u{A0}; Red Hat\u{A0}:"
          + " glibc-gconv-extra)",
        ja: "gconv モジュールをインストールしてください（Debian：libc6、Red Hat：glibc-gconv-extra）"))
  }

  private var processor: HealthCheck {
    let count = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let value = (["\(count) ×"] + Self.processorFeatures).joined(separator: " ")
    guard !VectorscanLibrary.supportsProcessor else {
      return HealthCheck(.processor, "Vectorscan", value: value)
    }
    return HealthCheck(
      .processor, "Vectorscan", .warning, value: value,
      remark: LocalizedText(
        en: "the processor lacks SSSE3: a slower scanner serves instead",
        fr: "le processeur n’a pas SSSE3\u{A0}: un moteur plus lent prend le relais",
        ja: "プロセッサーに SSSE3 がないため、低速な検索エンジンを使用します"),
      advice: LocalizedText(
        en: "use a newer machine for many gigabytes of logs, or let a virtual one pass the flag on",
        fr: "préférez une machine plus récente pour des gigaoctets de journaux, ou transmettez"
          + " l’option à la machine virtuelle",
        ja: "大量のログには新しいマシンを使うか、仮想マシンにこの機能を渡してください"))
  }

  /// Those of the processor’s features that scanning and expanding make use of.
  private static var processorFeatures: [String] {
    let known = ["ssse3", "sse4_2", "pclmulqdq", "popcnt", "avx2", "avx512vbmi", "asimd"]
    guard let data = try? Data(contentsOf: URL(filePath: "/proc/cpuinfo")) else { return [] }
    let text = String(decoding: data, as: UTF8.self)
    let line = text.split(separator: "\n").first {
      $0.hasPrefix("flags") || $0.hasPrefix("Features")
    }
    let flags = Set(line?.split(whereSeparator: " \t:".contains) ?? [])
    return known.filter { flags.contains($0[...]) }
  }

  private var kernel: [HealthCheck] {
    let version = PluginContainment.current.landlock
    let landlock =
      version > 0
      ? HealthCheck(.kernel, "Landlock", value: String(version))
      : HealthCheck(
        .kernel, "Landlock", .warning,
        remark: LocalizedText(
          en: "the kernel cannot confine remedies that are programs",
          fr: "le noyau ne peut pas isoler les remèdes qui sont des programmes",
          ja: "プログラム形式の対処プラグインをカーネルで隔離できません"),
        advice: LocalizedText(
          en: "use Linux 5.13 or newer with landlock among its security modules (lsm=…)",
          fr: "utilisez Linux 5.13 ou plus récent, avec landlock parmi ses modules de sécurité"
            + " (lsm=…)",
          ja: "landlock を有効にした Linux 5.13 以降を使用してください（lsm=…）"))
    return [landlock, locking]
  }

  private var runs: String {
    invocation.arguments.value("runs") ?? RunStore.standard(environment: console.environment)
  }

  private var locking: HealthCheck {
    let folder = Self.nearest(runs)
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    if descriptor < 0 || flock(descriptor, LOCK_SH | LOCK_NB) == 0 || errno == EWOULDBLOCK {
      return HealthCheck(.kernel, "flock", value: folder)
    }
    return HealthCheck(
      .kernel, "flock", .problem, value: folder,
      remark: LocalizedText(
        en: "files cannot be locked there: two remedies could work on one target",
        fr: "pas de verrou possible à cet endroit\u{A0}: deux remèdes pourraient agir sur une même"
          + " cible",
        ja: "この場所ではファイルをロックできず、同じ対象に 2 つの対処が同時に実行されるおそれがあります"),
      advice: LocalizedText(
        en: "name a folder on a local disk with --runs",
        fr: "indiquez avec --runs un dossier sur un disque local",
        ja: "--runs でローカルディスクのフォルダーを指定してください"))
  }

  // MARK: The installation

  private var knowledge: [HealthCheck] {
    do {
      let file = try files.knowledgeFile(option: invocation.arguments.value("kb"))
      let summary = try KnowledgeSummary(file: file)
      return [
        HealthCheck(
          .knowledge, file,
          value: "format \(summary.format), \(Self.day(of: file)),"
            + " rules: \(summary.rules), articles: \(summary.articles)")
      ] + house
    } catch {
      return [Self.check(.knowledge, "aemedic.kb", error)] + house
    }
  }

  private var plugins: [HealthCheck] {
    do {
      let option = invocation.arguments.value("plugins")
      let folders = try files.pluginFolders(option: option)
      guard !folders.isEmpty else {
        return [
          HealthCheck(
            .plugins, "plugins", .warning,
            remark: LocalizedText(
              en: "there are no remedies: findings are shown without them",
              fr: "il n’y a pas de remèdes\u{A0}: les constats sont montrés sans eux",
              ja: "対処プラグインがありません（検出結果のみ表示します）"),
            advice: LocalizedText(
              en: "name their folder with --plugins", fr: "indiquez leur dossier avec --plugins",
              ja: "--plugins でフォルダーを指定してください"))
        ]
      }
      let library = RemedyLibrary(
        folders: folders, trust: invocation.knownTrust(), shipped: files.shippedPlugins)
      return library.manifests.map { HealthCheck(.plugins, $0.id, value: $0.version) }
        + library.problems.map { HealthCheck(.plugins, "remedy.json", from: $0) }
    } catch {
      return [Self.check(.plugins, "plugins", error)]
    }
  }

  static func check(
    _ area: HealthCheck.Area, _ name: String, _ error: any Error
  ) -> HealthCheck {
    HealthCheck(area, name, from: (error as? any Problem) ?? UnforeseenProblem(error: error))
  }

  /// The day on which a file was written, in UTC.
  private static func day(of file: String) -> String {
    var status = stat()
    guard unsafe stat(file, &status) == 0 else { return "?" }
    let time = Timestamp(
      milliseconds: Int64(status.st_mtim.tv_sec) * 1_000, zone: .stated(offset: 0))
    return String(time.iso8601.prefix(10))
  }

  // MARK: The person's surroundings

  private var folders: [HealthCheck] {
    let named = [
      ("configuration", files.configurationFolder), ("cache", files.cacheFolder),
      ("runs", runs as String?), ("usage", invocation.usageFolder),
    ]
    return named.map { name, folder in
      guard let folder else {
        return HealthCheck(
          .folders, name, .warning,
          remark: LocalizedText(
            en: "there is no home for it", fr: "il n’y a pas de dossier personnel où le placer",
            ja: "置き場所となるホームフォルダーがありません"),
          advice: LocalizedText(
            en: "set HOME to a full path", fr: "donnez à HOME un chemin complet",
            ja: "HOME に絶対パスを設定してください"))
      }
      guard unsafe access(Self.nearest(folder), W_OK) != 0 else {
        return HealthCheck(.folders, name, value: folder)
      }
      return HealthCheck(
        .folders, name, .warning, value: folder,
        remark: LocalizedText(
          en: "nothing can be written there", fr: "rien ne peut y être écrit", ja: "書き込みができません"),
        advice: LocalizedText(
          en: "give yourself the right to write in \(Self.nearest(folder)), or name another folder",
          fr: "accordez-vous le droit d’écrire dans \(Self.nearest(folder)), ou indiquez un autre"
            + " dossier",
          ja: "\(Self.nearest(folder)) への書き込み権限を付与するか、別のフォルダーを指定してください"))
    }
  }

  /// The folder itself, or the nearest above it that is there.
  private static func nearest(_ folder: String) -> String {
    var parts = folder.split(separator: "/", omittingEmptySubsequences: false)
    while parts.count > 1, !InputPath.exists(parts.joined(separator: "/")) { parts.removeLast() }
    let found = parts.joined(separator: "/")
    return found.isEmpty ? (folder.hasPrefix("/") ? "/" : ".") : found
  }

  private var terminal: [HealthCheck] {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { console.environment[$0] }
      .first { !$0.isEmpty }
    let shown = "\(console.width) × \(console.usesColour ? "colour" : "plain")"
    let screen = HealthCheck(.terminal, console.environment["TERM"] ?? "TERM", value: shown)
    let isUnicode = locale?.lowercased().replacing("-", with: "").contains("utf8") ?? false
    guard !isUnicode else {
      return [screen, HealthCheck(.terminal, "locale", value: locale)]
    }
    return [
      screen,
      HealthCheck(
        .terminal, "locale", .warning, value: locale,
        remark: LocalizedText(
          en: "the locale does not write UTF-8: French and Japanese may be unreadable",
          fr: "la locale n’écrit pas en UTF-8\u{A0}: le français et le japonais peuvent être"
            + " illisibles",
          ja: "ロケールが UTF-8 ではないため、フランス語や日本語が正しく表示されない可能性があります"),
        advice: LocalizedText(
          en: "set LANG, such as LANG=C.UTF-8", fr: "réglez LANG, p. ex. LANG=C.UTF-8",
          ja: "LANG=C.UTF-8 のように LANG を設定してください")),
    ]
  }

  private var time: [HealthCheck] {
    guard SystemTimeZones.rules(named: "Europe/Paris") == nil else {
      return [HealthCheck(.time, "tzdata", value: "Europe/Paris, Asia/Tokyo, …")]
    }
    return [
      HealthCheck(
        .time, "tzdata", .warning,
        remark: LocalizedText(
          en: "the system knows no time zones by name: --timezone takes offsets alone",
          fr: "le système ne connaît aucun fuseau par son nom\u{A0}: --timezone n’accepte que des"
            + " décalages",
          ja: "タイムゾーン名のデータがないため、--timezone にはオフセットしか指定できません"),
        advice: LocalizedText(
          en: "install the package tzdata", fr: "installez le paquet tzdata",
          ja: "tzdata パッケージをインストールしてください"))
    ]
  }
}
