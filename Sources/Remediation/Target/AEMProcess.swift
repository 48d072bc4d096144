import HTTPClientKit
import Model
import RemedyProtocol

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Stops and starts the process of an instance, and knows when that has really happened.
struct AEMProcess {
  let tree: InstallationTree
  let connection: InstanceConnection?
  let surroundings: Surroundings
  let folder: RunFolder

  /// What keeps the instance from being seen as stopped; `nil` if it has stopped.
  func obstacleToStopped(asksScript: Bool) -> RemedyText? {
    let seen = ProcessObservation(tree: tree)
    switch seen.process {
    case .alive(let id, isInstance: true), .alive(let id, isInstance: nil):
      return RemedyText(
        en: "process \(id) is still there", fr: "le processus \(id) existe encore",
        ja: "プロセス \(id) がまだ存在します")
    default: break
    }
    if case .held = seen.lock {
      return RemedyText(
        en: "cache.lock is still held", fr: "cache.lock est encore détenu",
        ja: "cache.lock がまだ保持されています")
    }
    if connection?.isListening() == true {
      return RemedyText(
        en: "the port is still open", fr: "le port est encore ouvert", ja: "ポートがまだ開いています")
    }
    guard asksScript, let status = scriptStatus(), ![3, 4, 127].contains(status) else {
      return nil
    }
    return RemedyText(
      en: "bin/status answers \(status)", fr: "bin/status répond \(status)",
      ja: "bin/status の応答は \(status) です")
  }

  /// What keeps the instance from being seen as started, with what was seen to compare later.
  func lookAtStart() -> (obstacle: RemedyText?, sight: StartSight?) {
    guard let connection else { return (Self.noAddress, nil) }
    do throws(InstanceProblem) {
      let login = try connection.send("GET", Self.loginPage, longestAnswer: 16 << 20)
      guard login.status == 200,
        String(decoding: login.body, as: UTF8.self).contains("QUICKSTART_HOMEPAGE")
      else { throw .status(Self.loginPage, login.status, expected: 200) }
      let bundles = try WebConsole(connection: connection).bundles()
      if try isInstallerBusy(connection) {
        return (
          RemedyText(
            en: "the OSGi installer is still at work", fr: "l’installateur OSGi travaille encore",
            ja: "OSGi インストーラーが処理中です"), nil
        )
      }
      return (nil, StartSight(bundles: bundles, event: newestEvent(connection)))
    } catch {
      return (RemedyText(error.reason), nil)
    }
  }

  /// Stops the instance and waits until it has stopped; it is never killed.
  ///
  /// - Returns: Whether it was running.
  func stop(timeLimit: Duration) throws -> Bool {
    guard obstacleToStopped(asksScript: false) != nil else { return false }
    let seen = ProcessObservation(tree: tree)
    if let id = seen.id {
      if let variables = InstanceEnvironment.relevant(ofProcess: id) {
        try folder.keep(
          Array(variables.map { "\($0.key)=\($0.value)\0" }.sorted().joined().utf8),
          as: "backup/environment")
      }
    }
    let wait = Wait(surroundings, timeLimit: timeLimit)
    if let id = seen.id, let unit = ServiceUnit.name(ofProcess: id) {
      try folder.write(Array(unit.utf8), to: "unit")
      try ask(Self.stopUnit(unit))
    } else {
      let status = try script("stop").run { try wait.briefly(Self.stopping) }
      guard status != 127, status != 126 else {
        throw StepFailure(Self.scriptFailed("stop", status))
      }
    }
    try wait.until(Self.stopping) { obstacleToStopped(asksScript: true) }
    return true
  }

