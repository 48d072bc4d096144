import Foundation
import Model
import Reading
import TestSupport
import Testing

struct LogRecognitionTests {
  static let header = "19.07.2025 19:00:39.878 *INFO* [x] "

  @Test(
    "logs are recognised by what they hold, whatever their name",
    arguments: [
      ("29/Mar/2026:00:00:00 +0000 [1] -> GET / HTTP/1.1\n", "error (3).log.txt", .requestLog),
      (
        "0:0:0:0:0:0:0:1 - a 05/Aug/2019:09:54:49 -0500 \"GET / HTTP/1.1\" 207 5\n", "-", .accessLog
      ),
      ("see this:\n[Wed Jul 15 16:14:59 2020] [D] [pid 1] x\n", "error.log", .dispatcherLog),
      ("[Wed Jul 15 16:14:59 2020] [core:error] [pid 1] x\n", "-", .httpdErrorLog),
      ("Fri Jul 17 02:19:48.09 2020 [core:notice] [pid 1] x\n", "-", .httpdErrorLog),
      ("httpd: Syntax error on line 1 of /a: b\n", "-", .httpdErrorLog),
      ("f829ee93-195b-4475-ac7a-c7b60f521ce2:2515 root 1752944473672\n", "-", .segmentJournal),
      ("45919825920,41394306048,1493819563098,1,42\n", "gc.log", .segmentJournal),
      ("11:01:27.312 WARN  [main] LoggingGCMonitor.java:50   x\n", "-", .oakConsole),
      ("[2021-02-04 17:14:41.014] ERROR\n   t  a.B\n", "-", .oakConsole),
      ("[INFO] Scanning for projects...\n", "-", .buildLog),
      ("19:19:53,226 [main] [ERROR] Failed\n", "-", .buildLog),
      ("2024-04-08 10:21:55.796 Convert Merge Analyse version [0.5.180]\n", "-", .buildLog),
      ("2024-04-08 10:21:55.796 some other program\n", "-", .text),
      ("Phase 1: Dispatcher validator\nCloud manager validator 2.0.30\n", "-", .toolOutput),
      ("aio cloudmanager:start-execution 1\n", "-", .toolOutput),
      ("x [CloudManagerSDK:ERROR_LIST_PROGRAMS] y\n", "-", .toolOutput),
      ("==================== container=install-packages, pod=x ====\n", "-", .toolOutput),
      ("2024/02/05 15:33:45 Dispatcher configuration validation failed:\n", "-", .toolOutput),
      ("Loading quickstart properties: default\n\(header)y.Z w\n", "-", .consoleLog),
      ("words\n", "crx-quickstart/logs/stderr.log", .consoleLog),
      ("words\n", "docs/stderror.txt", .text),
      (
        "{\"timestamp\":\"2023-05-26T09:20:01+0000\",\"ttfb\":1,\"cli_ip\":\"x\",\"rid\":\"y\",\"pop\":\"z\",\"cache\":\"HIT\"}\n",
        "-", .cdnLog
      ),
      (
        "{\n\"timestamp\": \"2023-05-26T09:20:01+0000\",\n\"ttfb\": 1, \"cli_ip\": \"x\", \"rid\": \"y\", \"pop\": \"z\", \"cache\": \"HIT\"\n}",
        "-", .cdnLog
      ),
      ("{\"timestamp\":\"2023-05-26T09:20:01+0000\",\"status\":500}", "-", .payload),
      (header + "y.Z w\n", "author_aemerror_2026-03-29.log", .errorLog),
      (header + "y.Z w\n", "logs/audit.log.2019-08-02", .auditLog),
      (header + "y.Z w\n", "history.log", .historyLog),
      (header + "y.Z w\n", "upgrade.log", .upgradeLog),
      (header + "y.Z w\n", "replication (1).log", .replicationLog),
      (header + "y.Z w\n", "replication-error.log", .errorLog),
      (header + "y.Z w\n", "queryrecorder.log", .queryRecorderLog),
      (header + "com.day.cq.replication.Agent w\n", "-", .errorLog),
      (
        String(repeating: header + "com.day.cq.replication.Agent.flush w\n", count: 20), "-",
        .replicationLog
      ),
      (String(repeating: header + "log.history w\n", count: 30), "-", .historyLog),
      (
        String(repeating: header + "log.history w\n", count: 30) + header + "a.B c\n", "-",
        .errorLog
      ),
    ] as [(String, String, DocumentKind)])
  func kinds(text: String, name: String, kind: DocumentKind) {
    #expect(DocumentKind(recognising: Array(text.utf8), name: name) == kind)
  }

