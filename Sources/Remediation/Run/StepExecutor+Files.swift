import DigestKit
import FoundationEssentials
import RemedyProtocol

extension StepExecutor {
  /// Checks that a file is as planned and keeps a copy; false if it is as it shall be already.
  func prepareFile(_ step: PlanStep) throws -> Bool {
    guard let effect = step.effects.first, let files = target.files else { return false }
    let path = String(effect.resource.dropFirst("file:".count))
    guard InstallationTree.isWritable(path) else {
      throw PlanningProblem.forbiddenPath(path, step: step.id)
    }
    let now = try files.state(of: path)
    if try matches(now, effect.after) { return false }
    guard try matches(now, effect.before) else {
      throw StepFailure(Self.notAsPlanned(path), isDrift: true)
    }
    if now != .absent { try folder.keep(files.read(path), as: "backup/\(step.id)") }
    return true
  }

  /// Writes, copies, deletes or protects a file.
  func changeFile(_ step: PlanStep) throws {
    guard let effect = step.effects.first, let files = target.files else { return }
    let path = String(effect.resource.dropFirst("file:".count))
    try files.removeTemporary(of: path, mark: folder.name)
    switch step.action {
    case .fileDelete: try files.remove(path)
    case .fileChmod(_, let mode): try files.setMode(mode, of: path)
    case .fileWrite(_, let text, _):
      try files.replace(
        path, with: Array(text.utf8), access: access(effect.after), mark: folder.name)
    case .fileCopy(let artifact, _, _):
      try files.replace(
        path, with: folder.artifact(artifact), access: access(effect.after), mark: folder.name)
    default: break
    }
  }

  /// Puts a file back to what it was before the step, unless somebody else has changed it.
  func restoreFile(_ step: PlanStep, _ path: String) throws -> StepOutcome {
    guard let effect = step.effects.first(where: { $0.resource == "file:\(path)" }),
      let files = target.files
    else { return .unchanged }
    try files.removeTemporary(of: path, mark: folder.name)
    let now = try files.state(of: path)
    if try matches(now, effect.before) { return .unchanged }
    guard try matches(now, effect.after) else {
      throw StepFailure(Self.changedSince(path), isDrift: true)
    }
    if step.preconditions.contains(.aemStopped) {
      // Somebody may have started it since; the undo of the stop will start it again.
      _ = try target.process(folder).stop(timeLimit: .seconds(600))
    }
    if effect.before == .absent {
      try files.remove(path)
    } else {
      guard let kept = try folder.read("backup/\(step.id)") else {
        throw RunProblem.missingArtifact("backup/\(step.id)")
      }
      try files.replace(path, with: kept, access: access(effect.before), mark: folder.name)
    }
    guard try matches(files.state(of: path), effect.before) else {
      throw StepFailure(Self.notAsPlanned(path))
    }
    return .changed
  }

  /// Copies files and folders out of the instance.
  func keep(_ paths: [String], as artifact: String) throws {
    guard let tree = target.tree, let files = target.files else { return }
    for path in paths {
      guard let state = try tree.look(at: path) else { continue }
      if state.kind == .file {
        try folder.keep(files.read(path), as: "artifacts/\(artifact)/\(path)")
      } else if state.kind == .folder {
        try keep(tree.names(in: path).map { "\(path)/\($0)" }, as: artifact)
      }
    }
  }

  /// Whether a file is in a state of the plan, whose unknowns this run has learnt.
  func matches(_ now: ResourceState, _ planned: ResourceState) throws -> Bool {
    switch (now, planned) {
    case (.absent, .absent): true
    case (
      .file(let bytes, let sha256, _, let access),
      .file(let plannedBytes, let plannedSum, _, let plannedAccess)
    ):
      bytes == plannedBytes && sha256 == plannedSum && access == plannedAccess
    case (.file(let bytes, let sha256, _, let access), .content(let artifact, let plannedAccess)):
      try matches(bytes, sha256, folder.artifact(artifact)) && access == plannedAccess
    default: false
    }
  }

