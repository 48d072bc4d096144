import Foundation
import Model
import SQLiteKit
import TestSupport
import Testing

@testable import KnowledgeBase

@Suite("Knowledge base, written over an older one")
struct KnowledgeUpdateTests {
  @Test(
    "answers exactly as one that is made from nothing, whatever came, changed and went",
    arguments: 0..<12 as Range<UInt64>)
  func answersAlike(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let folder = try TemporaryFolder()
    let path = folder.path("updated.kb")
    var shelf = Shelf(random: &random)
    var builder = KnowledgeBuilder()
    shelf.fill(&builder)
    try builder.write(to: path)
    for round in 0..<4 {
      shelf.change(&random)
      var later = try KnowledgeBuilder(extending: path)
      for origin in ArticleOrigin.allCases { later.removeArticles(of: origin) }
      shelf.fill(&later)
      try later.write(to: path)

      let fresh = folder.path("fresh-\(round).kb")
      var anew = KnowledgeBuilder()
      shelf.fill(&anew)
      try anew.write(to: fresh)
      try expectSameAnswers(path, fresh, queries: shelf.queries(&random))
    }
  }

  private func expectSameAnswers(_ left: String, _ right: String, queries: [SearchQuery]) throws {
    let stores = try (KnowledgeStore(path: left), KnowledgeStore(path: right))
    for query in queries {
      #expect(try stores.0.search(query) == stores.1.search(query), "“\(query.text)”")
      #expect(try stores.0.suggestions(for: query) == stores.1.suggestions(for: query))
    }
    #expect(try stores.0.statistics() == stores.1.statistics())
    for number in try stores.1.numbers() {
      for language in Language.allCases {
        let versions = try stores.0.versions(of: number, in: language)
        #expect(try versions == stores.1.versions(of: number, in: language))
      }
    }
    #expect(try stores.0.numbers() == stores.1.numbers())
    #expect(try words(left) == words(right))
  }

  @Test("takes over what has not changed, and keeps the numbers of its rows")
  func takesOver() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.kb")
    var builder = KnowledgeBuilder()
    for index in 10..<30 { builder.add(.sample(numbered(index))) }
    try builder.write(to: path)
    let before = try rows(path)

    var later = try KnowledgeBuilder(extending: path)
    later.add(.sample("A-15", body: "other"))
    later.add(.sample("A-0"))
    try later.write(to: path)
    let after = try rows(path)
    #expect(after["A-15"] ?? 0 > 20)
    #expect(after["A-0"] ?? 0 > 20)
    #expect(
      after.filter { $0.key != "A-15" && $0.key != "A-0" } == before.filter { $0.key != "A-15" })
  }

  @Test("is made anew when most has changed, or when texts were cut in another way")
  func anew() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.kb")
    var builder = KnowledgeBuilder()
    for index in 10..<20 { builder.add(.sample(numbered(index))) }
    try builder.write(to: path)

    var other = try KnowledgeBuilder(extending: path)
    other.removeArticles(of: .own)
    for index in 0..<8 { other.add(.sample(numbered(index))) }
    try other.write(to: path)
    #expect(try rows(path)["A-0"] == 1)

    let database = try Database(path: path, mode: .readWrite)
    try database.execute("UPDATE analysis SET mark = 'of long ago'")
    var later = try KnowledgeBuilder(extending: path)
    later.add(.sample("A-00"))
    try later.write(to: path)
    #expect(try rows(path)["A-00"] == 2)
    #expect(try AnalysisMark.stands(in: Database(path: path, mode: .readOnly)))
  }

  private func rows(_ path: String) throws -> [String: Int64] {
    try Database(path: path, mode: .readOnly).withStatement("SELECT number, id FROM article") {
      var rows: [String: Int64] = [:]
      while try $0.step() { rows[$0.text(0) ?? ""] = $0.integer(1) }
      return rows
    }
  }

  private func words(_ path: String) throws -> [String: Int64] {
    try Database(path: path, mode: .readOnly).withStatement("SELECT word, uses FROM word") {
      var words: [String: Int64] = [:]
      while try $0.step() { words[$0.text(0) ?? ""] = $0.integer(1) }
      return words
    }
  }
}

/// Articles at random in three languages and of three origins, and what rules say of them.
private struct Shelf {
  private static let vocabulary = [
    "replication", "queues", "blocked", "getAccessToken", "6.5.21", "réplication", "bloquée",
    "journaux", "再起動後に失敗", "サーバー", "認証エラー", "client_secret", "repository", "indices",
  ]

  private var articles: [KnowledgeContents.Key: Article] = [:]
  private var ruleTexts: [ArticleNumber: LocalizedText] = [:]
  private var concepts: [Concept] = []
  private var edition = 0

  init(random: inout SplitMix64) {
    for _ in 0..<80 { put(&random) }
    change(&random)
  }

  func fill(_ builder: inout KnowledgeBuilder) {
    for article in articles.values { builder.add(article) }
    builder.setRuleTexts(ruleTexts)
    builder.setConcepts(concepts)
    builder.setBlob([UInt8(edition)], named: "edition")
  }

  /// A few texts come, change or go; now and then most of them.
  mutating func change(_ random: inout SplitMix64) {
    edition += 1
    let isLarge = Int.random(in: 0..<6, using: &random) == 0
    for _ in 0..<(isLarge ? 60 : Int.random(in: 0...5, using: &random)) {
      if Bool.random(using: &random) {
        put(&random)
      } else if let key = articles.keys.sorted(by: { "\($0)" < "\($1)" })
        .randomElement(using: &random)
      {
        articles[key] = nil
      }
    }
    let number = numbered(Int.random(in: 0..<40, using: &random))
    ruleTexts[number] = LocalizedText(
      en: text(&random), fr: text(&random), ja: text(&random))
    concepts =
      Concept(line: "edition\(edition): queues = jammed | files = coincées | キュー = 詰まる")
      .map { [$0] } ?? []
  }

  func queries(_ random: inout SplitMix64) -> [SearchQuery] {
    (0..<20).map { _ in
      let slip = Bool.random(using: &random) ? "replicaton " : ""
      return SearchQuery(
        slip + text(&random, upTo: 4), language: Language.allCases.randomElement(using: &random)!,
        limit: 40)
    }
  }

  private mutating func put(_ random: inout SplitMix64) {
    let article = Article.sample(
      numbered(Int.random(in: 0..<40, using: &random)),
      Language.allCases.randomElement(using: &random)!, title: text(&random, upTo: 3),
      origin: ArticleOrigin.allCases.randomElement(using: &random)!,
      state: Bool.random(using: &random) ? .validated : .archived,
      body: "# \(text(&random))\n\n\(text(&random))\n\n```\n\(text(&random))\n```\n")
    articles[article.key] = article
  }

  private func text(_ random: inout SplitMix64, upTo count: Int = 12) -> String {
    (0..<Int.random(in: 1...count, using: &random)).map { _ in
      Self.vocabulary.randomElement(using: &random)!
    }.joined(separator: " ")
  }
}
