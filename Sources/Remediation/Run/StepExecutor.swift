import DigestKit
import HTTPClientKit
import RemedyProtocol

/// Carries out single actions of a plan, and tells what the target says of them.
///
/// It keeps no journal: the driver notes the intent before ``act(_:attempt:)`` and the result
/// after ``check(_:)``, so that the order of both stands in one place.
final class StepExecutor {
  /// What the target says of a step.
  enum Probe: String, Hashable {
    case notDone
    case done
    case drifted
  }

  let plan: Plan
  let target: RunTarget
  let folder: RunFolder
  private(set) var mask: SecretMask
  private var answer: [UInt8]?

  init(plan: Plan, target: RunTarget, folder: RunFolder) throws {
    self.plan = plan
    self.target = target
    self.folder = folder
    mask = target.secrets.mask
    for artifact in plan.artifacts where artifact.isKeyMaterial {
      let kept = "artifacts/\(artifact.id)"
      if try FileState.look(at: folder.path + "/" + kept)?.kind == .file,
        let bytes = try folder.read(kept)
      {
        mask.add(bytes)
      }
    }
  }

  /// Lets no output show a text.
  func conceal(_ text: String) { mask.add(Array(text.utf8)) }

  /// Evaluates conditions, with the answer of the last request.
  var checker: OnlineChecker {
    OnlineChecker(target: target, folder: folder, answer: answer)
  }

  /// A note without the secrets that it might quote.
  func masked(_ text: RemedyText) -> RemedyText {
    RemedyText(en: mask.masked(text.en), fr: mask.masked(text.fr), ja: mask.masked(text.ja))
  }

  /// Makes sure that the target is as planned, and keeps what an undo will need.
  ///
  /// - Returns: Whether there is something to do.
  func prepare(_ step: PlanStep, isRetry: Bool) throws -> Bool {
    answer = nil
    try checker.require(step.preconditions)
    switch step.action {
    case .fileWrite, .fileCopy, .fileChmod, .fileDelete: return try prepareFile(step)
    case .packageBackup(let group, let name, _, _):
      let manager = PackageManager(connection: try target.online(), timeLimit: step.timeLimit)
      if isRetry {
        try manager.delete(group: group, name: name)
      } else if try manager.exists(group: group, name: name) {
        throw StepFailure(Self.packageExists("\(group)/\(name)"), isDrift: true)
      }
      return true
    case .slingPost(let path, _):
      // A POST to a node that does not exist would make it.
      guard try target.online().json(path + ".json") != nil else {
        throw StepFailure(Self.missing(path), isDrift: true)
      }
      return true
    case .configPut, .configDelete: return try prepareConfiguration(step, isRetry: isRetry)
    case .bundleStop(let name): return try bundle(name).state == 32
    case .bundleStart(let name): return try !bundle(name).isWell
    default: return true
    }
  }

  /// Does what the step says.
  func act(_ step: PlanStep, attempt: Int) throws {
    switch step.action {
    case .assert(let conditions): try checker.require(conditions)
    case .confirm, .fileRestore, .configRestore: break
    case .httpRequest: try request(step)
    case .slingPost(let path, let form): try post(path, form)
    case .packageBackup(let group, let name, let roots, let save):
      let package = try PackageManager(
        connection: target.online(), timeLimit: step.timeLimit
      ).backUp(group: group, name: name, roots: roots, boundary: random(16))
      try keep(package, as: save)
    case .packageInstall(let artifact): try install(artifact, timeLimit: step.timeLimit)
    case .packageDelete(let group, let name):
      try PackageManager(connection: target.online(), timeLimit: step.timeLimit)
        .delete(group: group, name: name)
    case .fileWrite, .fileCopy, .fileChmod, .fileDelete: try changeFile(step)
    case .fileKeep(let paths, let save): try keep(paths, as: save)
    case .configPut, .configDelete: try changeConfiguration(step)
    case .patchWrite(let files, let save): try keep(PatchText(files).bytes, as: save)
    case .stepUndo(let earlier): try takeBack(earlier)
    case .bundleStop(let name): try move(name, "stop", timeLimit: step.timeLimit)
    case .bundleStart(let name): try move(name, "start", timeLimit: step.timeLimit)
    case .aemStop: _ = try target.process(folder).stop(timeLimit: step.timeLimit)
    case .aemStart:
      _ = try target.process(folder).start(timeLimit: step.timeLimit, isRetry: attempt > 1)
    case .aemWait:
      try target.process(folder).awaitStart(Wait(target.surroundings, timeLimit: step.timeLimit))
    }
  }

