import Foundation
import Model
import TestSupport
import Testing

@testable import Rules

/// Reading the files of rules.
@Suite struct RuleFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("what is no file of a rule's size is named, and not waited for")
  func refuses() throws {
    let pipe = folder.path("pipe")
    #expect(unsafe mkfifo(pipe, 0o600) == 0)
    let large = try folder.write(
      [UInt8](repeating: 0x20, count: RuleFile.limit + 1), to: "large.yaml")
    for (path, words) in [
      (pipe, "not a regular file"), ("/dev/zero", "not a regular file"), (large, "1048576"),
      (folder.path("nowhere"), "No such file"), (folder.path("x\0y"), "No such file"),
    ] {
      let problem = #expect(throws: RuleProblem.self) { try RuleFile.bytes(of: path) }
      #expect(problem?.reason.en.contains(words) == true)
      #expect(problem?.location?.file == path)
    }
  }

  @Test("gives the whole file", arguments: [0, 1, 70_000, RuleFile.limit])
  func whole(size: Int) throws {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
    #expect(try RuleFile.bytes(of: folder.write(bytes, to: "rule.yaml")) == bytes)
  }
}
