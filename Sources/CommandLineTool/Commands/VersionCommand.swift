/// Says which version of the tool this is.
enum VersionCommand {
  /// The version, as the changelog counts.
  static let version = "0.1.0"

  /// Carries out `--version`, with `--json` for machines.
  static func run(_ arguments: ArraySlice<String>, console: Console) throws -> ExitStatus {
    switch arguments.first {
    case nil:
      console.print("aemedic \(version)\n")
    case "--json" where arguments.count == 1:
      console.print("{\"name\":\"aemedic\",\"version\":\"\(version)\"}\n")
    case let word?:
      throw UsageProblem(.unknownOption(word, known: ["--json"]), command: "")
    }
    return .success
  }
}
