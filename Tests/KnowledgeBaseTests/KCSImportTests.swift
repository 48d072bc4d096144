import Foundation
import KnowledgeBase
import Model
import TestSupport
import Testing

@Suite("Import of the KCS repositories")
struct KCSImportTests {
  private func file(_ title: String, number: String? = "KA-00001", body: String = "text") -> String
  {
    """
    ---
    title: \(title)
    description: about
    keywords: KCS，鍵
    \(number.map { "article-number: \($0)\n" } ?? "")article-published-date: 5/14/2024 4:26:17 PM
    ---
    \(body)
    """
  }

  @Test("takes a folder of repositories, one for each language, and accounts for every file")
  func repositories() throws {
    let folder = try TemporaryFolder()
    try folder.write(file("One"), to: "en/articles/KA-00001.md")
    try folder.write(file("Un"), to: "fr-FR/articles/KA-00001.md")
    try folder.write(file("Une", number: "KA-9"), to: "fr-FR/articles/KA-00002.md")
    try folder.write(file("一"), to: "experience-cloud-kcs.ja-JP/articles/KA-00001.md")
    try folder.write(
      file("Video", number: nil, body: "This article has been archived."),
      to: "en/articles/KT-100.md")
    try folder.write(file("Eins"), to: "de-DE/articles/KA-00001.md")
    try folder.write("no front matter", to: "en/articles/KA-00003.md")
    try folder.write("", to: "en/articles/picture.png")
    let result = try KCSImport(path: folder.url.path)
    #expect(result.summary.taken == [.en: 2, .fr: 1, .ja: 1])
    #expect(result.summary.total == 2)
    #expect(result.summary.archived.map(\.rawValue) == ["KT-100"])
    #expect(result.summary.incomplete == ["KT-100": [.fr, .ja]])
    let problems = result.summary.problems
    #expect(
      problems.map(\.kind) == [
        .unknownLanguage("de-DE"), .noFrontMatter,
        .numberMismatch(found: "KA-9", fileName: "KA-00002"),
      ])
    let article = try #require(result.articles.first { $0.language == .ja })
    #expect(article.date == "2024-05-14T16:26:17")
    #expect(article.keywords == ["KCS", "鍵"])
    #expect(
      article.url
        == "https://experienceleague.adobe.com/ja/docs/experience-cloud-kcs/kbarticles/ka-00001")
  }

  @Test("takes one repository, whose language is said or stated or asked for")
  func oneRepository() throws {
    let folder = try TemporaryFolder()
    try folder.write(file("Un"), to: "x/articles/KA-00001.md")
    let path = folder.path("x")
    #expect(try KCSImport(path: path).summary.problems.map(\.kind) == [.unknownLanguage(path)])
    #expect(try KCSImport(path: path, language: .ja).articles.map(\.language) == [.ja])
    let metadata = "---\ngit-repo: https://github.com/AdobeDocs/experience-cloud-kcs.fr-FR\n---\n"
    try folder.write(metadata, to: "x/metadata.md")
    #expect(try KCSImport(path: path).articles.map(\.language) == [.fr])
  }

  @Test("reads front matter that is not YAML line by line")
  func lenient() throws {
    let folder = try TemporaryFolder()
    let broken = "Error: \"x\": failed"
    try folder.write(file(broken), to: "en/articles/KA-00001.md")
    try folder.write(file("「全体」"), to: "ja-JP/articles/KA-00001.md")
    let articles = try KCSImport(path: folder.url.path).articles
    #expect(articles.map(\.title) == [broken, "全体"])
    #expect(articles.map(\.date) == ["2024-05-14T16:26:17", "2024-05-14T16:26:17"])
  }

  @Test("says that a folder holds no articles")
  func none() throws {
    let folder = try TemporaryFolder()
    #expect(throws: ArticleProblem.self) { try KCSImport(path: folder.url.path) }
    #expect(throws: ArticleProblem.self) { try KCSImport(path: folder.path("none")) }
  }
}

@Suite(
  "The whole KCS corpus", .enabled(if: Corpus.isPresent, Corpus.absenceComment),
  .timeLimit(.minutes(5)))
struct KCSCorpusTests {
  /// The corpus as a knowledge base, made once for all tests.
  private static let corpus = Result {
    let result = try KCSImport(path: Corpus.path("corpus/kcs"))
    return (summary: result.summary, sample: try SampleStore(result.articles))
  }

  @Test("every file is taken or named")
  func account() throws {
    let (summary, sample) = try Self.corpus.get()
    #expect(summary.taken == [.en: 1_179, .fr: 1_179, .ja: 1_179])
    #expect(summary.problems.isEmpty)
    #expect(summary.total == 1_180)
    #expect(
      summary.incomplete == [
        "KA-15080": [.en], "KA-24495": [.fr, .ja],
      ])
    #expect(summary.archived.count == 42)
    let statistics = try sample.store.statistics()
    #expect(statistics.articles == 1_180)
    #expect(statistics.texts == summary.taken)
    #expect(statistics.archivedTexts == 126)
    #expect(try sample.store.reference("KT-10959", in: .fr)?.isFallback == false)
  }

  @Test("an article that lacks the language asked for is shown in English, and says so")
  func fallback() throws {
    let store = try Self.corpus.get().sample.store
    let reference = try store.reference("KA-24495", in: .ja)
    #expect(reference?.language == .en)
    #expect(reference?.isFallback == true)
    #expect(try store.languages(of: "KA-15080") == [.fr, .ja])
  }

  @Test(
    "the payload of KA-23909 leads to it in every language and however it was escaped",
    arguments: Language.allCases)
  func seed(language: Language) throws {
    let store = try Self.corpus.get().sample.store
    let payload =
      #"{"error":"invalid_client","error_description":"invalid client_secret parameter"}"#
    let log =
      "29.03.2026 00:00:01.001 *ERROR* [sling-default-3] com.adobe.granite.auth.ims.impl.Token \(payload)"
    let html = payload.split(separator: "\"").joined(separator: "&quot;")
    let escaped = payload.split(separator: "\"").joined(separator: "\\\"")
    for text in [payload, log, html, escaped] {
      let first = try store.search(SearchQuery(text, language: language, limit: 3)).first
      #expect(first?.number.rawValue == "KA-23909")
      #expect(first?.language == language)
      #expect(first?.snippet.contains("invalid client_secret parameter") == true)
    }
  }

  @Test("the queries of the evaluation set find their articles")
  func evaluation() throws {
    struct Query: Decodable {
      var query: String
      var lang: String
      var relevant: [String: Int]
    }
    let store = try Self.corpus.get().sample.store
    let file = URL(filePath: Corpus.path("corpus/search/queries-dev.jsonl"))
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let ranks = try lines.map { line in
      let query = try JSONDecoder().decode(Query.self, from: Data(line.utf8))
      let language = Language(rawValue: query.lang) ?? .en
      let results = try store.search(SearchQuery(query.query, language: language, limit: 10))
      #expect(Set(results.map(\.number)).count == results.count)
      let rank = results.firstIndex { query.relevant[$0.number.rawValue] == 2 }
      return rank.map { 1 / Double($0 + 1) } ?? 0
    }
    #expect(ranks.count == 235)
    #expect(ranks.reduce(0, +) / Double(ranks.count) >= 0.82)
  }
}
