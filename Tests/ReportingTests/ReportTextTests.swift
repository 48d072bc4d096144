import Foundation
import Model
import TestSupport
import Testing
import UnicodeKit

@testable import Reporting

@Suite struct ReportTextTests {
  static let goldens: [(width: Int, language: Language)] = [60, 80, 120].flatMap { width in
    Language.allCases.map { (width, $0) }
  }

  @Test("looks as it did", arguments: goldens)
  func looksAsItDid(width: Int, language: Language) throws {
    let style = ReportText.Style(width: width, language: language)
    let text = ReportText(Samples.timed, style: style).text
    try Golden.expect(text, toEqual: "report-\(width)-\(language.rawValue).txt")
    for line in text.split(separator: "\n") where !line.contains("https://") {
      #expect(String(line).displayWidth <= width, "\(line)")
    }
  }

  @Test("tells everything when asked", arguments: goldens)
  func tellsEverything(width: Int, language: Language) throws {
    var style = ReportText.Style(width: width, language: language)
    style.isVerbose = true
    let text = ReportText(Samples.timed, style: style).text
    try Golden.expect(text, toEqual: "verbose-\(width)-\(language.rawValue).txt")
    for line in text.split(separator: "\n") where !line.contains("https://") {
      #expect(String(line).displayWidth <= width, "\(line)")
    }
  }

  @Test("draws with ASCII where the locale has no more")
  func drawsWithASCII() {
    var style = ReportText.Style(width: 80)
    style.drawsBlocks = false
    let text = ReportText(Samples.timed, style: style).text
    #expect(text.contains("Errors     #"))
    #expect(!text.contains("█"))
  }

  @Test("links articles only where asked, and never what a log says")
  func linksArticles() {
    var style = ReportText.Style(width: 80)
    #expect(!ReportText(Samples.report, style: style).text.contains("\u{1B}"))
    style.linksArticles = true
    var report = Samples.report
    report.findings[0].evidence[0].excerpt.text = "\u{1B}]8;;http://evil\u{1B}\\x"
    let text = ReportText(report, style: style).text
    #expect(text.matches(of: /\u{1B}\]8;;/).count == 2)
    #expect(text.contains("\u{1B}]8;;https://experienceleague.adobe.com/"))
  }

  @Test("the finding that explains others comes first and in full, the others briefly")
  func rootFirst() throws {
    var report = Samples.report
    report.findings[0].explainedBy = ["jwt-credentials-ended"]
    let text = ReportText(report, style: .init(width: 80)).text
    let root = try #require(text.firstRange(of: "WARNING"))
    let consequence = try #require(text.firstRange(of: "ERROR"))
    #expect(root.lowerBound < consequence.lowerBound)
    #expect(!text.contains("aemedic remedy plan"))
    #expect(text.hasSuffix("  More with --verbose\n"))
  }

  @Test("says plainly that nothing was found", arguments: Language.allCases)
  func saysThatNothingWasFound(language: Language) throws {
    let text = ReportText(Samples.empty, style: .init(width: 80, language: language)).text
    try Golden.expect(text, toEqual: "empty-80-\(language.rawValue).txt")
  }

