import DigestKit
import Model
import RemedyProtocol

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The right to change one target, held by one process and given back by its death.
///
/// The lock lies on `crx-quickstart` itself, so that it counts for every user of the machine;
/// for a target without files on a file named after its address.
@safe final class TargetLock {
  private let file: CInt

  /// Takes the lock, or says who has it.
  init(_ plan: Plan, locks: String, run: String, surroundings: Surroundings) throws {
    try RunFolder.makePrivate(locks)
    let name = plan.target.instance ?? plan.target.url ?? ""
    let note = locks + "/" + SHA256.digest(of: Array(name.utf8)).hex.prefix(24)
    let path = plan.target.instance ?? "\(note).lock"
    let flags =
      plan.target.instance == nil
      ? O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC : O_RDONLY | O_DIRECTORY | O_CLOEXEC
    file = unsafe open(path, flags, 0o600)
    guard file >= 0 else { throw SystemProblem(code: errno, path: path) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      let holder = Self.holder(note: "\(note).txt", of: file)
      close(file)
      guard code == EWOULDBLOCK else { throw SystemProblem(code: code, path: path) }
      throw RunProblem.locked(by: holder)
    }
    let words = "\(run), \(surroundings.person), \(getpid()), \(surroundings.now().iso8601)"
    try RunFolder(path: locks).write(
      Array(words.utf8), to: String(note.dropFirst(locks.count + 1)) + ".txt")
  }

  deinit {
    // A program that is being started just now may hold a copy of the descriptor for a moment.
    flock(file, LOCK_UN)
    close(file)
  }

  /// Who holds the lock: what the holder noted, else what the kernel tells.
  private static func holder(note: String, of file: CInt) -> String {
    let pid = process(holding: file)
    if let bytes = try? FileBytes.read(note, limit: 4_096), !bytes.isEmpty {
      let words = String(decoding: bytes, as: UTF8.self)
      let parts = words.split(separator: ", ")
      // A note that somebody else left says nothing of the present holder.
      if pid == nil || parts.count > 2 && Int32(parts[2]) == pid { return words }
    }
    return pid.map { "pid \($0)" } ?? "?"
  }

  /// The process that the kernel lists for the lock, such as in
  /// `1: FLOCK  ADVISORY  WRITE 712 08:01:131 0 EOF`.
  private static func process(holding file: CInt) -> Int32? {
    var status = stat()
    guard unsafe fstat(file, &status) == 0,
      let bytes = try? FileBytes.read("/proc/locks", limit: 1 << 20)
    else { return nil }
    let inode = ":\(status.st_ino)"
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count > 5, parts.contains("FLOCK"),
        let place = parts.firstIndex(where: { $0.hasSuffix(inode) }), place > 0
      else { continue }
      return Int32(parts[place - 1])
    }
    return nil
  }
}
