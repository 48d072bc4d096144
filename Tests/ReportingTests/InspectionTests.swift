import Foundation
import Model
import Redaction
import Testing

@testable import Reporting

/// What an inspection tells, as text and as JSON.
struct InspectionTests {
  private static func text(_ inspection: Inspection, in language: Language) -> String {
    InspectionText(inspection, style: ReportText.Style(width: 200, language: language)).text
  }

  @Test(
    "an archive whose encryption is not read is told with what to do", arguments: Language.allCases)
  func unsupportedEncryption(language: Language) {
    let skipped = SkippedSource(path: "case.7z", reason: .unsupportedEncryption)
    let text = Self.text(
      Inspection(
        coverage: Coverage(skipped: [skipped]), environment: [:], isPartial: true, notes: []),
      in: language)
    #expect(text.contains("case.7z"))
    #expect(text.contains("7-Zip"))
    #expect(text.contains("7z x"))
  }

  private static func place(_ source: String, _ line: Int) -> Place {
    Place(source: source, line: line, bytes: line * 10..<line * 10 + 9)
  }

  /// An inspection of a request log, a log of collections and two dumps.
  private static var inspection: Inspection {
    let time = Timestamp(milliseconds: 1_774_746_000_000, zone: .stated(offset: 0))
    var requests = CoveredSource(path: "case/request.log", kind: .requestLog, bytes: 1, entries: 9)
    var traffic = TrafficAccount(
      answers: 5_549, statuses: [0, 5_500, 0, 40, 9],
      durations: DurationSummary(
        count: 5_549, median: 12, percentile90: 80, percentile95: 120.5, percentile99: 900,
        longest: 33_550),
      slowest: [
        TrafficAccount.Request(
          text: "GET /a.html?token=hunter2hunter2", milliseconds: 33_550, time: nil,
          place: place("case/request.log", 1_063))
      ])
    traffic.pairs = 5_540
    traffic.unanswered = [
      TrafficAccount.Request(
        text: "POST /b", milliseconds: nil, time: time, place: place("case/request.log", 7))
    ]
    traffic.unansweredCount = 12
    traffic.answersWithoutRequest = 3
    requests.statistics = SourceStatistics()
    requests.statistics?.traffic = traffic

    var memory = CoveredSource(path: "case/gc.log", kind: .gcLog, bytes: 1, entries: 9)
    var collections = CollectionAccount()
    collections.counts = ["young": 100, "full": 3]
    collections.pauses = DurationSummary(
      count: 103, median: 4.06, percentile90: 20, percentile95: 30, percentile99: 210,
      longest: 2_300)
    (collections.stopped, collections.covered) = (90_000, 600_000)
    collections.longest = CollectionAccount.Pause(
      milliseconds: 2_300, time: time, cause: "Allocation Failure",
      place: place("case/gc.log", 55))
    (collections.growth, collections.restarts) = (126_000_000, 1)
    memory.statistics = SourceStatistics()
    memory.statistics?.collections = collections

    var threads = CoveredSource(path: "case/dumps.txt", kind: .threadDump, bytes: 1, entries: 9)
    var dump = ThreadDumpAccount(place: place("case/dumps.txt", 5))
    (dump.time, dump.threads, dump.states) = (time, 45, ["RUNNABLE": 12, "BLOCKED": 30])
    dump.deadlocks = [["left", "right"]]
    dump.locks = [
      ThreadDumpAccount.Lock(
        className: "com.acme.Cache", address: "0x01", holder: "qtp-1", waiting: 30),
      ThreadDumpAccount.Lock(className: "x.Y", address: "0x02", holder: nil, waiting: 1),
    ]
    dump.stacks = [ThreadDumpAccount.Stack(threads: 7, frames: ["a.B.c(B.java:1)", "d.E.f"])]
    threads.statistics = SourceStatistics()
    threads.statistics?.dumps = [dump]
    threads.statistics?.dumpCount = 9
    var series = ThreadSeriesAccount(sources: ["case/dumps.txt"], dumps: 9)
    (series.from, series.to, series.stayCount, series.leftOut) = (time, time, 1, 2)
    series.stays = [
      ThreadSeriesAccount.Stay(
        thread: "10.1.2.3 [1457551498445] GET /x HTTP/1.1", dumps: 9, states: ["RUNNABLE"],
        processorTime: 9_200, frames: ["a.B.c(B.java:1)"], place: place("case/dumps.txt", 8))
    ]
    var inspection = Inspection(
      coverage: Coverage(sources: [requests, memory, threads]), environment: [:],
      isPartial: false, notes: [])
    inspection.threadSeries = [series]
    inspection.clockOffsets = [
      ClockOffset(
        earlier: "case/author", later: "case/publish", shared: 9, median: 125_700,
        lowerQuartile: 125_500, upperQuartile: 126_000, isZoneAssumed: true)
    ]
    return inspection
  }

