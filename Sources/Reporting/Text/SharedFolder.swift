import Model

/// The folder or archive in which all sources of a report lie, which need not stand before each.
struct SharedFolder {
  /// What every path starts with, with the slash at its end; empty if they share nothing.
  private let prefix: String

  /// The only source, if there is but one.
  private let only: String?

  /// Looks at every source that was read or skipped.
  init(of coverage: Coverage) {
    let all = coverage.sources.map(\.path) + coverage.skipped.map(\.path)
    // An archive that was read only in part stands among its own members.
    let archives = Set(all.compactMap(Self.archive))
    let paths = all.filter { !archives.contains($0) }
    only = all.count == 1 ? all.first : nil
    guard let first = paths.first else {
      prefix = ""
      return
    }
    let shared = paths.reduce(first.utf8.count) { shared, path in
      zip(first.utf8.prefix(shared), path.utf8).prefix { $0 == $1 }.count
    }
    let end = first.utf8.prefix(shared).lastIndex(of: UInt8(ascii: "/"))
    prefix = end.map { String(first[...$0]) } ?? ""
  }

  /// The outermost archive that a path leads into.
  private static func archive(of path: String) -> String? {
    let parts = path.split(separator: "!/", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 ? String(parts[0]) : nil
  }

  /// What the report is on: the folder, the archive or the only file; `nil` if it has no name.
  var name: String? {
    if let only { return only == "-" ? nil : only }
    let name = prefix.hasSuffix("!/") ? prefix.dropLast(2) : prefix.dropLast()
    return name.isEmpty || name == "." ? nil : String(name)
  }

  /// A path below the folder.
  func short(_ path: String) -> String {
    guard path.utf8.count > prefix.utf8.count, path.utf8.starts(with: prefix.utf8) else {
      return path
    }
    return String(decoding: path.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
  }
}
