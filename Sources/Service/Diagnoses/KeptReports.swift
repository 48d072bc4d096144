import FoundationEssentials
import Model
import Reporting
import SQLiteKit
import Synchronization

/// Reports that outlive the server, in a file of their own; redacted, and without their input.
final class KeptReports: Sendable {
  private let path: String
  private let database: Mutex<Database>

  private static let applicationID: Int64 = 0x6165_6D72

  /// Opens a file, which is made if it is not there.
  init(path: String) throws {
    self.path = path
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try? Spool.makeFolder(String(path[..<slash]))
    }
    do {
      if !FileManager.default.fileExists(atPath: path) {
        // SQLite would let others of the machine read it.
        _ = FileManager.default.createFile(
          atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
      }
      let opened = try Database(path: path, mode: .readWrite)
      try Self.prepare(opened)
      database = Mutex(opened)
    } catch {
      throw KeptReportsProblem(path: path)
    }
  }

  private static func prepare(_ database: Database) throws {
    let id = try database.withStatement("PRAGMA application_id") { statement in
      _ = try statement.step()
      return statement.integer(0)
    }
    if id == applicationID { return }
    let tables = try database.withStatement("SELECT count(*) FROM sqlite_master") { statement in
      _ = try statement.step()
      return statement.integer(0)
    }
    guard tables == 0 else { throw KeptReportsProblem(path: "") }
    try database.execute(
      """
      PRAGMA application_id = 0x61656D72;
      PRAGMA user_version = 1;
      CREATE TABLE report(
        id TEXT PRIMARY KEY, created TEXT NOT NULL, status BLOB NOT NULL, report BLOB NOT NULL);
      CREATE INDEX report_created ON report(created);
      """)
  }

  /// Adds a redacted report.
  func add(_ report: Report, status: DiagnosisStatus) throws {
    var status = status
    status.state = DiagnosisJob.Phase.done.rawValue
    status.kept = true
    status.hasLog = false
    status.current = nil
    status.verdict = report.verdict.rawValue
    status.findings = report.findings.count
    status.worst = report.findings.map(\.severity).max()?.rawValue
    status.partial = report.isPartial
    let json = Array(ReportJSON(report).text.utf8)
    let bytes = try Reply.bytes(of: status)
    try database.withLock { database in
      try database.withStatement(
        "INSERT OR REPLACE INTO report(id, created, status, report) VALUES (?1, ?2, ?3, ?4)"
      ) {
        try $0.bind(.text(status.id), .text(status.created), .blob(bytes), .blob(json))
        try $0.run()
      }
    }
  }

  /// What is known of every report, the newest first, at most a thousand.
  func list() throws -> [DiagnosisStatus] {
    try database.withLock { database in
      try database.withStatement("SELECT status FROM report ORDER BY created DESC LIMIT 1000") {
        statement in
        var list: [DiagnosisStatus] = []
        while try statement.step() {
          if let status = Self.status(statement.blob(0)) { list.append(status) }
        }
        return list
      }
    }
  }

  /// One report, with what is known of it.
  func report(_ id: String) throws -> (status: DiagnosisStatus, report: Report)? {
    let found = try database.withLock { database in
      try database.withStatement("SELECT status, report FROM report WHERE id = ?1") {
        statement -> (status: [UInt8]?, report: [UInt8]?)? in
        try statement.bind(.text(id))
        return try statement.step() ? (statement.blob(0), statement.blob(1)) : nil
      }
    }
    guard let found, let status = Self.status(found.status), let json = found.report else {
      return nil
    }
    return (status, try RecordedReport(json, file: id).report)
  }

  /// Removes a report, also from the pages of the file; false if there is none.
  func remove(_ id: String) throws -> Bool {
    try database.withLock { database in
      try database.execute("PRAGMA secure_delete = ON")
      return try database.withStatement("DELETE FROM report WHERE id = ?1 RETURNING 1") {
        try $0.bind(.text(id))
        let wasThere = try $0.step()
        if wasThere { try $0.run() }
        return wasThere
      }
    }
  }

  private static func status(_ bytes: [UInt8]?) -> DiagnosisStatus? {
    bytes.flatMap { try? JSONDecoder().decode(DiagnosisStatus.self, from: Data($0)) }
  }
}

/// Why reports cannot be kept.
struct KeptReportsProblem: Problem {
  let path: String

  var location: TextLocation? { TextLocation(file: path) }

  var reason: LocalizedText {
    LocalizedText(
      en: "the file of kept reports cannot be opened, or is something else",
      fr: "le fichier des rapports conservés ne peut pas être ouvert, ou est autre chose",
      ja: "保存済みレポートのファイルを開けないか、別の種類のファイルです")
  }

  var hint: LocalizedText? {
    LocalizedText(
      en: "name another file with --reports", fr: "indiquez un autre fichier avec --reports",
      ja: "--reports で別のファイルを指定してください")
  }
}
