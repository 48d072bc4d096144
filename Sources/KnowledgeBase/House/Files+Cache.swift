#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Files {
  /// How the name of a file ends that is being written.
  static let unfinishedEnding = ".new"

  /// What tells a file from its later self: its size and when it was written; `nil` without one.
  static func mark(of path: String) -> String? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let written = attributes[.modificationDate] as? Date
    else { return nil }
    return "\(attributes[.size] ?? 0) \(written.timeIntervalSinceReferenceDate)"
  }

  /// Makes a folder, and those above it, that nobody else may look into.
  static func createPrivateFolder(_ path: String) throws(FileObstacle) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw (error as? CocoaError)?.code == .fileWriteOutOfSpace ? .noSpace : .forbidden
    }
  }

  /// Removes what runs that were killed left beside a file while they wrote it.
  ///
  /// What is younger than an hour may still be in use.
  static func removeLeftovers(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    let name = path.split(separator: "/").last ?? ""
    for leftover in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    where leftover.hasPrefix("\(name).") && leftover.hasSuffix(unfinishedEnding) {
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder + leftover)
      guard let written = attributes?[.modificationDate] as? Date else { continue }
      if written.timeIntervalSinceNow < -3_600 { remove(folder + leftover) }
    }
  }

  /// Removes files of a folder, those first that were written first, till so many are left.
  static func removeOldest(in folder: String, ending: String, keeping count: Int) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let files = names.filter { $0.hasSuffix(ending) }.map { name in
      let path = "\(folder)/\(name)"
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      return (path, attributes?[.modificationDate] as? Date ?? .distantPast)
    }
    for (path, _) in files.sorted(by: { $0.1 < $1.1 }).dropLast(count) { remove(path) }
  }
}