  /// Makes sure that the step has come out as planned.
  func check(_ step: PlanStep) throws {
    for effect in step.effects where effect.resource.hasPrefix("file:") {
      let path = String(effect.resource.dropFirst("file:".count))
      guard let now = try target.files?.state(of: path), try matches(now, effect.after) else {
        throw StepFailure(Self.notAsPlanned(path), isDrift: true)
      }
    }
    try checker.require(step.postconditions)
  }

  /// What the target says of a step that was cut off.
  func probe(_ step: PlanStep) throws -> Probe {
    switch step.action {
    case .fileWrite, .fileCopy, .fileChmod, .fileDelete:
      guard let effect = step.effects.first, let files = target.files else { return .notDone }
      let path = String(effect.resource.dropFirst("file:".count))
      try files.removeTemporary(of: path, mark: folder.name)
      let now = try files.state(of: path)
      if try matches(now, effect.after) { return .done }
      return try matches(now, effect.before) ? .notDone : .drifted
    case .slingPost:
      // Without conditions nothing tells; sending it again does no harm.
      guard !step.postconditions.isEmpty else { return .notDone }
      return step.postconditions.allSatisfy { checker.outcome(of: $0).status == .pass }
        ? .done : .notDone
    case .configPut, .configDelete: return try probeConfiguration(step)
    case .aemStop:
      return try target.process(folder).obstacleToStopped(asksScript: true) == nil
        ? .done : .notDone
    default: return .notDone
    }
  }

  private func takeBack(_ name: String) throws {
    guard let step = plan.steps.first(where: { $0.id == name }) else {
      throw RunProblem.unknownStep(name)
    }
    for action in step.undo { _ = try undo(step, action) }
  }

  /// Takes back one action of a step.
  func undo(_ step: PlanStep, _ action: StepAction) throws -> StepOutcome {
    switch action {
    case .fileRestore(let path): return try restoreFile(step, path)
    case .configRestore: return try restoreConfiguration(step)
    case .packageInstall(let artifact):
      let conditions = step.preconditions.filter(\.looksAtNode)
      if !conditions.isEmpty,
        conditions.allSatisfy({ checker.outcome(of: $0).status == .pass })
      {
        return .unchanged
      }
      try install(artifact, timeLimit: .seconds(600))
      try checker.require(conditions)
    case .packageDelete(let group, let name):
      return try PackageManager(connection: target.online(), timeLimit: step.timeLimit)
        .delete(group: group, name: name) ? .changed : .unchanged
    case .aemStop:
      return try target.process(folder).stop(timeLimit: .seconds(600)) ? .changed : .unchanged
    case .aemStart:
      return try target.process(folder).start(timeLimit: .seconds(1_800), isRetry: true)
        ? .changed : .unchanged
    case .bundleStop(let name):
      guard try bundle(name).state == 32 else { return .unchanged }
      try move(name, "stop", timeLimit: step.timeLimit)
    case .bundleStart(let name):
      guard try !bundle(name).isWell else { return .unchanged }
      try move(name, "start", timeLimit: step.timeLimit)
    default:
      var step = step
      step.action = action
      try act(step, attempt: 1)
    }
    return .changed
  }

  /// What the step's resources are now, for the journal.
  func fingerprints(_ step: PlanStep) -> [String: String] {
    var prints: [String: String] = [:]
    for effect in step.effects where effect.resource.hasPrefix("file:") {
      let path = String(effect.resource.dropFirst("file:".count))
      prints[effect.resource] = (try? target.files?.state(of: path))?.fingerprint
    }
    if let save = step.action.savedArtifact, let bytes = try? folder.read("artifacts/\(save)") {
      prints["artifact:\(save)"] = "sha256:\(SHA256.digest(of: bytes).hex)"
    }
    return prints
  }

  // MARK: - Requests

