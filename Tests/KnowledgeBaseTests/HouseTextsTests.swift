import Foundation
import KnowledgeBase
import Model
import TestSupport
import Testing

@Suite("Texts of the house")
struct HouseTextsTests {
  private let folder: TemporaryFolder
  private let base: String

  init() throws {
    folder = try TemporaryFolder()
    base = folder.path("base.kb")
    try Self.writeBase(base, title: "Replication stops")
  }

  private static func writeBase(_ path: String, title: String) throws {
    var builder = KnowledgeBuilder()
    for language in Language.allCases {
      builder.add(.sample("MED-0001", language, title: title, date: "2030-01-01"))
    }
    builder.setBlob([1, 2, 3], named: "rules")
    try builder.write(to: path)
  }

  private func writeArticle(_ number: String, title: String) throws {
    try folder.write(
      """
      ---
      title: "\(title)"
      description: "What our proxy does."
      solution: "Experience Manager"
      product: "Experience Manager"
      keywords: "proxy"
      article-created-date: "2026-01-01"
      article-published-date: "2026-01-01"
      article-number: "\(number)"
      state: "validated"
      as-of: "2026-01-01"
      ---
      # \(title)

      The proxy of the data centre cuts long answers.
      """, to: "house/articles/\(number).en.md")
  }

  private func store() throws -> KnowledgeStore {
    let texts = HouseTexts(path: folder.path("house"))
    #expect(texts.problems.isEmpty)
    return try KnowledgeStore(path: texts.laid(over: base, in: folder.path("cache/house")))
  }

  @Test("a search finds them like any other, and what else the base holds is there")
  func found() throws {
    try writeArticle("HOUSE-1", title: "Our proxy cuts answers")
    let store = try store()
    let results = try store.search(SearchQuery("proxy of the data centre"))
    #expect(results.first?.number.rawValue == "HOUSE-1")
    #expect(try store.search(SearchQuery("replication")).first?.number.rawValue == "MED-0001")
    #expect(try store.blob(named: "rules") == [1, 2, 3])
  }

  @Test(
    "one of a shipped number leads in every language, whatever its date",
    arguments: Language.allCases)
  func leads(language: Language) throws {
    try writeArticle("MED-0001", title: "Our proxy stops replication")
    let reference = try #require(try store().reference("MED-0001", in: language))
    #expect(reference.title == "Our proxy stops replication")
    #expect(reference.isFallback == (language != .en))
  }

  @Test("a changed text, a removed one and a changed base are seen")
  func changes() throws {
    try writeArticle("HOUSE-1", title: "Our proxy cuts answers")
    #expect(try store().reference("HOUSE-1", in: .en)?.title == "Our proxy cuts answers")
    try writeArticle("HOUSE-1", title: "Our proxy closes connections")
    #expect(try store().reference("HOUSE-1", in: .en)?.title == "Our proxy closes connections")
    try Self.writeBase(base, title: "Replication stops again")
    #expect(try store().reference("MED-0001", in: .en)?.title == "Replication stops again")
    try FileManager.default.removeItem(atPath: folder.path("house/articles/HOUSE-1.en.md"))
    try writeArticle("HOUSE-2", title: "Something else")
    #expect(try store().reference("HOUSE-1", in: .en) == nil)
  }

  @Test("few old files are kept")
  func kept() throws {
    for number in 0..<7 {
      try writeArticle("HOUSE-1", title: "Edition \(number)")
      _ = try store()
    }
    let cache = folder.path("cache/house")
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache).count == 4)
  }

  @Test("what cannot be read is named, and the rest is laid over the base")
  func broken() throws {
    try writeArticle("HOUSE-1", title: "Our proxy cuts answers")
    try folder.write("no front matter", to: "house/articles/HOUSE-2.en.md")
    try folder.write("not a concept\n", to: "house/lexicon/own.txt")
    let texts = HouseTexts(path: folder.path("house"))
    #expect(texts.problems.count == 2)
    #expect(texts.articles.map(\.number.rawValue) == ["HOUSE-1"])
  }

  @Test("a house without texts has nothing to lay over anything")
  func empty() throws {
    #expect(HouseTexts(path: folder.path("nowhere")).isEmpty)
  }
}