  @Test func coloursOnlyWhenAsked() {
    let plain = ReportText(Samples.report, style: .init(width: 80)).text
    let colored = ReportText(Samples.report, style: .init(width: 80, usesColor: true)).text
    #expect(!plain.contains("\u{1B}"))
    #expect(colored.contains("\u{1B}[1;31mERROR\u{1B}[0m"))
    #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test("keeps every line within the width", arguments: 0..<150 as Range<UInt64>)
  func keepsWithinTheWidth(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var report = Samples.report
    for index in report.findings.indices {
      report.findings[index].title = LocalizedText(verbatim: Noise.text(&random))
      report.findings[index].summary = LocalizedText(verbatim: Noise.text(&random))
      for evidence in report.findings[index].evidence.indices {
        report.findings[index].evidence[evidence].excerpt.text = Noise.text(&random)
        report.findings[index].evidence[evidence].place.source = Noise.text(&random)
      }
      for remedy in report.findings[index].remedies.indices {
        report.findings[index].remedies[remedy].parameters["instance"] = Noise.text(&random)
        report.findings[index].remedies[remedy].parameters[Noise.text(&random)] = Noise.text(
          &random)
      }
    }
    report.coverage.skipped.append(
      SkippedSource(path: Noise.text(&random), reason: .unreadable, detail: Noise.text(&random)))
    let width = Int.random(in: 40...130, using: &random)
    let language = Language.allCases.randomElement(using: &random) ?? .en
    let text = ReportText(report, style: .init(width: width, language: language)).text
    for line in text.split(separator: "\n") where !line.contains("https://") {
      #expect(String(line).displayWidth <= width, "\(width): \(line)")
    }
  }

  @Test(
    "shows hostile text harmless and fast",
    arguments: [
      "\u{1B}[2J\u{1B}[31mred", "\u{1B}]8;;http://evil\u{7}link\u{1B}]8;;\u{7}", "\u{9B}31m",
      "a\rb",
      "abc\u{202E}txt.exe", "\u{2066}x\u{2069}", "\u{0}\u{0}", "\u{8}\u{8}\u{8}", "\u{7F}",
      String(repeating: "x", count: 1 << 20), String(repeating: "日", count: 1 << 19),
      String(repeating: "e\u{301}", count: 1 << 16),
      "e" + String(repeating: "\u{301}", count: 1 << 16),
      String(repeating: "\n", count: 1 << 16), String(repeating: "\t", count: 1 << 16),
    ])
  func showsHostileTextHarmless(text: String) {
    var report = Samples.report
    report.findings[0].title = LocalizedText(verbatim: text)
    report.findings[0].summary = LocalizedText(verbatim: text)
    report.findings[0].evidence[0].excerpt.text = text
    report.findings[0].evidence[0].place.source = text
    report.findings[0].remedies[0].parameters["instance"] = text
    report.notes[0].text = LocalizedText(verbatim: text)
    report.environment[text] = EnvironmentFact(value: text, evidence: nil)
    var shown = ""
    let took = ProcessorTime.measure { shown = ReportText(report, style: .init(width: 80)).text }
    #expect(took < .seconds(20))
    #expect(shown.utf8.count < 2 << 20)
    #expect(!shown.unicodeScalars.contains(where: TerminalText.isHarmful))
    for line in shown.split(separator: "\n") where !line.contains("https://") {
      #expect(String(line).displayWidth <= 80)
    }
  }

  @Test func showsOneProofOfEachKind() {
    let text = ReportText(Samples.report, style: .init(width: 80)).text
    #expect(text.contains("storage:1"))
    #expect(text.contains("and 3 more"))
    #expect(!text.contains("again…"))
  }

  @Test func showsTwoProofsWhereAllAreOfOneKind() {
    var report = Samples.report
    report.findings[0].evidence.remove(at: 1)
    let text = ReportText(report, style: .init(width: 80)).text
    #expect(text.contains("again…"))
    #expect(text.contains("and 2 more"))
  }

  @Test func keepsTheAddressOfAnArticleWhole() {
    let text = ReportText(Samples.report, style: .init(width: 60)).text
    let address = Samples.report.findings[0].articles[0].url ?? ""
    #expect(text.split(separator: "\n").contains { $0.hasSuffix(" " + address) || $0 == address })
  }

  @Test("names the folder that all sources share once, and not before each")
  func namesTheSharedFolderOnce() {
    var report = Samples.report
    report.coverage.skipped = []
    let text = ReportText(report, style: .init(width: 120)).text
    #expect(text.hasPrefix("Known problem found in bundle.zip ("))
    #expect(text.contains(" logs/error.log:48213\n"))
  }

  @Test(
    "calls by its short name what lies in the shared folder",
    arguments: [
      (["a/b/x.log", "a/b/c/y.log"], "a/b", ["x.log", "c/y.log"]),
      (["a/bx", "a/by"], "a", ["bx", "by"]),
      (["x.zip!/l/a", "x.zip!/m"], "x.zip", ["l/a", "m"]),
      (["d/x.zip", "d/x.zip!/l/a", "d/x.zip!/m"], "d/x.zip", ["d/x.zip", "l/a", "m"]),
      (["./a", "./b"], nil, ["a", "b"]),
      (["/a/x", "/b/y"], nil, ["a/x", "b/y"]),
      (["a/x.log"], "a/x.log", ["x.log"]),
      (["-"], nil, ["-"]),
      (["a", "b"], nil, ["a", "b"]),
    ] as [([String], String?, [String])])
  func shortens(paths: [String], name: String?, short: [String]) {
    let folder = SharedFolder(
      of: Coverage(
        sources: paths.map { CoveredSource(path: $0, kind: .text, bytes: 1, entries: 1) }))
    #expect(folder.name == name)
    #expect(paths.map(folder.short) == short)
  }

  @Test("names the language in commands only when it had to be named")
  func namesTheLanguageInCommands() {
    let plain = ReportText(Samples.report, style: .init(language: .fr)).text
    #expect(!plain.contains("--lang"))
    let named = ReportText(
      Samples.report, style: .init(language: .fr, commandsNameLanguage: true)
    ).text
    #expect(named.contains("aemedic article KA-23909 --lang fr"))
  }

  @Test(
    "writes times as the language does",
    arguments: [
      (Language.en, "Seen 7 times, 29 Mar 2026, 01:12:44 to 02:42:44 (time zone not stated)"),
      (.fr, "Vu 7 fois, le 29/03/2026 de 01:12:44 à 02:42:44 (fuseau horaire non indiqué)"),
      (.ja, "7 回検出、2026/03/29 01:12:44～02:42:44（タイムゾーンの記載なし）"),
    ])
  func writesTimes(language: Language, line: String) {
    let text = ReportText(Samples.report, style: .init(language: language)).text
    #expect(text.replacing("\u{A0}", with: " ").contains(line))
  }

  @Test func writesAStatedOffset() {
    var report = Samples.report
    let zone = Timestamp.Zone.stated(offset: 7_200)
    report.findings[0].firstSeen = Timestamp(milliseconds: 0, zone: zone)
    report.findings[0].lastSeen = Timestamp(milliseconds: 86_400_000, zone: zone)
    let text = ReportText(report, style: .init()).text.replacing("\u{A0}", with: " ")
    #expect(
      text.contains("Seen 7 times, 1 Jan 1970, 02:00:00 +02:00 to 2 Jan 1970, 02:00:00 +02:00\n"))
  }

