import ArchiveKit
import FoundationEssentials

/// The folder in which Felix keeps one bundle, laid down as Felix lays it down.
///
/// `bundle.info` has six lines without keys: id, location, persistent state,
/// start level, last modification in milliseconds, refresh count (FELIX-2654,
/// Felix `BundleArchive`). Fixtures recorded from a real framework are compared
/// with what is written here.
struct BundleFolder {
  /// The states that `bundle.info` knows.
  enum PersistentState: Int {
    case uninstalled = 1
    case stopped = 2
    case lazy = 8
    case started = 32
  }

  let path: String
  var id: Int
  var location: String
  var state: PersistentState
  var startLevel: Int
  var modified: Int64
  var refreshCount: Int

  /// The main headers of the newest revision's manifest, by lower-case name.
  private(set) var headers: [String: String] = [:]

  /// Where the bundle keeps its own files.
  var data: String { path + "/data" }

  /// The six lines.
  var info: String {
    "\(id)\n\(location)\n\(state.rawValue)\n\(startLevel)\n\(modified)\n\(refreshCount)\n"
  }

  /// Why Felix cannot load a folder.
  struct Unloadable: Error {
    let reason: String
  }

  /// Lays down a bundle.
  static func lay(_ bundle: DeliveredBundle, id: Int, in cache: String, now: Date) throws {
    let path = "\(cache)/bundle\(id)"
    let revision = path + "/version0.0"
    for folder in [revision, path + "/data"] {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    }
    let folder = BundleFolder(
      path: path, id: id, location: bundle.location,
      // A fragment is never started.
      state: bundle.host == nil ? .started : .stopped,
      startLevel: bundle.startLevel, modified: Int64(now.timeIntervalSince1970 * 1_000),
      refreshCount: 0)
    try Data(bundle.jar).write(to: URL(filePath: revision + "/bundle.jar"))
    // What the Sling installer hands to Felix is a stream, which Felix notes like this.
    try Data("inputstream:".utf8).write(to: URL(filePath: revision + "/revision.location"))
    try Data(folder.info.utf8).write(to: URL(filePath: path + "/bundle.info"))
  }

  private init(
    path: String, id: Int, location: String, state: PersistentState, startLevel: Int,
    modified: Int64, refreshCount: Int
  ) {
    self.path = path
    self.id = id
    self.location = location
    self.state = state
    self.startLevel = startLevel
    self.modified = modified
    self.refreshCount = refreshCount
  }

  /// Loads a folder as Felix does at a start.
  init(loading path: String) throws {
    guard let bytes = FileManager.default.contents(atPath: path + "/bundle.info") else {
      throw Unloadable(reason: "no readable bundle.info")
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.count >= 6, let id = Int(lines[0]),
      let state = Int(lines[2]).flatMap(PersistentState.init(rawValue:)),
      let startLevel = Int(lines[3]), let modified = Int64(lines[4]),
      let refreshCount = Int(lines[5])
    else { throw Unloadable(reason: "bundle.info is damaged") }
    self.init(
      path: path, id: id, location: String(lines[1]), state: state, startLevel: startLevel,
      modified: modified, refreshCount: refreshCount)
    headers = try Self.headers(jar: path + "/\(try Self.newestRevision(in: path))/bundle.jar")
  }

  /// Notes a state for the next start.
  mutating func note(_ state: PersistentState) throws {
    self.state = state
    try Data(info.utf8).write(to: URL(filePath: path + "/bundle.info"), options: .atomic)
  }

  /// The folder `version<refresh count>.<revision>` of the highest revision.
  private static func newestRevision(in path: String) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    let revisions = names.filter { $0.hasPrefix("version") }.compactMap { name in
      name.split(separator: ".").last.flatMap { Int($0) }.map { (number: $0, name: name) }
    }
    guard let newest = revisions.max(by: { $0.number < $1.number }) else {
      throw Unloadable(reason: "no revision")
    }
    return newest.name
  }

  private static func headers(jar: String) throws -> [String: String] {
    let archive = try ArchiveReader(path: jar)
    while let entry = try archive.nextEntry() {
      guard entry.path == "META-INF/MANIFEST.MF" else { continue }
      var text = ""
      var piece = [UInt8](repeating: 0, count: 1 << 14)
      while text.utf8.count < 1 << 20, case let count = try archive.read(into: &piece), count > 0 {
        text += String(decoding: piece[..<count], as: UTF8.self)
      }
      let lines = text.replacing("\r\n ", with: "").replacing("\n ", with: "")
        .split(whereSeparator: \.isNewline)
      return Dictionary(
        lines.compactMap { line in
          line.firstIndex(of: ":").map {
            (line[..<$0].lowercased(), String(line[$0...].dropFirst().drop { $0 == " " }))
          }
        }, uniquingKeysWith: { first, _ in first })
    }
    throw Unloadable(reason: "no manifest")
  }
}
