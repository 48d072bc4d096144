import FoundationEssentials
import Model

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder in which bundles arrive, and what became of each.
///
/// There is no record besides the folder itself: a bundle with a report beside it is done, and
/// one that could not be read lies in `quarantine` with the reason.
struct Inbox {
  static let quarantine = "quarantine"

  /// The folder.
  let folder: String

  /// What the reports are called behind the name of their bundle, such as `.report.json`.
  let suffix: String

  /// What an arrival is judged by while it may still be written.
  struct State: Hashable {
    var bytes = 0
    var files = 0
    var changed = 0
  }

  /// The bundles that have no report, by name in order.
  func arrivals() throws -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw InboxProblem.noFolder(folder)
    }
    let present = Set(names)
    return names.filter { name in
      !present.contains(name + suffix) && Self.isBundle(name)
    }.sorted()
  }

  /// Whether a name may be that of a bundle: not a report, nor what programs call a file that
  /// they have not written to its end.
  static func isBundle(_ name: String) -> Bool {
    if name.hasPrefix(".") || name == quarantine || name.contains(".report.") { return false }
    return ![".part", ".partial", ".filepart", ".crdownload", ".tmp", ".new", "~"]
      .contains(where: name.hasSuffix)
  }

  /// How an arrival is just now; `nil` if it has gone.
  func state(of name: String) -> State? {
    let path = "\(folder)/\(name)"
    var state = State()
    guard state.add(path) else { return nil }
    for member in (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? [] {
      _ = state.add("\(path)/\(member)")
    }
    return state
  }

  /// Where the report of a bundle goes.
  func report(of name: String) -> String { "\(folder)/\(name)\(suffix)" }

  /// Puts a bundle aside, with the reason beside it.
  ///
  /// - Returns: The name it has there.
  func putAside(_ name: String, reason: String, console: Console) throws -> String {
    let aside = "\(folder)/\(Self.quarantine)"
    if unsafe mkdir(aside, 0o755) != 0, errno != EEXIST {
      throw UnwritableFile(path: aside, code: errno)
    }
    var free = name
    var number = 2
    while InputPath.exists("\(aside)/\(free)") {
      free = "\(name).\(number)"
      number += 1
    }
    guard unsafe rename("\(folder)/\(name)", "\(aside)/\(free)") == 0 else {
      throw UnwritableFile(path: "\(aside)/\(free)", code: errno)
    }
    try OutputFile(path: "\(aside)/\(free).reason.txt").write(reason, console: console)
    return free
  }
}

extension Inbox.State {
  /// Adds a file; `false` if there is none.
  fileprivate mutating func add(_ path: String) -> Bool {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return false }
    bytes &+= Int(status.st_size)
    files += 1
    changed = max(changed, Int(status.st_mtim.tv_sec) &* 1_000_000_000 &+ status.st_mtim.tv_nsec)
    return true
  }
}

/// Why an inbox cannot be watched.
enum InboxProblem: ToolProblem, Hashable {
  case noFolder(String)
  case locked(String)

  /// Not the bundle but the installation is at fault, by what the reader said.
  case readerRefuses(status: Int32, messages: String)

  var exitStatus: ExitStatus {
    switch self {
    case .noFolder: .usage
    case .locked: .locked
    case .readerRefuses(let status, _): ExitStatus(rawValue: status) ?? .unread
    }
  }

  var location: TextLocation? {
    switch self {
    case .noFolder(let folder), .locked(let folder): TextLocation(file: folder)
    case .readerRefuses: nil
    }
  }

  var reason: LocalizedText {
    switch self {
    case .noFolder:
      LocalizedText(
        en: "the folder cannot be read", fr: "le dossier est illisible",
        ja: "フォルダーを読み取れません")
    case .locked:
      LocalizedText(
        en: "another run watches this folder", fr: "une autre exécution surveille ce dossier",
        ja: "別の処理がこのフォルダーを監視しています")
    case .readerRefuses(_, let messages):
      LocalizedText(
        en: "no bundle can be diagnosed: \(messages)",
        fr: "aucun dossier de support ne peut être diagnostiqué\u{A0}: \(messages)",
        ja: "バンドルを診断できません：\(messages)")
    }
  }

  var hint: LocalizedText? {
    switch self {
    case .noFolder:
      LocalizedText(
        en: "make it, and give the right to read and write in it",
        fr: "créez-le, avec le droit d’y lire et d’y écrire",
        ja: "フォルダーを作成し、読み書きの権限を付与してください")
    case .locked: nil
    case .readerRefuses:
      LocalizedText(
        en: "see `aemedic doctor`", fr: "voir `aemedic doctor`", ja: "`aemedic doctor` を参照してください")
    }
  }
}
