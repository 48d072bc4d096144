import DigestKit
import RemedyProtocol

/// Turns the steps of a recipe into the steps of a plan.
///
/// What a step changes, what it finds before, and how it is taken back follow
/// from its action and from the files as they are; a recipe cannot state them.
struct RecipeExpansion {
  /// `nil` for a remedy that touches no files.
  let tree: InstallationTree?
  let revealed: [String: String]
  let unknowns: Set<String>

  /// The files that the checks allow only as they are, by path.
  let settled: [String: String]

  /// What earlier steps of the plan leave behind, by path.
  private var changed: [String: ResourceState] = [:]
  private var previous: String?

  /// The steps before, by name.
  private var done: [String: PlanStep] = [:]

  init(
    tree: InstallationTree?, revealed: [String: String], unknowns: Set<String>,
    checks: [PlanCheck]
  ) {
    self.tree = tree
    self.revealed = revealed
    self.unknowns = unknowns
    settled = checks.reduce(into: [:]) { settled, check in
      if case .fileAbsentOrEqual(let path, let artifact)? = check.condition {
        settled[path] = artifact
      }
    }
  }

  /// The plan's step for a step of the recipe whose templates are filled.
  mutating func expand(_ step: Recipe.Step) throws -> PlanStep {
    let effects = try effects(of: step)
    let touchesTarget = effects.contains { effect in
      !effect.resource.hasPrefix("artifact:") && effect.operation != .keep
    }
    let undo = step.undo ?? defaultUndo(of: step.action, effects: effects)
    let canUndo = !touchesTarget || !undo.isEmpty
    var secrets = step.action.secrets
    if case .stepUndo(let earlier) = step.action { secrets = done[earlier]?.secretUse ?? [] }
    let planned = PlanStep(
      id: step.id, title: step.title, phase: step.phase, action: step.action, effects: effects,
      preconditions: step.before ?? [], postconditions: step.after ?? [],
      requires: step.requires ?? previous.map { [$0] } ?? [],
      undo: undo, reversible: step.reversible ?? (canUndo ? .yes : .no),
      approval: step.approval ?? (touchesTarget ? .plan : .none),
      secretUse: secrets,
      timeoutSeconds: step.timeoutSeconds ?? step.action.defaultTimeout,
      soakSeconds: try soak(of: step), isIdempotent: true)
    previous = step.id
    done[step.id] = planned
    return planned
  }

  /// How long to wait before a step, in seconds; the longer of what it says.
  private func soak(of step: Recipe.Step) throws(PlanningProblem) -> Int {
    guard let text = step.soakMinutes else { return step.soakSeconds ?? 0 }
    guard let minutes = Int(text), (0...525_600).contains(minutes) else {
      throw .unusableRecipe("\(step.id): soakMinutes \(text)")
    }
    return max(minutes * 60, step.soakSeconds ?? 0)
  }

  private mutating func effects(of step: Recipe.Step) throws -> [PlanEffect] {
    switch step.action {
    case .assert, .confirm, .fileRestore, .configRestore, .packageDelete, .aemWait:
      return []
    case .httpRequest(_, _, _, _, _, let save, _, _, let changes):
      return (changes.map { [openEffect($0, .update)] } ?? [])
        + (save.map { [artifactEffect($0)] } ?? [])
    case .patchWrite(let files, let save):
      guard !files.isEmpty,
        files.allSatisfy({ file in
          InstallationTree.isPlain(file.path) && !file.path.contains { $0.isNewline }
        })
      else {
        throw PlanningProblem.unusableRecipe("\(step.id): \(files.map(\.path))")
      }
      return [artifactEffect(save)]
    case .stepUndo(let earlier):
      return (done[earlier]?.effects ?? []).filter { !$0.resource.hasPrefix("artifact:") }
        .map(\.reversed)
    case .packageBackup(let group, let name, _, let save):
      let package = PlanEffect(
        resource: "jcr:/etc/packages/\(group)/\(name).zip", operation: .temporary,
        before: .absent, after: .absent)
      return [package, artifactEffect(save)]
    case .packageInstall(let artifact):
      return [openEffect("jcr:\(artifact)", .update)]
    case .configPut(let pid, let factory, _):
      return [openEffect("osgi:\(pid)", factory == nil ? .update : .create)]
    case .configDelete(let pid):
      return [openEffect("osgi:\(pid)", .delete)]
    case .bundleStop(let name):
      guard !ProtectedBundles.contain(name) else {
        throw PlanningProblem.forbiddenBundle(name, step: step.id)
      }
      return [bundle(name, .stop, from: "active", to: "resolved")]
    case .bundleStart(let name):
      return [bundle(name, .start, from: "resolved", to: "active")]
    case .fileKeep(_, let save):
      return [artifactEffect(save)]
    case .slingPost(let path, let form):
      return form.filter { $0.setsProperty || $0.name.hasSuffix("@Delete") }.map { field in
        guard !field.setsProperty else {
          var effect = openEffect("jcr:\(path)/\(field.name)", .update)
          if let value = field.value { effect.after = .named(state: value) }
          return effect
        }
        let property = String(field.name.dropLast("@Delete".count))
        let before: ResourceState =
          unknowns.contains(property) ? .unknown(id: property) : .named(state: "present")
        return PlanEffect(
          resource: "jcr:\(path)/\(property)", operation: .delete, before: before, after: .absent)
      }
    case .aemStop:
      return [process(.stop, from: "running", to: "stopped")]
    case .aemStart:
      return [process(.start, from: "stopped", to: "running")]
    case .fileWrite(let path, let text, let like):
      let bytes = Array(text.utf8)
      let sha256 = SHA256.digest(of: bytes).hex
      return [
        try fileEffect(path, like: like, in: step) { access in
          .file(bytes: bytes.count, sha256: sha256, text: text, access: access)
        }
      ]
    case .fileCopy(let artifact, let path, let like):
      return [
        try fileEffect(path, like: like, in: step) { access in
          .content(unknown: artifact, access: access)
        }
      ]
    case .fileChmod(let path, let mode):
      guard let octal = UInt32(mode, radix: 8), octal <= 0o777, mode.utf8.count == 4 else {
        throw PlanningProblem.unusableRecipe("\(step.id): \(mode)")
      }
      return [try fileEffect(path, in: step) { before in before.withMode(mode) }]
    case .fileDelete(let path):
      return [try fileEffect(path, in: step) { _ in .absent }]
    }
  }