  private func matches(_ bytes: Int, _ sha256: String, _ content: [UInt8]) -> Bool {
    bytes == content.count && sha256 == SHA256.digest(of: content).hex
  }

  private func access(_ state: ResourceState) throws -> FileAccess {
    switch state {
    case .file(_, _, _, let access), .content(_, let access): return access
    default: throw PlanningProblem.unusableRecipe("access")
    }
  }
}

extension ResourceState {
  /// The state in one short text that tells any other one apart.
  var fingerprint: String {
    switch self {
    case .absent: "absent"
    case .file(_, let sha256, _, let access):
      "sha256:\(sha256) \(access.mode) \(access.owner):\(access.group)"
    case .content(let unknown, _), .unknown(let unknown): "unknown:\(unknown)"
    case .named(let state): state
    }
  }
}

extension PlanStep {
  /// How long it may take.
  var timeLimit: Duration {
    timeoutSeconds > 0 ? .seconds(timeoutSeconds) : .seconds(86_400)
  }

  /// Whether it changes the target.
  var touchesTarget: Bool {
    effects.contains { !$0.resource.hasPrefix("artifact:") && $0.operation != .keep }
  }
}

extension Condition {
  /// Whether it is about the repository.
  var looksAtNode: Bool {
    switch self {
    case .nodeHas, .nodeLacks, .artifactCurrent: true
    default: false
    }
  }
}

extension StepExecutor {
  static func unresolved(_ name: String) -> RemedyText {
    RemedyText(
      en: "the bundle \(name) stays installed: something that it imports is missing, which no "
        + "start can cure",
      fr: "le bundle \(name) reste à l’état « installed » : il lui manque une importation, ce "
        + "qu’aucun démarrage ne résout",
      ja: "バンドル \(name) は installed のままです。インポートが不足しており、起動では解決できません")
  }

  static func packageExists(_ name: String) -> RemedyText {
    RemedyText(
      en: "there is a package \(name) already", fr: "un paquet \(name) existe déjà",
      ja: "パッケージ \(name) が既にあります")
  }

  static func missing(_ what: String) -> RemedyText {
    RemedyText(en: "\(what) is missing", fr: "\(what) manque", ja: "\(what) がありません")
  }

  static func notAsPlanned(_ path: String) -> RemedyText {
    RemedyText(
      en: "\(path) is not what the plan says", fr: "\(path) n’est pas ce que dit le plan",
      ja: "\(path) が計画の記載と異なります")
  }

  static func changedSince(_ path: String) -> RemedyText {
    RemedyText(
      en: "\(path) was changed by somebody else since, and is not overwritten",
      fr: "\(path) a été modifié depuis par quelqu’un d’autre et n’est pas écrasé",
      ja: "\(path) はその後ほかで変更されているため、上書きしません")
  }

  static func page(_ path: String) -> RemedyText {
    RemedyText(
      en: "\(path) answers a page instead of the content",
      fr: "\(path) répond une page au lieu du contenu", ja: "\(path) の応答が内容ではなくページです")
  }

  static func empty(_ path: String) -> RemedyText {
    RemedyText(
      en: "\(path) answers nothing", fr: "\(path) répond un contenu vide",
      ja: "\(path) の応答が空です")
  }

  static func differing(_ path: String) -> RemedyText {
    RemedyText(
      en: "\(path) answers something else each time",
      fr: "\(path) répond à chaque fois autre chose", ja: "\(path) の応答が毎回異なります")
  }

  static func notDeleted(_ property: String) -> RemedyText {
    RemedyText(
      en: "the instance does not say that it deleted \(property)",
      fr: "l’instance ne dit pas avoir supprimé \(property)",
      ja: "\(property) を削除したという応答がありません")
  }
}
