import DigestKit
import FoundationEssentials
public import Model
import RemedyProtocol

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether code of a plugin may run.
public enum PluginStanding: Hashable, Sendable {
  /// It has no code: a recipe is data, and every plan of it is read before it is approved.
  case recipe

  /// It came with this program, and is as it came.
  case shipped

  /// Somebody here trusts these files.
  case trusted

  /// Nobody has said anything of it.
  case untrusted

  /// Its files are others than those that were trusted.
  case changed(trusted: String)
}

/// Which plugins somebody here trusts, by the digest of their files.
///
/// The record is a file of the user, kept where no plugin may write.
public struct PluginTrust: Sendable {
  private static let longest = 1 << 20

  /// The file of the record.
  public let path: String
  private var entries: [String: Entry] = [:]

  /// What was trusted, by whom and when.
  public struct Entry: Hashable, Codable, Sendable {
    /// The digest of the plugin's files.
    public let digest: String

    /// Who trusts it.
    public let person: String

    /// Since when, ISO 8601.
    public let since: String
  }

  private struct File: Codable {
    static let schemaName = "aemedic.trust/1"
    var schema = File.schemaName
    var plugins: [String: Entry]
  }

  /// Where the record of a user lies.
  public static func standard(environment: [String: String]) -> String {
    let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (state ?? (environment["HOME"] ?? "/nonexistent") + "/.local/state")
      + "/aemedic/trusted-plugins.json"
  }

  /// Reads a record; none is an empty one.
  ///
  /// - Throws: ``ManifestProblem`` if the record could be changed by others or is none.
  public init(path: String) throws {
    self.path = path
    let location = TextLocation(file: path)
    do {
      guard let state = try FileState.look(at: path) else { return }
      guard state.kind == .file else { throw ManifestProblem(.symbolicLink, at: location) }
      guard try !FileSafety.isWritableByOthers(path) else {
        throw ManifestProblem(.writableByOthers(path: path), at: location)
      }
      let document = try JSONDocument(FileBytes.read(path, limit: Self.longest))
      let file = try StrictJSON.decode(File.self, from: document.value)
      guard file.schema == File.schemaName else {
        throw ManifestProblem(.wrongSchema(file.schema), at: location)
      }
      entries = file.plugins
    } catch let problem as ManifestProblem {
      throw problem
    } catch let problem as SystemProblem {
      throw ManifestProblem(.unreadable(problem.message), at: location)
    } catch let problem as JSONProblem {
      throw ManifestProblem(
        .notJSON(problem.reason), at: TextLocation(file: path, line: problem.line))
    } catch {
      throw ManifestProblem(.wrongValue("plugins"), at: location)
    }
  }

  /// What was said of a plugin.
  public func entry(_ id: String) -> Entry? { entries[id] }

  /// Trusts a plugin as it is now, and writes that down.
  public mutating func trust(_ manifest: RemedyManifest, person: String, now: Timestamp) throws {
    entries[manifest.id] = Entry(digest: manifest.digest, person: person, since: now.iso8601)
    try save()
  }

  /// Takes the word for a plugin back.
  ///
  /// - Returns: Whether there was one.
  public mutating func forget(_ id: String) throws -> Bool {
    guard entries.removeValue(forKey: id) != nil else { return false }
    try save()
    return true
  }

  private func save() throws {
    let bytes = try StrictJSON.value(of: File(plugins: entries)).canonical + [UInt8(ascii: "\n")]
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    do {
      try FileManager.default.createDirectory(
        atPath: "/" + folder, withIntermediateDirectories: true)
      let temporary = path + ".new"
      try? FileManager.default.removeItem(atPath: temporary)
      let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard file >= 0 else { throw SystemProblem(code: errno, path: temporary) }
      let count = unsafe bytes.withUnsafeBytes { unsafe Self.put(file, $0) }
      let isSafe = count == bytes.count && fsync(file) == 0
      let code = errno
      close(file)
      guard isSafe, unsafe rename(temporary, path) == 0 else {
        throw SystemProblem(code: isSafe ? errno : code, path: path)
      }
    } catch let problem as SystemProblem {
      throw ManifestProblem(.unreadable(problem.message), at: TextLocation(file: path))
    } catch {
      throw ManifestProblem(.unreadable("\(error)"), at: TextLocation(file: path))
    }
  }

  private static func put(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    unsafe write(file, bytes.baseAddress, bytes.count)
  }
}
