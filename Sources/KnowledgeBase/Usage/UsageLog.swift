import FoundationEssentials
public import Model
import SQLiteKit

/// What people do with articles and searches, in a file of their own.
///
/// The file is no part of a knowledge base, and nothing in it changes the order of answers:
/// who asks the same sees the same, in Paris and in Tokyo.
public final class UsageLog {
  private let path: String
  private let database: Database

  private static let applicationID: Int64 = 0x6165_6D75
  private static let version: Int64 = 1

  /// Opens a file, which is made if it is not there, with the folder that it lies in.
  public init(path: String) throws(UsageLogProblem) {
    self.path = path
    if let end = path.lastIndex(of: "/"), end > path.startIndex {
      // Where it cannot be made, opening the file fails, and says why.
      try? FileManager.default.createDirectory(
        atPath: String(path[..<end]), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    }
    do {
      database = try Database(path: path, mode: .readWrite)
      try Self.prepare(database, path)
    } catch {
      throw UsageLogProblem(error, path: path)
    }
  }

  /// Opens a file only where there is one.
  public static func existing(at path: String) throws(UsageLogProblem) -> UsageLog? {
    FileManager.default.fileExists(atPath: path) ? try UsageLog(path: path) : nil
  }

  /// Makes the table in a new file; of two who make it at once, one does.
  private static func prepare(_ database: Database, _ path: String) throws {
    if try number(database, "PRAGMA application_id") != applicationID {
      try database.transaction {
        // Another may have been faster.
        if try number(database, "PRAGMA application_id") == applicationID { return }
        guard try number(database, "SELECT count(*) FROM sqlite_master") == 0 else {
          throw UsageLogProblem.notAUsageLog(path: path)
        }
        try database.execute(
          """
          PRAGMA application_id = 0x61656D75;
          PRAGMA user_version = 1;
          CREATE TABLE event(
            id INTEGER PRIMARY KEY, time TEXT NOT NULL, kind TEXT NOT NULL, number TEXT,
            detail TEXT NOT NULL);
          """)
      }
    }
    guard try number(database, "PRAGMA user_version") == version else {
      throw UsageLogProblem.notAUsageLog(path: path)
    }
  }

  private static func number(_ database: Database, _ sql: StaticString) throws -> Int64 {
    try database.withStatement(sql) { statement in
      _ = try statement.step()
      return statement.integer(0)
    }
  }

  /// Takes down what a person did.
  public func record(_ event: UsageEvent) throws(UsageLogProblem) {
    do {
      try database.withStatement(
        """
        INSERT INTO event(time, kind, number, detail)
        VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1, ?2, ?3)
        """
      ) {
        try $0.bind(
          .text(event.kind.rawValue), .optional(event.number?.rawValue), .text(event.detail))
        try $0.run()
      }
    } catch {
      throw UsageLogProblem(error, path: path)
    }
  }

  /// All that was done, counted.
  public func summary() throws(UsageLogProblem) -> UsageSummary {
    do {
      return try database.withStatement("SELECT kind, number, detail FROM event ORDER BY id") {
        var summary = UsageSummary()
        while try $0.step() {
          guard let kind = $0.text(0).flatMap(UsageEvent.Kind.init(rawValue:)) else { continue }
          summary.count(kind, $0.text(1).flatMap(ArticleNumber.init), $0.text(2) ?? "")
        }
        return summary
      }
    } catch {
      throw UsageLogProblem(error, path: path)
    }
  }
}

/// Why what people do with articles cannot be kept or counted.
public enum UsageLogProblem: Problem, Hashable {
  /// The file cannot be opened or written.
  case unusable(path: String, FileObstacle)

  /// The file is something else, or of another version.
  case notAUsageLog(path: String)

  /// The file is damaged; SQLite's own words.
  case damaged(path: String, detail: String)

  init(_ error: any Error, path: String) {
    switch error {
    case let problem as UsageLogProblem: self = problem
    case let error as SQLiteError where error.isNoDatabase: self = .notAUsageLog(path: path)
    case let error as SQLiteError where error.isDiskFull: self = .unusable(path: path, .noSpace)
    case let error as SQLiteError where error.isRefused: self = .unusable(path: path, .forbidden)
    default: self = .damaged(path: path, detail: String(describing: error))
    }
  }

  /// What is wrong, in three languages.
  public var reason: LocalizedText {
    switch self {
    case .unusable(_, let obstacle):
      LocalizedText(
        en: "the record of use cannot be written: \(obstacle.wording.en)",
        fr: "impossible d’écrire le relevé d’utilisation\u{A0}: \(obstacle.wording.fr)",
        ja: "利用記録に書き込めません（\(obstacle.wording.ja)）")
    case .notAUsageLog:
      LocalizedText(
        en: "the file is not a record of use that this aemedic can read",
        fr: "le fichier n’est pas un relevé d’utilisation lisible par cet aemedic",
        ja: "この aemedic が読める利用記録ではありません")
    case .damaged(_, let detail):
      LocalizedText(
        en: "the record of use is damaged: “\(detail)”",
        fr: "le relevé d’utilisation est endommagé\u{A0}: «\u{A0}\(detail)\u{A0}»",
        ja: "利用記録が破損しています（\(detail)）")
    }
  }

  /// The file.
  public var location: TextLocation? {
    switch self {
    case .unusable(let path, _), .notAUsageLog(let path), .damaged(let path, _):
      TextLocation(file: path)
    }
  }

  /// What to do.
  public var hint: LocalizedText? {
    LocalizedText(
      en: "name another file with --usage", fr: "indiquez un autre fichier avec --usage",
      ja: "--usage で別のファイルを指定してください")
  }
}

extension SQLiteError {
  /// Whether the file cannot be opened or may not be written: `SQLITE_READONLY`,
  /// `SQLITE_CANTOPEN`, `SQLITE_PERM` (sqlite.org/rescode.html).
  fileprivate var isRefused: Bool { [8, 14, 3].contains(code & 0xFF) }
}
