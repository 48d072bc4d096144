import ArchiveKit

/// The bundles that Felix keeps on disk, read as Felix will read them at the next start.
///
/// At a start Felix deletes every `bundle…` folder that it cannot load, with the
/// data in it, so that a folder with a defect is a danger to any restart
/// (Felix `BundleCache.getArchives`, `BundleArchive`).
struct FelixCache {
  /// The bundles that can be loaded, by id.
  private(set) var bundles: [FelixBundle] = []

  /// The folders that cannot.
  private(set) var defects: [FelixDefect] = []

  /// Reads the cache of a tree.
  init(tree: InstallationTree) throws(InstallationProblem) {
    for name in try tree.names(in: InstallationTree.felix) where name.hasPrefix("bundle") {
      let folder = InstallationTree.felix + "/" + name
      // The framework's own entry; Felix passes it over.
      guard name != "bundle0" else { continue }
      guard let id = Int(name.dropFirst("bundle".count)), id > 0, name == "bundle\(id)" else {
        defects.append(FelixDefect(folder: folder, kind: .strangeName))
        continue
      }
      do {
        bundles.append(try FelixBundle(id: id, folder: folder, in: tree))
      } catch let kind as FelixDefect.Kind {
        defects.append(FelixDefect(folder: folder, kind: kind))
      } catch let problem as InstallationProblem {
        throw problem
      } catch {
        defects.append(FelixDefect(folder: folder, kind: .damagedJar("\(error)")))
      }
    }
    bundles.sort { $0.id < $1.id }
  }

  /// The bundles with exactly this symbolic name.
  func bundles(named symbolicName: String) -> [FelixBundle] {
    bundles.filter { $0.manifest?.symbolicName == symbolicName }
  }
}

/// One bundle on disk.
struct FelixBundle {
  /// The id that this instance gave it.
  var id: Int

  /// Its folder.
  var folder: String

  /// What Felix noted about it.
  var info: BundleInfo

  /// The jar of its newest revision; `nil` if the bundle is run from elsewhere.
  var jar: String?

  /// The manifest in that jar.
  var manifest: BundleManifest?

  init(id: Int, folder: String, in tree: InstallationTree) throws {
    self.id = id
    self.folder = folder
    guard try tree.look(at: folder)?.kind == .folder else { throw FelixDefect.Kind.strangeName }
    guard try tree.look(at: folder + "/bundle.info")?.kind == .file else {
      throw FelixDefect.Kind.noInfo
    }
    do {
      info = try BundleInfo(FileBytes.read(tree.path(folder + "/bundle.info"), limit: 1 << 16))
    } catch let problem as SystemProblem {
      throw FelixDefect.Kind.unreadable(problem.message)
    }
    guard info.id == id else { throw FelixDefect.Kind.otherID(info.id) }
    guard let revision = try Self.newestRevision(of: tree.names(in: folder)) else {
      throw FelixDefect.Kind.noVersion
    }
    let jar = "\(folder)/\(revision)/bundle.jar"
    guard try tree.look(at: jar)?.kind == .file else {
      // A bundle installed by reference is not copied into the cache.
      guard info.location.hasPrefix("reference:") else { throw FelixDefect.Kind.noJar }
      return
    }
    self.jar = jar
    manifest = try BundleManifest(jar: tree.path(jar))
  }

  /// The folder of the highest revision, such as `version1.10` before `version1.9`.
  ///
  /// Its name is `version`, the refresh count, a dot and the revision number.
  static func newestRevision(of names: [String]) -> String? {
    let revisions = names.compactMap { name -> (revision: Int, refresh: Int, name: String)? in
      guard name.hasPrefix("version") else { return nil }
      let numbers = name.dropFirst("version".count).split(
        separator: ".", omittingEmptySubsequences: false)
      guard numbers.count == 2, let refresh = Int(numbers[0]), let revision = Int(numbers[1])
      else { return nil }
      return (revision, refresh, name)
    }
    return revisions.max { ($0.revision, $0.refresh) < ($1.revision, $1.refresh) }?.name
  }
}

/// A folder in the cache that Felix would delete, or could take for another bundle.
struct FelixDefect: Hashable {
  enum Kind: Error, Hashable {
    case strangeName
    case noInfo
    case badInfo
    case otherID(Int)
    case noVersion
    case noJar
    case damagedJar(String)
    case unreadable(String)
  }

  var folder: String
  var kind: Kind
}

/// The file `bundle.info`: six lines without keys (FELIX-2654).
struct BundleInfo: Hashable {
  /// The bundle's id.
  var id: Int

  /// Where it was installed from; a hint at its name, never a proof.
  var location: String

  /// Its persistent state: 32 started, 2 stopped, 8 started lazily, 1 uninstalled.
  var state: Int

  init(_ bytes: [UInt8]) throws(FelixDefect.Kind) {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .badInfo }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.count >= 6, let id = Int(lines[0]), let state = Int(lines[2]),
      Int(lines[3]) != nil, Int(lines[4]) != nil, Int(lines[5]) != nil
    else { throw .badInfo }
    self.id = id
    self.state = state
    location = String(lines[1])
  }
}