  /// A log of the corpus with what an expression says of it.
  struct Row: CustomTestStringConvertible {
    var name: String
    var kind: DocumentKind
    var header: String
    /// Lines before the first record, with the reason.
    var unparsed = 0
    var testDescription: String { name }
  }

  static let errorHeader =
    #"^(\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d|\d\d:\d\d:\d\d[,.]\d{3} \*Logback Status\*|\*(ERROR|WARN|INFO|DEBUG|TRACE|FATAL) ?\*)"#
  /// No line that goes on with the one before.
  static let newText = #"^(?!\s|$|[}\])]|at |Caused by:|Suppressed:|\.\.\. \d|"[^"\\]*" *:)"#
  static let dispatcher = #"^\[\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}\] \[[EWIDT]\] "#

  static let rows = [
    Row(
      name: "chia-ju-lin+winsurf-wknd/crx-quickstart__logs__error.log", kind: .errorLog,
      header: errorHeader),
    Row(
      name: "chia-ju-lin+winsurf-wknd/crx-quickstart__logs__queryrecorder.log",
      kind: .queryRecorderLog, header: errorHeader),
    Row(
      name: "chia-ju-lin+winsurf-wknd/crx-quickstart__logs__stdout.log", kind: .consoleLog,
      header: newText),
    Row(
      name: "chia-ju-lin+winsurf-wknd/crx-quickstart__logs__stderr.log", kind: .consoleLog,
      header: newText),
    Row(
      name: "chia-ju-lin+winsurf-wknd/crx-quickstart__repository__segmentstore__journal.log",
      kind: .segmentJournal, header: #"^[0-9a-f-]{36}:\d+ root \d{13}$"#),
    Row(
      name: "apache+jackrabbit-oak/oak-1.6-gc.log.1caecee", kind: .segmentJournal,
      header: #"^\d+,\d+,\d{13},"#),
    Row(
      name: "apache+jackrabbit-oak/oak-1.6-gc.log.d7667aa", kind: .segmentJournal,
      header: #"^\d+,\d+,\d{13},"#),
    Row(
      name: "adobe+aem-dispatcher-experiments/extracted/dispatcher-statfileslevel.log",
      kind: .dispatcherLog, header: dispatcher),
    Row(
      name: "adobe+aem-dispatcher-experiments/extracted/dispatcher-ignoreUrlParams.log",
      kind: .dispatcherLog, header: dispatcher),
    Row(
      name: "AdobeDocs+experience-manager-dispatcher.en/extracted/dispatcher-trace.log",
      kind: .dispatcherLog, header: dispatcher),
    Row(
      name: "AdobeDocs+experience-manager-dispatcher.en/extracted/dispatcher-domains.log",
      kind: .dispatcherLog, header: dispatcher),
    Row(
      name: "cqsupport+fix-instructions/extracted/calculateDiskUsage.error.log", kind: .errorLog,
      header: errorHeader),
    Row(
      name: "cqsupport+fix-instructions/version-issues__error.txt", kind: .errorLog,
      header: errorHeader),
    // A tab stands alone in its first line.
    Row(
      name: "cqsupport+fix-instructions/version-issues__purge-query-error.txt", kind: .errorLog,
      header: errorHeader, unparsed: 1),
  ]

  @Test(
    "every log of the corpus has the kind, the records and the levels that expressions find",
    .enabled(if: Corpus.isPresent, Corpus.absenceComment), arguments: rows)
  func corpus(row: Row) throws {
    let data = try Data(contentsOf: URL(filePath: Corpus.path("corpus/aem/files/" + row.name)))
    let bytes = Array(data)
    let kind = DocumentKind(recognising: Array(bytes.prefix(65_536)), name: row.name)
    #expect(kind == row.kind)
    let header = try NSRegularExpression(pattern: row.header)
    let level = try NSRegularExpression(
      pattern:
        #"^(?:[^*]{0,120}\*(ERROR|WARN|INFO|DEBUG|TRACE|FATAL) ?\*|(Warning): |\[[^\]]*\] \[([EWIDT])\] )"#
    )
    var expected = (records: 0, before: 0)
    var levels: [String: Int] = [:]
    for line in String(decoding: data, as: UTF8.self).components(separatedBy: "\n").dropLast() {
      let whole = NSRange(location: 0, length: line.utf16.count)
      guard header.firstMatch(in: line, range: whole) != nil else {
        if expected.records == 0 { expected.before += 1 }
        continue
      }
      expected.records += 1
      if let match = level.firstMatch(in: line, range: whole) {
        let found = (1...3).compactMap { Range(match.range(at: $0), in: line) }.first
        levels[String(line[found!].uppercased().first!), default: 0] += 1
      }
    }
    let format = kind.format
    #expect(count(bytes, format).records == expected.records)
    #expect(count(bytes, format).before == expected.before)
    #expect(expected.before == row.unparsed)
    var read: [String: Int] = [:]
    for start in starts(bytes, format) {
      if let level = format.stamp(ofRecordAt: start, in: bytes.span).level {
        read[String(level.rawValue.first!), default: 0] += 1
      }
    }
    #expect(read == levels)
  }
}

extension LogRecognitionTests {
  /// A pasted fragment, as far as it is needed.
  struct Snippet: Decodable {
    var id: String
    var text: String
  }

  @Test(
    "pasted fragments of logs are recognised, and every line of them belongs to a record",
    .enabled(if: Corpus.isPresent, Corpus.absenceComment),
    arguments: [
      ("s005", .toolOutput, 3), ("s015", .errorLog, 2), ("s034", .toolOutput, 7),
      ("s038", .buildLog, 1), ("s057", .buildLog, 1), ("s079", .httpdErrorLog, 1),
      ("s080", .httpdErrorLog, 1), ("s082", .httpdErrorLog, 1), ("s083", .toolOutput, 7),
      ("s095", .oakConsole, 2), ("s096", .oakConsole, 1), ("s097", .errorLog, 1),
      ("s101", .dispatcherLog, 1), ("s111", .errorLog, 1), ("s121", .accessLog, 2),
      ("s124", .httpdErrorLog, 1), ("s134", .cdnLog, 1),
    ] as [(String, DocumentKind, Int)])
  func snippets(id: String, kind: DocumentKind, records: Int) throws {
    let lines = try String(
      contentsOf: URL(filePath: Corpus.path("corpus/aem/snippets.jsonl")), encoding: .utf8)
    let snippet = try #require(
      try lines.split(separator: "\n").lazy
        .map { try JSONDecoder().decode(Snippet.self, from: Data($0.utf8)) }
        .first { $0.id == id })
    let bytes = Array(snippet.text.utf8)
    #expect(DocumentKind(recognising: bytes, name: "-") == kind)
    #expect(count(bytes, kind.format).records == records)
    #expect(count(bytes, kind.format).before == 0)
  }
}

/// Where the records of a buffer start.
func starts(_ bytes: [UInt8], _ boundaries: some RecordBoundaries) -> [Int] {
  var starts: [Int] = []
  var line = 0
  while line < bytes.count {
    if boundaries.startsRecord(atLine: line, in: bytes.span) { starts.append(line) }
    line = (bytes[line...].firstIndex(of: 0x0A) ?? bytes.count) + 1
  }
  return starts
}
