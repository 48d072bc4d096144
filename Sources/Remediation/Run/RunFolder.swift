import DigestKit
import FoundationEssentials
import RemedyProtocol

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The private folder of one run: its plan, journal, backups and artifacts.
///
/// Readable by its owner alone. Files are written beside their place and renamed, so that one
/// that is there is whole.
struct RunFolder: Sendable {
  let path: String

  var journal: String { path + "/journal.jsonl" }
  private var plan: String { path + "/plan.json" }
  var log: String { path + "/scripts.log" }

  /// The name of the run.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Makes the folder of a new run.
  static func make(_ path: String, plan: Plan) throws -> RunFolder {
    let folder = RunFolder(path: path)
    guard unsafe mkdir(path, 0o700) == 0 else { throw SystemProblem(code: errno, path: path) }
    for part in [path, path + "/backup", path + "/artifacts"] { try makePrivate(part) }
    try folder.write(try plan.canonicalJSON(), to: "plan.json")
    try flush(folderOf: path)
    return folder
  }

  /// Makes a folder that only its owner may enter, with those above it.
  static func makePrivate(_ path: String) throws {
    let above = path.split(separator: "/").dropLast()
    var current = ""
    for part in above {
      current += "/" + part
      if unsafe mkdir(current, 0o700) != 0, errno != EEXIST, errno != EROFS, errno != EACCES {
        throw SystemProblem(code: errno, path: current)
      }
    }
    guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw SystemProblem(code: errno, path: path)
    }
    guard let state = try FileState.look(at: path), state.kind == .folder,
      state.owner == geteuid(), state.mode & 0o022 == 0
    else { throw RunProblem.unsafeFolder(path) }
  }

  /// The plan as it was approved.
  func readPlan() throws -> Plan {
    try Plan(canonicalJSON: FileBytes.read(plan, limit: 16 << 20))
  }

  /// Writes a file below the folder.
  func write(_ bytes: [UInt8], to relative: String) throws {
    let target = path + "/" + relative
    let temporary = target + ".new"
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
    let file = unsafe open(temporary, flags, 0o600)
    guard file >= 0 else { throw SystemProblem(code: errno, path: target) }
    do {
      defer { close(file) }
      try FileBytes.write(bytes, to: file, path: target)
      guard fsync(file) == 0 else { throw SystemProblem(code: errno, path: target) }
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    guard unsafe rename(temporary, target) == 0 else {
      throw SystemProblem(code: errno, path: target)
    }
    try Self.flush(folderOf: target)
  }

  /// Writes a file and reads it back, since an undo will rest on it.
  func keep(_ bytes: [UInt8], as relative: String) throws {
    let parts = relative.split(separator: "/").dropLast()
    var folder = path
    for part in parts {
      folder += "/" + part
      try Self.makePrivate(folder)
    }
    try write(bytes, to: relative)
    let kept = try FileBytes.read(path + "/" + relative, limit: bytes.count + 1)
    guard SHA256.digest(of: kept) == SHA256.digest(of: bytes) else {
      throw SystemProblem(code: EIO, path: relative)
    }
  }

  /// The content of a file below the folder; `nil` if there is none.
  func read(_ relative: String) throws(SystemProblem) -> [UInt8]? {
    guard try FileState.look(at: path + "/" + relative) != nil else { return nil }
    return try FileBytes.read(path + "/" + relative, limit: 1 << 30)
  }

  /// An artifact that is one file.
  func artifact(_ name: String) throws -> [UInt8] {
    guard let bytes = try read("artifacts/\(name)") else {
      throw RunProblem.missingArtifact(name)
    }
    return bytes
  }

  /// Overwrites and removes the files that hold key material.
  ///
  /// - Returns: The paths that were removed, relative to the folder.
  func shred(_ artifacts: [String]) throws -> [String] {
    let below = try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
    var removed: [String] = []
    for relative in below {
      let isArtifact = artifacts.contains { name in
        relative == "artifacts/\(name)" || relative.hasPrefix("artifacts/\(name)/")
      }
      guard isArtifact || relative.hasPrefix("backup/"),
        let state = try FileState.look(at: path + "/" + relative), state.kind == .file
      else { continue }
      let file = unsafe open(path + "/" + relative, O_WRONLY | O_NOFOLLOW | O_CLOEXEC)
      guard file >= 0 else { throw SystemProblem(code: errno, path: relative) }
      defer { close(file) }
      try FileBytes.write(
        [UInt8](repeating: 0, count: state.bytes), to: file, path: relative)
      guard fsync(file) == 0, unsafe unlink(path + "/" + relative) == 0 else {
        throw SystemProblem(code: errno, path: relative)
      }
      removed.append(relative)
    }
    return removed
  }

  static func flush(folderOf path: String) throws(SystemProblem) {
    let parent = path.split(separator: "/").dropLast().joined(separator: "/")
    let folder = unsafe open("/" + parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw SystemProblem(code: errno, path: path) }
    defer { close(folder) }
    guard fsync(folder) == 0 || errno == EINVAL else {
      throw SystemProblem(code: errno, path: path)
    }
  }
}
