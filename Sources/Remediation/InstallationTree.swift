import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The files of one AEM installation, below its `crx-quickstart`.
///
/// Reading only. Paths are relative to `crx-quickstart` and never lead out of
/// it: a symbolic link below it is not followed.
struct InstallationTree {
  /// The canonical path of `crx-quickstart`.
  let root: String

  /// What stands there.
  let state: FileState

  /// Where Felix keeps its bundles.
  static let felix = "launchpad/felix"

  /// Finds the tree in a folder that is `crx-quickstart` or holds it.
  init(folder: String) throws(InstallationProblem) {
    let canonical = try Self.canonical(folder)
    let candidates = [canonical, canonical + "/crx-quickstart"]
    var found: (root: String, state: FileState)?
    for candidate in candidates where found == nil {
      do {
        guard let state = try FileState.look(at: candidate), state.kind == .folder,
          try FileState.look(at: candidate + "/" + Self.felix)?.kind == .folder
        else { continue }
        found = (candidate, state)
      } catch {
        throw .unreadable(error.path, message: error.message)
      }
    }
    guard let found else { throw .notAnInstallation(folder) }
    (root, state) = found
  }

  /// The absolute path of a relative one.
  func path(_ relative: String) -> String {
    root + "/" + relative
  }

  /// What stands at a relative path; `nil` if nothing does.
  func look(at relative: String) throws(InstallationProblem) -> FileState? {
    guard Self.isPlain(relative) else { throw .leavesInstallation(relative) }
    var current = ""
    var state: FileState?
    for part in relative.split(separator: "/") {
      current += (current.isEmpty ? "" : "/") + part
      do {
        state = try FileState.look(at: path(current))
      } catch {
        throw .unreadable(current, message: error.message)
      }
      guard let state else { return nil }
      guard state.kind != .symbolicLink else { throw .symbolicLink(current) }
    }
    return state
  }

  /// The names in a folder, sorted.
  func names(in relative: String) throws(InstallationProblem) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path(relative)).sorted()
    } catch {
      let isForbidden = (error as? CocoaError)?.code == .fileReadNoPermission
      let forbidden = SystemProblem(code: EACCES, path: relative).message
      throw .unreadable(relative, message: isForbidden ? forbidden : "\(error)")
    }
  }

  /// Whether a relative path has only ordinary parts.
  static func isPlain(_ relative: String) -> Bool {
    let parts = relative.split(separator: "/", omittingEmptySubsequences: false)
    return !parts.contains { $0.isEmpty || $0 == "." || $0 == ".." }
      && !relative.utf8.contains(0)
  }

  /// Whether the host may ever write there.
  ///
  /// Inside the cache of Felix only `bundle<N>/data/` is a place for files:
  /// anything else whose name begins with `bundle` is taken for a bundle, and
  /// deleted if it is none (Felix `BundleCache.getArchives`).
  static func isWritable(_ relative: String) -> Bool {
    guard isPlain(relative) else { return false }
    let parts = relative.split(separator: "/")
    guard parts.starts(with: ["launchpad", "felix"]) else { return parts.first != "launchpad" }
    return parts.count > 4 && parts[3] == "data"
      && Int(parts[2].dropFirst("bundle".count)).map { parts[2] == "bundle\($0)" } == true
  }

  static func canonical(_ folder: String) throws(InstallationProblem) -> String {
    guard let resolved = unsafe realpath(folder, nil) else {
      let code = errno
      if code == ENOENT || code == ENOTDIR { throw .missing(folder) }
      throw .unreadable(folder, message: SystemProblem(code: code, path: folder).message)
    }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
}

/// What keeps a folder from being read as an AEM installation.
enum InstallationProblem: Error, Hashable {
  case missing(String)
  case notAnInstallation(String)
  case unreadable(String, message: String)
  case symbolicLink(String)
  case leavesInstallation(String)
}