  private func request(_ step: PlanStep) throws {
    guard
      case .httpRequest(
        let method, let path, let form, let status, let times, let save, let address,
        let headers, _) = step.action
    else { return }
    var fields = (headers ?? []).map { (name: $0.name, value: $0.value ?? "") }
    var body: [UInt8]?
    if let form {
      body = Array(FormEncoding.text(form.map { ($0.name, value(of: $0)) }).utf8)
      fields.append(
        ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"))
    } else if method == "POST" {
      body = []
    }
    var answers: [[UInt8]] = []
    for _ in 0..<max(1, min(times ?? 1, 10)) {
      let response = try exchange(
        method, path, address: address, body: body, headers: fields, timeLimit: step.timeLimit)
      guard response.status == status else {
        throw InstanceProblem.status(path, response.status, expected: status)
      }
      if save != nil {
        let mayBePage = plan.artifacts.contains { $0.id == save && $0.isPage == true }
        let isPage =
          !mayBePage
          && (response.header("content-type") ?? "").lowercased().hasPrefix("text/html")
        guard !isPage, !response.body.isEmpty else {
          throw StepFailure(isPage ? Self.page(path) : Self.empty(path))
        }
      }
      answers.append(response.body)
    }
    guard answers.allSatisfy({ $0 == answers[0] }) else {
      throw StepFailure(Self.differing(path))
    }
    answer = answers[0]
    if let save { try keep(answers[0], as: save) }
  }

  private func exchange(
    _ method: String, _ path: String, address: String?, body: [UInt8]?,
    headers: [(name: String, value: String)], timeLimit: Duration
  ) throws -> HTTPResponse {
    let connection = try target.online()
    guard let address else {
      return try connection.send(
        method, path, body: body, headers: headers, timeLimit: timeLimit)
    }
    // Another server is not told who we are on the instance.
    let other = InstanceConnection(
      address: address, client: connection.client, credentials: nil)
    return try other.send(method, path, body: body, headers: headers, timeLimit: timeLimit)
  }

  /// Judges a POST as its maker advises: by status, by what it says it changed, by a new look.
  private func post(_ path: String, _ form: [FormField]) throws {
    let response = try target.online().post(path, form.map { ($0.name, value(of: $0)) })
    guard (200..<300).contains(response.status) else {
      throw InstanceProblem.status(path, response.status, expected: 200)
    }
    guard let json = InstanceJSON(response.body) else { throw InstanceProblem.notJSON(path) }
    if let message = json["error"]?["message"]?.text {
      throw InstanceProblem.badAnswer(path, RemedyText(verbatim: message))
    }
    let changes = (json["changes"]?.elements ?? []).compactMap { change in
      change["type"]?.text.map { "\($0) \(change["argument"]?.text ?? "")" }
    }
    for field in form where field.name.hasSuffix("@Delete") {
      let property = "\(path)/\(field.name.dropLast("@Delete".count))"
      guard changes.contains("deleted \(property)") else {
        throw StepFailure(Self.notDeleted(property))
      }
    }
    for field in form where field.setsProperty {
      let property = "\(path)/\(field.name)"
      guard changes.contains("modified \(property)") else {
        throw StepFailure(Self.notAsPlanned(property))
      }
    }
  }

  private func install(_ artifact: String, timeLimit: Duration) throws {
    try PackageManager(connection: target.online(), timeLimit: timeLimit)
      .install(folder.artifact(artifact), boundary: random(16))
  }

  private func value(of field: FormField) -> String {
    field.value ?? field.randomBytes.map { random(max(1, min($0, 1_024))) }
      ?? field.secret.flatMap { target.secrets[$0]?.value } ?? ""
  }

  func random(_ count: Int) -> String {
    target.surroundings.random(count).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  private func keep(_ bytes: [UInt8], as artifact: String) throws {
    if plan.artifacts.contains(where: { $0.id == artifact && $0.isKeyMaterial }) {
      mask.add(bytes)
    }
    try folder.keep(bytes, as: "artifacts/\(artifact)")
  }

  // MARK: - Bundles

  private func bundle(_ name: String) throws -> BundleStates.Bundle {
    let found = try target.console().bundles(named: name)
    guard let only = found.first, found.count == 1 else {
      throw StepFailure(Self.missing(name), isDrift: true)
    }
    return only
  }

  private func move(_ name: String, _ action: String, timeLimit: Duration) throws {
    try target.console().order(action, bundle: bundle(name).id)
    let wait = Wait(target.surroundings, timeLimit: timeLimit)
    let what = RemedyText(
      en: "the bundle \(name) changes its state", fr: "le bundle \(name) change d’état",
      ja: "バンドル \(name) の状態が変化中")
    try wait.until(what) {
      let now = try bundle(name)
      if action == "start" ? now.isWell : now.state < 8 { return nil }
      // The order is answered when the framework has tried: what is not resolved now stays so.
      if action == "start", now.state == 2 { throw StepFailure(Self.unresolved(name)) }
      return what
    }
  }
}
