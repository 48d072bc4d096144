import Foundation
import Model
import TestSupport
import Testing

@testable import CommandLineTool

/// What is made of the table of options: scripts for shells, the manual, the reference.
@Suite struct CompletionTests {
  private static let shells = ["bash", "zsh", "fish"]

  private static func script(_ shell: String, _ language: Language) -> String {
    switch shell {
    case "bash": BashCompletion().text
    case "zsh": ZshCompletion(language: language).text
    default: FishCompletion(language: language).text
    }
  }

  /// Where a program is; `nil` if it is not installed.
  private static func program(_ name: String) -> URL? {
    ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { URL(filePath: $0 + name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  private func run(_ program: URL, _ arguments: [String]) throws -> (text: String, status: Int32) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = program
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: data, as: UTF8.self), process.terminationStatus)
  }

  @Test("shells can read their scripts", arguments: shells, Language.allCases)
  func syntax(shell: String, language: Language) throws {
    guard let program = Self.program(shell) else { return }
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.script(shell, language), to: "script")
    let outcome = try run(program, ["-n", file])
    #expect(outcome.status == 0, "\(outcome.text)")
  }

  @Test("scripts know every command and every option", arguments: shells)
  func completeness(shell: String) {
    let script = Self.script(shell, .en)
    for command in Command.all {
      #expect(command.words.allSatisfy(script.contains))
      for option in command.allOptions { #expect(script.contains(option.name)) }
    }
  }

  @Test(
    "bash offers commands, options, values and files",
    .enabled(if: program("bash") != nil),
    arguments: [
      ("aemedic rul", "rules"), ("aemedic kb sta", "stats"), ("aemedic --lang fr kb im", "import"),
      ("aemedic diagnose --fail", "--fail-on"), ("aemedic diagnose --fail-on cr", "critical"),
      ("aemedic diagnose --fail-on = no", "notice"), ("aemedic diagnose --report ma", "markdown="),
      ("aemedic completion z", "zsh"), ("aemedic diagnose case.z", "case.zip"),
      ("aemedic diagnose -o case.z", "case.zip"), ("aemedic --lang f", "fr"),
      ("aemedic case.z", "case.zip"), ("aemedic diagnose --house in", "inner"),
    ])
  func bash(line: String, expected: String) throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(BashCompletion().text, to: "script")
    try folder.write("", to: "work/case.zip")
    try folder.write("", to: "work/inner/file")
    let call = """
      source "$1"; cd "$2"; COMP_WORDS=($3); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _aemedic; echo "${COMPREPLY[*]}"
      """
    let program = try #require(Self.program("bash"))
    let outcome = try run(program, ["-c", call, "bash", script, folder.path("work"), line])
    #expect(outcome.text == expected + "\n")
  }

  @Test("what follows a value is known from its placeholder")
  func completedValues() {
    func option(_ name: String, _ command: Command) -> CompletedValue? {
      command.allOptions.first { $0.name == name }?.completed
    }
    #expect(option("output", .diagnose) == .file)
    #expect(option("house", .diagnose) == .folder)
    #expect(option("timezone", .diagnose) == .nothing)
    #expect(option("help", .diagnose) == nil)
    #expect(option("lang", .diagnose) == .words(["en", "fr", "ja"]))
    #expect(Command.diagnose.completedOperand == .file)
    #expect(Command.completion.completedOperand == .words(["bash", "zsh", "fish"]))
    #expect(Command.sandbox.completedOperand == .folder)
    #expect(Command.search.completedOperand == .nothing)
  }

  @Test("the manual is read without a complaint", arguments: Language.allCases)
  func manual(language: Language) throws {
    let page = ManualPage(language: language).text
    for line in page.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      let macro = line.split(separator: " ")[0]
      #expect(
        [
          ".TH", ".SH", ".SS", ".TP", ".PP", ".RS", ".RE", ".nf", ".fi", ".br", ".B", ".I",
          ".nh", ".ad",
        ].contains(macro))
    }
    for command in Command.all { #expect(page.contains(ManualPage.escaped(command.usage))) }
    guard let program = Self.program("mandoc") else { return }
    let folder = try TemporaryFolder()
    let file = try folder.write(page, to: "aemedic.1")
    let outcome = try run(program, ["-T", "lint", "-W", "error", file])
    #expect(outcome.status == 0, "\(outcome.text)")
  }

  @Test(
    "roff shows a text as it is",
    arguments: [
      (".SH no", "\\&.SH no"), ("a-b", "a\\-b"), (#"C:\x"#, #"C:\ex"#), ("'no", "\\(aqno"),
      ("two\nlines", "two lines"),
    ])
  func roff(text: String, escaped: String) {
    #expect(ManualPage.escaped(text) == escaped)
  }

  @Test("the reference has a section and a link for every command", arguments: Language.allCases)
  func reference(language: Language) {
    let lines = CommandReference(language: language).text.split(separator: "\n")
    for command in Command.all {
      #expect(lines.contains { $0 == "## aemedic \(command.name)" })
      #expect(lines.contains { $0.hasPrefix("- [`aemedic \(command.name)`](#aemedic-") })
    }
    // Cells that hold a bar would break their row.
    for line in lines where line.hasPrefix("| `") {
      #expect(line.replacing("\\|", with: "").count { $0 == "|" } == 3, "\(line)")
    }
  }
}
