import Foundation
import Model
import TestSupport
import Testing

@testable import Reporting

/// Articles and rules: importing, searching, reading, listing, testing.
@Suite struct KnowledgeTests {
  private struct SearchAnswer: Decodable {
    struct Row: Decodable {
      let number: String
      let language: String
      let fallback: Bool
      let title: String
      let score: Double
      let url: String?
    }

    let results: [Row]
  }

  private struct Ranking: Codable, Equatable {
    let id: String
    let ranked: [String]
  }

  @Test(
    "finds the article from the payload, in the reader's language", arguments: ["en", "fr", "ja"])
  func searchByPayload(language: String) throws {
    for paste in [ImsPayload.bare, ImsPayload.record, ImsPayload.htmlEscaped] {
      let outcome = try Tool.run(
        ["search", paste, "--lang", language, "--format", "json", "--limit", "3"])
      #expect(outcome.status == 0)
      let rows = try JSONDecoder().decode(SearchAnswer.self, from: outcome.output).results
      #expect(rows.first?.number == "KA-23909")
      #expect(rows.first?.language == language)
      #expect(rows.first?.fallback == false)
      #expect(rows.first?.title == ImsPayload.articleTitles[language])
      #expect(rows.count <= 3)
      #expect(Set(rows.map(\.number)).count == rows.count)
      #expect(rows.map(\.score) == rows.map(\.score).sorted(by: >))
    }
  }

  @Test("a query may be given as words, in quotes, or piped in")
  func queryForms() throws {
    let words = ["search", "--format", "json"]
    let quoted = try Tool.run(words + ["crypto keys after restart"])
    let apart = try Tool.run(words + ["crypto", "keys", "after", "restart"])
    let piped = try Tool.run(words + ["-"], input: "crypto keys after restart".utf8)
    #expect(quoted.output == apart.output)
    #expect(quoted.output == piped.output)
    #expect(try JSONDecoder().decode(SearchAnswer.self, from: quoted.output).results.count > 0)
    let lines = try Tool.run(["search", "--format", "ndjson", "crypto keys after restart"])
    #expect(lines.text.split(separator: "\n").allSatisfy { $0.hasPrefix("{") })
  }

  @Test("a batch answers every line in order, as single queries would")
  func batch() throws {
    let queries = [
      ("q1", "en", ImsPayload.bare), ("q2", "fr", "clés de chiffrement après un redémarrage"),
      ("q3", "ja", "再起動後に client_secret が無効になる"), ("q4", "en", "zzzz qqqq"), ("q5", "en", ""),
    ]
    let encoder = JSONEncoder()
    let lines = try queries.map { id, language, query in
      String(
        decoding: try encoder.encode(["id": id, "query": query, "lang": language]), as: UTF8.self)
    }
    let outcome = try Tool.run(
      ["search", "--batch", "--limit", "5"], input: (lines.joined(separator: "\n") + "\n").utf8)
    #expect(outcome.status == 0)
    let answers = try outcome.text.split(separator: "\n").map {
      try JSONDecoder().decode(Ranking.self, from: Data($0.utf8))
    }
    #expect(answers.map(\.id) == queries.map(\.0))
    for (answer, (_, language, query)) in zip(answers, queries) {
      let single = try Tool.run(
        ["search", "--format", "json", "--limit", "5", "--lang", language, "-"], input: query.utf8)
      let rows = try JSONDecoder().decode(SearchAnswer.self, from: single.output).results
      #expect(answer.ranked == rows.map(\.number))
    }
    #expect(answers.prefix(3).allSatisfy { $0.ranked.first == "KA-23909" })
  }

  @Test("a line of a batch that is no query is named", arguments: ["no json", "{\"id\":1}", "[]"])
  func brokenBatch(line: String) throws {
    let outcome = try Tool.run(
      ["search", "--batch"], input: "{\"id\":\"a\",\"query\":\"x\"}\n\(line)\n".utf8)
    #expect(outcome.status == 2)
    #expect(outcome.messageText.contains("-:2"))
  }

