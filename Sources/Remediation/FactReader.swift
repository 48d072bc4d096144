import RemedyProtocol

/// Reads the facts that a recipe asks for.
struct FactReader {
  let tree: InstallationTree
  let cache: FelixCache

  /// What was read, for templates: `storage.path` and the like.
  private(set) var template: Template

  /// What was read, for the plan.
  private(set) var facts: [PlanFact] = []

  /// What had to hold to read it.
  private(set) var checks: [PlanCheck] = []

  /// The known content of the files that may be shown, by path.
  private(set) var revealed: [String: String] = [:]

  init(tree: InstallationTree, cache: FelixCache, template: Template) {
    self.tree = tree
    self.cache = cache
    self.template = template
  }

  /// Reads one fact; a fact that rests on another that could not be read is passed over.
  mutating func read(_ fact: Recipe.Fact) throws {
    guard let source = try template.filled(fact.from) else { return }
    switch source {
    case .felixBundle(let symbolicName):
      readBundle(symbolicName, as: fact.name)
    case .file(let path, let reveals):
      readFile(path, reveals: reveals ?? [], as: fact.name)
    }
  }

  private mutating func readBundle(_ symbolicName: String, as name: String) {
    let found = cache.bundles(named: symbolicName)
    let title = RemedyText(
      en: "exactly one bundle on disk is named \(symbolicName)",
      fr: "un seul bundle sur disque se nomme \(symbolicName)",
      ja: "ディスク上に \(symbolicName) という名前のバンドルが 1 つだけある")
    let id = "bundle-\(name)"
    guard let bundle = found.first, found.count == 1, bundle.info.state != 1 else {
      checks.append(
        PlanCheck(
          id: id, title: title, status: .refuse, evidence: Self.evidence(of: found),
          advice: RemedyText(
            en:
              "without its bundle the right folder is not known; check at /system/console/bundles "
              + "that the bundle is installed once",
            fr: "sans ce bundle, le bon dossier n’est pas connu ; vérifiez dans "
              + "/system/console/bundles que le bundle est installé une seule fois",
            ja: "バンドルが特定できないと対象フォルダーが決まりません。/system/console/bundles で"
              + "バンドルが 1 つだけインストールされているか確認してください")))
      return
    }
    checks.append(
      PlanCheck(id: id, title: title, status: .pass, evidence: Self.evidence(of: found)))
    let values = [
      "id": String(bundle.id), "symbolicName": symbolicName,
      "version": bundle.manifest?.version ?? "0.0.0", "state": String(bundle.info.state),
      "location": bundle.info.location, "folder": bundle.folder, "data": bundle.folder + "/data",
    ]
    let jar = bundle.jar.map { [$0 + "!/META-INF/MANIFEST.MF"] } ?? []
    add(
      PlanFact(
        name: name, kind: "felix-bundle", values: values,
        evidence: jar + [bundle.folder + "/bundle.info"]))
  }

  private static func evidence(of found: [FelixBundle]) -> RemedyText {
    guard !found.isEmpty else {
      return RemedyText(
        en: "no manifest in the bundle cache has this name",
        fr: "aucun manifeste du cache des bundles ne porte ce nom",
        ja: "バンドルキャッシュのマニフェストにこの名前はありません")
    }
    let list = found.map { bundle in
      (
        folder: bundle.folder, version: bundle.manifest?.version ?? "0.0.0",
        isUninstalled: bundle.info.state == 1
      )
    }
    let line = { (uninstalled: String) in
      list.map { "\($0.folder) (\($0.version)\($0.isUninstalled ? uninstalled : ""))" }
        .joined(separator: ", ")
    }
    return RemedyText(
      en: line(", uninstalled"), fr: line(", désinstallé"), ja: line("、アンインストール済み"))
  }

  private mutating func readFile(_ path: String, reveals: [String], as name: String) {
    var values = ["path": path]
    do {
      guard let state = try tree.look(at: path) else {
        values["exists"] = "no"
        return add(PlanFact(name: name, kind: "file", values: values, evidence: [path]))
      }
      guard state.kind == .file else {
        values["exists"] = "other"
        return add(PlanFact(name: name, kind: "file", values: values, evidence: [path]))
      }
      let (bytes, sha256) = try FileBytes.fingerprint(tree.path(path))
      let longest = reveals.map(\.utf8.count).max() ?? 0
      if bytes <= longest {
        let content = try FileBytes.read(tree.path(path), limit: longest + 1)
        revealed[path] = reveals.first { $0.utf8.elementsEqual(content) }
      }
      let access = FileAccess(state)
      values.merge(
        [
          "exists": "yes", "bytes": String(bytes), "sha256": sha256, "mode": access.mode,
          "owner": String(access.owner), "group": String(access.group),
        ]) { $1 }
      values["text"] = revealed[path]
      add(PlanFact(name: name, kind: "file", values: values, evidence: [path]))
    } catch {
      let problem =
        (error as? InstallationProblem)
        ?? (error as? SystemProblem).map { .unreadable(path, message: $0.message) }
        ?? .unreadable(path, message: "\(error)")
      checks.append(
        PlanCheck(
          id: "file-\(name)",
          title: RemedyText(
            en: "\(path) can be read", fr: "\(path) est lisible", ja: "\(path) を読み取れる"),
          status: .refuse, evidence: problem.wording,
          advice: RemedyText(
            en: "plan as the user that runs AEM, on a tree without links of its own",
            fr: "planifiez avec l’utilisateur qui exécute AEM, sur une arborescence sans liens",
            ja: "AEM を実行するユーザーで、リンクのないツリーに対して計画してください")))
    }
  }

  private mutating func add(_ fact: PlanFact) {
    facts.append(fact)
    for (field, value) in fact.values { template.values["\(fact.name).\(field)"] = value }
  }
}

extension FileAccess {
  /// The permission bits and owner of what stands at a path.
  init(_ state: FileState) {
    let octal = String(state.mode & 0o777, radix: 8)
    self.init(
      mode: String(repeating: "0", count: 4 - octal.utf8.count) + octal,
      owner: Int(state.owner), group: Int(state.group))
  }
}
