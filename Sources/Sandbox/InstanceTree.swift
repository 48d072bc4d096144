import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files of a stand-in: an installation folder with its `crx-quickstart`.
struct InstanceTree {
  /// The installation folder, canonical.
  let install: String

  var root: String { install + "/crx-quickstart" }
  var cache: String { root + "/launchpad/felix" }
  var errorLog: String { root + "/logs/error.log" }
  var controlPort: String { root + "/conf/controlport" }
  var processFile: String { root + "/conf/cq.pid" }
  var faults: String { root + "/conf/sandbox-faults" }
  var repository: String { root + "/repository/nodes.json" }
  var lock: String { cache + "/cache.lock" }
  private var settings: String { Self.settings(in: install) }

  /// What is remembered between runs.
  struct Settings: Codable {
    var state: String
    var port: UInt16
  }

  private static func settings(in folder: String) -> String {
    folder + "/crx-quickstart/conf/sandbox.json"
  }

  /// Opens the tree in a folder.
  ///
  /// A folder without the stand-in's own file is never touched: it may be an AEM that matters.
  init(opening folder: String) throws(SandboxProblem) {
    guard let resolved = unsafe realpath(folder, nil) else { throw .missing(folder) }
    defer { unsafe free(resolved) }
    var install = unsafe String(cString: resolved)
    if install.hasSuffix("/crx-quickstart") { install.removeLast("/crx-quickstart".count) }
    guard FileManager.default.fileExists(atPath: Self.settings(in: install)) else {
      throw .notASandbox(folder)
    }
    self.install = install
  }

  /// Makes a tree in a folder that is empty or not there yet.
  init(making folder: String, state: SandboxState, port: UInt16, program: String)
    throws(SandboxProblem)
  {
    let manager = FileManager.default
    guard ((try? manager.contentsOfDirectory(atPath: folder)) ?? []).isEmpty else {
      throw .notEmpty(folder)
    }
    do {
      try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
      guard let resolved = unsafe realpath(folder, nil) else {
        throw SandboxProblem.missing(folder)
      }
      defer { unsafe free(resolved) }
      install = unsafe String(cString: resolved)
      try fill(state: state, program: program)
      // Last, so that half a tree is not taken for one.
      try write(Settings(state: state.rawValue, port: port))
    } catch let problem as SandboxProblem {
      throw problem
    } catch {
      throw .notWritten(folder, message: "\(error)")
    }
  }

  /// What is remembered.
  func readSettings() throws(SandboxProblem) -> Settings {
    do {
      return try JSONDecoder().decode(
        Settings.self, from: Data(contentsOf: URL(filePath: settings)))
    } catch {
      throw .notASandbox(install)
    }
  }

  /// Remembers settings.
  func write(_ new: Settings) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try encoder.encode(new).write(to: URL(filePath: settings), options: .atomic)
  }

  private func fill(state: SandboxState, program: String) throws {
    for folder in [
      "app", "bin", "conf", "install", "launchpad/config", "launchpad/felix/bundle0",
      "launchpad/installer", "launchpad/startup", "logs", "opt/helpers", "repository",
    ] {
      try FileManager.default.createDirectory(
        atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
    }
    let scripts = StartScripts(program: program, state: state)
    for script in scripts.all {
      try put(script.text, at: script.path, mode: 0o755)
    }
    try put("sling.run.modes=author,crx3,crx3tar,nosamplecontent\n", at: "conf/sling.properties")
    try put("sandbox=aemedic\n", at: "../license.properties")
    let nextID = (DeliveredBundle.all.map(\.id).max() ?? 0) + 1
    try put("\(nextID)", at: "launchpad/felix/bundle0/bundle.id")
    try put("", at: "launchpad/felix/cache.lock")
    try put("", at: "conf/sandbox-faults")
    for bundle in DeliveredBundle.all {
      try BundleFolder.lay(bundle, id: bundle.id, in: cache, now: Date())
    }
    try InitialContent(state: state).write(to: self)
  }

  private func put(_ text: String, at path: String, mode: Int = 0o644) throws {
    let path = "\(root)/\(path)"
    try Data(text.utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }
}
