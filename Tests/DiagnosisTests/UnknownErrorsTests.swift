import Foundation
import Model
import Rules
import TestSupport
import Testing

@testable import Diagnosis

/// The errors that no finding explains.
@Suite struct UnknownErrorsTests {
  private let rules: CompiledRules
  private let folder: TemporaryFolder

  init() throws {
    rules = try CompiledRules(RuleFolder(path: Corpus.packagePath("kb/rules")).ruleSet)
    folder = try TemporaryFolder()
  }

  private func report(
    _ log: String, search: (any ArticleSearch)? = nil, jobs: Int = 1
  ) throws -> Report {
    var options = DiagnosisOptions()
    options.jobs = jobs
    try folder.write(log, to: "case/error.log")
    return try Diagnostician(
      rules: rules, catalog: EmptyCatalog(), search: search, options: options
    ).report(on: [folder.path("case")])
  }

  private static func record(
    _ minute: Int, _ message: String, level: String = "ERROR", trace: String = ""
  ) -> String {
    let clock = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "20.11.2026 \(clock.joined(separator: ":")):02.117 *\(level)* [main] a.B \(message)\n"
      + trace
  }

  private static let trace = """
    java.lang.IllegalStateException: no session 4711
    \tat com.example.Shop.open(Shop.java:12)
    \tat org.apache.felix.framework.X.y(X.java:1)

    """

  @Test("errors alike are one, whatever the numbers and line numbers in them")
  func alike() throws {
    let report = try report(
      Self.record(1, "Cannot open session 1", trace: Self.trace)
        + Self.record(
          2, "Cannot open session 22", trace: Self.trace.replacing("java:12", with: "java:99"))
        + Self.record(3, "fine", level: "INFO") + Self.record(4, "Cannot close session 1"))
    #expect(report.unknowns.map(\.count).sorted() == [1, 2])
    #expect(report.unknownCount == 2)
    let error = try #require(report.unknowns.first { $0.count == 2 })
    #expect(error.exception == "java.lang.IllegalStateException")
    #expect(error.frame == "com.example.Shop.open")
    #expect(error.logger == "a.B")
    #expect(error.level == .error)
    #expect(error.places.map(\.line) == [1, 5])
    #expect(error.excerpt.text.contains("session 1"))
  }

  @Test("a stack trace makes an error of a record of any level, other lines do not")
  func traces() throws {
    let report = try report(
      Self.record(1, "odd", level: "INFO", trace: Self.trace)
        + Self.record(2, "only a warning\n  indented", level: "WARN"))
    #expect(report.unknowns.map(\.level) == [.info])
  }

  @Test(
    "threads of a dump are no errors, however the virtual machine was asked for it",
    arguments: [
      "jstack-1.txt", "stdout-kill-3.log", "felix-Threads.txt", "jdk-25/jstack-1.txt",
    ])
  func threadDumps(name: String) throws {
    let path = Corpus.packagePath("Tests/Fixtures/jvm/\(name)")
    let report = try Diagnostician(rules: rules, catalog: EmptyCatalog()).report(on: [path])
    #expect(report.coverage.sources.map(\.kind) == [.threadDump])
    #expect(report.unknowns.map(\.excerpt.text) == [])
  }

  @Test(
    "nor are they in a log that something else was printed into",
    arguments: [
      ("stdout.log", ""),
      ("error.log", record(1, "Threads of the instance:", level: "INFO")),
    ])
  func threadsInLogs(name: String, before: String) throws {
    let dump = try String(
      contentsOfFile: Corpus.packagePath("Tests/Fixtures/jvm/jstack-1.txt"), encoding: .utf8)
    let threads = try #require(dump.firstRange(of: "\"main\" #1")).lowerBound
    let end = try #require(dump.firstRange(of: "\nFound one Java-level deadlock")).lowerBound
    let records = (0..<60).map { Self.record($0, "fine", level: "INFO") }.joined()
    let text =
      records + before + dump[threads..<end] + "\n"
      + Self.record(60, "broken", trace: Self.trace)
    let start = name == "stdout.log" ? "Loading quickstart properties: default\n" : ""
    let path = try folder.write(start + text, to: "dump/\(name)")
    let report = try Diagnostician(rules: rules, catalog: EmptyCatalog()).report(on: [path])
    #expect(report.coverage.sources.map(\.kind) == [name == "error.log" ? .errorLog : .consoleLog])
    #expect(report.unknowns.map(\.exception) == ["java.lang.IllegalStateException"])
  }

