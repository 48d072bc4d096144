import Model
import TestSupport
import Testing

@testable import Diagnosis

/// Cutting records down to what shows why they matched.
@Suite struct ExcerptCutterTests {
  @Test(
    "is bounded, whole in its characters, and holds the match", arguments: 0..<300 as Range<UInt64>)
  func boundedAndWhole(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let (text, match) = Self.record(using: &random)
    let before = Array("record before\n".utf8)
    let bytes = before + Array(text.utf8) + Array("record after\n".utf8)
    let record = before.count..<before.count + text.utf8.count
    let found = match.lowerBound + before.count..<match.upperBound + before.count
    let excerpt = ExcerptCutter.excerpt(of: record, match: found, in: bytes)

    let shown = Array(excerpt.text.utf8)
    #expect(shown.count <= ExcerptCutter.limit)
    #expect(!excerpt.text.unicodeScalars.contains("\u{FFFD}"))
    var whole = Array(text.utf8)
    while let last = whole.last, last == 0x0A || last == 0x0D { whole.removeLast() }
    let place = try #require(whole.firstRange(of: shown))
    #expect(place.contains(match.lowerBound) && place.upperBound >= match.upperBound)
    #expect(excerpt.isCutBefore == (place.lowerBound > 0))
    #expect(excerpt.isCutAfter == (place.upperBound < whole.count))
    if excerpt.isCutBefore, place.lowerBound != match.lowerBound {
      #expect(Array("\n,".utf8).contains(whole[place.lowerBound - 1]))
    }
  }

  @Test("a short record is shown whole, without its line end")
  func shortRecord() {
    let bytes = Array("a short record\r\n".utf8)
    let excerpt = ExcerptCutter.excerpt(of: 0..<bytes.count, match: 2..<7, in: bytes)
    #expect(excerpt.text == "a short record")
    #expect(!excerpt.isCutBefore && !excerpt.isCutAfter)
  }

  @Test("the header of a long record stays as long as the match fits beside it")
  func headerStays() {
    let text = "header <match> " + String(repeating: "word ", count: 1_000)
    let excerpt = ExcerptCutter.excerpt(
      of: 0..<text.utf8.count, match: 7..<14, in: Array(text.utf8))
    #expect(excerpt.text.hasPrefix("header <match>"))
    #expect(excerpt.text.hasSuffix("word"))
    #expect(!excerpt.isCutBefore && excerpt.isCutAfter)
  }

  @Test("the name of a secret is not parted from its value")
  func nameStaysWithValue() {
    for gap in 380..<420 {
      let text =
        String(repeating: "word ", count: 400) + "password: hunter2 "
        + String(repeating: "x", count: gap) + " <match>"
      let start = text.utf8.count - 7
      let excerpt = ExcerptCutter.excerpt(
        of: 0..<text.utf8.count, match: start..<start + 7, in: Array(text.utf8))
      #expect(excerpt.text.contains("hunter2") == excerpt.text.contains("password: hunter2"))
    }
  }

  @Test("a match longer than the limit is cut within")
  func longMatch() {
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 5_000)
    let excerpt = ExcerptCutter.excerpt(of: 0..<5_000, match: 0..<5_000, in: bytes)
    #expect(excerpt.text.utf8.count == ExcerptCutter.limit)
    #expect(excerpt.isCutAfter)
  }

  @Test("bytes that are no UTF-8 do no harm", arguments: [0x80, 0xFF, 0xC3, 0xF0] as [UInt8])
  func noUTF8(byte: UInt8) {
    let bytes = [UInt8](repeating: byte, count: 4_000)
    let excerpt = ExcerptCutter.excerpt(of: 0..<4_000, match: 3_000..<3_010, in: bytes)
    #expect(!excerpt.text.isEmpty)
  }

  /// A record with one match, and where it stands.
  private static func record(using random: inout SplitMix64) -> (String, Range<Int>) {
    let words = ["word", "日本語の文", "é", "\n", "\r\n\t", ",", "🩺", "key=value", "a,b", " "]
    func filler(using random: inout SplitMix64) -> String {
      let isDense = Bool.random(using: &random)
      return (0..<Int.random(in: 0...400, using: &random)).map { _ in
        words.randomElement(using: &random)! + (isDense ? "" : " ")
      }.joined()
    }
    let before = filler(using: &random)
    let text = before + "<match>" + filler(using: &random) + "\n"
    return (text, before.utf8.count..<before.utf8.count + 7)
  }
}