  @Test(
    "numbers of logs stand under each of them, in every language",
    arguments: [
      (
        .en,
        [
          "5,549 answers, 2xx 5,500, 4xx 40, 5xx 9",
          "median 12 ms, 90% within 80 ms, 95% within 121 ms, 99% within 900 ms, longest 33.6 s",
          "Requests without an answer in the log: 12; answers without a request: 3",
          "Slow: 33.6 s GET /a.html", "(line 1063)", "Unanswered: POST /b (line 7)",
          "Collections: young 100, full 3", "Pauses: 103, median 4.1 ms",
          "longest 2.3 s (Allocation Failure, ",
          "The program stood still for 90 s of 10 min (15%)",
          "What full collections leave grows by 120 MiB an hour",
          "1 restart of the virtual machine", "Dump on line 5 (29 Mar 2026, 01:00:00 UTC): 45",
          "BLOCKED 30, RUNNABLE 12", "Deadlock: left, right",
          "Lock: 30 threads waiting for com.acme.Cache 0x01, held by “qtp-1”",
          "whose holder the dump does not show", "7 threads: a.B.c(B.java:1) ← d.E.f",
          "8 more dumps", "1 thread stays in the same calls",
          "9 dumps, RUNNABLE, 9.2 s of processor time: a.B.c(B.java:1)",
          "2 more dumps were not compared",
        ]
      ),
      (
        .fr,
        [
          "5 549 réponses", "médiane 12 ms, 90 % en 80 ms au plus", "maximum 33,6 s",
          "Requêtes sans réponse dans le journal : 12 ; réponses sans requête : 3",
          "Lente : 33,6 s", "Sans réponse : POST /b (ligne 7)",
          "Programme à l’arrêt pendant 90 s sur 10 min (15 %)", "croît de 120 Mio par heure",
          "Interblocage : left, right", "détenu par « qtp-1 »", "8 dumps de plus",
          "1 thread reste dans les mêmes appels", "9,2 s de temps processeur",
        ]
      ),
      (
        .ja,
        [
          "レスポンス 5,549 件", "中央値 12 ミリ秒、90% が 80 ミリ秒以内", "最長 33.6 秒",
          "ログ内にレスポンスがないリクエスト：12 件", "遅い応答：33.6 秒", "レスポンスなし：POST /b（7 行目）",
          "10 分中 90 秒（15%）", "デッドロック：left、right", "「qtp-1」が保持", "ほか 8 個のダンプ",
          "同じ呼び出しにとどまるスレッド 1 個", "CPU 時間 9.2 秒",
        ]
      ),
    ] as [(Language, [String])])
  func numbers(language: Language, expected: [String]) {
    let text = Self.text(Self.inspection, in: language)
      .replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
    for words in expected { #expect(text.contains(words), "\(words)\n\(text)") }
  }

  @Test("JSON holds the numbers by their source, and nothing where there are none")
  func json() throws {
    struct Document: Decodable {
      struct Statistics: Decodable {
        struct Traffic: Decodable {
          struct Pairing: Decodable {
            let pairs: Int
            let unanswered: Int
            let answersWithoutRequest: Int
          }
          let source: String
          let statuses: [String: Int]
          let milliseconds: [String: Double]
          let pairing: Pairing
        }
        struct Collections: Decodable {
          let stoppedShare: Double
          let pauses: [String: Double]
        }
        struct Dumps: Decodable { let count: Int }
        struct Series: Decodable {
          let dumps: Int
          let stayCount: Int
        }
        struct Clocks: Decodable {
          let earlier: String
          let later: String
          let median: Int
          let quartiles: [Int]
          let zone: String?
        }
        let traffic: [Traffic]
        let collections: [Collections]
        let threadDumps: [Dumps]
        let threadSeries: [Series]
        let clockOffsets: [Clocks]
      }
      let statistics: Statistics
    }
    let read = { (inspection: Inspection) in
      try JSONDecoder().decode(
        Document.self, from: Data(InspectionJSON(inspection).text.utf8)
      ).statistics
    }
    let found = try read(Self.inspection)
    let traffic = try #require(found.traffic.first)
    #expect(traffic.source == "case/request.log" && traffic.statuses["2xx"] == 5_500)
    #expect(traffic.milliseconds["p95"] == 120.5 && traffic.milliseconds["count"] == 5_549)
    #expect(traffic.pairing.pairs == 5_540 && traffic.pairing.unanswered == 12)
    #expect(found.collections.first?.stoppedShare == 0.15)
    #expect(found.collections.first?.pauses["median"] == 4.06)
    #expect(found.threadDumps.first?.count == 9 && found.threadSeries.first?.stayCount == 1)
    let clocks = try #require(found.clockOffsets.first)
    #expect(clocks.earlier == "case/author" && clocks.later == "case/publish")
    #expect(clocks.median == 125_700 && clocks.quartiles == [125_500, 126_000])
    #expect(clocks.zone == "assumed")
    let none = try read(
      Inspection(coverage: Coverage(), environment: [:], isPartial: false, notes: []))
    #expect(none.traffic.isEmpty && none.threadDumps.isEmpty && none.threadSeries.isEmpty)
  }

  @Test("secrets in requests and addresses in names of threads are masked among the numbers")
  func masked() {
    var redactor = Redactor(.everything)
    let masked = redactor.redact(Self.inspection)
    for text in [InspectionJSON(masked).text, Self.text(masked, in: .en)] {
      #expect(!text.contains("hunter2"))
      #expect(!text.contains("10.1.2.3"))
      #expect(text.contains("GET /a.html"))
    }
  }
}
