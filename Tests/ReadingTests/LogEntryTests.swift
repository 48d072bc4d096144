import Foundation
import Model
import Reading
import TestSupport
import Testing

/// The fields of one record as text.
struct Fields: Equatable, CustomTestStringConvertible {
  var time: String?
  var level: LogLevel?
  var pod: String?
  var thread: String?
  var logger: String?
  var message: String
  var request: String?

  var testDescription: String { String(describing: (time, level, pod, thread, logger, message)) }

  init(
    _ time: String?, _ level: LogLevel?, pod: String? = nil, thread: String?, logger: String?,
    _ message: String, request: String? = nil
  ) {
    (self.time, self.level, self.pod, self.thread) = (time, level, pod, thread)
    (self.logger, self.message, self.request) = (logger, message, request)
  }

  init(_ line: String) {
    let bytes = Array(line.utf8)
    let entry = ErrorLogFormat().entry(0..<bytes.count, in: bytes.span)
    let text = { (range: Range<Int>) in String(decoding: bytes[range], as: UTF8.self) }
    self.init(
      entry.timestamp.map { String($0.iso8601.dropLast(6)) }, entry.level,
      pod: entry[.pod].map(text), thread: entry[.thread].map(text),
      logger: entry[.logger].map(text), text(entry.message),
      request: entry[.method].map { "\(text($0)) \(entry[.path].map(text) ?? "")" })
  }
}

struct LogEntryTests {
  static let uuid = "1fbf5304-0fc0-4989-a848-541b58f9c8d9"

