import DigestKit
import FoundationEssentials
import Model

/// The files of one plugin, all of them, as they are pinned.
enum PluginFiles {
  private static let most = 2_000
  private static let deepest = 16

  /// The SHA-256 over the names, contents and execute permissions of all files below a folder.
  ///
  /// - Throws: ``ManifestProblem`` if one could be changed by others, or is no plain file.
  static func digest(of folder: String) throws -> String {
    var list: [String] = []
    try collect(folder, at: "", depth: 0, into: &list)
    let text = list.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined()
    return "sha256:" + SHA256.digest(of: Array(text.utf8)).hex
  }

  private static func collect(
    _ root: String, at relative: String, depth: Int, into list: inout [String]
  ) throws {
    let folder = root + relative
    guard depth <= deepest else { throw problem(.unreadable(folder), folder) }
    guard try !FileSafety.isWritableByOthers(folder) else {
      throw problem(.writableByOthers(path: folder), folder)
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      let path = relative + "/" + name
      let file = root + path
      switch try FileState.look(at: file) {
      case nil: continue
      case let state? where state.kind == .folder:
        try collect(root, at: path, depth: depth + 1, into: &list)
      case let state? where state.kind == .file:
        guard list.count < most else { throw problem(.unreadable(folder), file) }
        guard try !FileSafety.isWritableByOthers(file) else {
          throw problem(.writableByOthers(path: file), file)
        }
        let (bytes, sha256) = try FileBytes.fingerprint(file)
        let mark = state.mode & 0o111 == 0 ? "-" : "x"
        list.append("\(sha256) \(mark) \(bytes) \(path)\0\n")
      default: throw problem(.symbolicLink, file)
      }
    }
  }

  private static func problem(_ kind: ManifestProblem.Kind, _ path: String) -> ManifestProblem {
    ManifestProblem(kind, at: TextLocation(file: path))
  }
}