  @Test func showsTheLinesOfAnExcerptInWhichTheCaptureStands() {
    var report = Samples.report
    let filler = (0..<40).map { "\tat com.example.Frame\($0)(Frame.java:\($0))" }
    report.findings[0].evidence = [
      Evidence(
        signature: "s", place: Place(source: "error.log", line: 1, bytes: 0..<1), time: nil,
        excerpt: Excerpt(
          text: (["header line"] + filler + ["Caused by: needle42", "end"])
            .joined(separator: "\n")),
        captures: ["cause": "needle42"])
    ]
    let text = ReportText(report, style: .init(width: 80)).text
    #expect(text.contains("| header line"))
    #expect(text.contains("needle42"))
    #expect(!text.contains("Frame20"))
  }
}

/// Random text of many scripts, controls and quotes.
enum Noise {
  private static let pieces = [
    "word", "日本語", "、", "。", "「", "」", "ー", "っ", " ", " ", " ", "\u{A0}", "é", "e\u{301}\u{302}",
    "👩‍👩‍👧", "🇫🇷", "ｱ", "Ａ", "한국", "/", "'", "\"", "\\", "\n", "\t", "\u{1B}[1m", "\u{202E}", "a-b_c.d",
    "\u{FE0F}", "1", "\u{200D}", "नि", "\u{1100}\u{1161}\u{11A8}", "$(x)", "`", "…", "»",
    "averyveryverylongwordthatneverends", "。」", "（",
  ]

  static func text(_ random: inout SplitMix64) -> String {
    (0..<Int.random(in: 1...60, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }.joined()
  }
}

/// Expected texts in files, written anew only when `AEMEDIC_UPDATE_GOLDENS` is set.
enum Golden {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Fixtures", directoryHint: .isDirectory)

  static func expect(_ text: String, toEqual name: String) throws {
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["AEMEDIC_UPDATE_GOLDENS"] != nil {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "\(name)")
  }
}
