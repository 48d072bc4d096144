import FoundationEssentials
import Model
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The private folder in which uploads lie until they are forgotten.
///
/// Only its owner can look into it, and it goes when the server goes. What a server left
/// behind that was killed is removed by the next.
final class Spool: Sendable {
  /// The folder.
  let path: String

  private let lock: Int32
  private let room: Int
  private let used = Atomic<Int>(0)

  private static let prefix = "aemedic-serve-"

  /// Makes a folder of its own below another.
  ///
  /// - Parameter room: How many bytes may lie in it.
  init(below parent: String, room: Int) throws(SpoolProblem) {
    Self.sweep(parent)
    var template = Array("\(parent)/\(Self.prefix)XXXXXX".utf8CString)
    let isMade = unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return false }
      return unsafe mkdtemp(start) != nil
    }
    guard isMade else { throw SpoolProblem(folder: parent, code: errno) }
    path = String(
      decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    self.room = room
    lock = unsafe open("\(path)/lock", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      throw SpoolProblem(folder: path, code: errno)
    }
  }

  deinit { remove() }

  /// Removes everything.
  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Takes room for some bytes; false if there is not enough.
  func take(_ bytes: Int) -> Bool {
    let (_, now) = used.add(bytes, ordering: .relaxed)
    guard now > room else { return true }
    used.subtract(bytes, ordering: .relaxed)
    return false
  }

  /// Gives room back.
  func give(_ bytes: Int) {
    used.subtract(bytes, ordering: .relaxed)
  }

  /// How many bytes lie in it.
  var usedBytes: Int { used.load(ordering: .relaxed) }

  /// Makes a folder for one diagnosis.
  func makeFolder(_ name: String) throws -> String {
    let folder = "\(path)/\(name)"
    try Self.makeFolder(folder)
    return folder
  }

  /// Makes a folder that only its owner can look into, and those above it.
  static func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// Removes what servers of this person left behind.
  private static func sweep(_ parent: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let folder = "\(parent)/\(name)"
      var status = stat()
      guard unsafe lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
        status.st_uid == getuid()
      else { continue }
      let lock = unsafe open("\(folder)/lock", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
      guard lock >= 0 else { continue }
      if flock(lock, LOCK_EX | LOCK_NB) == 0 {
        try? FileManager.default.removeItem(atPath: folder)
      }
      close(lock)
    }
  }
}

/// Why there is no folder for uploads.
struct SpoolProblem: Problem {
  let folder: String
  let code: Int32

  var location: TextLocation? { TextLocation(file: folder) }

  var reason: LocalizedText {
    let words = SystemError(code).words
    return LocalizedText(
      en: "no private folder for uploads can be made here: \(words.en)",
      fr: "impossible de créer ici un dossier privé pour les envois\u{A0}: \(words.fr)",
      ja: "ここにアップロード用の専用フォルダーを作成できません（\(words.ja)）")
  }

  var hint: LocalizedText? {
    LocalizedText(
      en: "name another folder with --spool", fr: "indiquez un autre dossier avec --spool",
      ja: "--spool で別のフォルダーを指定してください")
  }
}

/// A file that is being written, for its owner alone.
final class SpoolFile {
  private var descriptor: Int32

  init(path: String) throws(SpoolProblem) {
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw SpoolProblem(folder: path, code: errno) }
  }

  deinit { close() }

  func close() {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
    descriptor = -1
  }

  /// Writes all of some bytes; false if the disk is full or broken.
  func write(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
