import RemedyProtocol

/// What a plugin may look at and ask the host to do, as its manifest says.
///
/// Files and HTTP paths are granted with all below them; a `*` at the end grants whatever begins
/// so. What is not stated is not granted.
public struct PluginGrant: Hashable, Codable, Sendable {
  /// The kinds of steps that it may propose, such as `osgi.config.put`.
  public var actions: [String]

  /// Files and folders of the installation that the plugin itself may look at.
  public var reads: [String]?

  /// Files and folders of the installation that its steps may name.
  public var files: [String]?

  /// Paths of the instance that its steps, checks and reads may name.
  public var paths: [String]?

  /// Other servers that its steps may ask, or `${parameter.NAME}`.
  public var servers: [String]?

  /// The PIDs of configurations that its steps may name.
  public var configurations: [String]?

  /// The bundles that its steps may name.
  public var bundles: [String]?

  /// The handles of secrets that its steps may use, besides that of the instance's user.
  public var secrets: [String]?

  /// What a step asks for and was not granted, in the step's own words; `nil` if it may.
  func refusal(of step: Recipe.Step) -> String? {
    let conditions = (step.before ?? []) + (step.after ?? [])
    return ([step.action] + (step.undo ?? [])).lazy.compactMap(refusal).first
      ?? conditions.lazy.compactMap(refusal).first
  }

  /// What a condition looks at and was not granted.
  func refusal(of condition: Condition) -> String? {
    let named = condition.named
    return first(named.files, outside: files ?? [])
      ?? first(named.paths.map(Self.withoutQuery), outside: paths ?? [])
      ?? first(named.configurations, outside: configurations ?? [], isTree: false)
      ?? first(named.bundles, outside: bundles ?? [], isTree: false)
  }

  /// What a fact reads and was not granted.
  func refusal(of source: Recipe.Source) -> String? {
    switch source {
    case .file(let path, _): first([path], outside: (files ?? []) + (reads ?? []))
    case .felixBundle(let name): first([name], outside: bundles ?? [], isTree: false)
    }
  }

  /// Whether a path of the instance may be read.
  func allows(read path: String) -> Bool {
    first([Self.withoutQuery(path)], outside: paths ?? []) == nil
  }

  private func refusal(of action: StepAction) -> String? {
    guard actions.contains(action.kindName) else { return action.kindName }
    if case .assert(let conditions) = action {
      return conditions.lazy.compactMap(refusal).first
    }
    // Protecting a value stores nothing, whatever the method says.
    if case .httpRequest(let method, let path, _, _, _, _, nil, _, nil) = action,
      !["GET", "HEAD"].contains(method), path != StepAction.protection
    {
      return "\(method) \(path), “changes” = null"
    }
    let named = action.named
    return first(named.files, outside: files ?? [])
      ?? first(named.paths.map(Self.withoutQuery), outside: paths ?? [])
      ?? named.servers.first { !(servers ?? []).contains($0) }
      ?? first(named.configurations, outside: configurations ?? [], isTree: false)
      ?? first(named.bundles, outside: bundles ?? [], isTree: false)
      ?? named.secrets.first { !(secrets ?? []).contains($0) }
  }

  private func first(
    _ names: [String], outside granted: [String], isTree: Bool = true
  ) -> String? {
    names.first { name in
      Self.isCrooked(name) || !granted.contains { Self.covers($0, name, isTree: isTree) }
    }
  }

  private static func covers(_ granted: String, _ name: String, isTree: Bool) -> Bool {
    if granted.hasSuffix("*") { return name.hasPrefix(granted.dropLast()) }
    if name == granted { return true }
    guard isTree else { return false }
    return name.hasPrefix(granted.hasSuffix("/") ? granted : granted + "/")
  }

  /// Whether a name leads elsewhere than it looks: up, round about, or by escapes.
  private static func isCrooked(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.contains { $0 == ".." || $0 == "." || $0.hasPrefix("..;") }
      || name.contains("//") || name.contains("\\") || name.contains("%")
      || name.unicodeScalars.contains { $0.value < 0x20 }
  }

  private static func withoutQuery(_ path: String) -> String {
    String(path.prefix { $0 != "?" && $0 != "#" })
  }
}

/// What a step or condition names.
private struct NamedThings {
  var files: [String] = []
  var paths: [String] = []
  var servers: [String] = []
  var configurations: [String] = []
  var bundles: [String] = []
  var secrets: [String] = []
}

extension StepAction {
  /// The kind of the action as it stands in JSON.
  var kindName: String {
    guard case .object(let members)? = try? StrictJSON.value(of: self) else { return "" }
    return members.keys.first ?? ""
  }

  fileprivate var named: NamedThings {
    switch self {
    case .assert, .confirm, .patchWrite, .stepUndo, .packageInstall, .packageDelete, .aemStop,
      .aemStart, .aemWait:
      NamedThings()
    case .httpRequest(_, let path, let form, _, _, _, let address, _, _):
      NamedThings(
        paths: address == nil ? [path] : [], servers: address.map { [$0] } ?? [],
        secrets: (form ?? []).compactMap(\.secret))
    case .slingPost(let path, let form):
      NamedThings(paths: [path] + form.compactMap(Self.otherPath))
    case .packageBackup(_, _, let roots, _): NamedThings(paths: roots)
    case .fileWrite(let path, _, let like), .fileCopy(_, let path, let like):
      NamedThings(files: [path, like])
    case .fileKeep(let paths, _): NamedThings(files: paths)
    case .fileChmod(let path, _), .fileDelete(let path), .fileRestore(let path):
      NamedThings(files: [path])
    case .configPut(let pid, let factory, let properties):
      NamedThings(
        paths: properties.contains { $0.isProtected == true } ? [StepAction.protection] : [],
        configurations: [pid] + (factory.map { [$0] } ?? []),
        secrets: properties.compactMap(\.secret))
    case .configDelete(let pid), .configRestore(let pid): NamedThings(configurations: [pid])
    case .bundleStop(let name), .bundleStart(let name): NamedThings(bundles: [name])
    }
  }

  /// Where a field of a Sling POST would lead away from its path.
  private static func otherPath(_ field: FormField) -> String? {
    if field.name.contains("/") { return field.name }
    let leads =
      field.name.hasPrefix(":") && field.name != ":status" || field.name.hasSuffix("@From")
    guard leads || field.name.contains("@CopyFrom") || field.name.contains("@MoveFrom") else {
      return nil
    }
    return field.name + "=" + (field.value ?? "")
  }
}

extension Condition {
  fileprivate var named: NamedThings {
    switch self {
    case .fileHolds(let path, _), .filePresent(let path), .fileAbsentOrEqual(let path, _),
      .pathPlain(let path), .ownerSettable(let path), .folderWritable(let path),
      .spaceFree(let path, _):
      NamedThings(files: [path])
    case .ownerShared(let paths), .fileSystemShared(let paths): NamedThings(files: paths)
    case .nodeHas(let path, _), .nodeLacks(let path, _), .artifactLength(_, let path, _),
      .artifactCurrent(_, let path):
      NamedThings(paths: [path])
    case .bundleOnline(let name, _), .bundleActive(let name): NamedThings(bundles: [name])
    case .configHolds(let pid, _, _), .configPresent(let pid, _):
      NamedThings(configurations: [pid])
    case .optionAbsent, .cacheSound, .bundlesAsBefore, .packageHolds, .answerStarts, .answerHolds,
      .answerDiffers, .answersDirectly, .aemStopped, .aemStarted:
      NamedThings()
    }
  }
}
