import FoundationEssentials
import Model
import Remediation
import RemedyProtocol

extension CommandOption {
  /// What a remedy is to be planned for.
  static let remedyTarget = [
    CommandOption(
      "action", value: "NAME",
      help: LocalizedText(
        en: "which of the remedy’s actions (default: its only one)",
        fr: "laquelle de ses actions (par défaut\u{A0}: l’unique)", ja: "対処プラグインのアクション（既定：唯一のもの）")
    ),
    CommandOption(
      "instance", value: "DIR",
      help: LocalizedText(
        en: "the installation: crx-quickstart, or the folder that holds it",
        fr: "l’installation\u{A0}: crx-quickstart ou le dossier qui le contient",
        ja: "インストール先（crx-quickstart またはその親フォルダー）")),
    CommandOption(
      "url", value: "URL",
      help: LocalizedText(
        en: "the address of the instance itself, not of a dispatcher",
        fr: "l’adresse de l’instance elle-même, pas d’un dispatcher",
        ja: "インスタンス自体のアドレス（Dispatcher ではない）")),
    CommandOption(
      "deployment", value: "KIND",
      choices: RemedyDeployment.allCases.map(\.rawValue),
      help: LocalizedText(
        en: "how AEM is run, if the address does not tell",
        fr: "le mode d’hébergement d’AEM, si l’adresse ne le dit pas",
        ja: "AEM の運用形態（アドレスから判別できない場合）")),
    CommandOption(
      "production",
      help: LocalizedText(
        en: "customers depend on it: somebody else must approve, and --yes is refused",
        fr:
          "des clients en dépendent\u{A0}: une autre personne doit approuver, et --yes est refusé",
        ja: "本番環境として扱う（別の人の承認が必要、--yes は不可）")),
    CommandOption(
      "param", value: "NAME=VALUE", isRepeatable: true,
      help: LocalizedText(
        en: "a parameter of the action", fr: "un paramètre de l’action", ja: "アクションのパラメーター")),
    CommandOption(
      "change", value: "ID",
      help: LocalizedText(
        en: "the change request that the plan belongs to",
        fr: "la demande de changement dont relève le plan", ja: "計画が属する変更要求の番号")),
    CommandOption(
      "window", value: "START/END",
      help: LocalizedText(
        en: "when carrying out may begin, as two times with offset",
        fr: "quand l’exécution peut commencer, en deux heures avec décalage",
        ja: "実行を開始できる時間帯（オフセット付きの 2 つの日時）")),
    CommandOption(
      "valid-until", value: "TIME",
      help: LocalizedText(
        en: "until when the plan may be carried out, as 2026-11-22T18:00:00+01:00"
          + " (default: in 24 hours)",
        fr: "jusqu’à quand le plan peut être exécuté, p. ex. 2026-11-22T18:00:00+01:00"
          + " (par défaut\u{A0}: dans 24 heures)",
        ja: "計画の有効期限。例：2026-11-22T18:00:00+01:00（既定：24 時間後）")),
  ]

  /// Who talks to the instance.
  static let remedyAccess = [
    CommandOption(
      "user", value: "NAME",
      help: LocalizedText(
        en: "an administrator of the instance (default: admin)",
        fr: "un administrateur de l’instance (par défaut\u{A0}: admin)",
        ja: "インスタンスの管理者（既定：admin）")),
    CommandOption(
      "password-file", value: "FILE",
      help: LocalizedText(
        en: "a file with the password that only you may read"
          + " (default: AEMEDIC_PASSWORD, then the terminal)",
        fr: "un fichier avec le mot de passe, lisible par vous seul"
          + " (par défaut\u{A0}: AEMEDIC_PASSWORD, puis le terminal)",
        ja: "自分だけが読めるパスワードファイル（既定：AEMEDIC_PASSWORD、次に端末）")),
  ]

  /// Who talks to the instance, and where runs are kept.
  static let remedyRun =
    remedyAccess + [
      CommandOption(
        "secret", value: "NAME=FILE", isRepeatable: true,
        help: LocalizedText(
          en: "another secret of the plan, from a file that only you may read",
          fr: "un autre secret du plan, dans un fichier lisible par vous seul",
          ja: "計画で使うほかの秘密情報（自分だけが読めるファイル）")),
      .runs,
      CommandOption(
        "no-input",
        help: LocalizedText(
          en: "ask nothing", fr: "ne rien demander", ja: "何も尋ねない")),
      CommandOption(
        "check-every", value: "SECONDS",
        help: LocalizedText(
          en: "how often to look whether AEM has stopped or started (default: 6)",
          fr: "à quel rythme vérifier l’arrêt ou le démarrage d’AEM (par défaut\u{A0}: 6)",
          ja: "AEM の停止・起動を確認する間隔（秒、既定：6）")),
    ]

