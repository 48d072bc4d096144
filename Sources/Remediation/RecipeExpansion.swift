import DigestKit
import RemedyProtocol

/// Turns the steps of a recipe into the steps of a plan.
///
/// What a step changes, what it finds before, and how it is taken back follow
/// from its action and from the files as they are; a recipe cannot state them.
struct RecipeExpansion {
  let tree: InstallationTree
  let revealed: [String: String]
  let unknowns: Set<String>

  /// The files that the checks allow only as they are, by path.
  let settled: [String: String]

  /// What earlier steps of the plan leave behind, by path.
  private var changed: [String: ResourceState] = [:]
  private var previous: String?

  init(
    tree: InstallationTree, revealed: [String: String], unknowns: Set<String>,
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
    defer { previous = step.id }
    return PlanStep(
      id: step.id, title: step.title, phase: step.phase, action: step.action, effects: effects,
      preconditions: step.before ?? [], postconditions: step.after ?? [],
      requires: step.requires ?? previous.map { [$0] } ?? [],
      undo: undo, reversible: step.reversible ?? (canUndo ? .yes : .no),
      approval: step.approval ?? (touchesTarget ? .plan : .none),
      secretUse: step.action.usesInstance ? ["aem.admin"] : [],
      timeoutSeconds: step.timeoutSeconds ?? step.action.defaultTimeout,
      soakSeconds: step.soakSeconds ?? 0, isIdempotent: true)
  }

  private mutating func effects(of step: Recipe.Step) throws -> [PlanEffect] {
    switch step.action {
    case .assert, .confirm, .fileRestore:
      return []
    case .httpRequest(_, _, _, _, _, let save):
      return save.map { [artifactEffect($0)] } ?? []
    case .packageBackup(let group, let name, _, let save):
      let package = PlanEffect(
        resource: "jcr:/etc/packages/\(group)/\(name).zip", operation: .temporary,
        before: .absent, after: .absent)
      return [package, artifactEffect(save)]
    case .packageInstall(let artifact):
      return [
        PlanEffect(
          resource: "jcr:\(artifact)", operation: .update, before: .unknown(id: artifact),
          after: .unknown(id: artifact))
      ]
    case .fileKeep(_, let save):
      return [artifactEffect(save)]
    case .slingPost(let path, let form):
      return form.filter { $0.name.hasSuffix("@Delete") }.map { field in
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
    }
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
    guard let model = try tree.look(at: like) else {
      throw PlanningProblem.unusableRecipe("\(step.id): \(like)")
    }
    let after = after(FileAccess(model))
    changed[path] = after
    let operation: PlanEffect.Operation =
      before == .absent ? .create : isSame(before, after) ? .keep : .update
    return PlanEffect(resource: resource, operation: operation, before: before, after: after)
  }

  private func state(of path: String) throws -> ResourceState {
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
    case .fileWrite(let path, _, _), .fileCopy(_, let path, _): [.fileRestore(path: path)]
    case .aemStop: [.aemStart]
    case .aemStart: [.aemStop]
    default: []
    }
  }
}

extension StepAction {
  /// Whether the action talks to the running instance as a user of it.
  fileprivate var usesInstance: Bool {
    switch self {
    case .httpRequest, .slingPost, .packageBackup, .packageInstall: true
    case .assert(let conditions): conditions.contains { $0.asksInstance }
    default: false
    }
  }

  /// In seconds; 0 means without end. Start and stop as generous as other tools for AEM.
  fileprivate var defaultTimeout: Int {
    switch self {
    case .confirm: 0
    case .aemStop: 600
    case .aemStart: 1800
    case .packageBackup, .packageInstall: 600
    default: 60
    }
  }
}

extension Condition {
  fileprivate var asksInstance: Bool {
    switch self {
    case .bundleOnline, .bundlesAsBefore, .nodeHas, .nodeLacks, .artifactLength, .artifactCurrent,
      .answerStarts, .answersDirectly:
      true
    default: false
    }
  }
}
