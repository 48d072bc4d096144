import Foundation
import Model
import TestSupport
import Testing

@testable import KnowledgeBase

@Suite("Drafts of articles")
struct ArticleDraftTests {
  private static func write(_ draft: ArticleDraft) throws -> (ArticleFolder, [any Problem]) {
    let folder = try TemporaryFolder()
    try folder.write(draft.text, to: draft.fileName)
    return (
      try ArticleFolder(path: folder.url.path),
      try ArticleLinter(folder: folder.url.path).problems()
    )
  }

  @Test("can be read as it is, whatever the report says", arguments: Language.allCases)
  func readable(language: Language) throws {
    var draft = ArticleDraft(
      number: "DRAFT-0001", language: language, title: "key: \"a\\b\" # [x]\u{1}\n---",
      summary: "", date: "2026-03-01")
    draft.environment = ["version": "6.5.19.0", "host": "203.0.113.9 *a*"]
    draft.evidence = [
      .init(source: "error.log:3", excerpt: "one\n```\n## no heading {#cause}\n```"),
      .init(source: "b.log:1", excerpt: "mail to jane.doe@customer.fr from 8.8.4.4, 81.2.69.142"),
    ]
    draft.related = ["KA-1, other"]
    let (folder, problems) = try Self.write(draft)
    #expect(folder.problems.isEmpty)
    #expect(problems.isEmpty)
    let article = try #require(folder.articles.first)
    #expect(article.state == .workInProgress)
    #expect(article.title == "key: \"a\\b\" # [x]  ---")
    #expect(article.body.contains("6.5.19.0"))
    #expect(!article.body.contains("jane"))
    #expect(!article.body.contains("81.2"))
    let markdown = ArticleMarkdown(article.body, first: 1)
    #expect(markdown.sections.map(\.anchor) == ArticleOutline.allCases.map(\.rawValue))
    #expect(markdown.blocks.map(\.code).first == "one\n```\n## no heading {#cause}\n```\n")
  }

  @Test(
    "finds what names a person or a machine, and nothing else",
    arguments: [
      ("jane.doe@customer.fr", ["jane.doe@customer.fr"]), ("<a+b@c.co.jp>.", ["a+b@c.co.jp"]),
      ("person@example.com x@techacct.adobe.com 1234@AdobeOrg", []), ("@Override a@b", []),
      ("from 81.2.69.142:4502", ["81.2.69.142"]), ("10.1.2.3/24", ["10.1.2.3"]),
      ("127.0.0.1 192.0.2.7 6.5.19.0 999.1.1.1 1.2.3 81.2.69.142.5 0.0.0.0", []),
      ("81.2.69.142.", ["81.2.69.142"]), ("/home/jdoe/x", ["jdoe"]), ("/Users/Taro", ["Taro"]),
      ("/home/users/test /home/aem /homepage/x home/x", []),
      ("日本taro@kaisha.jp語", ["taro@kaisha.jp"]),
      ("", []), ("@", []), ("a@.", []), ("....", []),
    ] as [(String, [String])])
  func personalData(text: String, expected: [String]) {
    let bytes = Array(text.utf8)
    let found = PersonalData.ranges(in: text).map { String(decoding: bytes[$0], as: UTF8.self) }
    #expect(found == expected)
    #expect(PersonalData.ranges(in: PersonalData.masked(text)).isEmpty)
  }

  @Test("random texts are masked without a trap", arguments: 0..<20 as Range<UInt64>)
  func randomTexts(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<500 {
      let text = (0..<Int.random(in: 0...30, using: &random))
        .map { _ in String("a.@/1-2home é".randomElement(using: &random) ?? "x") }.joined()
      _ = PersonalData.masked(text)
    }
  }
}

@Suite("Check of articles")
struct ArticleLinterTests {
  private static let sections = ["symptoms", "environment", "cause", "resolution", "verify"]

  private static func article(
    _ language: Language, state: String = "validated", sections: [String] = sections,
    extra: String = ""
  ) -> String {
    """
    ---
    title: "t"
    description: "d"
    keywords: "k"
    article-number: "MED-0001"
    state: "\(state)"
    as-of: "2026-03-01"
    ---
    # t

    """
      + sections.map { "## \(language.rawValue) {#\($0)}\n\ntext\n\n" }.joined()
      + "```sh\nls\n```\n" + extra
  }