  @Test("what a finding explains is not unknown, what a silent rule merely looked at is")
  func claims() throws {
    let refused = Samples.refusal + "\n"
    #expect(try report(refused + refused).unknowns.isEmpty)
    // The same rules, which now apply to no log of the Cloud Service.
    var ruleSet = rules.ruleSet
    for index in ruleSet.rules.indices { ruleSet.rules[index].gate.deployments = [.sdk] }
    let log = refused.replacing("*ERROR*", with: "[cm-p1-e2-aem-author-7c-x] *ERROR*")
    try folder.write(log, to: "case/error.log")
    let silenced = try Diagnostician(rules: CompiledRules(ruleSet), catalog: EmptyCatalog())
      .report(on: [folder.path("case")])
    #expect(silenced.findings.isEmpty)
    #expect(silenced.unknowns.map(\.count) == [1])
  }

  @Test("what comes in bursts, and late, stands before what is common")
  func ranking() throws {
    let steady = (0..<60).map { Self.record($0, "steady") }
    let burst = (0..<40).map { _ in Self.record(59, "burst") }
    let report = try report((steady + burst).joined())
    #expect(report.unknowns.map(\.template) == ["burst", "steady"])
    #expect(report.unknowns.map(\.burst) == [40, 1])
    #expect(report.unknowns.map(\.novelty) == [1, 0])
  }

  @Test("a log that lies there twice counts once")
  func repeats() throws {
    let log = Self.record(1, "one") + Self.record(2, "one")
    try folder.write(log, to: "case/sent again.log")
    let report = try report(log)
    #expect(report.unknowns.map(\.count) == [2])
    #expect(Set(report.unknowns[0].places.map(\.source)).count == 1)
  }

  @Test("the errors are the same on any number of threads", arguments: [2, 8])
  func threads(jobs: Int) throws {
    var random = SplitMix64(seed: 5)
    for number in 0..<9 {
      let log = (0..<40).map { minute in
        Self.record(minute, "kind \(["a", "b", "c", "d"].randomElement(using: &random)!)")
      }
      try folder.write(log.joined(), to: "case/\(number).log")
    }
    #expect(try report("", jobs: jobs) == report("", jobs: 1))
  }

  @Test("articles are searched with what the error says, for the reader's language")
  func suggestions() throws {
    struct Echo: ArticleSearch {
      func suggestions(for text: String, in language: Language, limit: Int) -> [ArticleSuggestion] {
        let number = ArticleNumber("KA-10000")!
        let article = ArticleReference(
          number: number, language: language, title: text, url: nil, isFallback: false)
        return [ArticleSuggestion(article: article, score: Double(limit))]
      }
    }
    let report = try report(Self.record(1, "broken", trace: Self.trace), search: Echo())
    let title = try #require(report.unknowns.first?.suggestions.first?.article.title)
    for word in ["broken", "IllegalStateException", "com.example.Shop.open"] {
      #expect(title.contains(word))
    }
  }

  @Test("kinds of errors beyond the capacity are counted, not lost in silence")
  func capacity() throws {
    let letters = Array("abcdefghij")
    let log = (0..<ErrorCollector.capacity + 100).map { number in
      let word = String(String(number).compactMap(\.wholeNumberValue).map { letters[$0] })
      return Self.record(number % 600, "kind \(word)")
    }
    let report = try report(log.joined())
    #expect(report.unknownCount == ErrorCollector.capacity)
    #expect(report.unknowns.count == UnknownErrors.limit)
    #expect(report.notes.map(\.code) == ["errors-dropped"])
  }
}
