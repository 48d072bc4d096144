import Foundation
import KnowledgeBase
import Model
import TestSupport
import Testing

@Suite("Forms of import")
struct ImportFormsTests {
  private static func kcs(_ number: String, title: String = "Title") -> String {
    """
    ---
    title: \(title)
    product: Campaign
    article-number: \(number)
    article-published-date: 5/14/2024 4:26:17 PM
    ---
    # \(title)

    text
    """
  }

  @Test("takes one Markdown file, whose language its name, its folder or the caller tells")
  func oneFile() throws {
    let folder = try TemporaryFolder()
    let named = try folder.write(Self.kcs("KA-1"), to: "x/KA-1.fr.md")
    let inFolder = try folder.write(Self.kcs("KA-2"), to: "ja-JP/articles/KA-2.md")
    let bare = try folder.write(Self.kcs("KA-3"), to: "x/KA-3.md")
    #expect(try KCSImport(path: named).articles.map(\.language) == [.fr])
    #expect(try KCSImport(path: inFolder).articles.map(\.language) == [.ja])
    #expect(try KCSImport(path: bare, language: .en).articles.map(\.number) == ["KA-3"])
    #expect(try KCSImport(path: bare).summary.problems.count == 1)
  }

  @Test("takes a saved page without what surrounds the article")
  func savedPage() throws {
    let folder = try TemporaryFolder()
    let page = """
      <!DOCTYPE html><html lang="fr"><head><title>Clés | Adobe</title>
      <link rel="canonical" href="https://experienceleague.adobe.com/fr/docs/experience-cloud-kcs/kbarticles/ka-23909">
      <meta name="description" content="Les cl&eacute;s &amp; le reste"><meta content="2024-05-14" name="last-update">
      <script>var x = "<main><p>no</p></main>";</script></head>
      <body><nav>Menu</nav><main><h1>Clés perdues</h1><p>Voir <a href="https://a.example/b">ici</a>.</p>
      <ol><li>un</li><li>deux</li></ol><pre><code>a &lt; b
        c</code></pre><script>evil()</script></main><footer>pied</footer></body></html>
      """
    let source = try KCSImport(path: try folder.write(page, to: "page.html"))
    let article = try #require(source.articles.first)
    #expect(article.number == "KA-23909")
    #expect(article.language == .fr)
    #expect(article.title == "Clés perdues")
    #expect(try KCSImport(path: folder.url.path).articles == [article])
    #expect(article.date == "2024-05-14")
    #expect(
      article.body == """
        # Clés perdues

        Voir [ici](https://a.example/b).

        1. un

        2. deux

        ```
        a < b
          c
        ```
        """)
  }

  @Test("a page that is cut anywhere is read or refused, and never hangs")
  func cutPage() throws {
    let folder = try TemporaryFolder()
    let page =
      "<html lang=en><main><h1>KA-12345 t</h1><!-- <p> --><a href='https://x'>l</a><pre>c</pre>"
    for end in 0...page.count {
      let path = try folder.write(String(page.prefix(end)), to: "KA-12345.html")
      let source = try KCSImport(path: path)
      #expect(source.articles.count + source.summary.problems.count == 1)
    }
  }

  @Test("keeps the commit of a clone, and notices what is new, changed and gone")
  func changes() throws {
    let folder = try TemporaryFolder()
    let commit = String(repeating: "a1", count: 20)
    try folder.write("ref: refs/heads/main\n", to: "kcs/en/.git/HEAD")
    try folder.write(commit + "\n", to: "kcs/en/.git/refs/heads/main")
    for number in ["KA-1", "KA-2", "KA-3"] {
      try folder.write(Self.kcs(number), to: "kcs/en/articles/\(number).md")
    }
    var builder = KnowledgeBuilder()
    builder.add(.sample("KA-2"))
    let first = try KCSImport(path: folder.path("kcs"))
    #expect(first.articles.allSatisfy { $0.commit == commit })
    let outcomes = [builder.take(first), builder.take(first)]
    #expect(outcomes == [true, false])
    try builder.write(to: folder.path("a.kb"))

    try FileManager.default.removeItem(atPath: folder.path("kcs/en/articles/KA-2.md"))
    try folder.write(Self.kcs("KA-3", title: "New"), to: "kcs/en/articles/KA-3.md")
    try folder.write(Self.kcs("KA-4"), to: "kcs/en/articles/KA-4.md")
    var later = try KnowledgeBuilder(extending: folder.path("a.kb"))
    _ = later.take(try KCSImport(path: folder.path("kcs")))
    try later.write(to: folder.path("a.kb"))
    let store = try KnowledgeStore(path: folder.path("a.kb"))
    #expect(
      try store.changes() == [
        ArticleChange(number: "KA-2", language: .en, kind: .removed),
        ArticleChange(number: "KA-3", language: .en, kind: .changed),
        ArticleChange(number: "KA-4", language: .en, kind: .added),
      ])
    // Our own text of the same number stays.
    #expect(try store.versions(of: "KA-2", in: .en).map(\.origin) == [.own])
    #expect(try store.article("KA-1", in: .en)?.commit == commit)
  }

  @Test("one file more removes nothing")
  func partial() throws {
    let folder = try TemporaryFolder()
    var builder = KnowledgeBuilder()
    for number in ["KA-1", "KA-2"] {
      let path = try folder.write(Self.kcs(number), to: "\(number).en.md")
      _ = builder.take(try KCSImport(path: path))
    }
    try builder.write(to: folder.path("a.kb"))
    #expect(try KnowledgeStore(path: folder.path("a.kb")).statistics().articles == 2)
  }

  @Test("starts anew where the file is spoilt, and refuses what is not ours")
  func rebuilding() throws {
    let folder = try TemporaryFolder()
    #expect(try KnowledgeBuilder.rebuilding(folder.path("none.kb")).loss == nil)
    let sample = try SampleStore([.sample()])
    var bytes = Array(try Data(contentsOf: URL(filePath: sample.folder.path("a.kb"))))
    bytes[63] = 1
    let old = try folder.write(bytes, to: "old.kb")
    #expect(try KnowledgeBuilder.rebuilding(old).loss != nil)
    let other = try folder.write("my own notes", to: "notes.kb")
    #expect(throws: KnowledgeError.self) { try KnowledgeBuilder.rebuilding(other) }
  }
}
