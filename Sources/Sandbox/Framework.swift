import FoundationEssentials

/// The OSGi framework of the stand-in: its bundles and the state of each.
struct Framework {
  /// A bundle that is loaded.
  struct Bundle {
    var folder: BundleFolder
    var state: State

    var id: Int { folder.id }
    var symbolicName: String { Self.plain(folder.headers["bundle-symbolicname"] ?? "") }
    var version: String { folder.headers["bundle-version"] ?? "0.0.0" }
    var isFragment: Bool { folder.headers["fragment-host"] != nil }
    var lacksPackage: Bool { folder.headers["import-package"] != nil }

    /// A symbolic name without its directives.
    private static func plain(_ text: String) -> String {
      String(text.prefix { $0 != ";" }.filter { $0 != " " })
    }
  }

  /// The states of a bundle, as the web console counts them (OSGi Core, `Bundle`).
  enum State: Int {
    case uninstalled = 1
    case installed = 2
    case resolved = 4
    case starting = 8
    case stopping = 16
    case active = 32
  }

  private(set) var bundles: [Bundle] = []
  private let cache: String
  private let log: ErrorLog

  /// Loads the bundles, and removes what cannot be loaded.
  ///
  /// A folder whose name begins with `bundle` and that Felix cannot load is
  /// deleted with all that is in it (Felix `BundleCache.getArchives`); what was
  /// delivered and is missing is installed again, under a new id.
  init(cache: String, log: ErrorLog) throws {
    self.cache = cache
    self.log = log
    for name in try FileManager.default.contentsOfDirectory(atPath: cache).sorted()
    where name.hasPrefix("bundle") && name != "bundle0" {
      do {
        let folder = try BundleFolder(loading: "\(cache)/\(name)")
        if folder.state == .uninstalled { throw BundleFolder.Unloadable(reason: "uninstalled") }
        bundles.append(Bundle(folder: folder, state: .installed))
      } catch {
        log.write(
          .warning, "org.apache.felix.framework",
          "Error reloading cached bundle, removing it: \(cache)/\(name)")
        try? FileManager.default.removeItem(atPath: "\(cache)/\(name)")
      }
    }
    for delivered in DeliveredBundle.all where bundle(delivered.symbolicName) == nil {
      let id = try Self.takeID(in: cache, above: bundles.map(\.id).max() ?? 0)
      try BundleFolder.lay(delivered, id: id, in: cache, now: Date())
      bundles.append(
        Bundle(folder: try BundleFolder(loading: "\(cache)/bundle\(id)"), state: .installed))
    }
    bundles.sort { $0.id < $1.id }
  }

  /// The next id, which the framework's own entry `bundle0` keeps; no id is given twice.
  private static func takeID(in cache: String, above largest: Int) throws -> Int {
    let file = cache + "/bundle0/bundle.id"
    let text = FileManager.default.contents(atPath: file).map {
      String(decoding: $0, as: UTF8.self)
    }
    let id = max(text.flatMap { Int($0) } ?? 0, largest + 1)
    try Data("\(id + 1)".utf8).write(to: URL(filePath: file))
    return id
  }

  /// The bundle that an id, a symbolic name or both with a version name; the first that fits.
  func bundle(_ key: String) -> Bundle? {
    if let id = Int(key) { return bundles.first { $0.id == id } }
    let parts = key.split(separator: ":", maxSplits: 1)
    return bundles.first { bundle in
      bundle.symbolicName == parts.first.map(String.init)
        && (parts.count < 2 || bundle.version == parts[1])
    }
  }

  /// The state that a bundle has when everything has started.
  private func settledState(of bundle: Bundle, staysResolved: String?) -> State {
    if bundle.lacksPackage { return .installed }
    if bundle.isFragment || bundle.folder.state == .stopped { return .resolved }
    return bundle.symbolicName == staysResolved ? .resolved : .active
  }

  /// Brings every bundle to where it ends up, but for one that does not start.
  mutating func settle(staysResolved: String?) {
    for index in bundles.indices {
      bundles[index].state = settledState(of: bundles[index], staysResolved: staysResolved)
    }
  }

  /// Brings every bundle to where it is half way through a start.
  mutating func beginStarting() {
    for index in bundles.indices where !bundles[index].isFragment {
      bundles[index].state = bundles[index].folder.startLevel <= 10 ? .active : .starting
    }
  }

  /// Starts a bundle; what it throws is logged, and the console says nothing of it.
  mutating func start(_ id: Int, staysResolved: String?) {
    guard let index = bundles.firstIndex(where: { $0.id == id }) else { return }
    do {
      try bundles[index].folder.note(.started)
    } catch {
      log.write(.error, "org.apache.felix.webconsole", "Cannot start bundle \(id): \(error)")
      return
    }
    bundles[index].state = settledState(of: bundles[index], staysResolved: staysResolved)
    let name = bundles[index].symbolicName
    if bundles[index].state == .active {
      log.write(.info, name, "BundleEvent STARTED", thread: "qtp-console")
    } else {
      log.write(
        .error, "org.apache.felix.webconsole.internal.core.BundlesServlet",
        "[bundles] Cannot start bundle \(name) (\(id)): org.osgi.framework.BundleException:"
          + " Activator start error in bundle \(name) [\(id)].", thread: "qtp-console")
    }
  }

  /// Stops a bundle, also for the next start.
  mutating func stop(_ id: Int) {
    guard let index = bundles.firstIndex(where: { $0.id == id }), !bundles[index].isFragment,
      bundles[index].state == .active, (try? bundles[index].folder.note(.stopped)) != nil
    else { return }
    bundles[index].state = .resolved
    log.write(
      .info, bundles[index].symbolicName, "BundleEvent STOPPED", thread: "qtp-console")
  }

  /// Uninstalls a bundle.
  mutating func uninstall(_ id: Int) {
    guard let index = bundles.firstIndex(where: { $0.id == id }) else { return }
    try? FileManager.default.removeItem(atPath: bundles[index].folder.path)
    bundles.remove(at: index)
  }
}
