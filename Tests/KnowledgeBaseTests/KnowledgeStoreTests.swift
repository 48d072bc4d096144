import Foundation
import KnowledgeBase
import Model
import TestSupport
import Testing

@Suite("Knowledge base file")
struct KnowledgeStoreTests {
  private let number: ArticleNumber = "MED-0001"

  @Test("gives back what was put in")
  func roundTrip() throws {
    let article = Article.sample(title: "鍵 «unset»", body: "# Title\n\ntext\n")
    let sample = try SampleStore([article], blobs: ["rules": [1, 2, 0], "empty": []])
    #expect(try sample.store.article(number, in: .en) == article)
    #expect(try sample.store.blob(named: "rules") == [1, 2, 0])
    #expect(try sample.store.blob(named: "empty") == [])
    #expect(try sample.store.blob(named: "none") == nil)
    #expect(try sample.store.article("MED-2", in: .en) == nil)
  }

  @Test("shows the language asked for, else English, else any")
  func languages() throws {
    let sample = try SampleStore([
      .sample("A-1", .en), .sample("A-1", .ja), .sample("A-2", .ja), .sample("A-2", .fr),
    ])
    let store = sample.store
    #expect(try store.article("A-1", in: .ja)?.language == .ja)
    #expect(try store.article("A-1", in: .fr)?.language == .en)
    #expect(try store.article("A-2", in: .en)?.language == .fr)
    #expect(try store.reference("A-2", in: .en)?.isFallback == true)
    #expect(try store.languages(of: "A-2") == [.fr, .ja])
  }

  @Test(
    "lets the newer text lead, ours on the same day, and keeps both",
    arguments: [
      ("2026-03-01", "2024-05-14T16:26:17", ArticleOrigin.own),
      ("2024-05-13", "2024-05-14T16:26:17", .imported),
      ("2024-05-14", "2024-05-14T16:26:17", .own),
    ])
  func versions(own: String, imported: String, leader: ArticleOrigin) throws {
    let sample = try SampleStore([
      .sample(title: "Correction", date: own, body: "zebra"),
      .sample(title: "Original", origin: .imported, date: imported, body: "giraffe"),
    ])
    let versions = try sample.store.versions(of: number, in: .fr)
    #expect(versions.count == 2)
    #expect(versions.first?.origin == leader)
    #expect(try sample.store.reference(number, in: .en)?.title == versions.first?.title)
    for word in ["zebra", "giraffe"] {
      let results = try sample.store.search(SearchQuery(word))
      #expect(results.map(\.title) == [versions.first?.title])
    }
  }

  @Test("takes newer articles into an existing file, and leaves older ones out")
  func extending() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.kb")
    var builder = KnowledgeBuilder()
    #expect(builder.add(.sample(title: "Old", origin: .imported, date: "2024-01-01")) == .added)
    #expect(builder.add(.sample("MED-0002")) == .added)
    builder.setBlob([7], named: "rules")
    try builder.write(to: path)

    var later = try KnowledgeBuilder(extending: path)
    #expect(later.add(.sample(title: "Older", origin: .imported, date: "2023-01-01")) == .keptNewer)
    #expect(later.add(.sample(title: "New", origin: .imported, date: "2025-01-01")) == .replaced)
    later.removeArticles(of: .own)
    try later.write(to: path)
    let store = try KnowledgeStore(path: path)
    #expect(try store.article(number, in: .en)?.title == "New")
    #expect(try store.article("MED-0002", in: .en) == nil)
    #expect(try store.blob(named: "rules") == [7])
    #expect(try store.search(SearchQuery("new")).map(\.number) == [number])
  }

  @Test("makes the same file from the same articles")
  func deterministic() throws {
    let articles = (0..<40).map { Article.sample(numbered($0), body: "text \($0)") }
    let files = try [articles, articles.reversed()].map { articles in
      let sample = try SampleStore(articles, blobs: ["a": [1], "b": [2]])
      return try Data(contentsOf: URL(filePath: sample.folder.path("a.kb")))
    }
    #expect(files[0] == files[1])
  }

  @Test("leaves the old file and nothing else where the new one cannot be finished")
  func atomic() throws {
    let folder = try TemporaryFolder()
    var builder = KnowledgeBuilder()
    builder.add(.sample())
    // A folder that is not empty cannot be replaced by a file.
    try folder.write("here first", to: "a.kb/inner")
    let error = #expect(throws: KnowledgeError.self) { try builder.write(to: folder.path("a.kb")) }
    if case .unwritable = error {} else { Issue.record("unexpected \(String(describing: error))") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a.kb"])
    #expect(throws: KnowledgeError.self) { try builder.write(to: folder.path("none/a.kb")) }
  }

  @Test("a reader keeps the old text while a new file takes its place")
  func replacedWhileOpen() throws {
    let sample = try SampleStore([.sample(title: "Old")])
    var builder = KnowledgeBuilder()
    builder.add(.sample(title: "New"))
    try builder.write(to: sample.folder.path("a.kb"))
    #expect(try sample.store.article(number, in: .en)?.title == "Old")
    let reopened = try KnowledgeStore(path: sample.folder.path("a.kb"))
    #expect(try reopened.article(number, in: .en)?.title == "New")
  }

  @Test("refuses other files with the reason")
  func refuses() throws {
    let folder = try TemporaryFolder()
    func open(_ path: String) -> KnowledgeError? {
      #expect(throws: KnowledgeError.self) { try KnowledgeStore(path: path) }
    }
    let missing = folder.path("none.kb")
    #expect(open(missing) == .unreadable(path: missing, .missing))
    #expect(open(folder.url.path) == .unreadable(path: folder.url.path, .notAFile))
    let text = try folder.write(String(repeating: "text ", count: 500), to: "text.kb")
    #expect(open(text) == .notAKnowledgeBase(path: text))
    let empty = try folder.write("", to: "empty.kb")
    #expect(open(empty) == .notAKnowledgeBase(path: empty))
  }

  @Test(
    "refuses a file of another version, and survives a damaged one",
    arguments: 0..<40 as Range<UInt64>)
  func damaged(seed: UInt64) throws {
    let sample = try SampleStore((0..<60).map { .sample(numbered($0), body: "text") })
    var bytes = Array(try Data(contentsOf: URL(filePath: sample.folder.path("a.kb"))))
    var random = SplitMix64(seed: seed)
    if seed == 0 {
      bytes[63] = 9  // The low byte of `user_version` (sqlite.org/fileformat2.html, 1.3).
    } else {
      for _ in 0..<50 {
        bytes[Int.random(in: 100..<bytes.count, using: &random)] = .random(
          in: .min ... .max, using: &random)
      }
      bytes.removeLast(Int.random(in: 0...bytes.count / 2, using: &random))
    }
    let path = try sample.folder.write(bytes, to: "b.kb")
    do {
      let store = try KnowledgeStore(path: path)
      _ = try store.search(SearchQuery("text title keys"))
      _ = try store.article("A-7", in: .ja)
      _ = try KnowledgeBuilder(extending: path)
      #expect(seed != 0)
    } catch {
      #expect(!error.reason.ja.isEmpty)
      if seed == 0 {
        #expect(
          error == .otherVersion(path: path, found: 9, expected: Int64(KnowledgeStore.format)))
      }
    }
  }
}
