import TestSupport
import Testing
import YAMLKit

@Suite("YAML")
struct YAMLTests {
  private func parse(_ text: String) throws -> YAMLNode {
    try YAML.parse(Array(text.utf8), file: "rule.yaml")
  }

  @Test("keeps the order, the styles and the places of what stands in a document")
  func reads() throws {
    let root = try parse(
      """
      # a comment
      title: client_secret is unset
      quoted: "true"
      block: |
        one
        two
      list:
        - éa: 1
          b: [x, 'y']
      """)
    guard case .mapping(let entries) = root.content else { throw Unexpected() }
    #expect(entries.map(\.name) == ["title", "quoted", "block", "list"])
    #expect(entries.map(\.key.line) == [2, 3, 4, 7])
    #expect(root["title"]?.content == .scalar("client_secret is unset", style: .plain))
    #expect(root["quoted"]?.content == .scalar("true", style: .quoted))
    #expect(root["block"]?.content == .scalar("one\ntwo\n", style: .block))
    guard case .sequence(let elements) = root["list"]?.content else { throw Unexpected() }
    #expect(elements[0]["éa"]?.text == "1")
    #expect(elements[0]["éa"]?.line == 8)
    #expect(elements[0]["éa"]?.column == 9)
    #expect(root["absent"] == nil)
  }

  private struct Unexpected: Error {}

  @Test(
    "refuses with the place and the kind",
    arguments: [
      ("", .empty, 1, 1),
      ("# nothing\n", .empty, 2, 1),
      ("a: 1\nb: &x 2", .anchor("x"), 2, 4),
      ("a: *x", .alias("x"), 1, 4),
      ("a: !!int 2", .tag("tag:yaml.org,2002:int"), 1, 4),
      ("a: !secret 2", .tag("!secret"), 1, 4),
      ("%YAML 1.1\n---\na: 1", .directive, 1, 1),
      ("a: 1\n---\nb: 2", .severalDocuments, 2, 1),
      ("a: 1\nb: 2\na: 3", .duplicateKey("a", firstLine: 1), 3, 1),
      ("? [a]\n: 1", .nonScalarKey, 1, 3),
      ("a: b: c", .syntax("mapping values are not allowed in this context"), 1, 5),
      ("a: \u{1}", .invalidText, 1, 4),
      ("é: x\nあ: \u{7}", .invalidText, 2, 4),
    ] as [(String, YAMLError.Kind, Int, Int)])
  func refuses(text: String, kind: YAMLError.Kind, line: Int, column: Int) {
    let error = #expect(throws: YAMLError.self) { try parse(text) }
    #expect(error?.kind == kind)
    #expect(error?.file == "rule.yaml")
    #expect(error?.line == line)
    #expect(error?.column == column)
  }

  @Test("refuses bytes that are not UTF-8 where they stand")
  func invalidUTF8() {
    let error = #expect(throws: YAMLError.self) {
      try YAML.parse(Array("a: 1\nb: é".utf8) + [0xE3, 0x81], file: "f")
    }
    #expect(error?.kind == .invalidText)
    #expect(error?.line == 2)
    #expect(error?.column == 5)
  }

  @Test("accepts a byte order mark")
  func byteOrderMark() throws {
    #expect(try parse("\u{FEFF}a: 1")["a"]?.text == "1")
  }

  @Test("accepts the deepest nesting allowed and no deeper")
  func depth() throws {
    let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    _ = try parse(deepest)
    let error = #expect(throws: YAMLError.self) { try parse("[" + deepest + "]") }
    #expect(error?.kind == .tooDeep(limit: 64))
    #expect(throws: YAMLError.self) { try parse(String(repeating: "[", count: 100_000)) }
    #expect(throws: YAMLError.self) { try parse(String(repeating: "- ", count: 100_000)) }
  }

  @Test("gives a document or an error for any bytes", arguments: 0..<200 as Range<UInt64>)
  func anyBytes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let alphabet = Array("ab:-[]{}\n \"'|>&*!%#?,\t".utf8) + [0xC3, 0xA9, 0xFF, 0x00]
    let bytes = (0..<60).compactMap { _ in alphabet.randomElement(using: &random) }
    do {
      _ = try YAML.parse(bytes, file: "f")
    } catch {
      #expect(error.line >= 1 && error.column >= 1)
    }
  }
}
