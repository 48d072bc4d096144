import ArchiveFixtures
import Foundation
import Model
import TestSupport
import Testing

@testable import Reporting

/// The built program, run like a person runs it: arguments, input, environment; output, status.
enum Tool {
  /// Where the program is: `AEMEDIC_BINARY`, else the release build of the checkout, else
  /// what was built beside these tests.
  static let path: Result<String, MissingProgram> = {
    let stated = ProcessInfo.processInfo.environment["AEMEDIC_BINARY"] ?? ""
    let candidates =
      stated.isEmpty
      ? [
        Corpus.packagePath(".build/release/aemedic"),
        CommandLine.arguments[0].replacing(/\/[^\/]*$/, with: "") + "/aemedic",
        Corpus.packagePath(".build/debug/aemedic"),
      ] : [stated]
    let found = candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
    return found.map { .success($0) } ?? .failure(MissingProgram(tried: candidates))
  }()

  /// Runs the program with the knowledge base and the remedies of the checkout.
  ///
  /// - Parameters:
  ///   - arguments: What stands behind its name.
  ///   - input: What is piped in; without it the pipe is empty.
  ///   - environment: Variables besides the usual ones; an empty value takes one away.
  static func run(
    _ arguments: [String], input: some Collection<UInt8> = [UInt8](),
    environment: [String: String] = [:], timeLimit: Duration = .seconds(120)
  ) throws -> Outcome {
    try start(arguments, environment: environment, timeLimit: timeLimit).finish(
      feeding: Feed(input))
  }

  /// Runs the program and leaves it to the caller to feed, interrupt and await it.
  static func start(
    _ arguments: [String], environment: [String: String] = [:], output: ChildProcess.Ends? = nil,
    timeLimit: Duration = .seconds(120)
  ) throws -> ChildProcess {
    var variables = bareEnvironment
    variables["AEMEDIC_KB"] = try Knowledge.compiled.get()
    variables["AEMEDIC_PLUGINS"] = Corpus.packagePath("Plugins")
    variables.merge(environment) { _, stated in stated }
    return try ChildProcess(
      path.get(), arguments, environment: variables.filter { !$0.value.isEmpty },
      output: output, timeLimit: timeLimit)
  }

  /// The environment of someone who set up nothing.
  static let bareEnvironment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TERM": "xterm"]

  /// Diagnoses and reads the answer as JSON.
  static func diagnose(
    _ paths: [String], options: [String] = [], input: some Collection<UInt8> = [UInt8]()
  ) throws -> Diagnosis {
    let outcome = try run(["diagnose"] + paths + ["--format", "json"] + options, input: input)
    let report: ReportDocument
    do {
      report = try JSONDecoder().decode(ReportDocument.self, from: outcome.output)
    } catch {
      Issue.record("no report, status \(outcome.status): \(outcome.everything)")
      throw error
    }
    return Diagnosis(report: report, outcome: outcome)
  }

  /// Diagnoses text that was pasted.
  static func diagnose(pasted text: String, options: [String] = []) throws -> Diagnosis {
    try diagnose(["-"], options: options, input: text.utf8)
  }
}

/// A report with the way in which the program gave it.
struct Diagnosis {
  let report: ReportDocument
  let outcome: Outcome

  var status: Int32 { outcome.status }

  /// The rules that spoke, in their order.
  var rules: [String] { report.findings.map(\.rule) }

  /// The finding of a rule.
  func finding(_ rule: String) -> FindingDocument? {
    report.findings.first { $0.rule == rule }
  }
}

/// The knowledge base of the checkout, compiled once by the program itself.
enum Knowledge {
  /// The compiled file.
  static let compiled: Result<String, any Error> = Result {
    let file = folder.path("aemedic.kb")
    let outcome = try ChildProcess(
      Tool.path.get(), ["kb", "build", Corpus.packagePath("kb"), "-o", file],
      environment: Tool.bareEnvironment, timeLimit: .seconds(240)
    ).finish(feeding: Feed([]))
    guard outcome.status == 0 else { throw NotCompiled(messages: outcome.messageText) }
    return file
  }

  /// Where files lie that several tests use.
  // A value that lives as long as the tests do is not released; the folder goes at exit.
  static let folder: TemporaryFolder = {
    guard let folder = try? TemporaryFolder() else { fatalError("no temporary folder") }
    atexit { try? FileManager.default.removeItem(at: Knowledge.folder.url) }
    return folder
  }()

  private struct NotCompiled: Error, CustomStringConvertible {
    let messages: String
    var description: String { "the kb of the checkout does not compile:\n\(messages)" }
  }
}

/// There is no program to test.
struct MissingProgram: Error, CustomStringConvertible {
  let tried: [String]

  var description: String {
    "no aemedic to test; build it with `swift build -c release --product aemedic`"
      + " or name it with AEMEDIC_BINARY. Looked for: \(tried.joined(separator: ", "))"
  }
}
