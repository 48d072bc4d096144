import Foundation
import Model
import Reading
import TestSupport
import Testing

/// Every piece that somebody pasted into a public forum.
@Suite(.enabled(if: Corpus.isPresent, Corpus.absenceComment))
struct SnippetTests {
  struct Snippet: Decodable {
    var id: String
    var text: String
    var kind: String
  }

  static let snippets: [Snippet] = {
    let path = Corpus.path("corpus/aem/snippets.jsonl")
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Snippet.self, from: Data($0.utf8))
    }
  }()

  /// The classes of exceptions that an expression finds, those behind a slash left out.
  static func classes(in text: String) throws -> Set<String> {
    let pattern = try Regex(
      #"(?:^|[^\w./\\-])((?:[a-z_][\w]*\.)+[A-Z][\w$]*(?:Exception|Error))(?![\w]|\.\w)"#)
    return Set(text.matches(of: pattern).compactMap { $0.output[1].substring.map(String.init) })
  }

  static func found(in bytes: [UInt8]) -> (classes: Set<String>, frames: Int) {
    let tree = ExceptionTree(of: 0..<bytes.count, in: bytes.span)
    let classes = tree.throwables.compactMap(\.className)
      .map { String(decoding: bytes[$0], as: UTF8.self) }
    return (Set(classes), tree.frames.count)
  }

  @Test("each yields its exceptions and frames, or its payload", arguments: snippets.map(\.id))
  func yields(id: String) throws {
    let snippet = try #require(Self.snippets.first { $0.id == id })
    let text = RepairTests.repaired(snippet.text).text
    let bytes = Array(text.utf8)
    let (classes, frames) = Self.found(in: bytes)
    let expected = try Self.classes(in: snippet.text)
    // Of the exceptions of one sentence only the first counts.
    if !expected.isEmpty { #expect(!classes.isEmpty, "\(expected)") }
    for name in classes {
      #expect(snippet.text.contains(name), "\(name)")
    }
    let calls = try Regex(#"(?:^|\s)at [\w.$<>/]+\([\w .]+(?::\d+)?\)"#)
    #expect(frames >= snippet.text.matches(of: calls).count)
    if snippet.kind.contains("json") || snippet.text.contains("SDK:ERROR_") {
      #expect(!PayloadFinder().payloads(in: bytes[...]).isEmpty)
    }
    if expected.isEmpty, frames == 0, !snippet.kind.contains("json"), Self.isLog(snippet.kind) {
      let kind = DocumentKind(recognising: bytes, name: "paste.txt")
      #expect(kind.isLog && kind != .text || Self.plain.contains(id), "\(kind)")
    }
  }

  private static func isLog(_ kind: String) -> Bool {
    kind.hasSuffix("log") && !kind.contains("web")
  }

  /// Those that have neither exception nor payload, and are text: a record of error.log that
  /// lost both date and level, and what a tool prints that is none of AEM's.
  private static let plain: Set<String> = ["s033", "s092"]
}