  private func openEffect(
    _ resource: String, _ operation: PlanEffect.Operation
  ) -> PlanEffect {
    PlanEffect(
      resource: resource, operation: operation, before: .unknown(id: resource),
      after: .unknown(id: resource))
  }

  private func bundle(
    _ name: String, _ operation: PlanEffect.Operation, from before: String, to after: String
  ) -> PlanEffect {
    PlanEffect(
      resource: "bundle:\(name)", operation: operation, before: .named(state: before),
      after: .named(state: after))
  }

  /// A change of a file that follows from what the file is.
  private mutating func fileEffect(
    _ path: String, in step: Recipe.Step, after: (ResourceState) -> ResourceState
  ) throws -> PlanEffect {
    guard InstallationTree.isWritable(path) else {
      throw PlanningProblem.forbiddenPath(path, step: step.id)
    }
    let before = try changed[path] ?? state(of: path)
    let after = after(before)
    changed[path] = after
    let operation: PlanEffect.Operation =
      before == after ? .keep : after == .absent ? .delete : .update
    return PlanEffect(
      resource: "file:\(path)", operation: operation, before: before, after: after)
  }

  private mutating func fileEffect(
    _ path: String, like: String, in step: Recipe.Step, after: (FileAccess) -> ResourceState
  ) throws -> PlanEffect {
    guard InstallationTree.isWritable(path) else {
      throw PlanningProblem.forbiddenPath(path, step: step.id)
    }
    let resource = "file:\(path)"
    let before = try changed[path] ?? state(of: path)
    if before != .absent, case .fileCopy(let artifact, _, _) = step.action,
      settled[path] == artifact
    {
      return PlanEffect(resource: resource, operation: .keep, before: before, after: before)
    }
    guard let model = try tree?.look(at: like) else {
      throw PlanningProblem.unusableRecipe("\(step.id): \(like)")
    }
    let after = after(FileAccess(model))
    changed[path] = after
    let operation: PlanEffect.Operation =
      before == .absent ? .create : isSame(before, after) ? .keep : .update
    return PlanEffect(resource: resource, operation: operation, before: before, after: after)
  }

  private func state(of path: String) throws -> ResourceState {
    guard let tree else { throw PlanningProblem.missingInstance }
    guard let state = try tree.look(at: path) else { return .absent }
    guard state.kind == .file else { return .named(state: "other") }
    let (bytes, sha256) = try FileBytes.fingerprint(tree.path(path))
    return .file(
      bytes: bytes, sha256: sha256, text: revealed[path], access: FileAccess(state))
  }

  private func isSame(_ one: ResourceState, _ other: ResourceState) -> Bool {
    guard case .file(_, let first, _, let firstAccess) = one,
      case .file(_, let second, _, let secondAccess) = other
    else { return false }
    return first == second && firstAccess == secondAccess
  }

  private func artifactEffect(_ name: String) -> PlanEffect {
    PlanEffect(
      resource: "artifact:\(name)", operation: .create, before: .absent, after: .unknown(id: name))
  }

