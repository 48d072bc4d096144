import Foundation
import Model
import TestSupport
import Testing

@testable import CommandLineTool

/// What is settled for all runs: files, environment, and options over both.
@Suite struct ConfigurationTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func configuration(
    _ text: String, shared: String? = nil, _ environment: [String: String] = [:]
  ) throws -> Configuration {
    try folder.write(text, to: "home/aemedic/config.yaml")
    if let shared { try folder.write(shared, to: "etc/aemedic/config.yaml") }
    var variables = [
      "XDG_CONFIG_HOME": folder.path("home"), "XDG_CONFIG_DIRS": folder.path("etc"),
    ]
    variables.merge(environment) { $1 }
    return try Configuration(environment: variables)
  }

  private func value(
    of option: String, in configuration: Configuration, _ words: [String] = []
  ) throws -> String? {
    var arguments = try ParsedArguments(words, for: .diagnose)
    arguments.adopt(configuration, for: .diagnose)
    return arguments.value(option)
  }

  @Test("the machine’s file gives way to the person’s, that to the environment, that to options")
  func precedence() throws {
    let shared = "fail-on: notice\njobs: 1\ntimezone: Asia/Tokyo\nmax-depth: 1\n"
    let found = try configuration(
      "# mine\nfail-on: warning\njobs: 2\ntimezone: Europe/Paris\n", shared: shared,
      ["AEMEDIC_FAIL_ON": "error", "AEMEDIC_JOBS": "3"])
    #expect(try value(of: "fail-on", in: found, ["--fail-on", "critical"]) == "critical")
    #expect(try value(of: "jobs", in: found) == "3")
    #expect(try value(of: "timezone", in: found) == "Europe/Paris")
    #expect(try value(of: "max-depth", in: found) == "1")
    #expect(found.settings["jobs"]?.origin == .variable("AEMEDIC_JOBS"))
    #expect(found.settings["timezone"]?.origin.text.hasSuffix("home/aemedic/config.yaml:4") == true)
  }

  @Test("a path in a file counts from the file’s folder")
  func relativePaths() throws {
    let found = try configuration("kb: team.kb\nhouse: /srv/house\n")
    #expect(found.settings["kb"]?.value == folder.path("home/aemedic/team.kb"))
    #expect(found.settings["house"]?.value == "/srv/house")
  }

  @Test(
    "an empty file, one of comments, and none at all settle nothing", arguments: ["", "# x\n\n"])
  func nothing(text: String) throws {
    #expect(try configuration(text).settings.isEmpty)
    #expect(try Configuration(environment: ["HOME": folder.path("away")]).settings.isEmpty)
  }

  @Test(
    "the language of the environment may be a locale, and one that is not spoken is passed over")
  func locale() throws {
    #expect(try configuration("", ["AEMEDIC_LANG": "fr_CA.UTF-8"]).settings["lang"]?.value == "fr")
    #expect(try configuration("lang: ja", ["AEMEDIC_LANG": "de"]).settings["lang"]?.value == "ja")
  }

  @Test(
    "what is wrong in a file is said with line and column",
    arguments: [
      ("lang: fr\njbos: 2\n", 2, 1, "jobs"), ("fail-on: fatal\n", 1, 10, nil),
      ("jobs: [1, 2]\n", 1, 7, nil), ("- lang\n", 1, 1, "lang: fr"), ("output: x\n", 1, 1, nil),
      ("no-redact: true\n", 1, 1, nil),
    ] as [(String, Int, Int, String?)])
  func problems(text: String, line: Int, column: Int, hint: String?) throws {
    let problem = try #require(
      #expect(throws: ConfigurationProblem.self) { try configuration(text) })
    #expect(problem.location?.line == line)
    #expect(problem.location?.column == column)
    #expect(problem.location?.snippet == text.split(separator: "\n")[line - 1].description)
    if let hint { #expect(problem.hint?.en.contains(hint) == true) }
  }

  @Test("a variable with an impossible value is named")
  func badVariable() throws {
    let problem = try #require(
      #expect(throws: ConfigurationProblem.self) {
        try configuration("", ["AEMEDIC_FAIL_ON": "fatal"])
      })
    #expect(problem.reason.en.contains("AEMEDIC_FAIL_ON"))
    #expect(problem.exitStatus == .usage)
  }

  @Test("every name that can be settled is an option, and has a variable of its own")
  func names() {
    let options = Set(Command.all.flatMap(\.allOptions).filter { $0.value != nil }.map(\.name))
    #expect(Configuration.names.allSatisfy(options.contains))
    #expect(Set(Configuration.names.map(Configuration.variable)).count == Configuration.names.count)
  }
}
