import Foundation
import TestSupport
import Testing

/// Broken rules and articles: file, line, column, what was expected, and status 4.
@Suite struct InvalidKnowledgeTests {
  /// A folder like `kb` with one rule and one article in three languages.
  private static func write(
    to folder: TemporaryFolder, rule: (String) -> String = { $0 },
    article: (String) -> String = { $0 }
  ) throws {
    let source = Corpus.packagePath("kb")
    for language in ["en", "fr", "ja"] {
      let text = try String(
        contentsOfFile: "\(source)/articles/KA-23909.\(language).md", encoding: .utf8)
      try folder.write(
        language == "en" ? article(text) : text, to: "kb/articles/KA-23909.\(language).md")
    }
    let text = try String(
      contentsOfFile: "\(source)/rules/crypto/crypto-keys-in-jcr-after-upgrade/rule.yaml",
      encoding: .utf8)
    let place = "kb/rules/crypto/crypto-keys-in-jcr-after-upgrade"
    try folder.write(rule(text), to: "\(place)/rule.yaml")
    // A stable rule comes with cases; nothing here runs them.
    try folder.write("x", to: "\(place)/cases/fires-x.txt")
    try folder.write("x", to: "\(place)/cases/silent-x.txt")
    try folder.write(
      "fires-x.txt: {findings: [{rule: crypto-keys-in-jcr-after-upgrade}]}\n"
        + "silent-x.txt: {findings: []}\n",
      to: "\(place)/cases/expect.yaml")
  }

  @Test("a folder that is whole compiles")
  func wholeFolder() throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let outcome = try Tool.run(["kb", "build", folder.path("kb"), "-o", folder.path("my.kb")])
    #expect(outcome.status == 0)
    #expect(outcome.messageText.contains("3 article texts, 1 rules"))
    #expect(outcome.output.isEmpty)
  }

  @Test(
    "a broken rule is named with its place and what was expected",
    arguments: [
      ("severity: warning", "severity: warnin", ":4:11", ["“warnin”", "“warning”"]),
      ("version: 1", "version: one", ":2:10", ["“one”"]),
      ("applies:", "aplies:", ":13:1", ["“aplies”", "“applies”"]),
      ("in: jcr-export", "in: jcr-exprt", ":20:9", ["“jcr-exprt”", "“jcr-export”"]),
      ("{not: ims-refused}", "{not: ims-refusd}", ":44:55", ["“ims-refusd”", "“ims-refused”"]),
      ("status: stable", "status: [stable", ":4:9", ["',' or ']'"]),
      (
        "id: crypto-keys-in-jcr-after-upgrade", "id: other", "",
        ["“other”", "crypto-keys-in-jcr-after-upgrade"]
      ),
    ])
  func brokenRule(old: String, new: String, place: String, expected: [String]) throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder, rule: { $0.replacingFirst(old, with: new) })
    let outcome = try Tool.run(["kb", "build", folder.path("kb"), "-o", folder.path("my.kb")])
    #expect(outcome.status == 4)
    #expect(outcome.output.isEmpty)
    let file = folder.path("kb/rules/crypto/crypto-keys-in-jcr-after-upgrade/rule.yaml")
    #expect(outcome.messageText.contains(file + place))
    for words in expected { #expect(outcome.messageText.contains(words)) }
    #expect(!FileManager.default.fileExists(atPath: folder.path("my.kb")))
    let lint = try Tool.run(["rules", "lint", folder.path("kb/rules")])
    #expect(lint.status == 4)
    #expect(lint.messageText.contains(file + place))
  }

  @Test(
    "a broken article is named with its place and what was expected",
    arguments: [
      ("article-number: \"KA-23909\"", "article-number: \"KA-1\"", ["KA-1", "KA-23909"]),
      ("bug: false", "bug: perhaps", ["perhaps"]),
      ("title: ", "titel: ", ["title"]),
      ("---\n", "", []),
    ])
  func brokenArticle(old: String, new: String, expected: [String]) throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder, article: { $0.replacingFirst(old, with: new) })
    let outcome = try Tool.run(["kb", "build", folder.path("kb"), "-o", folder.path("my.kb")])
    #expect(outcome.status == 4)
    #expect(outcome.messageText.contains(folder.path("kb/articles/KA-23909.en.md") + ":"))
    for words in expected { #expect(outcome.messageText.contains(words)) }
    #expect(!FileManager.default.fileExists(atPath: folder.path("my.kb")))
  }

  @Test("a failed build leaves the old file as it was")
  func failedBuildKeepsFile() throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let build = ["kb", "build", folder.path("kb"), "-o", folder.path("my.kb")]
    #expect(try Tool.run(build).status == 0)
    let before = try Data(contentsOf: URL(filePath: folder.path("my.kb")))
    try Self.write(to: folder, rule: { $0.replacingFirst("version: 1", with: "version: x") })
    #expect(try Tool.run(build).status == 4)
    #expect(try Data(contentsOf: URL(filePath: folder.path("my.kb"))) == before)
  }

  @Test(
    "a knowledge base that is missing or none is named", arguments: ["missing", "text", "empty"])
  func noKnowledgeBase(what: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("my.kb")
    if what != "missing" { try folder.write(what == "text" ? "no database" : "", to: "my.kb") }
    for arguments in [
      ["diagnose", "-"], ["search", "x"], ["article", "KA-23909"], ["rules", "list"],
    ] {
      for outcome in [
        try Tool.run(arguments + ["--kb", path], input: ImsPayload.bare.utf8),
        try Tool.run(arguments, input: ImsPayload.bare.utf8, environment: ["AEMEDIC_KB": path]),
      ] {
        #expect(outcome.status == 4)
        #expect(outcome.output.isEmpty)
        #expect(outcome.messageText.contains(path))
      }
    }
  }

  @Test("a knowledge base of articles alone says that it has no rules")
  func articlesAlone() throws {
    let folder = try TemporaryFolder()
    for language in ["en", "fr-FR", "ja-JP"] {
      try folder.write("", to: "clone/\(language)/articles/.keep")
    }
    try Self.write(to: folder)
    try FileManager.default.removeItem(atPath: folder.path("kb/rules"))
    let build = try Tool.run(["kb", "build", folder.path("kb"), "-o", folder.path("my.kb")])
    #expect(build.status == 0)
    #expect(try Tool.run(["article", "KA-23909", "--kb", folder.path("my.kb")]).status == 0)
    let outcome = try Tool.run(["rules", "list", "--kb", folder.path("my.kb")])
    #expect(outcome.text.isEmpty)
  }

  @Test("a case that does not give what it must is printed, with status 4")
  func failingRuleCase() throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let cases = "kb/rules/crypto/crypto-keys-in-jcr-after-upgrade/cases"
    try folder.write(
      "JCR", to: "\(cases)/fires/crx-quickstart/launchpad/felix/bundle2/data/storage")
    try folder.write("fires: {findings: []}\n", to: "\(cases)/expect.yaml")
    let outcome = try Tool.run(["rules", "test", folder.path("kb/rules")])
    #expect(outcome.status == 4)
    #expect(outcome.text.contains("✘ \(folder.path(cases))/fires"))
    #expect(outcome.text.contains("+ crypto-keys-in-jcr-after-upgrade (confirmed)"))
    #expect(outcome.text.contains("1 failed"))
  }
}

extension String {
  fileprivate func replacingFirst(_ old: String, with new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return replacingCharacters(in: range, with: new)
  }
}