  /// What a person says of single steps.
  static let remedySteps = [
    CommandOption(
      "approved-by", value: "NAME",
      help: LocalizedText(
        en: "who approved, if it is not you; needed on production",
        fr: "qui a approuvé, si ce n’est pas vous\u{A0}; exigé en production",
        ja: "承認者（自分以外の場合。本番環境では必須）")),
    CommandOption(
      "also", value: "STEP", isRepeatable: true,
      help: LocalizedText(
        en: "approve this step, which needs its own approval",
        fr: "approuver cette étape, qui demande sa propre approbation",
        ja: "個別の承認が必要なこの手順を承認する")),
    CommandOption(
      "confirmed", value: "STEP", isRepeatable: true,
      help: LocalizedText(
        en: "a person has done what this step asks for",
        fr: "une personne a fait ce que demande cette étape", ja: "この手順が求める確認は済んでいる")),
    CommandOption(
      "without-waiting",
      help: LocalizedText(
        en: "skip waiting times between steps; never on production",
        fr: "sauter les attentes entre étapes\u{A0}; jamais en production",
        ja: "手順間の待機時間を省く（本番環境では不可）")),
  ]
}

extension Invocation {
  /// Plans the remedy that a person names.
  func plan(_ name: String) throws -> Plan {
    let library = try remedyLibrary()
    guard let manifest = library.manifest(name) else {
      throw UnknownRemedy(name: name, known: library.manifests.map(\.id))
    }
    let planner = RemedyPlanner(
      host: HostIdentity(name: "aemedic", version: VersionCommand.version), now: Self.now,
      validUntil: try moment("valid-until"), change: try change(),
      secrets: try readingSecrets(), isCancelled: { InterruptSignal.wasRaised })
    // A plugin must be told, and its processes ended.
    InterruptSignal.listen()
    let plan = try planner.plan(
      manifest, action: arguments.value("action"),
      target: RemedyTarget(
        instance: arguments.value("instance"), url: arguments.value("url"),
        deployment: arguments.value("deployment").flatMap(RemedyDeployment.init(rawValue:)),
        isProduction: arguments.isSet("production")),
      parameters: try parameters())
    guard !InterruptSignal.wasRaised else { throw RunProblem.interrupted }
    return plan
  }

  /// Who reads the instance for an executable plugin, if the person named a password.
  private func readingSecrets() throws -> Secrets? {
    guard command.options.contains(where: { $0.name == "password-file" }) else { return nil }
    let variable = RemedyDesk.passwordVariable
    let password: String
    if let path = arguments.value("password-file") {
      password = try SecretSource.file(path).read(environment: [:])
    } else if let stated = console.environment[variable], !stated.isEmpty {
      password = stated
    } else {
      return nil
    }
    return Secrets([
      "aem.admin": Secrets.Secret(user: arguments.value("user") ?? "admin", value: password)
    ])
  }

  /// The time by the system's clock.
  static var now: Timestamp {
    Timestamp(
      milliseconds: Int64(Date().timeIntervalSince1970 * 1_000), zone: .stated(offset: 0))
  }

  /// The parameters that a person states.
  func parameters() throws(UsageProblem) -> [String: String] {
    var parameters: [String: String] = [:]
    for text in arguments.all("param") {
      let (name, value) = try pair(text, option: "param", example: "NAME=VALUE")
      parameters[name] = value
    }
    return parameters
  }

  /// The two sides of an equals sign.
  func pair(
    _ text: String, option: String, example: String
  ) throws(UsageProblem) -> (String, String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw UsageProblem(
        .badForm(text, option: option, example: example), command: command.name)
    }
    return (String(parts[0]), String(parts[1]))
  }

  private func moment(_ option: String) throws(UsageProblem) -> Timestamp? {
    guard let text = arguments.value(option) else { return nil }
    return try moment(text, option: option, example: "2026-11-22T18:00:00+01:00")
  }

  private func moment(
    _ text: String, option: String, example: String
  ) throws(UsageProblem) -> Timestamp {
    guard let time = Timestamp(iso8601: text) else {
      throw UsageProblem(
        .badForm(arguments.value(option) ?? text, option: option, example: example),
        command: command.name)
    }
    return Timestamp(milliseconds: time.milliseconds, zone: .stated(offset: 0))
  }

  private func change() throws(UsageProblem) -> PlanChange? {
    let window = arguments.value("window")
    guard let id = arguments.value("change") else {
      if window != nil { throw UsageProblem(.missingOption("change"), command: command.name) }
      return nil
    }
    guard let window else { return PlanChange(id: id, windowStart: nil, windowEnd: nil) }
    let example = "2026-11-22T18:00:00+01:00/2026-11-22T20:00:00+01:00"
    let parts = window.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      throw UsageProblem(
        .badForm(window, option: "window", example: example), command: command.name)
    }
    let start = try moment(parts[0], option: "window", example: example)
    let end = try moment(parts[1], option: "window", example: example)
    guard start < end else {
      throw UsageProblem(
        .badForm(window, option: "window", example: example), command: command.name)
    }
    return PlanChange(id: id, windowStart: start.iso8601, windowEnd: end.iso8601)
  }
}
