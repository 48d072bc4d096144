import Model
import Reading
import TestSupport
import Testing

/// What holds for every format of logs, whatever is read.
struct LogPropertyTests {
  static let kinds = DocumentKind.allCases.filter(\.isLog)

  static let pieces = [
    "19.07.2025 19:00:39.878", " ", "*INFO*", "*WARN *", "[t]", "[", "]", "a.b.C", "\n", "\n", "\n",
    "05/Aug/2019:09:54:59 -0500", " [12] ", "-> ", "<- ", "GET /a HTTP/1.1", "200 ", "3ms",
    " [cm-p1-e2]",
    "10.0.0.1 - - ", "\"", "\" 200 5", "\\", "[Wed Jul 15 16:14:59 2020]", " [I]", " [pid 1] ",
    "Wed Jul 15 16:14:59.123456 2020", " [core:error] ", "AH00292: ", "httpd: ", "[client ",
    "ModSecurity: ",
    "[id \"1\"]", "{", "}", "\"timestamp\":\"2023-05-26T09:20:01+0000\"", ",", "\"status\":200",
    ":",
    "f829ee93-195b-4475-ac7a-c7b60f521ce2:2515 root 1752944473672", "1,2,1493819563098,1",
    "[INFO] ",
    "11:01:27.312 ", "WARN  ", "main INFO o.a.", "[2021-02-04 17:14:41.014] ERROR", "\u{1B}[1m",
    " ›   ",
    "Warning: ", "Error: ", "java.lang.FooException: x", "\tat a.b(C.java:1)", "\r\n", "é",
    "\u{FEFF}", "\0",
    "[action ", "!", "-", "99999999999999999999", "' was blocked because of ", "cache-action for [",
    "- ERROR - ", "|-INFO in ", "Full thread dump", "[CloudManagerSDK:",
  ]

  static func noise(seed: UInt64, count: Int) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    return (0..<count).flatMap { _ in Array(pieces.randomElement(using: &random)!.utf8) }
  }

  @Test(
    "random pieces never stop a format, and no field lies outside of its record",
    arguments: kinds)
  func hostile(kind: DocumentKind) {
    let format = kind.format
    for seed in 0..<150 as Range<UInt64> {
      let bytes = Self.noise(seed: seed, count: Int(seed % 40))
      for start in -1...bytes.count + 1 {
        _ = format.startsRecord(atLine: start, in: bytes.span)
      }
      for start in 0...bytes.count {
        let record = start..<bytes.count
        let entry = format.entry(record, in: bytes.span)
        _ = format.stamp(ofRecordAt: start, in: bytes.span)
        _ = (format as? any TrafficFormat)?.exchange(record, in: bytes.span)
        #expect(entry.message.upperBound <= bytes.count, "seed \(seed)")
        for field in entry.fields {
          let isInside = field.range.lowerBound >= start && field.range.upperBound <= bytes.count
          #expect(isInside, "seed \(seed): \(field.name)")
        }
      }
      _ = DocumentKind(recognising: bytes, name: "x")
    }
  }

  @Test("a log that is cut before any record has the same entries", arguments: kinds)
  func cuts(kind: DocumentKind) {
    let format = kind.format
    for seed in 0..<100 as Range<UInt64> {
      let bytes = Self.noise(seed: seed, count: 60) + [0x0A]
      let all = starts(bytes, format)
      for (number, start) in all.enumerated() {
        let rest = Array(bytes[start...])
        #expect(starts(rest, format).map { $0 + start } == Array(all[number...]), "seed \(seed)")
        let end = number + 1 < all.count ? all[number + 1] : bytes.count
        let entry = format.entry(start..<end, in: bytes.span)
        let alone = format.entry(0..<end - start, in: rest.span)
        #expect(entry.fields.map(\.name) == alone.fields.map(\.name))
        #expect(entry.message.lowerBound == alone.message.lowerBound + start)
        #expect(entry.timestamp == alone.timestamp && entry.level == alone.level)
      }
    }
  }

  @Test(
    "carriage returns change no field but the end of the message",
    arguments: kinds.filter { $0 != .cdnLog })
  func carriageReturns(kind: DocumentKind) {
    let format = kind.format
    for seed in 0..<100 as Range<UInt64> {
      let text = String(decoding: Self.noise(seed: seed, count: 60), as: UTF8.self)
        .replacing("\r\n", with: "\n")
      let plain = Array((text + "\n").utf8)
      let returns = Array((text + "\n").replacing("\n", with: "\r\n").utf8)
      let (some, others) = (starts(plain, format), starts(returns, format))
      #expect(some.count == others.count, "seed \(seed)")
      for (start, other) in zip(some, others) {
        let line = start..<(plain[start...].firstIndex(of: 0x0A) ?? plain.count) + 1
        let otherLine = other..<(returns[other...].firstIndex(of: 0x0A) ?? returns.count) + 1
        let entry = format.entry(line, in: plain.span)
        let same = format.entry(otherLine, in: returns.span)
        #expect(
          entry.fields.map { "\($0.name) \(plain[$0.range])" }
            == same.fields.map { "\($0.name) \(returns[$0.range])" }, "seed \(seed)")
        #expect(entry.timestamp == same.timestamp && entry.level == same.level)
      }
    }
  }

  @Test("every kind of log has one format, which names it")
  func formats() {
    for kind in Self.kinds { #expect(kind.format.kind == kind) }
    #expect(Self.kinds.count >= 17)
  }
}
