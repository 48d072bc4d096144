import Foundation
import TestSupport
import Testing

/// Help, in three languages, and the version.
@Suite struct HelpTests {
  private static let commands = [
    ["diagnose"],
    ["diff"],
    ["ask"],
    ["qualify"],
    ["inspect"],
    ["search"],
    ["article"],
    ["kb", "build"],
    ["kb", "import"],
    ["kb", "changes"],
    ["kb", "stats"],
    ["kb", "feedback"],
    ["kb", "flag"],
    ["kb", "link"],
    ["kb", "draft"],
    ["kb", "mine"],
    ["kb", "lint"],
    ["rules", "list"],
    ["rules", "test"],
    ["rules", "lint"],
    ["rules", "new"],
    ["rules", "correct"],
    ["rules", "show"],
    ["rules", "explain"],
    ["rules", "cost"],
    ["rules", "schema"],
    ["remedy", "list"],
    ["remedy", "plan"],
    ["remedy", "apply"],
    ["remedy", "resume"],
    ["remedy", "rollback"],
    ["remedy", "verify"],
    ["remedy", "runs"],
    ["remedy", "runbook"],
    ["sandbox"],
    ["serve"],
    ["mcp"],
    ["watch"],
    ["doctor"],
    ["completion"],
    ["version"],
  ]

  @Test("every command explains itself", arguments: commands, ["en", "fr", "ja"])
  func commandHelp(command: [String], language: String) throws {
    let asked = try Tool.run(command + ["--help", "--lang", language])
    #expect(asked.status == 0)
    #expect(asked.messageText.isEmpty)
    let lines = asked.text.split(separator: "\n")
    #expect(lines.first?.hasPrefix("aemedic " + command.joined(separator: " ")) == true)
    #expect(asked.text.contains("--help"))
    let names = ["en": "Examples", "fr": "Exemples", "ja": "例"]
    #expect(lines.contains { String($0) == names[language] })
    // The examples call the command that they explain.
    #expect(asked.text.contains("  aemedic \(command.joined(separator: " "))"))
    for same in [
      command + ["-h", "--lang=\(language)"], ["help"] + command + ["--lang", language],
    ] {
      #expect(try Tool.run(same).output == asked.output)
    }
    let locale = ["en": "en_GB.UTF-8", "fr": "fr_FR.UTF-8", "ja": "ja_JP.UTF-8"][language] ?? ""
    #expect(
      try Tool.run(command + ["--help"], environment: ["LANG": locale]).output == asked.output)
  }

  @Test("the overview names every command", arguments: ["en", "fr", "ja"])
  func overview(language: String) throws {
    let outcome = try Tool.run(["--help", "--lang", language])
    #expect(outcome.status == 0)
    for command in Self.commands {
      #expect(outcome.text.contains("aemedic \(command.joined(separator: " "))"))
    }
    #expect(try Tool.run(["help", "--lang=\(language)"]).output == outcome.output)
  }

  @Test("a group of commands lists them", arguments: ["kb", "rules", "remedy"])
  func group(word: String) throws {
    let outcome = try Tool.run([word, "--help"])
    #expect(outcome.status == 0)
    for command in Self.commands where command[0] == word {
      #expect(outcome.text.contains("aemedic \(command.joined(separator: " "))"))
    }
  }

  @Test("help and version need no knowledge base")
  func needNothing() throws {
    for arguments in [["--help"], ["--version"], ["diagnose", "--help"], ["rules", "--help"]] {
      let outcome = try Tool.run(
        arguments, environment: ["AEMEDIC_KB": "/nonexistent", "AEMEDIC_PLUGINS": "/nonexistent"])
      #expect(outcome.status == 0)
      #expect(outcome.messageText.isEmpty)
    }
  }

  @Test("the version is given for people and for machines")
  func version() throws {
    let plain = try Tool.run(["--version"])
    #expect(plain.status == 0)
    let number = try #require(plain.text.wholeMatch(of: #/aemedic (\d+\.\d+\.\d+)\n/#)).output.1
    let json = try Tool.run(["--version", "--json"])
    #expect(json.status == 0)
    let object = try JSONSerialization.jsonObject(with: json.output) as? [String: Any]
    #expect(object?["name"] as? String == "aemedic")
    #expect(object?["version"] as? String == String(number))
    #expect((object?["libraries"] as? [String: String])?["SQLite"]?.hasPrefix("3.") == true)
    let knowledge = try #require(object?["knowledge"] as? [String: Any])
    #expect(knowledge["file"] as? String == (try Knowledge.compiled.get()))
    #expect(try #require(knowledge["rules"] as? Int) > 50)
    #expect(try Tool.run(["version"]).output == plain.output)
  }
}