  @Test(
    "every form of the header gives its fields",
    arguments: [
      (
        "19.07.2025 19:00:39.878 *INFO* [FelixStartLevel] org.apache.sling.Activator Manager up",
        Fields(
          "2025-07-19T19:00:39.878", .info, thread: "FelixStartLevel",
          logger: "org.apache.sling.Activator", "Manager up")
      ),
      (
        "13.12.2022 23:52:04.903 [cm-p1-e2-aem-author-7c-x] *ERROR* [Apache Sling Repository Startup Thread #1] com.adobe.X Exception in Y",
        Fields(
          "2022-12-13T23:52:04.903", .error, pod: "cm-p1-e2-aem-author-7c-x",
          thread: "Apache Sling Repository Startup Thread #1", logger: "com.adobe.X",
          "Exception in Y")
      ),
      (
        "06.06.2019 14:26:13.443 *INFO* [NoRequestId] [Vault RCP Task - migrate new-copy] org.apache.jackrabbit.vault.rcp.impl.RcpTask Saving",
        Fields(
          "2019-06-06T14:26:13.443", .info, thread: "Vault RCP Task - migrate new-copy",
          logger: "org.apache.jackrabbit.vault.rcp.impl.RcpTask", "Saving")
      ),
      (
        "19.07.2025 19:00:37.972 *INFO * [main] Setting sling.home=crx-quickstart (default)",
        Fields(
          "2025-07-19T19:00:37.972", .info, thread: "main", logger: nil,
          "Setting sling.home=crx-quickstart (default)")
      ),
      (
        "*WARN * BLOBInDataStore: getSize for a586 failed",
        Fields(nil, .warn, thread: nil, logger: "BLOBInDataStore", "getSize for a586 failed")
      ),
      (
        "11:41:13,653 *Logback Status* |-INFO in org.apache.sling.LogbackManager@4a82669b - Performing configuration",
        Fields(
          nil, .info, thread: nil, logger: "org.apache.sling.LogbackManager@4a82669b",
          "Performing configuration")
      ),
      (
        "31.01.2015 18:48:13.956 *WARN* [0:0:0:0:0:0:0:1 [1422724031258] POST /etc/acs/_jcr_content.package.json HTTP/1.1] org.apache.jackrabbit.oak.Cursors$TraversingCursor Traversed 3455000 nodes",
        Fields(
          "2015-01-31T18:48:13.956", .warn,
          thread:
            "0:0:0:0:0:0:0:1 [1422724031258] POST /etc/acs/_jcr_content.package.json HTTP/1.1",
          logger: "org.apache.jackrabbit.oak.Cursors$TraversingCursor", "Traversed 3455000 nodes",
          request: "POST /etc/acs/_jcr_content.package.json")
      ),
      (
        "31.01.2015 18:48:13.956 *WARN* [10.0.0.1 [1422724031258] GET /a].b c.d?x=[1] y HTTP/1.1] a.B text ] c.D x",
        Fields(
          "2015-01-31T18:48:13.956", .warn,
          thread: "10.0.0.1 [1422724031258] GET /a].b c.d?x=[1] y HTTP/1.1", logger: "a.B",
          "text ] c.D x", request: "GET /a].b c.d?x=[1] y")
      ),
      (
        "06.05.2022 13:55:25.132 *ERROR* [[0:0:0:0:0:0:0:1] [1651825525074] GET /mnt/a.html HTTP/1.1] libs.dam.editor$jsp No model",
        Fields(
          "2022-05-06T13:55:25.132", .error,
          thread: "[0:0:0:0:0:0:0:1] [1651825525074] GET /mnt/a.html HTTP/1.1",
          logger: "libs.dam.editor$jsp", "No model", request: "GET /mnt/a.html")
      ),
      (
        "11:41:13,653 |-INFO in ch.qos.logback.X@4a82669b - Debug mode",
        Fields(
          nil, .info, thread: nil, logger: "ch.qos.logback.X@4a82669b", "Debug mode")
      ),
      (
        "28.02.2017 18:39:51 - ERROR - mp_replication_agent_default : Failed to get a token",
        Fields(
          "2017-02-28T18:39:51.000", .error, thread: nil, logger: "mp_replication_agent_default",
          "Failed to get a token")
      ),
      (
        "17.12.2021 13:10:00.001 ERROR [sling-default-4-a.B.7881] a.B Exception while running",
        Fields(
          "2021-12-17T13:10:00.001", .error, thread: "sling-default-4-a.B.7881", logger: "a.B",
          "Exception while running")
      ),
      (
        "03.03.2021 20:00:00.000 [cm-p11502-e97549-aem-install-mutable-content-330635-h9t9z] *WARN* [main] a.B x",
        Fields(
          "2021-03-03T20:00:00.000", .warn,
          pod: "cm-p11502-e97549-aem-install-mutable-content-330635-h9t9z", thread: "main",
          logger: "a.B", "x")
      ),
      (
        "16.05.2018 11:27:14.376 *INFO* [CM Event Dispatcher (Fire ConfigurationEvent: pid=org.apache.Whitelist.fragment.\(uuid))] org.apache.Whitelist Fragment added 'x: [y.z]'",
        Fields(
          "2018-05-16T11:27:14.376", .info,
          thread:
            "CM Event Dispatcher (Fire ConfigurationEvent: pid=org.apache.Whitelist.fragment.\(uuid))",
          logger: "org.apache.Whitelist", "Fragment added 'x: [y.z]'")
      ),
      (
        "16.05.2018 11:27:14.376 *WARN* [TarMK disk space check [/crx-quickstart/repository/segmentstore]] org.apache.FileStore Low",
        Fields(
          "2018-05-16T11:27:14.376", .warn,
          thread: "TarMK disk space check [/crx-quickstart/repository/segmentstore]",
          logger: "org.apache.FileStore", "Low")
      ),
      (
        "16.05.2018 11:27:14.376 *INFO* [sling-threadpool-\(uuid)-(apache-sling-job-thread-pool)-11-<main queue>(acs-commons/replicat)] org.apache.sling.event.impl.jobs.queues.JobQueueImpl.<main queue> Started",
        Fields(
          "2018-05-16T11:27:14.376", .info,
          thread:
            "sling-threadpool-\(uuid)-(apache-sling-job-thread-pool)-11-<main queue>(acs-commons/replicat)",
          logger: "org.apache.sling.event.impl.jobs.queues.JobQueueImpl.<main queue>", "Started")
      ),
      (
        "16.05.2018 11:27:14.376 *INFO* [t] org.apache.sling.event.impl.jobs.queues.JobQueueImpl.Granite Workflow Queue Starting job queue",
        Fields(
          "2018-05-16T11:27:14.376", .info, thread: "t",
          logger: "org.apache.sling.event.impl.jobs.queues.JobQueueImpl.Granite Workflow Queue",
          "Starting job queue")
      ),
      (
        "05.10.2017 16:45:20.437 *ERROR* [FelixStartLevel] org.apache.jackrabbit.oak-segment-tar [org.apache.SegmentNodeStoreService(208)] The activate method failed",
        Fields(
          "2017-10-05T16:45:20.437", .error, thread: "FelixStartLevel",
          logger: "org.apache.jackrabbit.oak-segment-tar",
          "[org.apache.SegmentNodeStoreService(208)] The activate method failed")
      ),
      (
        "05.10.2017 16:45:20.437 *DEBUG* [half [open thread] a.b.C message [x]",
        Fields(
          "2017-10-05T16:45:20.437", .debug, thread: "half [open thread", logger: "a.b.C",
          "message [x]")
      ),
      (
        "05.10.2017 16:45:20.437 *TRACE* [t] log.request one\r\n\tat a.b(C.java:1)\r\n",
        Fields(
          "2017-10-05T16:45:20.437", .trace, thread: "t", logger: "log.request",
          "one\r\n\tat a.b(C.java:1)\r\n")
      ),
      (
        "22.01.2008 12:54:29 ERROR delivery: Unhandled Exception: x",
        Fields(
          "2008-01-22T12:54:29.000", .error, thread: nil, logger: "delivery",
          "Unhandled Exception: x")
      ),
      (
        "11:01:27.312 WARN  [main] LoggingGCMonitor.java:50          TarMK GC #0: cancelled",
        Fields(
          nil, .warn, thread: "main", logger: "LoggingGCMonitor.java:50", "TarMK GC #0: cancelled")
      ),
      (
        "\u{FEFF}05.10.2017 16:45:20,437 *INFO* [t] a.B x",
        Fields("2017-10-05T16:45:20.437", .info, thread: "t", logger: "a.B", "x")
      ),
      (
        "05.10.2017 16:45:20.437 *INFO* [t]",
        Fields("2017-10-05T16:45:20.437", .info, thread: "t", logger: nil, "")
      ),
      ("no header at all", Fields(nil, nil, thread: nil, logger: nil, "no header at all")),
      ("", Fields(nil, nil, thread: nil, logger: nil, "")),
    ] as [(String, Fields)])
  func headers(line: String, fields: Fields) {
    #expect(Fields(line) == fields)
    let bytes = Array(line.utf8)
    let stamp = ErrorLogFormat().stamp(ofRecordAt: 0, in: bytes.span)
    guard ErrorLogFormat().startsRecord(atLine: 0, in: bytes.span) else { return }
    #expect(stamp.level == fields.level)
  }

