import Foundation
import TestSupport
import Testing

/// The commands around articles: use, drafts, checks, imports.
@Suite struct KnowledgeCommandTests {
  private static func kcs(_ number: String, title: String = "Crypto key") -> String {
    """
    ---
    title: \(title)
    description: About \(title)
    solution: Experience Manager
    article-published-date: 5/14/2024 4:26:17 PM
    ---
    # \(title)

    ## Description {#description}

    text of \(number) for 6.5.12

    ## Resolution {#resolution}

    steps
    """
  }

  private static func object(_ outcome: Outcome) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
  }

  @Test("use is counted from the first judgement on, in the person's data folder")
  func usage() throws {
    let folder = try TemporaryFolder()
    let environment = ["XDG_DATA_HOME": folder.path("data")]
    func run(_ words: String...) throws -> Outcome { try Tool.run(words, environment: environment) }
    #expect(try run("search", "qqzzxx").status == 0)
    #expect(try run("kb", "stats").messageText.contains("not counted yet"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("data")))
    let before = try run("search", "ims", "--format", "json").output

    #expect(try run("kb", "feedback", "ka-23909", "useful").status == 0)
    #expect(try run("kb", "flag", "MED-0001", "--reason", "old").status == 0)
    #expect(try run("kb", "link", "KA-23909", "--case", "E-1").status == 0)
    #expect(try run("kb", "link", "none", "--case", "E-2").status == 0)
    #expect(try run("search", "qqzzxx").status == 0)
    #expect(try run("article", "KA-22080").status == 0)
    let stats = try Self.object(try run("kb", "stats", "--format", "json"))
    #expect(stats["linkRate"] as? Double == 0.5)
    #expect(stats["cases"] as? Int == 2)
    #expect((stats["unmatched"] as? [[String: Any]])?.first?["query"] as? String == "qqzzxx")
    let unused = try #require(stats["unused"] as? [String])
    #expect(!unused.contains("KA-23909") && !unused.contains("KA-22080"))
    #expect(unused.contains("MED-0100"))
    #expect((stats["texts"] as? [String: Int])?.keys.sorted() == ["en", "fr", "ja"])
    for language in ["en", "fr", "ja"] {
      let text = try run("kb", "stats", "--lang", language).text
      #expect(text.contains("KA-23909") && text.contains("qqzzxx") && text.contains("50"))
    }
    #expect(try run("search", "ims", "--format", "json").output == before)
  }

  @Test(
    "use of an article that does not exist, or in words that are none, is refused",
    arguments: [
      (["feedback", "KA-23909", "good"], "“good”"), (["feedback", "KA-1", "useful"], "“KA-1”"),
      (["flag", "KA-23909"], "“--reason”"), (["flag", "KA-23909", "--reason", " "], "“--reason”"),
      (["link", "none"], "“--case”"), (["link", "../x", "--case", "1"], "“../x”"),
    ])
  func refused(words: [String], expected: String) throws {
    let folder = try TemporaryFolder()
    let file = folder.path("usage.db")
    let outcome = try Tool.run(["kb"] + words + ["--usage", file])
    #expect(outcome.status == 2)
    #expect(outcome.messageText.contains(expected))
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test("a draft takes over what a report knows, and no secret", arguments: ["en", "fr", "ja"])
  func draft(language: String) throws {
    let folder = try TemporaryFolder()
    let report = try Tool.run(["diagnose", "-", "--format", "json"], input: ImsPayload.log.utf8)
    let path = try folder.write(report.output, to: "report.json")
    let words = ["kb", "draft", "--from-report", path, "-o", folder.url.path, "--lang", language]
    let outcome = try Tool.run(words + ["--about", "ims-client-secret-unset"])
    #expect(outcome.status == 0)
    #expect(outcome.text == folder.path("DRAFT-0001.\(language).md") + "\n")
    let text = try String(contentsOfFile: folder.path("DRAFT-0001.\(language).md"), encoding: .utf8)
    #expect(text.contains("state: \"wip\""))
    #expect(text.contains("KA-23909"))
    #expect(text.contains("invalid_client"))
    let lint = try Tool.run(["kb", "lint", folder.url.path])
    #expect(lint.everything.isEmpty)
    #expect(lint.status == 0)
    // What is there stays.
    #expect(try Tool.run(words).text == folder.path("DRAFT-0002.\(language).md") + "\n")
    #expect(try Tool.run(words + ["--number", "DRAFT-0001"]).status == 2)
  }

  @Test("what is no report is refused", arguments: ["", "{}", "no json", "[1]"])
  func noReport(text: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try Tool.run(
      ["kb", "draft", "--from-report", "-", "-o", folder.url.path], input: text.utf8)
    #expect(outcome.status == 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    #expect(try Tool.run(["kb", "draft"]).status == 2)
    #expect(try Tool.run(["kb", "draft", "--from-report", folder.path("none")]).status == 2)
  }

  @Test("the shipped articles are free of complaints, and a broken one is named")
  func lint() throws {
    let shipped = try Tool.run(["kb", "lint", Corpus.packagePath("kb/articles")])
    #expect(shipped.everything.isEmpty)
    #expect(shipped.status == 0)
    let folder = try TemporaryFolder()
    try folder.write("x", to: "MED-0001.en.md")
    let broken = try Tool.run(["kb", "lint", folder.url.path])
    #expect(broken.status == 4)
    #expect(broken.messageText.contains("MED-0001.en.md:1"))
  }

  @Test("an import that lacks an article takes it away, and says so")
  func changes() throws {
    let folder = try TemporaryFolder()
    for number in ["KA-1", "KA-2"] {
      try folder.write(Self.kcs(number), to: "en/articles/\(number).md")
    }
    let file = folder.path("my.kb")
    let words = ["kb", "import", folder.path("en"), "--kb", file]
    #expect(try Tool.run(words).status == 0)
    try FileManager.default.removeItem(atPath: folder.path("en/articles/KA-1.md"))
    try folder.write(Self.kcs("KA-2", title: "Other"), to: "en/articles/KA-2.md")
    #expect(try Tool.run(words).status == 0)
    #expect(try Tool.run(["article", "KA-1", "--kb", file]).status == 2)
    let listed = try Tool.run(["kb", "changes", "--kb", file])
    #expect(listed.text == "KA-1  en  removed\nKA-2  en  changed  Other\n")
    let rows = try #require(
      try JSONSerialization.jsonObject(
        with: Tool.run(["kb", "changes", "--kb", file, "--format", "json"]).output)
        as? [[String: Any]])
    #expect(rows.compactMap { $0["change"] as? String } == ["removed", "changed"])
    #expect(try Tool.run(words).messageText.contains("nothing has changed"))
  }

  @Test("an article of ours that was deleted is gone after the next build")
  func deleted() throws {
    let folder = try TemporaryFolder()
    for name in ["KA-23909.en.md", "MED-0001.en.md"] {
      let text = try String(
        contentsOfFile: Corpus.packagePath("kb/articles/\(name)"), encoding: .utf8)
      try folder.write(text, to: "kb/articles/\(name)")
    }
    try FileManager.default.createDirectory(
      atPath: folder.path("kb/rules"), withIntermediateDirectories: true)
    let file = folder.path("my.kb")
    #expect(try Tool.run(["kb", "build", folder.path("kb"), "-o", file]).status == 0)
    #expect(try Tool.run(["article", "MED-0001", "--kb", file]).status == 0)
    try FileManager.default.removeItem(atPath: folder.path("kb/articles/MED-0001.en.md"))
    #expect(try Tool.run(["kb", "build", folder.path("kb"), "-o", file]).status == 0)
    #expect(try Tool.run(["article", "MED-0001", "--kb", file]).status == 2)
    let found = try Tool.run(["search", "OAuth", "--kb", file, "--format", "ndjson"])
    #expect(!found.text.contains("MED-0001"))
  }

  @Test("two imports at once both arrive")
  func together() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("my.kb")
    let running = try (1...4).map { index in
      let path = try folder.write(Self.kcs("KA-\(index)"), to: "\(index)/KA-\(index).en.md")
      return try Tool.start(["kb", "import", path, "--kb", file])
    }
    for process in running { #expect(try process.finish(feeding: Feed([])).status == 0) }
    for index in 1...4 {
      #expect(try Tool.run(["article", "KA-\(index)", "--kb", file]).status == 0)
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(left.sorted() == ["1", "2", "3", "4", "my.kb"])
  }

  @Test(
    "where the file cannot be written the old one stays, alone, and answers",
    arguments: [
      // A file that may have no more than some blocks stands for a disk that is full.
      ["/bin/sh", "-c", "ulimit -f 8; exec \"$0\" \"$@\""]
    ])
  func fullDisk(launcher: [String]) throws {
    let folder = try TemporaryFolder()
    let file = folder.path("my.kb")
    let one = try folder.write(Self.kcs("KA-1"), to: "in/KA-1.en.md")
    let two = try folder.write(Self.kcs("KA-2"), to: "in/KA-2.en.md")
    #expect(try Tool.run(["kb", "import", one, "--kb", file]).status == 0)
    let before = try Data(contentsOf: URL(filePath: file))
    let outcome = try ChildProcess(
      launcher[0],
      launcher.dropFirst() + [try Tool.path.get(), "kb", "import", two, "--kb", file],
      environment: Tool.bareEnvironment, timeLimit: .seconds(120)
    ).finish(feeding: Feed([]))
    #expect(outcome.status == 4)
    #expect(outcome.messageText.contains(file))
    #expect(try Data(contentsOf: URL(filePath: file)) == before)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        == ["in", "my.kb"])
    #expect(try Tool.run(["article", "KA-1", "--kb", file]).status == 0)
  }

  @Test(
    "a folder that may not be written is named",
    .enabled(if: geteuid() != 0, "root may write anywhere"))
  func readOnlyFolder() throws {
    let folder = try TemporaryFolder()
    let one = try folder.write(Self.kcs("KA-1"), to: "in/KA-1.en.md")
    let closed = folder.path("closed")
    try FileManager.default.createDirectory(
      atPath: closed, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o555])
    let outcome = try Tool.run(["kb", "import", one, "--kb", closed + "/my.kb"])
    #expect(outcome.status == 4)
    #expect(outcome.messageText.contains("permission denied"))
  }

  @Test(
    "filters of a search reach it, and wrong ones are named",
    arguments: [
      (["--version", "6.5.12"], ["KA-1"]), (["--version", "7"], []),
      (["--language", "fr"], []), (["--language", "en"], ["KA-1"]),
      (["--state", "archived"], []), (["--since", "2024-01-01"], ["KA-1"]),
      (["--since", "2025-01-01"], []), (["--product", "campaign"], []),
      (["--product", "aem"], ["KA-1"]),
    ] as [([String], [String])])
  func filters(options: [String], expected: [String]) throws {
    let folder = try TemporaryFolder()
    let file = folder.path("my.kb")
    let path = try folder.write(Self.kcs("KA-1"), to: "KA-1.en.md")
    #expect(try Tool.run(["kb", "import", path, "--kb", file]).status == 0)
    let outcome = try Tool.run(
      ["search", "crypto", "--kb", file, "--format", "json"] + options)
    let results = try Self.object(outcome)["results"] as? [[String: Any]]
    #expect(results?.compactMap { $0["number"] as? String } == expected)
    for wrong in [["--since", "yesterday"], ["--state", "old"], ["--language", "de"]] {
      let refused = try Tool.run(["search", "crypto", "--kb", file] + wrong)
      #expect(refused.status == 2)
      #expect(refused.messageText.contains("“\(wrong[1])”"))
    }
  }

  @Test("an explained score shows its parts, and a slip is named")
  func explained() throws {
    let outcome = try Tool.run(["search", "client_secret", "--format", "json", "--explain"])
    let first = try #require((try Self.object(outcome)["results"] as? [[String: Any]])?.first)
    let parts = try #require(first["parts"] as? [[String: Any]])
    let sum = parts.compactMap { $0["value"] as? Double }.reduce(0, +)
    #expect(abs(sum - (first["score"] as? Double ?? 0)) < 0.01)
    #expect(try Tool.run(["search", "client_secret", "--explain"]).text.contains("=\n"))
  }
}
