import Foundation
import TestSupport
import Testing

@testable import RemedyProtocol

@Suite("Strict JSON")
struct JSONDocumentTests {
  @Test(
    "refuses what two readers could take differently",
    arguments: [
      (#"{"a":1,"a":2}"#, JSONProblem.Reason.duplicateKey("a")),
      (#"{"a":1,"\u0061":2}"#, .duplicateKey("a")),
      ("1.5", .numberNotAllowed), ("1e3", .numberNotAllowed), ("-0", .numberNotAllowed),
      ("01", .numberNotAllowed), ("9007199254740992", .numberNotAllowed),
      ("99999999999999999999999", .numberNotAllowed), ("-", .numberNotAllowed),
      (#""\ud800""#, .badEscape), (#""\ud800\u0041""#, .badEscape), (#""\x""#, .badEscape),
      (#""\u12"#, .badEscape), ("\"a\nb\"", .unexpected), ("[1,]", .unexpected),
      (#"{"a":1,}"#, .unexpected), ("[1", .endedEarly), ("", .endedEarly), ("\"a", .endedEarly),
      ("{", .endedEarly), ("tru", .endedEarly), ("nul!", .unexpected), ("1 2", .trailingText),
      (String(repeating: "[", count: 65), .tooDeep),
      (String(repeating: "[", count: 1_000_000), .tooDeep),
    ])
  func refuses(text: String, reason: JSONProblem.Reason) {
    let problem = #expect(throws: JSONProblem.self) { try JSONDocument(Array(text.utf8)) }
    #expect(problem?.reason == reason)
  }

  @Test("refuses a string that is not UTF-8")
  func refusesInvalidUTF8() {
    let problem = #expect(throws: JSONProblem.self) { try JSONDocument([0x22, 0xC3, 0x22]) }
    #expect(problem?.reason == .notUTF8)
  }

  @Test("says line and column, counted from 1")
  func position() {
    let problem = #expect(throws: JSONProblem.self) {
      try JSONDocument(Array("{\n  \"a\": 1.5\n}".utf8))
    }
    #expect(problem?.line == 2)
    #expect(problem?.column == 8)
  }

  @Test("knows the line of every value")
  func lines() throws {
    let document = try JSONDocument(Array("{\n\"a\": [\n1,\n2]\n}".utf8))
    #expect(document.line(of: [.key("a"), .index(1)]) == 4)
    #expect(document.line(of: [.key("a"), .index(9)]) == 2)
    #expect(document.line(of: [.key("b")]) == 1)
  }

  @Test(
    "writes the canonical form of RFC 8785",
    arguments: [
      ("{ \"b\" : 1, \"a\" : [ true , null ] }", #"{"a":[true,null],"b":1}"#),
      (#""\u00e9\/\u0007\t\u001F""#, "\"é/\\u0007\\t\\u001f\""),
      (#"{"\ud83d\ude00":1,"\ufb33":2}"#, "{\"😀\":1,\"\u{FB33}\":2}"),
    ])
  func canonical(text: String, expected: String) throws {
    let value = try JSONDocument(Array(text.utf8)).value
    #expect(String(decoding: value.canonical, as: UTF8.self) == expected)
  }

  @Test("reads back what it writes, as another library does", arguments: 0..<200 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let value = JSONValue.object(["root": Self.value(&random, depth: 0)])
    let bytes = value.canonical
    #expect(try JSONDocument(bytes).value == value)
    let other = try JSONSerialization.jsonObject(with: Data(bytes))
    let again = try JSONSerialization.data(
      withJSONObject: other, options: [.sortedKeys, .withoutEscapingSlashes])
    #expect(try JSONDocument(Array(again)).value == value)
  }

  private static func value(_ random: inout SplitMix64, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 4 ? 4 : 6), using: &random) {
    case 0: return .null
    case 1: return .boolean(Bool.random(using: &random))
    case 2:
      return .integer(
        Int64.random(in: -9_007_199_254_740_991...9_007_199_254_740_991, using: &random))
    case 3: return .string(text(&random))
    case 4: return .array((0..<3).map { _ in value(&random, depth: depth + 1) })
    default:
      return .object(
        Dictionary((0..<3).map { _ in (text(&random), value(&random, depth: depth + 1)) }) { $1 })
    }
  }

  private static func text(_ random: inout SplitMix64) -> String {
    let alphabet = Array("aB\"\\/\n\t\u{1}é鍵😀 ")
    return String(
      (0..<Int.random(in: 0..<6, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? "a"
      })
  }
}