  /// Starts the instance and waits until it has started.
  ///
  /// - Parameter isRetry: Whether an earlier try may have started it a moment ago.
  func start(timeLimit: Duration, isRetry: Bool) throws -> Bool {
    let wait = Wait(surroundings, timeLimit: timeLimit)
    var quiet = 0
    var didStart = false
    while lookAtStart().obstacle != nil {
      if obstacleToStopped(asksScript: false) == nil {
        quiet += 1
        guard !didStart else { break }
        if !isRetry || quiet > surroundings.polling.passes {
          try launch(wait)
          didStart = true
          break
        }
      } else {
        quiet = 0
      }
      try wait.once(Self.starting)
    }
    try awaitStart(wait)
    return didStart
  }

  /// Waits until the instance has started and has come to rest.
  func awaitStart(_ wait: Wait) throws {
    var last: StartSight?
    try wait.until(Self.starting) {
      let (obstacle, sight) = lookAtStart()
      defer { last = sight }
      if let obstacle { return obstacle }
      return last == nil || sight == last ? nil : Self.moving
    }
  }

  private func launch(_ wait: Wait) throws {
    let unit = try folder.read("unit").map { String(decoding: $0, as: UTF8.self) }
    if let unit {
      try ask(Self.startUnit(unit))
      return
    }
    let status = try script("start").run { try wait.briefly(Self.starting) }
    guard status == 0 else { throw StepFailure(Self.scriptFailed("start", status)) }
  }

  private func ask(_ what: RemedyText) throws {
    switch surroundings.confirm(what) {
    case .yes: return
    case .no: throw StepFailure(Self.declined)
    case .nobody: throw StepPause.confirmation
    }
  }

  /// A script with the environment that the instance ran in, as far as that is known.
  private func script(_ name: String) throws -> InstanceScript {
    var environment = InstanceEnvironment.relevant(surroundings.environment)
    if let kept = try folder.read("backup/environment") {
      environment = kept.split(separator: 0).reduce(into: [:]) { variables, entry in
        let parts = String(decoding: entry, as: UTF8.self)
          .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      }
    }
    let script = InstanceScript(
      tree: tree, name: name, environment: environment, log: folder.log)
    guard script.exists else { throw StepFailure(Self.noScript(name)) }
    return script
  }

  private func scriptStatus() -> Int32? {
    guard let script = try? script("status") else { return nil }
    let wait = Wait(surroundings, timeLimit: .seconds(60))
    return try? script.run { try wait.briefly(Self.stopping) }
  }

  private func isInstallerBusy(_ connection: InstanceConnection) throws(InstanceProblem) -> Bool {
    // Neither bean nor folder is there on every version; what is not there is not busy.
    if let bean = try connection.json(Self.installerBean), bean["Active"]?.isTrue == true {
      return true
    }
    let pause = try connection.json("/system/sling/installer/jcr/pauseInstallation.1.json")
    return pause?.members?.values.contains { $0.members != nil } ?? false
  }

  private func newestEvent(_ connection: InstanceConnection) -> String? {
    let events = try? connection.json("/system/console/events.json")
    return events?["data"]?.elements?.first.flatMap { $0["received"]?.text ?? $0["id"]?.text }
  }

  private static let loginPage = "/libs/granite/core/content/login.html"
  private static let installerBean =
    "/system/sling/monitoring/mbeans/org/apache/sling/installer/Installer/"
    + "Sling%20OSGi%20Installer.json"
}

/// What an instance that seems to have started looked like.
struct StartSight: Hashable {
  var bundles: BundleStates
  var event: String?
}

extension ProcessObservation {
  /// The number of the instance's process, as far as it is known.
  var id: Int32? {
    switch process {
    case .alive(let id, isInstance: true), .alive(let id, isInstance: nil): return id
    default: break
    }
    if case .held(let id) = lock { return id }
    return nil
  }
}

/// A wait with an end.
final class Wait {
  private let surroundings: Surroundings
  private let start: ContinuousClock.Instant
  private let timeLimit: Duration

  init(_ surroundings: Surroundings, timeLimit: Duration) {
    self.surroundings = surroundings
    self.timeLimit = timeLimit
    start = .now
  }

