import Foundation
import Model
import TestSupport
import Testing

@testable import Reporting

/// The cases that newcomers are told to run.
@Suite struct ExamplesTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let name: String

    /// The rule that speaks first, and how sure it is; `nil` where nothing is wrong.
    let rule: String?
    var standing = "confirmed"

    var testDescription: String { name }
  }

  static let examples = [
    Example(name: "pasted-payload", rule: "ims-client-secret-unset", standing: "possible"),
    Example(name: "ims-after-restart", rule: "ims-client-secret-unset"),
    Example(name: "cloud-author", rule: "distribution-package-too-large"),
    Example(name: "dispatcher-down", rule: "dispatcher-backend-unreachable"),
    Example(name: "thread-dumps", rule: "threads-deadlock"),
    Example(name: "replication-queue", rule: "replication-unauthorized"),
    Example(name: "index-lane", rule: "index-async-still-failing"),
    Example(name: "tarmk-after-crash", rule: "segment-store-not-closed", standing: "likely"),
    Example(name: "saml-signature", rule: "saml-signature-invalid"),
    Example(name: "package-install", rule: "vault-dependency-missing"),
    Example(name: "cloud-manager-build", rule: "cm-java-version-mismatch"),
    Example(name: "nothing-wrong", rule: nil),
  ]

  @Test("each gives first what the README says", arguments: examples)
  func finding(example: Example) throws {
    let diagnosis = try Tool.diagnose([Corpus.packagePath("kb/examples/\(example.name)")])
    #expect(diagnosis.rules.first == example.rule)
    #expect(
      diagnosis.report.findings.first?.status.rawValue == example.rule.map { _ in example.standing }
    )
    #expect(diagnosis.status == (example.rule == nil ? 0 : 1))
    #expect(!diagnosis.report.partial)
    #expect(diagnosis.report.coverage.sources.allSatisfy { $0.unparsed == 0 || $0.kind == .text })
  }

  @Test("the README names each of them")
  func named() throws {
    let folder = Corpus.packagePath("kb/examples")
    let readme = try String(contentsOfFile: "\(folder)/README.md", encoding: .utf8)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(
      Set(names.filter { !$0.contains(".") }) == Set(Self.examples.map(\.name)))
    for example in Self.examples { #expect(readme.contains("[\(example.name)]")) }
  }
}