  @Test(
    "the time agrees with Foundation on random moments", arguments: 0..<20 as Range<UInt64>)
  func times(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "dd.MM.yyyy HH:mm:ss.SSS"
    for _ in 0..<50 {
      let milliseconds = Int64.random(in: 0...4_102_444_800_000, using: &random)
      let text = formatter.string(from: Date(timeIntervalSince1970: Double(milliseconds) / 1000))
      let bytes = Array(("x" + text + " *INFO*").utf8)
      #expect(ErrorLogTime.parse(at: 1, in: bytes.span) == milliseconds, "\(text)")
    }
  }

  @Test(
    "dates that no calendar has are no times",
    arguments: [
      "32.01.2020 00:00:00", "00.01.2020 00:00:00", "01.13.2020 00:00:00", "01.01.2020 24:00:00",
      "01.01.2020 00:60:00", "1.01.2020 00:00:00", "01.01.2020T00:00:00", "01.01.2020 00:00:0",
    ])
  func noTimes(text: String) {
    let bytes = Array(text.utf8)
    #expect(ErrorLogTime.parse(at: 0, in: bytes.span) == nil)
  }

  @Test("random bytes never crash the header reader", arguments: 0..<200 as Range<UInt64>)
  func hostile(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "05.10.2017 16:45:20.437", " ", "*", "ERROR", "[", "]", "*INFO*", "a.b.C", "11:41:13,653",
      "*Logback Status*", "|-", "in ", " HTTP/1.1]", "1.2.3.4 [12] GET /", "JobQueueImpl.", "<",
      "\n",
      "\u{FEFF}", "é",
    ]
    let line = (0..<Int.random(in: 0...12, using: &random))
      .map { _ in pieces.randomElement(using: &random)! }.joined()
    let bytes = Array(line.utf8)
    let entry = ErrorLogFormat().entry(0..<bytes.count, in: bytes.span)
    #expect(entry.message.upperBound == bytes.count)
    for range in entry.fields.map(\.range) + [entry.message] {
      #expect(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    }
    for start in 0...bytes.count {
      _ = ErrorLogFormat().startsRecord(atLine: start, in: bytes.span)
      _ = TextFormat().startsRecord(atLine: start, in: bytes.span)
    }
  }
}