  @Test("an article is shown in the language asked for", arguments: ["en", "fr", "ja"])
  func article(language: String) throws {
    let text = try Tool.run(
      ["article", "KA-23909", "--lang", language], environment: ["COLUMNS": "400"])
    #expect(text.status == 0)
    #expect(text.messageText.isEmpty)
    #expect(text.text.contains("/etc/key"))
    let markdown = try Tool.run(
      ["article", "KA-23909", "--lang", language, "--format", "markdown"])
    #expect(markdown.text.contains("\n## "))
    let json = try Tool.run(["article", "KA-23909", "--lang", language, "--format", "json"])
    let object = try #require(
      try JSONSerialization.jsonObject(with: json.output) as? [String: Any])
    #expect(object["language"] as? String == language)
    #expect(object["title"] as? String == ImsPayload.articleTitles[language])
    #expect((object["body"] as? String).map { $0 + "\n" } == markdown.text)
  }

  @Test("rules are listed, with what they point to")
  func rulesList() throws {
    let outcome = try Tool.run(["rules", "list", "--format", "json"])
    #expect(outcome.status == 0)
    let rows = try #require(
      try JSONSerialization.jsonObject(with: outcome.output) as? [[String: Any]])
    let folder = Corpus.packagePath("kb/rules")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix("/rule.yaml") }.map { $0.split(separator: "/")[1] }
    #expect(Set(rows.compactMap { $0["id"] as? String }) == Set(names.map(String.init)))
    for language in ["en", "fr", "ja"] {
      let text = try Tool.run(["rules", "list", "--lang", language])
      // Lines are broken anywhere in Japanese, and at spaces otherwise.
      let shown = text.text.filter { !$0.isWhitespace }
      for row in rows {
        let title = try #require((row["title"] as? [String: String])?[language])
        #expect(shown.contains(title.filter { !$0.isWhitespace }))
        #expect(shown.contains(try #require(row["id"] as? String)))
      }
    }
  }

  @Test("the shipped rules pass their own cases and are free of complaints")
  func rulesTestAndLint() throws {
    let test = try Tool.run(["rules", "test", Corpus.packagePath("kb/rules")])
    #expect(test.status == 0)
    #expect(test.text.contains(" 0 failed"))
    #expect(!test.text.contains("✘"))
    let lint = try Tool.run(["rules", "lint", Corpus.packagePath("kb/rules")])
    #expect(lint.status == 0)
    #expect(lint.everything.isEmpty)
  }
}

/// Adobe's own articles beside ours.
@Suite(.enabled(if: Corpus.isPresent, Corpus.absenceComment))
struct ImportTests {
  /// The corpus and the articles and rules of the checkout in one file, made once.
  private static let imported: Result<(file: String, outcome: Outcome), any Error> = Result {
    let file = Knowledge.folder.path("imported.kb")
    let kcs = Corpus.path("corpus/kcs")
    let outcome = try Tool.run(["kb", "import", kcs, "--kb", file], timeLimit: .seconds(240))
    let build = try Tool.run(["kb", "build", Corpus.packagePath("kb"), "-o", file])
    #expect(build.status == 0)
    return (file, outcome)
  }

  @Test("takes every article of three languages, and names those that miss one")
  func takesEverything() throws {
    let (_, outcome) = try Self.imported.get()
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
    let messages = outcome.messageText
    #expect(messages.contains("en 1179, fr 1179, ja 1179"))
    #expect(messages.contains("0 files left out"))
    #expect(messages.contains("KA-15080 is missing in: en"))
    #expect(messages.contains("KA-24495 is missing in: fr, ja"))
  }

  @Test("our article leads among twelve hundred", arguments: ["en", "fr", "ja"])
  func oursLeads(language: String) throws {
    let (file, _) = try Self.imported.get()
    for query in [ImsPayload.bare, ImsPayload.htmlEscaped, ImsPayload.backslashEscaped] {
      let outcome = try Tool.run(
        ["search", "--kb", file, "--format", "json", "--lang", language, query])
      let object = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
      let first = try #require((object?["results"] as? [[String: Any]])?.first)
      #expect(first["number"] as? String == "KA-23909")
      #expect(first["language"] as? String == language)
      #expect(first["title"] as? String == ImsPayload.articleTitles[language])
    }
  }

  @Test("an article that misses a language is shown in another, and marked")
  func fallback() throws {
    let (file, _) = try Self.imported.get()
    let french = try Tool.run(["article", "KA-24495", "--kb", file, "--lang", "fr"])
    #expect(french.status == 0)
    #expect(!french.text.isEmpty)
    #expect(french.messageText.contains("KA-24495"))
    #expect(french.messageText.contains("en"))
    let english = try Tool.run(["article", "KA-24495", "--kb", file, "--lang", "en"])
    #expect(english.messageText.isEmpty)
    let title = try #require(english.text.split(separator: "\n").first { $0.count > 20 })
    #expect(french.text.contains(title))
    let found = try Tool.run([
      "search", "--kb", file, "--lang", "fr", "--limit", "1", "--format", "ndjson", "ka-24495",
    ])
    let row = found.text.split(separator: "\n").first { $0.contains("\"KA-24495\"") }
    #expect(row?.contains("\"fallback\":true") == true)
    #expect(row?.contains("\"language\":\"en\"") == true)
  }

  @Test("the diagnosis is the same with Adobe's articles beside ours")
  func diagnosisWithImported() throws {
    let (file, _) = try Self.imported.get()
    let diagnosis = try Tool.diagnose(pasted: ImsPayload.log, options: ["--kb", file])
    #expect(diagnosis.status == 1)
    #expect(
      diagnosis.report.findings.flatMap(\.articles).map(\.title) == [
        ImsPayload.articleTitles["en"]
      ])
  }
}
