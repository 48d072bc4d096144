import Glibc
import Intake

/// The files to copy, which can be read more than once.
struct CleanInput {
  let units: [InputUnit]

  /// Whether the copy is a folder.
  let isFolder: Bool

  private let paths: [String]
  private let hasStandardInput: Bool

  init(_ paths: [String], within limits: IntakeLimits) throws {
    self.paths = paths
    hasStandardInput = paths.contains("-")
    if hasStandardInput { try Self.keepStandardInput() }
    units = InputUnit.all(of: paths, within: limits)
    isFolder = paths.count > 1 || units.contains { !paths.contains($0.path) }
  }

  /// The path of a file below the folder that is copied; its last part if it was named itself.
  func name(of unit: InputUnit) -> String {
    guard let path = paths.first(where: { unit.path == $0 || unit.path.hasPrefix(Self.folder($0)) })
    else { return unit.path }
    let last = path.split(separator: "/").last.map(String.init) ?? "root"
    let base = [".", ".."].contains(last) ? "root" : last
    guard unit.path != path else { return base }
    let rest = String(unit.path.dropFirst(Self.folder(path).count))
    return paths.count > 1 ? base + "/" + rest : rest
  }

  private static func folder(_ path: String) -> String { path.hasSuffix("/") ? path : path + "/" }

  /// Goes back to the start of standard input.
  func rewind() throws {
    guard hasStandardInput else { return }
    guard lseek(STDIN_FILENO, 0, SEEK_SET) == 0 else { throw CleanCopyProblem.system(errno, "-") }
  }

  /// Puts a file in the place of a standard input that can be read only once.
  private static func keepStandardInput() throws {
    if lseek(STDIN_FILENO, 0, SEEK_CUR) == 0 { return }
    let spool = try Spool()
    var buffer = [UInt8](repeating: 0, count: 1 << 17)
    while true {
      let count = unsafe read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw CleanCopyProblem.system(errno, "-") }
      if count == 0 { break }
      try spool.write(Array(buffer[..<count]))
    }
    guard dup2(spool.descriptor, STDIN_FILENO) >= 0 else {
      throw CleanCopyProblem.system(errno, "-")
    }
  }
}

/// A file without a name, that is gone with whoever holds it.
final class Spool {
  let descriptor: CInt
  private(set) var size = 0

  init() throws {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/aemedic-XXXXXX".utf8CString)
    descriptor = unsafe mkstemp(&template)
    guard descriptor >= 0 else { throw CleanCopyProblem.system(errno, folder) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = unsafe unlink(template)
  }

  deinit { close(descriptor) }

  func write(_ bytes: [UInt8]) throws {
    try descriptor.write(bytes, path: "TMPDIR")
    size += bytes.count
  }

  /// Lends what was written, from its start, and forgets it.
  func drain(_ take: ([UInt8]) throws -> Void) throws {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw CleanCopyProblem.system(errno, "TMPDIR")
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 17)
    while true {
      let count = unsafe read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { throw CleanCopyProblem.system(errno, "TMPDIR") }
      if count == 0 { break }
      try take(Array(buffer[..<count]))
    }
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw CleanCopyProblem.system(errno, "TMPDIR")
    }
    size = 0
  }
}

extension CInt {
  /// Writes all bytes to the open file of this number.
  func write(_ bytes: [UInt8], path: String) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(self, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw CleanCopyProblem.system(errno, path)
      }
      rest = rest.dropFirst(count)
    }
  }
}