  /// Waits until nothing stands in the way, so many times in a row.
  func until(_ what: RemedyText, _ obstacle: () throws -> RemedyText?) throws {
    surroundings.sleep(surroundings.polling.warmUp)
    var passes = 0
    while true {
      let found = try obstacle()
      passes = found == nil ? passes + 1 : 0
      guard passes < surroundings.polling.passes else { return }
      try check(found ?? what)
      try once(what)
    }
  }

  /// Waits for one interval.
  func once(_ what: RemedyText) throws {
    try check(what)
    surroundings.sleep(surroundings.polling.interval)
  }

  /// Waits for a moment, for a script that runs meanwhile.
  func briefly(_ what: RemedyText) throws {
    try check(what)
    surroundings.sleep(min(.milliseconds(50), surroundings.polling.interval))
  }

  private func check(_ what: RemedyText) throws {
    let elapsed = ContinuousClock.now - start
    surroundings.observe(.waiting(what, seconds: Int(elapsed.components.seconds)))
    if surroundings.shouldStop() { throw StepPause.interrupted }
    guard elapsed < timeLimit else { throw StepFailure(Self.over(timeLimit, what)) }
  }

  private static func over(_ limit: Duration, _ what: RemedyText) -> RemedyText {
    let seconds = limit.components.seconds
    return RemedyText(
      en: "not within \(seconds) s: \(what.en)", fr: "pas en \(seconds) s : \(what.fr)",
      ja: "\(seconds) 秒以内に完了しませんでした: \(what.ja)")
  }
}

/// Why a step was not done.
struct StepFailure: Error {
  var note: RemedyText

  /// Whether the target is not as expected, which says that somebody else changed it.
  var isDrift = false

  init(_ note: RemedyText, isDrift: Bool = false) {
    self.note = note
    self.isDrift = isDrift
  }
}

/// Why a step waits.
enum StepPause: Error {
  case interrupted
  case confirmation
}

extension AEMProcess {
  private static let stopping = RemedyText(
    en: "AEM stops", fr: "AEM s’arrête", ja: "AEM を停止中")
  private static let starting = RemedyText(
    en: "AEM starts", fr: "AEM démarre", ja: "AEM を起動中")
  private static let moving = RemedyText(
    en: "bundles or services still change", fr: "des bundles ou services changent encore",
    ja: "バンドルまたはサービスがまだ変化しています")
  private static let noAddress = RemedyText(
    en: "the plan names no address", fr: "le plan n’indique aucune adresse",
    ja: "計画に URL がありません")
  private static let declined = RemedyText(
    en: "the person at the terminal declined", fr: "la personne au terminal a refusé",
    ja: "端末で拒否されました")

  private static func scriptFailed(_ name: String, _ status: Int32) -> RemedyText {
    RemedyText(
      en: "bin/\(name) ended with status \(status)",
      fr: "bin/\(name) s’est terminé avec le code \(status)",
      ja: "bin/\(name) が終了コード \(status) で終了しました")
  }

  private static func noScript(_ name: String) -> RemedyText {
    RemedyText(
      en: "bin/\(name) is missing", fr: "bin/\(name) est absent", ja: "bin/\(name) がありません")
  }

  private static func stopUnit(_ unit: String) -> RemedyText {
    RemedyText(
      en: "AEM runs as the service \(unit), which might start it again: stop it with "
        + "`systemctl stop \(unit)`, then confirm",
      fr: "AEM tourne comme service \(unit), qui pourrait le relancer : arrêtez-le avec "
        + "`systemctl stop \(unit)`, puis confirmez",
      ja: "AEM はサービス \(unit) として稼働しており、再起動されるおそれがあります。"
        + "`systemctl stop \(unit)` で停止してから確認してください")
  }

  private static func startUnit(_ unit: String) -> RemedyText {
    RemedyText(
      en: "start AEM with `systemctl start \(unit)`, then confirm",
      fr: "démarrez AEM avec `systemctl start \(unit)`, puis confirmez",
      ja: "`systemctl start \(unit)` で AEM を起動してから確認してください")
  }
}
