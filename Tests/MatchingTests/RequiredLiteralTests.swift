import PatternKit
import TestSupport
import Testing

@testable import Matching

@Suite("Required literal")
struct RequiredLiteralTests {
  @Test(
    "is the longest text that every match contains",
    arguments: [
      ("Startup completed in (?<took>\\d+) ?ms", "Startup completed in "),
      ("ab?cdef", "cdef"),
      ("abc+def", "abc"),
      ("abcx{0,2}de", "abc"),
      ("a\\.b\\(c\\)", "a.b(c)"),
      ("^\\d+ (foo|barbaz) tail$", " tail"),
      ("[a-z]+]x[[:digit:]]yy", "]x"),
      ("é{2}naïve", "naïve"),
      ("(?<token>eyJ[\\w-]+\\.)x", "eyJ"),
      ("a(?:bcd(ef))+g", "bcd"),
      ("(abc)?d(?!efgh)(?<=ijkl)", "d"),
      ("(abc|abd)xy", "xy"),
    ])
  func findsLongest(pattern: String, literal: String) {
    #expect(
      RequiredLiteral.find(in: pattern).map { String(decoding: $0, as: UTF8.self) } == literal)
  }

  @Test(
    "is not claimed where nothing is certain",
    arguments: ["foo|bar", "(?i)error", "(abc)?", "[abc]", "\\Qabc\\E", "a*", "(unclosed", "[open"])
  func claimsNothing(pattern: String) {
    #expect(RequiredLiteral.find(in: pattern) == nil)
  }
}

@Suite("Required literal, checked against matches")
struct RequiredLiteralPropertyTests {
  /// A random expression over few letters.
  static func expression(depth: Int, using random: inout SplitMix64) -> String {
    (0..<Int.random(in: 1...4, using: &random)).map { _ in
      let atom: String
      switch Int.random(in: 0..<8, using: &random) {
      case 0 where depth > 0:
        let open =
          ["(", "(?:", "(?<n\(random.next() % 1_000)>", "(?>", "(?!", "(?="]
          .randomElement(using: &random) ?? ""
        atom = open + expression(depth: depth - 1, using: &random) + ")"
      case 1 where depth > 0:
        atom = "(\(expression(depth: depth - 1, using: &random))|a)"
      case 2: atom = "[ab]"
      case 3: atom = "."
      case 4: atom = "\\w"
      default: atom = ["a", "b", "c", "ab", "bc"].randomElement(using: &random) ?? ""
      }
      return atom
        + (["", "", "", "?", "*", "+", "{0,2}", "{2}"].randomElement(using: &random) ?? "")
    }.joined()
  }

  @Test("stands in every match of a random expression", arguments: 0..<2_000 as Range<UInt64>)
  func standsInEveryMatch(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let text = Self.expression(depth: 2, using: &random)
    guard let literal = RequiredLiteral.find(in: text) else { return }
    let pattern = try Pattern(text)
    let matcher = Matcher()
    for _ in 0..<40 {
      let subject = (0..<Int.random(in: 0...9, using: &random)).map { _ in
        UInt8.random(in: UInt8(ascii: "a")...UInt8(ascii: "c"), using: &random)
      }
      // A pattern that gives up at its limits says nothing.
      if let match = try? matcher.firstMatch(of: pattern, in: subject) {
        #expect(
          subject[match.range].firstRange(of: literal) != nil,
          "\(text) in \(String(decoding: subject, as: UTF8.self))")
      }
    }
  }
}
