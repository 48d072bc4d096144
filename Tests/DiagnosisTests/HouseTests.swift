import Foundation
import Model
import Rules
import TestSupport
import Testing

@testable import Diagnosis

/// Corrected verdicts, drafted rules, and what a house layer holds.
@Suite struct HouseTests {
  private static let noise = "20.11.2026 06:14:01.000 *INFO* [main] org.example.Start fine\n"
  private static let failure =
    "20.11.2026 06:14:03.117 *ERROR* [main] org.example.Sign status 400 refused\n\tat org.example.A.b(A.java:1)\n"

  private static let rule = """
    id: refused
    version: 1
    status: test
    severity: error
    title: {en: "a", fr: "b", ja: "c"}
    summary: {en: "a", fr: "b", ja: "c"}
    signatures:
      refused:
        in: [error-log]
        regex: 'status (?<code:int>\\d{3}) refused'
    when: refused

    """

  private let folder: TemporaryFolder
  private let shipped: RuleSet

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.rule, to: "rules/test/refused/rule.yaml")
    shipped = RuleFolder(path: folder.path("rules")).ruleSet
    try folder.write(Self.noise + Self.failure + Self.noise, to: "in/error.log")
  }

  private func finding() throws -> Finding {
    let report = try Diagnostician(rules: CompiledRules(shipped), catalog: EmptyCatalog())
      .report(on: [folder.path("in")])
    return try #require(report.findings.first)
  }

  private func correct(_ material: CaseMaterial, expected: String? = nil) throws -> String {
    try RuleCorrection(
      rule: "refused", expected: expected, reason: "planned: \"yes\"", material: material
    ).write(
      into: folder.path("house"), rules: CompiledRules(shipped), catalog: EmptyCatalog())
  }

  private func outcomes() throws -> [RuleTester.Outcome] {
    try HouseTester(
      house: HouseLayer(path: folder.path("house")), shipped: shipped, catalog: EmptyCatalog()
    ).tester().outcomes()
  }

  @Test("a corrected verdict fails until the rules agree with it")
  func correction() throws {
    let path = try correct(CaseMaterial(quotedBy: finding()))
    #expect(HouseLayer(path: folder.path("house")).problems.map(\.reason.en) == [])
    #expect(try outcomes().map(\.differences) == [["+ refused (confirmed)"]])
    try folder.write("disable: [refused]\n", to: "house/rules.yaml")
    #expect(try outcomes().map(\.isPassed) == [true])
    #expect(path.hasPrefix(folder.path("house/cases/refused/silent-")))
    #expect(throws: RuleCorrectionProblem.alreadyThere(path: path)) {
      try correct(CaseMaterial(quotedBy: finding()))
    }
  }

  // MARK: Upgrades

  private func standings(over rules: RuleSet) throws -> [HouseTester.Standing] {
    try HouseTester(
      house: HouseLayer(path: folder.path("house")), shipped: rules, catalog: EmptyCatalog()
    ).standings()
  }

  /// The shipped rules of a later release.
  private func upgraded(_ rules: [String: String]) throws -> RuleSet {
    for (id, text) in rules { try folder.write(text, to: "later/test/\(id)/rule.yaml") }
    let later = RuleFolder(path: folder.path("later"))
    #expect(later.problems.map(\.reason.en) == [])
    return later.ruleSet
  }

  /// A rule that looks for something else.
  private static func rule(_ id: String, version: Int = 2, literal: String) -> String {
    rule.replacing("id: refused", with: "id: \(id)")
      .replacing("version: 1", with: "version: \(version)")
      .replacing("regex: 'status (?<code:int>\\d{3}) refused'", with: "all: [\"\(literal)\"]")
  }

  @Test("as long as a correction is needed nothing is told, and before it holds that it conflicts")
  func needed() throws {
    let path = try correct(CaseMaterial(quotedBy: finding()))
    let conflict = try #require(try standings(over: shipped).first)
    #expect((conflict.kind, conflict.path) == (.conflicts, path))
    #expect(conflict.differences == ["+ refused (confirmed)"])
    try folder.write("disable: [refused]\n", to: "house/rules.yaml")
    #expect(try standings(over: shipped).isEmpty)
  }

  @Test("an upgrade whose rules agree by themselves is told, also where the rule is gone")
  func agreement() throws {
    _ = try correct(CaseMaterial(quotedBy: finding()))
    try folder.write("disable: [refused]\n", to: "house/rules.yaml")
    let narrower = try upgraded(["refused": Self.rule("refused", literal: "status 500 refused")])
    let agreement = try #require(try standings(over: narrower).first)
    #expect((agreement.kind, agreement.rule, agreement.version) == (.agrees, "refused", 2))
    #expect(try standings(over: RuleSet()).map(\.version) == [nil])
  }

  @Test("an upgrade that brings a rule which speaks where the house wants silence is told")
  func conflict() throws {
    _ = try correct(CaseMaterial(quotedBy: finding()))
    try folder.write("disable: [refused]\n", to: "house/rules.yaml")
    let wider = try upgraded([
      "refused": Self.rule("refused", literal: "refused"),
      "signing": Self.rule("signing", literal: "org.example.Sign"),
    ])
    let conflict = try #require(try standings(over: wider).first)
    #expect(conflict.kind == .conflicts)
    #expect(conflict.differences == ["+ signing (confirmed)"])
  }

  @Test("a layer that goes against its own correction is told from an upgrade that does")
  func conflictWithin() throws {
    _ = try correct(CaseMaterial(quotedBy: finding()))
    let narrower = try upgraded(["refused": Self.rule("refused", literal: "status 500 refused")])
    try folder.write(
      Self.rule("refused", version: 9, literal: "refused"), to: "house/rules/ours/refused/rule.yaml"
    )
    #expect(try standings(over: narrower).map(\.kind) == [.conflictsWithin])
  }

  @Test("a rule of the house whose cases the shipped one of its name passes, too, can go")
  func replacement() throws {
    let place = "house/rules/ours/refused"
    try folder.write(Self.rule("refused", literal: "refused"), to: "\(place)/rule.yaml")
    try folder.write(Self.failure, to: "\(place)/cases/fires-a.log")
    try folder.write(Self.noise, to: "\(place)/cases/silent-b.log")
    try folder.write(
      "fires-a.log: {findings: [{rule: refused}]}\nsilent-b.log: {findings: []}\n",
      to: "\(place)/cases/expect.yaml")
    let agreement = try #require(try standings(over: shipped).first)
    #expect((agreement.kind, agreement.isRule) == (.agrees, true))
    #expect(agreement.path.hasSuffix("\(place)/rule.yaml"))
    let other = try upgraded(["refused": Self.rule("refused", literal: "status 500")])
    #expect(try standings(over: other).isEmpty)
    #expect(try standings(over: RuleSet()).isEmpty)
  }

  @Test("what does not make the rule speak is refused as a case")
  func notReproduced() throws {
    #expect(throws: RuleCorrectionProblem.notReproduced(rule: "refused")) {
      try correct(CaseMaterial(text: "nothing", name: "a.log"))
    }
  }

  @Test("from the original input whole records are taken, and no others")
  func wholeRecords() throws {
    let material = try CaseMaterial(of: finding(), in: [folder.path("in")])
    #expect(material.texts == ["error.log": Self.failure])
  }

  @Test(
    "paths of sources cannot leave the case",
    arguments: ["../../etc/passwd", "/a/.ssh/x", "-", ".."])
  func hostilePaths(source: String) throws {
    var finding = try finding()
    for index in finding.evidence.indices { finding.evidence[index].place.source = source }
    finding.occurrences = []
    for name in CaseMaterial(quotedBy: finding).texts.keys {
      #expect(!name.hasPrefix("/") && !name.hasPrefix("."))
      #expect(!name.split(separator: "/").contains { $0 == ".." || $0.hasPrefix(".") })
    }
  }

  // MARK: Drafts

  private static let error = UnknownError(
    fingerprint: "v1:0123456789abcdef", template: "Cannot flush cache <q> after <n> attempts",
    exception: "org.example.cache.FlushException", frame: "org.example.cache.Flusher.run",
    logger: "org.example.cache.Flusher", level: .error, count: 3,
    excerpt: Excerpt(
      text: "20.11.2026 06:14:03.117 *ERROR* [main] org.example.cache.Flusher Cannot flush cache"
        + " 'a' after 3 attempts\norg.example.cache.FlushException: full\n"
        + "\tat org.example.cache.Flusher.run(Flusher.java:1)"),
    places: [])

  @Test("a drafted rule reads as a draft and, once it runs, fires on its own case")
  func draft() throws {
    let draft = try RuleDraft(Self.error)
    #expect(draft.id == "flush-exception-flusher-run")
    let path = try draft.write(into: folder.path("drafts"))
    #expect(path == folder.path("drafts/drafts/flush-exception-flusher-run"))
    let rules = RuleFolder(path: folder.path("drafts"))
    #expect(
      try RuleLinter(folder: rules, catalog: EmptyCatalog()).problems().map(\.reason.en) == [])
    #expect(rules.ruleSet.rules.map(\.maturity) == [.draft])
    let file = "\(path)/rule.yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacing("status: draft", with: "status: test")
      .write(toFile: file, atomically: true, encoding: .utf8)
    let tester = try RuleTester(
      folder: RuleFolder(path: folder.path("drafts")), catalog: EmptyCatalog())
    #expect(try tester.outcomes().map(\.differences) == [[]])
    #expect(throws: RuleDraftProblem.alreadyThere(path: path)) {
      try draft.write(into: folder.path("drafts"))
    }
  }

  @Test("articles that exist in all languages are linked, others are only named")
  func articles() throws {
    var error = Self.error
    error.suggestions = ["KA-1", "KA-2"].compactMap { ArticleNumber($0) }.map {
      ArticleSuggestion(
        article: ArticleReference(
          number: $0, language: .en, title: "t", url: nil, isFallback: false), score: 1)
    }
    let draft = try RuleDraft(error) { $0.rawValue == "KA-1" ? Set(Language.allCases) : [.en] }
    #expect(draft.rule.contains("articles:\n  - KA-1  # t\n"))
    #expect(draft.rule.contains("\n# KA-2: t\n"))
  }

  @Test("what was masked and what is filled in make no literal, and names stay unique")
  func masked() throws {
    var error = Self.error
    error.template = "token [secret-1] for ${user} failed on <path>"
    error.excerpt.text = "token [secret-1] for ${user} failed on /a"
    let draft = try RuleDraft(error, taken: ["flush-exception-flusher-run"])
    #expect(draft.id == "flush-exception-flusher-run-2")
    #expect(!draft.rule.contains("[secret-1]"))
    error.exception = nil
    error.template = "<q> <n>"
    #expect(throws: RuleDraftProblem.nothingConstant(fingerprint: error.fingerprint)) {
      try RuleDraft(error)
    }
  }

  // MARK: Tickets

  private func items(
    _ sources: [CoveredSource], facts: [String: String] = [:], type: TicketType? = nil
  ) -> [String: Qualification.Standing] {
    let inspection = Inspection(
      coverage: Coverage(sources: sources),
      environment: facts.mapValues { EnvironmentFact(value: $0, evidence: nil) },
      isPartial: false, notes: [])
    let result = Qualification(of: inspection, type: type)
    return Dictionary(
      result.items.map { ($0.demand.id, $0.standing) }, uniquingKeysWith: { first, _ in first })
  }

  private func source(_ path: String, _ kind: DocumentKind) -> CoveredSource {
    CoveredSource(path: path, kind: kind, bytes: 1, entries: 1)
  }

  @Test("an empty bundle lacks everything that a bundle can hold")
  func emptyBundle() {
    let items = items([], type: .performance)
    #expect(items["error-log"] == .missing)
    #expect(items["thread-dumps"] == .missing)
    #expect(items["configuration-status"] == .missing)
    #expect(items["time"] == .told)
  }

  @Test("dumps and pages count, and some of them are part")
  func partly() {
    let dumps = (0..<4).map { source("threads-\($0).txt", .threadDump) }
    #expect(items(dumps, type: .performance)["thread-dumps"] == .partly)
    let ten = (0..<10).map { source("threads-\($0).txt", .threadDump) }
    #expect(items(ten, type: .performance)["thread-dumps"] == .present)
    let pages = [
      "x.zip!/001_Bundles.txt", "x.zip!/002_Configurations.txt", "x.zip!/012_System_Properties.txt",
    ].map { source($0, .statusPage) }
    #expect(items(pages)["configuration-status"] == .present)
    #expect(items(Array(pages.prefix(1)))["configuration-status"] == .partly)
    #expect(items(pages, type: .status)["status-pages"] == .partly)
  }

  @Test("on the Cloud Service other things are demanded")
  func cloud() {
    let log = [source("author_aemerror_2026-11-20.log", .errorLog)]
    let items = items(log, facts: ["deployment": "cloud"])
    #expect(items["error-log"] == .present)
    #expect(items["package-list"] == nil)
    #expect(items["release"] == .told)
  }
}
