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
