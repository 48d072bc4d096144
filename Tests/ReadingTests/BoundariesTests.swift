import Foundation
import Model
import Reading
import TestSupport
import Testing

/// The number of records and of lines before the first one.
func count(
  _ bytes: [UInt8], _ boundaries: some RecordBoundaries
) -> (records: Int, before: Int) {
  var records = 0
  var before = 0
  var line = 0
  while line < bytes.count {
    if boundaries.startsRecord(atLine: line, in: bytes.span) {
      records += 1
    } else if records == 0 {
      before += 1
    }
    line = (bytes[line...].firstIndex(of: 0x0A) ?? bytes.count) + 1
  }
  return (records, before)
}

struct BoundariesTests {
  @Test(
    "records of error logs start with their header",
    arguments: [
      ("19.07.2025 19:00:39.878 *INFO* [x] y z", true),
      ("19.07.2025 19:00:39 ERROR x: y", true),
      ("19.07.2025 19:00:39.878 [pod] *INFO* [x] y z", true),
      ("19.07.2025 19:00:39", true),
      ("19.07.2025 19:00:3", false),
      ("11:41:13,653 *Logback Status* |-INFO in x", true),
      ("11:41:13,653 |-INFO in ch.qos.logback.X@1 - y", true),
      ("11:41:13,653 something else", false),
      ("*WARN * BLOBInDataStore: x", true), ("*ERROR* [x] y z", true),
      ("*** stars", false), ("*bold*", false),
      ("\u{FEFF}19.07.2025 19:00:39.878 *INFO* [x] y z", true),
      ("\tat a.b.C(D.java:1)", false), ("Caused by: x", false), ("", false), ("1", false),
      ("2025-07-19 19:00:39.878 INFO", false),
    ])
  func errorLog(line: String, isStart: Bool) {
    let bytes = Array(line.utf8)
    #expect(ErrorLogFormat().startsRecord(atLine: 0, in: bytes.span) == isStart)
  }

  @Test(
    "records of text start where a line goes on with nothing",
    arguments: [
      ("Error while retrieving token", true), ("{\"error\":\"x\"}", true), ("[ERROR] x", true),
      ("\"{\\\"error\\\":\\\"x\\\"}\"", true), ("\"qtp-1\" #86 prio=5", true),
      ("attention: x", true), ("Suppressed exceptions were seen", true), ("...and so on", true),
      ("", false), ("\n", false), ("\r\n", false), ("  indented", false), ("\tat a.b", false),
      ("at a.b.C(D.java:1)", false), ("Caused by: x", false), ("Suppressed: x", false),
      ("... 23 more", false), ("... 156 common frames omitted", false), ("}", false), ("]", false),
      ("\"error\": \"x\",", false), ("\"error\" : 1", false),
    ])
  func text(line: String, isStart: Bool) {
    let bytes = Array(line.utf8)
    #expect(TextFormat().startsRecord(atLine: 0, in: bytes.span) == isStart)
  }

  @Test(
    "whole logs have as many records as an expression counts in their lines",
    .enabled(if: Corpus.isPresent, Corpus.absenceComment),
    arguments: [
      "chia-ju-lin+winsurf-wknd/crx-quickstart__logs__error.log",
      "chia-ju-lin+winsurf-wknd/crx-quickstart__logs__queryrecorder.log",
      "cqsupport+fix-instructions/version-issues__error.txt",
      "cqsupport+fix-instructions/version-issues__purge-query-error.txt",
      "cqsupport+fix-instructions/extracted/calculateDiskUsage.error.log",
    ])
  func wholeLogs(name: String) throws {
    let path = Corpus.path("corpus/aem/files/" + name)
    let data = try Data(contentsOf: URL(filePath: path))
    let text = String(decoding: data, as: UTF8.self)
    let header = try NSRegularExpression(
      pattern:
        #"^(\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d|\d\d:\d\d:\d\d[,.]\d{3} \*Logback Status\*|\*(ERROR|WARN|INFO|DEBUG|TRACE|FATAL) ?\*)"#,
      options: .anchorsMatchLines)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let expected = lines.count {
      header.firstMatch(in: $0, range: NSRange(location: 0, length: $0.utf16.count)) != nil
    }
    #expect(expected > 0)
    #expect(count(Array(data), ErrorLogFormat()).records == expected)
  }

  @Test(
    "every record of a whole log has time, level, thread and logger, as an expression reads them",
    .enabled(if: Corpus.isPresent, Corpus.absenceComment))
  func fieldsOfWholeLog() throws {
    let path = Corpus.path(
      "corpus/aem/files/chia-ju-lin+winsurf-wknd/crx-quickstart__logs__error.log")
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    // Threads of this log hold balanced brackets only.
    let header = try Regex(
      #"^\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d\.\d{3} \*(\w+)\* \[((?:[^\[\]]|\[[^\]]*\])*)\] (\S+) "#,
      as: (Substring, Substring, Substring, Substring).self)
    var compared = 0
    for line in bytes.split(separator: 0x0A) {
      let text = String(decoding: line, as: UTF8.self)
      guard let match = text.prefixMatch(of: header), !text.contains("JobQueueImpl") else {
        continue
      }
      let fields = Fields(text)
      #expect(fields.time != nil)
      #expect(fields.level?.rawValue == String(match.1))
      #expect(fields.thread == String(match.2))
      #expect(fields.logger == String(match.3))
      compared += 1
    }
    #expect(compared > 13_000)
  }
}
