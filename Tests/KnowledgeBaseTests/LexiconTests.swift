import Foundation
import Model
import TestSupport
import Testing

@testable import KnowledgeBase

@Suite("Lexicon")
struct LexiconTests {
  private static let line =
    "blank: blank page = white screen; nothing shows | page blanche = écran vide"
    + " | 空白のページ = 真っ白; 画面 何も出ない"

  @Test(
    "finds an article by what people say, in three languages",
    arguments: [
      ("the screen is just white since monday", Language.en),
      ("l’écran reste vide", .fr), ("画面が真っ白になる", .ja), ("画面に何も出ない", .ja),
    ])
  func finds(query: String, language: Language) throws {
    let folder = try TemporaryFolder()
    var builder = KnowledgeBuilder()
    let titles: [Language: String] = [.en: "Blank page", .fr: "Page blanche", .ja: "空白のページ"]
    builder.add(.sample("A-1", language, title: titles[language] ?? ""))
    for index in 2..<9 { builder.add(.sample(numbered(index), language, title: "Other \(index)")) }
    try builder.write(to: folder.path("without.kb"))
    builder.setConcepts([try #require(Concept(line: Self.line))])
    try builder.write(to: folder.path("with.kb"))
    let question = SearchQuery(query, language: language)
    let without = try KnowledgeStore(path: folder.path("without.kb")).search(question)
    #expect(without.isEmpty)
    let found = try KnowledgeStore(path: folder.path("with.kb")).search(question)
    #expect(found.first?.number == "A-1")
  }

  @Test("words that stand far apart say something else")
  func farApart() throws {
    let folder = try TemporaryFolder()
    var builder = KnowledgeBuilder()
    builder.add(.sample("A-1", title: "Blank page"))
    for index in 2..<9 { builder.add(.sample(numbered(index), title: "Other \(index)")) }
    builder.setConcepts([try #require(Concept(line: Self.line))])
    try builder.write(to: folder.path("a.kb"))
    let store = try KnowledgeStore(path: folder.path("a.kb"))
    let query = "white " + String(repeating: "zebra ", count: 12) + "screen"
    #expect(try store.search(SearchQuery(query)).isEmpty)
  }

  @Test("who names one thing is not answered by its concept instead")
  func ownWordsFirst() throws {
    let folder = try TemporaryFolder()
    var builder = KnowledgeBuilder()
    builder.add(.sample("A-1", title: "The secret is unset"))
    let terms = ["token", "credential", "certificate", "password", "signature", "handshake"]
    builder.add(.sample("A-2", title: terms.joined(separator: " ")))
    for index in 3..<12 { builder.add(.sample(numbered(index), title: "Other \(index)")) }
    let line = "login: \(terms.joined(separator: "; ")) = secret | a = b | c = d"
    builder.setConcepts([try #require(Concept(line: line))])
    try builder.write(to: folder.path("a.kb"))
    let found = try KnowledgeStore(path: folder.path("a.kb")).search(SearchQuery("secret"))
    #expect(found.map(\.number) == ["A-1", "A-2"])
  }

  @Test(
    "names a line that is no concept",
    arguments: ["no colon", "a: b = c", "a: b = c | d = e | f", "a: = c | d = e | f = g"])
  func broken(line: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("# comment\n\n\(Self.line)\n\(line)\n", to: "a.txt")
    let lexicon = try LexiconFolder(path: folder.url.path)
    #expect(lexicon.concepts.count == 1)
    #expect(lexicon.problems.map(\.location?.line) == [4])
  }

  @Test(
    "the lexicon of the checkout is well formed, each name once, and stays with an extended file")
  func shipped() throws {
    let lexicon = try LexiconFolder(path: Corpus.packagePath("kb/lexicon"))
    #expect(lexicon.problems.isEmpty)
    #expect(lexicon.concepts.count > 100)
    #expect(lexicon.translations.count > 5_000)
    #expect(
      Set(lexicon.translations.map { [$0.source, $0.target] }).count == lexicon.translations.count)
    #expect(Set(lexicon.concepts.map(\.name)).count == lexicon.concepts.count)
    let folder = try TemporaryFolder()
    var builder = KnowledgeBuilder()
    builder.setConcepts(lexicon.concepts)
    try builder.write(to: folder.path("a.kb"))
    try KnowledgeBuilder(extending: folder.path("a.kb")).write(to: folder.path("b.kb"))
    let files = try ["a.kb", "b.kb"].map { try KnowledgeStore(path: folder.path($0)).concepts() }
    #expect(files[0] == lexicon.concepts)
    #expect(files[1] == lexicon.concepts)
  }
}