  private func process(
    _ operation: PlanEffect.Operation, from before: String, to after: String
  ) -> PlanEffect {
    PlanEffect(
      resource: "process:aem", operation: operation, before: .named(state: before),
      after: .named(state: after))
  }

  private func defaultUndo(of action: StepAction, effects: [PlanEffect]) -> [StepAction] {
    guard effects.contains(where: { $0.operation != .keep }) else { return [] }
    return switch action {
    case .fileWrite(let path, _, _), .fileCopy(_, let path, _), .fileChmod(let path, _),
      .fileDelete(let path):
      [.fileRestore(path: path)]
    case .packageBackup(let group, let name, _, _): [.packageDelete(group: group, name: name)]
    case .configPut(let pid, _, _), .configDelete(let pid): [.configRestore(pid: pid)]
    case .bundleStop(let name): [.bundleStart(symbolicName: name)]
    case .bundleStart(let name): [.bundleStop(symbolicName: name)]
    case .aemStop: [.aemStart]
    case .aemStart: [.aemStop]
    default: []
    }
  }
}

extension PlanEffect {
  /// What taking it back changes.
  fileprivate var reversed: PlanEffect {
    let operation: Operation =
      switch self.operation {
      case .create: .delete
      case .delete: .create
      case .stop: .start
      case .start: .stop
      case .update, .keep, .temporary: self.operation
      }
    return PlanEffect(resource: resource, operation: operation, before: after, after: before)
  }
}

extension ResourceState {
  fileprivate func withMode(_ mode: String) -> ResourceState {
    guard case .file(let bytes, let sha256, let text, var access) = self else { return self }
    access.mode = mode
    return .file(bytes: bytes, sha256: sha256, text: text, access: access)
  }
}

extension FormField {
  /// Whether a Sling POST takes it for the value of a property, not for an instruction.
  var setsProperty: Bool { !name.hasPrefix(":") && !name.contains("@") && name != "_charset_" }
}

extension StepAction {
  /// The handle of the user who may do everything on the instance.
  static let administrator = "aem.admin"

  /// The handles of the secrets that the action uses, sorted.
  fileprivate var secrets: [String] {
    switch self {
    case .httpRequest(_, _, let form, _, _, _, let address, _, _):
      Set((form ?? []).compactMap(\.secret) + (address == nil ? [Self.administrator] : []))
        .sorted()
    case .slingPost, .packageBackup, .packageInstall, .packageDelete, .configDelete,
      .configRestore, .bundleStop, .bundleStart, .aemStart, .aemWait:
      [Self.administrator]
    case .configPut(_, _, let properties):
      Set(properties.compactMap(\.secret) + [Self.administrator]).sorted()
    case .assert(let conditions):
      conditions.contains { $0.asksInstance } ? [Self.administrator] : []
    case .confirm, .patchWrite, .stepUndo, .fileWrite, .fileCopy, .fileKeep, .fileChmod,
      .fileDelete, .fileRestore,
      .aemStop:
      []
    }
  }

  /// In seconds; 0 means without end. Start and stop as generous as other tools for AEM.
  fileprivate var defaultTimeout: Int {
    switch self {
    case .confirm: 0
    case .aemStop: 600
    case .aemStart, .aemWait: 1800
    case .packageBackup, .packageInstall: 600
    default: 60
    }
  }
}

/// Bundles that no remedy stops: without them the instance cannot be talked to, or not trusted.
enum ProtectedBundles {
  private static let names = ["org.apache.felix.", "org.apache.sling.jcr."]
  private static let parts = [
    "org.apache.felix.framework", "org.apache.sling.api", "org.apache.sling.engine",
    "org.apache.sling.resourceresolver", "org.apache.sling.auth.core", "org.apache.jackrabbit.oak",
    "org.apache.felix.http", "org.apache.felix.configadmin", "org.apache.felix.webconsole",
    "system.bundle",
  ]

  static func contain(_ name: String) -> Bool {
    // The event administration may be restarted, and for a blocked queue has to be (KA-17467).
    guard name != "org.apache.felix.eventadmin" else { return false }
    return names.contains { name.hasPrefix($0) } || parts.contains { name.hasPrefix($0) }
  }
}

extension Condition {
  /// Whether only the running instance can tell.
  var asksInstance: Bool {
    switch self {
    case .bundleOnline, .bundlesAsBefore, .nodeHas, .nodeLacks, .artifactLength, .artifactCurrent,
      .bundleActive, .configHolds, .configPresent, .answerStarts, .answerHolds, .answerDiffers,
      .answersDirectly, .aemStarted:
      true
    default: false
    }
  }
}
