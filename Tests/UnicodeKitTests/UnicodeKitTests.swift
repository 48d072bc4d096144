import TestSupport
import Testing
import UnicodeKit

@Suite("Folding")
struct FoldingTests {
  @Test(
    "brings compatible spellings to one",
    arguments: [
      ("ＡＥＭ　６．５", "AEM 6.5"), ("ｻｰﾊﾞｰ ﾊﾟｽ", "サーバー パス"), ("e\u{301}", "é"), ("①", "1"),
      ("ﬁle", "file"), ("plain", "plain"), ("", ""),
    ])
  func compatibility(text: String, expected: String) {
    #expect(Array(text.compatibilityNormalized.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test(
    "removes case",
    arguments: [("ÉCHEC", "échec"), ("Straße", "strasse"), ("Σς", "σσ"), ("暗号", "暗号")])
  func caseFolding(text: String, expected: String) {
    #expect(text.caseFolded == expected)
  }

  @Test(
    "removes Latin accents and keeps the marks of kana",
    arguments: [
      ("échoué où ça", "echoue ou ca"), ("Œuvre", "OEuvre"), ("バンドル ガ", "バンドル ガ"),
      ("ﾊﾞ", "ﾊﾞ"), ("й", "й"), ("łódź", "lodz"), ("e\u{301}\u{302}a", "ea"),
    ])
  func accents(text: String, expected: String) {
    #expect(Array(text.latinAccentsFolded.unicodeScalars) == Array(expected.unicodeScalars))
  }
}

@Suite("Width on a terminal")
struct WidthTests {
  @Test(
    "counts columns",
    arguments: [
      ("", 0), ("abc", 3), ("暗号鍵", 6), ("ｱｲ", 2), ("ﾊﾞ", 2), ("バ", 2), ("ハ\u{3099}", 2),
      ("e\u{301}", 1), ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("🇫🇷", 2), ("❤️", 2), ("\t\u{1B}\r\n\u{7F}", 0),
      ("…", 1), ("«é»", 3), ("\u{200B}", 0), ("한글", 4), ("　", 2),
    ])
  func counts(text: String, width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test(
    "cuts between characters and says so",
    arguments: [
      ("abcdef", 4, "abc…"), ("abcd", 4, "abcd"), ("暗号鍵", 5, "暗号…"), ("暗号鍵", 4, "暗…"),
      ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("ab", 1, "…"), ("ab", 0, ""), ("ab", -1, ""),
    ])
  func cuts(text: String, width: Int, expected: String) {
    #expect(text.truncated(toWidth: width) == expected)
  }

  @Test("never takes more columns than asked", arguments: 0..<50 as Range<UInt64>)
  func neverWider(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let alphabet = ["a", "é", "e\u{301}", "暗", "ｱ", "👍🏽", "\t", "🇫🇷", "…"]
    let text = (0..<30).compactMap { _ in alphabet.randomElement(using: &random) }.joined()
    for width in 0...40 {
      #expect(text.truncated(toWidth: width).displayWidth <= width)
    }
  }
}
