import Foundation
import Reading
import TestSupport
import Testing

struct JSONReaderTests {
  /// A random value, in the form of Foundation.
  static func random(_ generator: inout SplitMix64, depth: Int = 4) -> Any {
    let characters = ["a", "\"", "\\", "/", "\n", "é", "日", "😀", "\u{0}", "\u{7F}", " ", "{", "]"]
    let text = { (generator: inout SplitMix64) in
      (0..<Int.random(in: 0...6, using: &generator))
        .map { _ in characters[Int.random(in: characters.indices, using: &generator)] }.joined()
    }
    switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &generator) {
    case 0: return NSNull()
    case 1: return Bool.random(using: &generator)
    case 2: return Int.random(in: -1_000_000...1_000_000, using: &generator)
    case 3: return Double(Int.random(in: -1000...1000, using: &generator)) / 8
    case 4: return text(&generator)
    case 5:
      return (0..<Int.random(in: 0...4, using: &generator))
        .map { _ in random(&generator, depth: depth - 1) }
    default:
      var object: [String: Any] = [:]
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        object[text(&generator)] = random(&generator, depth: depth - 1)
      }
      return object
    }
  }

  /// A text that is the same for equal values.
  static func canonical(_ value: Any) -> String {
    switch value {
    case let flag as Bool: return "\(flag)"
    case let number as Int: return "\(Double(number))"
    case let number as Double: return "\(number)"
    case let text as String: return "\"\(text)\""
    case let elements as [Any]: return "[\(elements.map(canonical).joined(separator: ","))]"
    case let object as [String: Any]:
      let members = object.map { "\"\($0)\":\(canonical($1))" }
      return "{\(members.sorted().joined(separator: ","))}"
    default: return "null"
    }
  }

  static func value(_ node: JSONNode) -> Any {
    switch node.value {
    case .object(let members):
      return Dictionary(members.map { ($0.key, value($0.value)) }) { $1 }
    case .array(let elements): return elements.map(value)
    case .string(let text): return text
    case .number(let text): return Double(text) ?? .nan
    case .boolean(let flag): return flag
    case .null: return NSNull()
    }
  }

  @Test("agrees with Foundation on valid JSON", arguments: 0..<200 as Range<UInt64>, [true, false])
  func valid(seed: UInt64, isStrict: Bool) throws {
    var generator = SplitMix64(seed: seed)
    let original = Self.random(&generator)
    let options: JSONSerialization.WritingOptions =
      seed % 2 == 0 ? [.fragmentsAllowed] : [.fragmentsAllowed, .prettyPrinted]
    let data = try JSONSerialization.data(withJSONObject: original, options: options)
    let node = try JSONReader(isStrict: isStrict).read(Array(data))
    #expect(Self.canonical(Self.value(node)) == Self.canonical(original))
  }

  @Test(
    "strictly refuses what RFC 8259 does not have, as Foundation does",
    arguments: [
      "", "{", "[1,]", "{\"a\":1,}", "{'a':1}", "{a:1}", "01", "1.", ".5", "+1", "1e", "nul",
      "\"\u{1}\"", "\"\\x\"", "\"\\u12\"", "[1 2]", "{\"a\" 1}", "1 2", "// x\n1", "undefined",
      "\u{FEFF}{}", "[", "\"",
    ])
  func refuses(text: String) {
    #expect(throws: JSONError.self) { try JSONReader(isStrict: true).read(Array(text.utf8)) }
  }

  @Test(
    "leniently takes what people and programs write",
    arguments: [
      ("{ error_description: 'it\\'s', error: 'invalid_scope' }", ["it's", "invalid_scope"]),
      ("// note\n{\"a\": /* x */ \"b\", /* y */}", ["b"]),
      ("\u{FEFF}{\"a\":\"b\"}", ["b"]), ("{\"a\":\"line\nbreak\"}", ["line\nbreak"]),
      ("{\"a\":\"1\",\"a\":\"2\"}", ["1", "2"]),
      ("{\"a\":\"\\ud83d\\ude00\\ud83d\"}", ["😀\u{FFFD}"]), ("{}", []),
    ] as [(String, [String])])
  func lenient(text: String, values: [String]) throws {
    let node = try JSONReader().read(Array(text.utf8))
    #expect(node.members?.compactMap(\.value.string) == values)
  }

  @Test("errors name the place", arguments: [("{\"a\":}", 5), ("[1,2,x]", 5), ("{\"a\":1} x", 8)])
  func places(text: String, offset: Int) {
    let error = #expect(throws: JSONError.self) { try JSONReader().read(Array(text.utf8)) }
    #expect(error?.offset == offset)
  }

  @Test("every node names its bytes")
  func ranges() throws {
    let bytes = Array(#" {"a" : [1, "x\n"], "b":{"c":null}} "#.utf8)
    let node = try JSONReader().read(bytes)
    let text = { (range: Range<Int>) in String(decoding: bytes[range], as: UTF8.self) }
    #expect(text(node.bytes) == #"{"a" : [1, "x\n"], "b":{"c":null}}"#)
    let first = try #require(node.members?.first)
    #expect(text(first.keyBytes) == "\"a\"")
    #expect(text(first.value.bytes) == #"[1, "x\n"]"#)
  }

  @Test("deep nesting is refused, not a crash")
  func deep() {
    let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    let error = #expect(throws: JSONError.self) { try JSONReader().read(bytes) }
    #expect(error?.kind == .tooDeep)
  }

  @Test("random bytes never crash", arguments: 0..<300 as Range<UInt64>)
  func hostile(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let alphabet = Array("{}[]\"':,\\u0019aE+-./*tfn \n#\u{E9}".utf8)
    let bytes = (0..<Int.random(in: 0...60, using: &random))
      .map { _ in alphabet.randomElement(using: &random)! }
    _ = try? JSONReader().read(bytes)
    _ = try? JSONReader(isStrict: true).read(bytes)
  }
}
