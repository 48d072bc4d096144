import FoundationEssentials
public import Model
import RemedyProtocol

/// The remedy plugins that lie in the folders it is given, and in no others.
///
/// Each plugin is a folder with a `remedy.json`. A plugin that is broken, or
/// that other users could change, is reported and left out; the others stay.
public struct RemedyLibrary: Sendable {
  private static let manifestName = "remedy.json"
  private static let longestManifest = 1 << 20

  /// The plugins that can be used, by name.
  public private(set) var manifests: [RemedyManifest] = []

  /// The plugins that cannot, and why.
  public private(set) var problems: [ManifestProblem] = []

  private let trust: PluginTrust?
  private let shipped: [String: String]

  /// Reads the plugins below each folder; the first of two with one name counts.
  ///
  /// A folder that does not exist holds no plugins.
  ///
  /// - Parameters:
  ///   - trust: Whose code may run.
  ///   - shipped: The digests of the plugins that came with this program, by name.
  public init(folders: [String], trust: PluginTrust? = nil, shipped: [String: String] = [:]) {
    self.trust = trust
    self.shipped = shipped
    for folder in folders {
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
        continue
      }
      for name in names.sorted() where !name.hasPrefix(".") {
        add(name, in: folder)
      }
    }
    manifests.sort { $0.id < $1.id }
  }

  /// The plugin of this name.
  public func manifest(_ id: String) -> RemedyManifest? {
    manifests.first { $0.id == id }
  }

  /// What a plugin declares of an action, for rules that offer it.
  ///
  /// What the action must be told of its target counts as parameters too.
  public func remedyAction(plugin: String, action: String) -> RemedyAction? {
    guard let action = manifest(plugin)?.actions.first(where: { $0.id == action }) else {
      return nil
    }
    let needs = action.needs.map { ($0.rawValue, $0 == .url ? "url" : "folder") }
    let stated = action.parameters.map { ($0.name, $0.type.rawValue) }
    return RemedyAction(
      parameters: Dictionary(needs + stated) { _, stated in stated },
      risk: action.risk.rawValue,
      asks: RemedyManifest.Need.allCases.filter(action.needs.contains).map(\.rawValue)
        + action.parameters.filter { $0.defaultValue == nil }.map(\.name))
  }

  private func standing(of manifest: RemedyManifest) -> PluginStanding {
    guard manifest.kind == .executable else { return .recipe }
    if shipped[manifest.id] == manifest.digest { return .shipped }
    guard let trusted = trust?.entry(manifest.id)?.digest else { return .untrusted }
    return trusted == manifest.digest ? .trusted : .changed(trusted: trusted)
  }

  private mutating func add(_ name: String, in folder: String) {
    let path = "\(folder)/\(name)/\(Self.manifestName)"
    do throws(ManifestProblem) {
      guard var manifest = try Self.read(name, in: folder) else { return }
      guard self.manifest(manifest.id) == nil else {
        throw ManifestProblem(.shadowed(manifest.id), at: TextLocation(file: path))
      }
      manifest.standing = standing(of: manifest)
      manifests.append(manifest)
    } catch {
      problems.append(error)
    }
  }

  /// Reads one plugin; `nil` where there is no manifest.
  static func read(_ name: String, in folder: String) throws(ManifestProblem) -> RemedyManifest? {
    let plugin = folder + "/" + name
    let path = plugin + "/" + manifestName
    do {
      guard let state = try FileState.look(at: path) else { return nil }
      guard state.kind == .file else {
        throw ManifestProblem(.symbolicLink, at: TextLocation(file: path))
      }
      for guarded in [folder, plugin, path] where try FileSafety.isWritableByOthers(guarded) {
        throw ManifestProblem(.writableByOthers(path: guarded), at: TextLocation(file: path))
      }
      let bytes = try FileBytes.read(path, limit: longestManifest + 1)
      guard bytes.count <= longestManifest else {
        throw ManifestProblem(.tooLong(limit: longestManifest), at: TextLocation(file: path))
      }
      return try RemedyManifest(bytes, path: path, folder: name)
    } catch let problem as ManifestProblem {
      throw problem
    } catch let problem as SystemProblem {
      throw ManifestProblem(.unreadable(problem.message), at: TextLocation(file: path))
    } catch {
      throw ManifestProblem(.unreadable("\(error)"), at: TextLocation(file: path))
    }
  }
}
