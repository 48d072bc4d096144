import Intake
import Testing

@testable import CommandLineTool

/// The limits that a person sets on what is read.
@Suite struct IntakeOptionsTests {
  private func invocation(_ words: [String]) throws -> Invocation {
    Invocation(
      arguments: try ParsedArguments(words, for: .diagnose), console: Console(environment: [:]),
      command: .diagnose)
  }

  @Test(
    "sizes are given in bytes or in any usual unit",
    arguments: [("500M", 500 << 20), ("64g", 64 << 30), ("4096", 4096), ("2T", 2 << 40)])
  func readsSize(text: String, bytes: Int) throws {
    #expect(try invocation(["--max-expanded", text]).intakeLimits().expandedBytes == bytes)
  }

  @Test("every limit has its option, and what is not set stays as it is")
  func limits() throws {
    let limits = try invocation([
      "--max-ratio=9", "--max-members=8", "--max-depth=0", "--max-record=1M",
    ]).intakeLimits()
    #expect(limits.ratio == 9)
    #expect((limits.members, limits.files) == (8, 8))
    #expect(limits.depth == 0)
    #expect(limits.record == 1 << 20)
    #expect(limits.expandedBytes == 64 << 30)
  }

  @Test(
    "what is no size is refused",
    arguments: ["", "M", "-1", "1.5G", "9999999999999999999", "9999999999T", "0", "5X", "１"])
  func refuses(text: String) throws {
    let invocation = try invocation(["--max-expanded", text])
    #expect(
      throws: UsageProblem(
        .badForm(text, option: "max-expanded", example: "500M"), command: "diagnose")
    ) {
      try invocation.intakeLimits()
    }
  }
}
