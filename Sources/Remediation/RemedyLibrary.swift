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

  /// Reads the plugins below each folder; the first of two with one name counts.
  ///
  /// A folder that does not exist holds no plugins.
  public init(folders: [String]) {
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
      risk: action.risk.rawValue)
  }

  private mutating func add(_ name: String, in folder: String) {
    let plugin = folder + "/" + name
    let path = plugin + "/" + Self.manifestName
    do {
      guard let state = try FileState.look(at: path) else { return }
      guard state.kind == .file else {
        throw ManifestProblem(.symbolicLink, at: TextLocation(file: path))
      }
      for guarded in [folder, plugin, path] where try FileSafety.isWritableByOthers(guarded) {
        throw ManifestProblem(.writableByOthers(path: guarded), at: TextLocation(file: path))
      }
      let bytes = try FileBytes.read(path, limit: Self.longestManifest + 1)
      guard bytes.count <= Self.longestManifest else {
        throw ManifestProblem(
          .tooLong(limit: Self.longestManifest), at: TextLocation(file: path))
      }
      let manifest = try RemedyManifest(bytes, path: path, folder: name)
      guard self.manifest(manifest.id) == nil else {
        throw ManifestProblem(.shadowed(manifest.id), at: TextLocation(file: path))
      }
      manifests.append(manifest)
    } catch let problem as ManifestProblem {
      problems.append(problem)
    } catch let problem as SystemProblem {
      problems.append(
        ManifestProblem(.unreadable(problem.message), at: TextLocation(file: path)))
    } catch {
      problems.append(ManifestProblem(.unreadable("\(error)"), at: TextLocation(file: path)))
    }
  }
}