  private static func complaints(
    _ change: (inout [Language: String]) -> Void, rules: Set<String>? = nil,
    imported: [ArticleNumber] = []
  ) throws -> [ArticleComplaint.Kind] {
    let folder = try TemporaryFolder()
    var files = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, article($0)) })
    change(&files)
    for (language, text) in files {
      try folder.write(text, to: "MED-0001.\(language.rawValue).md")
    }
    let problems = try ArticleLinter(folder: folder.url.path)
      .problems(rules: rules, imported: imported)
    return problems.compactMap { ($0 as? ArticleComplaint)?.kind }
  }

  @Test("has nothing to say about what is whole")
  func whole() throws {
    #expect(try Self.complaints { _ in } == [])
  }

  @Test("names sections that are missing or empty")
  func sections() throws {
    let all = Self.sections
    #expect(
      try Self.complaints { files in
        for language in Language.allCases {
          files[language] = Self.article(language, sections: all.dropLast())
        }
      } == Array(repeating: .missingSection("verify"), count: 3))
    let empty = "\n## x {#avoid}\n\n> a prompt\n"
    let shown = try Self.complaints { files in
      for language in Language.allCases { files[language] = Self.article(language, extra: empty) }
    }
    #expect(shown == Array(repeating: .emptySection("avoid"), count: 3))
    let draft = try Self.complaints { files in
      files = [.en: Self.article(.en, state: "wip", extra: empty)]
    }
    #expect(draft == [])
  }

  @Test("names what differs between languages")
  func languages() throws {
    #expect(try Self.complaints { $0[.fr] = nil } == [.missingLanguage(.fr)])
    let code = try Self.complaints { $0[.ja] = $0[.ja]?.replacing("ls\n", with: "ls -l\n") }
    if case .otherCode? = code.first, code.count == 1 {} else { Issue.record("\(code)") }
    let count = try Self.complaints { $0[.ja]? += "```\nx\n```\n" }
    if case .otherBlockCount(2, _, 1)? = count.first, count.count == 1 {
    } else {
      Issue.record("\(count)")
    }
    let order = try Self.complaints {
      $0[.fr] = Self.article(.fr, sections: Self.sections.reversed())
    }
    if case .otherSections? = order.first, order.count == 1 {} else { Issue.record("\(order)") }
  }

  @Test(
    "names dead references and personal data",
    arguments: [
      ("see MED-0001 and MED-0002", [.deadNumber("MED-0002")]), ("KA-1 OAK-1234 KA-10000", []),
      ("`aemedic rules show no-rule`", [.deadRule("no-rule")]), ("aemedic rules explain known", []),
      ("aemedic rules show RULE; aemedic rules", []),
      ("by jane@customer.fr", [.personalData("jane@customer.fr")]),
    ] as [(String, [ArticleComplaint.Kind])])
  func references(text: String, expected: [ArticleComplaint.Kind]) throws {
    let found = try Self.complaints(
      { $0[.en]? += text + "\n" }, rules: ["known"])
    #expect(found == expected)
  }

  @Test("looks at Adobe’s numbers where Adobe’s articles are there")
  func imported() throws {
    let found = try Self.complaints({ $0[.en]? += "KA-10000 KA-10001\n" }, imported: ["KA-10000"])
    #expect(found == [.deadNumber("KA-10001")])
  }

  @Test("a file that cannot be read is among the problems")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    try folder.write("no front matter", to: "MED-0001.en.md")
    let problems = try ArticleLinter(folder: folder.url.path).problems()
    #expect(problems.compactMap { ($0 as? ArticleProblem)?.kind } == [.noFrontMatter])
    #expect(throws: ArticleProblem.self) { try ArticleLinter(folder: folder.path("none")) }
  }

  @Test("a complaint names the line of the file")
  func place() throws {
    let folder = try TemporaryFolder()
    let text = Self.article(.en, extra: "a@customer.fr\n")
    try folder.write(text, to: "MED-0001.en.md")
    let problem = try #require(
      try ArticleLinter(folder: folder.url.path).problems().first {
        if case .personalData = ($0 as? ArticleComplaint)?.kind { true } else { false }
      })
    let line = text.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.hasPrefix("a@") }
    #expect(problem.location?.line == line.map { $0 + 1 })
  }
}
