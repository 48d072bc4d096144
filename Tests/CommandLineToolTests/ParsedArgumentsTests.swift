import Testing

@testable import CommandLineTool

/// Reading the words that a person wrote.
@Suite struct ParsedArgumentsTests {
  @Test(
    "an option takes its value in every usual spelling",
    arguments: [
      ["--jobs", "2"], ["--jobs=2"], ["-j", "2"], ["-j2"], ["-j=2"], ["a", "-j2"], ["-j2", "--"],
    ])
  func spellings(words: [String]) throws {
    #expect(try ParsedArguments(words, for: .diagnose).value("jobs") == "2")
  }

  @Test("values may hold anything, operands only what is no option")
  func values() throws {
    let parsed = try ParsedArguments(
      ["-", "--output=a=b", "--kb", "-x", "", "--", "--lang", "-j2"], for: .diagnose)
    #expect(parsed.value("output") == "a=b")
    #expect(parsed.value("kb") == "-x")
    #expect(parsed.operands == ["-", "", "--lang", "-j2"])
  }

  private static let formats = Command.diagnose.options.first { $0.name == "format" }?.choices ?? []

  @Test(
    "what is wrong is said with what was meant",
    arguments: [
      (["--job", "2"], UsageProblem.Kind.unknownOption("--job", known: [])),
      (["-x2"], .unknownOption("-x2", known: [])),
      (["--format=x"], .badValue("x", option: "format", known: formats)),
      (["--format="], .badValue("", option: "format", known: formats)),
      (["--kb"], .missingValue(option: "kb", placeholder: "FILE")),
      (["--help=x"], .unexpectedValue(option: "help")),
      (["--kb", "a", "--kb", "b"], .repeatedOption("kb")),
    ])
  func problems(words: [String], expected: UsageProblem.Kind) {
    let problem = #expect(throws: UsageProblem.self) {
      try ParsedArguments(words, for: .diagnose)
    }
    if case .unknownOption(let word, _) = problem?.kind {
      #expect(expected == .unknownOption(word, known: []))
    } else {
      #expect(problem?.kind == expected)
    }
  }

  @Test("a hundred thousand operands are too many by none")
  func manyOperands() throws {
    let operands = [String](repeating: "x", count: 100_000)
    #expect(try ParsedArguments(operands, for: .diagnose).operands.count == 100_000)
    #expect(throws: UsageProblem.self) {
      try ParsedArguments(operands + ["y"], for: .diagnose)
    }
  }
}
