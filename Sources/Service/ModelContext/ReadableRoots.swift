import Model

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The folders below which a client may have files read.
struct ReadableRoots: Sendable {
  private let folders: [String]

  /// - Throws: ``ModelContextProblem/noSuchRoot(_:)`` for what is no folder.
  init(_ paths: [String]) throws(ModelContextProblem) {
    var folders: [String] = []
    for path in paths {
      guard let folder = Self.resolved(path), Self.isFolder(folder) else {
        throw .noSuchRoot(path)
      }
      folders.append(folder)
    }
    self.folders = folders
  }

  /// A path with every link followed, if it leads below one of the folders.
  ///
  /// What is relative is looked for below each of them. Whether a file that is outside exists is
  /// not told.
  func resolved(_ path: String) throws(ModelContextProblem) -> String {
    guard !folders.isEmpty else { throw .noRoots }
    guard !path.isEmpty, !path.utf8.contains(0) else { throw .notReadable(path) }
    let candidates = path.hasPrefix("/") ? [path] : folders.map { "\($0)/\(path)" }
    for candidate in candidates {
      if let real = Self.resolved(candidate), folders.contains(where: { Self.holds($0, real) }) {
        return real
      }
    }
    throw .notReadable(path)
  }

  private static func holds(_ folder: String, _ path: String) -> Bool {
    path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }

  private static func resolved(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(validatingCString: real)
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
