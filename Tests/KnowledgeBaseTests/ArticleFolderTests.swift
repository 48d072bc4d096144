import Foundation
import KnowledgeBase
import Model
import TestSupport
import Testing

@Suite("Articles of our own")
struct ArticleFolderTests {
  private let good = """
    ---
    title: Les clés se perdent
    description: "Après un redémarrage : erreur invalid_client"
    solution: Experience Manager
    product: Experience Manager as a Cloud Service
    applies-to: Experience Manager
    keywords: KCS, clé、hmac
    resolution: Resolution
    internal-notes: null
    bug: false
    article-created-by: aemedic
    article-created-date: 3/1/2026 4:26:17 PM
    version-number: 2
    article-number: KA-23909
    state: validated
    as-of: 2026-03-02
    url: https://example.com/a
    ---
    # Les clés se perdent
    corps
    """

  private func read(_ text: String, named name: String = "KA-23909.fr.md") throws -> ArticleFolder {
    let folder = try TemporaryFolder()
    try folder.write(text, to: name)
    return try ArticleFolder(path: folder.url.path)
  }

  @Test("reads number and language from the name and the rest from the front matter")
  func reads() throws {
    let folder = try read(good)
    #expect(folder.problems.isEmpty)
    let article = try #require(folder.articles.first)
    #expect(article.number.rawValue == "KA-23909")
    #expect(article.language == .fr)
    #expect(article.origin == .own)
    #expect(article.title == "Les clés se perdent")
    #expect(article.description == "Après un redémarrage : erreur invalid_client")
    #expect(article.keywords == ["KCS", "clé", "hmac"])
    #expect(article.product == "Experience Manager as a Cloud Service")
    #expect(article.state == .validated)
    #expect(article.date == "2026-03-02")
    #expect(article.url == "https://example.com/a")
    #expect(article.body == "# Les clés se perdent\ncorps")
  }

  @Test("reads lines that end as on Windows")
  func windowsLines() throws {
    let folder = try read(good.split(separator: "\n").joined(separator: "\r\n"))
    #expect(folder.articles.first?.body == "# Les clés se perdent\ncorps")
  }

  @Test(
    "refuses what it does not understand, with the place",
    arguments: [
      ("state: validated", "state: done", 15, 8, "one of wip"),
      ("as-of: 2026-03-02", "as-of: 2026-02-30", 16, 8, "a date"),
      ("as-of: 2026-03-02", "as-of: null", 16, 8, "a date"),
      ("as-of: 2026-03-02", "as_of: 2026-03-02", 16, 1, "unknown key “as_of”"),
      ("bug: false", "bug: no", 10, 6, "true or false"),
      ("version-number: 2", "version-number: two", 13, 17, "a whole number"),
      ("url: https", "url: javascript", 17, 6, "https://"),
      ("article-number: KA-23909", "article-number: KA-1", 14, 17, "not the “KA-23909”"),
      (
        "bug: false", "title: again", 10, 1,
        "“title” stands here for the second time, first in line 2"
      ),
      ("bug: false", "bug: a: b", 10, 7, "mapping values"),
      ("title: Les", "title: &x Les", 2, 8, "&x"),
      ("title: Les clés se perdent", "title: ' '", 2, 8, "a text"),
      ("keywords: KCS, clé、hmac", "keywords: {a: b}", 7, 11, "texts"),
    ])
  func refuses(line: String, other: String, row: Int, column: Int, words: String) throws {
    #expect(good.contains(line))
    let folder = try read(good.replacingOccurrences(of: line, with: other))
    #expect(folder.articles.isEmpty)
    let problem = try #require(folder.problems.first)
    #expect(problem.location?.file.hasSuffix("/KA-23909.fr.md") == true)
    #expect(problem.location?.line == row)
    #expect(problem.location?.column == column)
    #expect(problem.location?.snippet?.isEmpty == false)
    #expect(problem.reason.en.contains(words))
    #expect(!problem.reason.fr.isEmpty && !problem.reason.ja.isEmpty)
  }

  @Test("guesses which key was meant")
  func suggestion() throws {
    let folder = try read(good.replacingOccurrences(of: "keywords:", with: "keyword:"))
    #expect(folder.problems.first?.hint?.en == "did you mean “keywords”?")
  }

  @Test(
    "asks for every key that an article needs",
    arguments: ["title", "description", "keywords", "article-number", "state", "as-of"])
  func missing(key: String) throws {
    let lines = good.split(separator: "\n", omittingEmptySubsequences: false)
    let text = lines.filter { !$0.hasPrefix(key + ":") }.joined(separator: "\n")
    #expect(try read(text).problems.first?.kind == .missingKey(key))
  }

  @Test(
    "refuses a file that is no article, and reads the others",
    arguments: [
      ("KA-1.de.md", "x", .fileName("KA-1.de.md")),
      ("notes.md", "x", .fileName("notes.md")),
      ("KA-1.en.md", "# Title", .noFrontMatter),
      ("KA-1.en.md", "---\ntitle: x\n", .unclosedFrontMatter),
      ("KA-1.en.md", "", .noFrontMatter),
      ("KA-1.en.md", "---\n---\n", .missingKey("title")),
    ] as [(String, String, ArticleProblem.Kind)])
  func others(name: String, text: String, kind: ArticleProblem.Kind) throws {
    let folder = try TemporaryFolder()
    try folder.write(good, to: "KA-23909.fr.md")
    try folder.write(text, to: name)
    try folder.write("no article", to: "image.png")
    let articles = try ArticleFolder(path: folder.url.path)
    #expect(articles.articles.count == 1)
    #expect(articles.problems.map(\.kind) == [kind])
  }

  @Test("refuses what is not text, not a file, or not there")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    try folder.write([0x2D, 0x2D, 0x2D, 0x0A, 0xFF], to: "KA-1.en.md")
    try folder.write("x", to: "KA-2.en.md/inner")
    let articles = try ArticleFolder(path: folder.url.path)
    #expect(articles.problems.map(\.kind) == [.notUTF8, .unreadable(.notAFile)])
    let error = #expect(throws: ArticleProblem.self) {
      try ArticleFolder(path: folder.path("none"))
    }
    #expect(error?.kind == .unreadable(.missing))
  }
}
