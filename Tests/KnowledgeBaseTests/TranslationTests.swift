import Foundation
import Model
import TestSupport
import Testing

@testable import KnowledgeBase

@Suite("Translations")
struct TranslationTests {
  private static let words = [
    ("サーバー", "server"), ("認証", "authentication"), ("再起動", "restart"), ("失敗", "failure"),
    ("複製", "replication"), ("ページ", "page"), ("権限", "permission"), ("証明書", "certificate"),
  ]

  /// Articles whose lines are words at random, the Japanese ones in another order.
  private static func builder(seed: UInt64) -> KnowledgeBuilder {
    var random = SplitMix64(seed: seed)
    var builder = KnowledgeBuilder()
    for index in 0..<30 {
      var english = ""
      var japanese = ""
      for _ in 0..<6 {
        let line = words.shuffled(using: &random).prefix(3)
        english += line.map(\.1).joined(separator: " ") + "\n\n"
        japanese += line.reversed().map(\.0).joined(separator: "の") + "\n"
      }
      builder.add(.sample(numbered(index), .en, title: "T", body: english))
      builder.add(.sample(numbered(index), .ja, title: "T", body: japanese))
    }
    return builder
  }

  @Test("are learnt from lines that say the same", arguments: 0..<5 as Range<UInt64>)
  func mined(seed: UInt64) throws {
    let found = Self.builder(seed: seed).minedTranslations()
    let stem = [
      "server": "server", "authentication": "authent", "restart": "restart",
      "failure": "failur", "replication": "replic", "page": "page", "permission": "permiss",
      "certificate": "certif",
    ]
    for (japanese, english) in Self.words {
      // The long mark at the end is written or not.
      let term = japanese == "サーバー" ? "サーバ" : japanese
      let best = found.filter { $0.source == term }.max { $0.probability < $1.probability }
      #expect(best?.target == stem[english], "\(japanese)")
    }
    #expect(found == Self.builder(seed: seed).minedTranslations())
    #expect(found == found.sorted { ($0.source, $0.target) < ($1.source, $1.target) })
    #expect(found.allSatisfy { Translation(line: $0.line) == $0 })
  }

  @Test("let a Japanese question find an article that is there in English alone")
  func finds() throws {
    let folder = try TemporaryFolder()
    var builder = KnowledgeBuilder()
    builder.add(.sample("A-1", title: "Certificates have expired"))
    for index in 2..<9 { builder.add(.sample(numbered(index), title: "Other \(index)")) }
    let question = SearchQuery("証明書の期限", language: .ja)
    try builder.write(to: folder.path("without.kb"))
    #expect(try KnowledgeStore(path: folder.path("without.kb")).search(question).isEmpty)
    builder.setTranslations([try #require(Translation(line: "証明書\tcertif\t0.9"))])
    try builder.write(to: folder.path("with.kb"))
    let store = try KnowledgeStore(path: folder.path("with.kb"))
    #expect(try store.search(question).map(\.number) == ["A-1"])
    #expect(try store.search(SearchQuery("期限", language: .ja)).isEmpty)
  }

  @Test("stay with a file that is extended, and go over to a new one")
  func kept() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.kb")
    var builder = Self.builder(seed: 1)
    let mined = builder.minedTranslations()
    builder.setTranslations(mined)
    try builder.write(to: path)
    var later = try KnowledgeBuilder(extending: path)
    later.add(.sample("B-1"))
    try later.write(to: path)
    let store = try KnowledgeStore(path: path)
    #expect(try store.translations() == mined)

    var other = KnowledgeBuilder()
    try other.takeLexicon(of: store)
    try other.write(to: folder.path("b.kb"))
    #expect(try KnowledgeStore(path: folder.path("b.kb")).translations() == mined)
  }

  @Test(
    "are lines of two terms and a number",
    arguments: [
      "証明書\tcertif", "\tcertif\t1", "証明書\t\t1", "証明書\tcertif\t0", "証明書\tcertif\t2",
      "証明書\tcertif\tnan", "証明書 certif 1", "証明書\tcer\"tif\t1",
    ])
  func broken(line: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("# comment\n証明書\tcertif\t0.9\n\(line)\n", to: "a.tsv")
    let lexicon = try LexiconFolder(path: folder.url.path)
    #expect(lexicon.translations.map(\.target) == ["certif"])
    #expect(lexicon.problems.map(\.location?.line) == [3])
    #expect(lexicon.problems.allSatisfy { $0.kind == .translation })
  }
}
