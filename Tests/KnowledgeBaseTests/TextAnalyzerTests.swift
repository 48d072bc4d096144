import StemmerKit
import TestSupport
import Testing

@testable import KnowledgeBase

@Suite("Text analysis")
struct TextAnalyzerTests {
  /// Terms of one position with `|` between them, positions with a space.
  private func shown(_ text: String, _ analyzer: TextAnalyzer) -> String {
    analyzer.terms(in: text).reduce("") {
      $0.isEmpty ? $1.text : $0 + ($1.isColocated ? "|" : " ") + $1.text
    }
  }

  @Test(
    "cuts English text and identifiers",
    arguments: [
      ("The keys are unset", "the keys|key are unset"),
      ("client_secret", "client secret"),
      ("getAccessToken()", "get|getaccesstoken access token"),
      ("JCRSession", "jcr|jcrsession session"),
      ("com.adobe.granite.crypto.file", "com adobe|adob granite|granit crypto file"),
      ("XTK-170006 OakState0001", "xtk 170006 oak|oakstate0001 state0001"),
      ("HTTP/1.1 403", "http 1 1 403"),
      ("ＡＥＭ　６．５", "aem 6 5"),
      ("ﬁle №5", "file no5"),
      ("naïve", "naive|naiv"),
      ("", ""), ("--- ... ", ""),
    ])
  func english(text: String, terms: String) {
    #expect(shown(text, TextAnalyzer(stems: [.english])) == terms)
  }

  @Test(
    "cuts French text, and folds accents only after stemming",
    arguments: [
      ("l’instance échoue", "l instance|instanc echoue|echou"),
      ("RÉPLICATION", "replication|repliqu"),
      ("e\u{301}choue\u{301}", "echoue|echou"),
      ("cœur", "coeur"),
    ])
  func french(text: String, terms: String) {
    #expect(shown(text, TextAnalyzer(stems: [.french])) == terms)
  }

  @Test(
    "cuts Japanese text into pairs, with whole stretches of katakana and kanji",
    arguments: [
      ("鍵", "鍵"),
      ("公開", "公開"),
      ("暗号鍵を", "暗号|暗号鍵 号鍵 鍵を"),
      ("サーバーで", "サー|サーバ ーバ バー ーで"),
      ("サーバ", "サー|サーバ ーバ"),
      ("ｻｰﾊﾞｰ", "サー|サーバ ーバ バー"),
      ("AEMの再起動", "aem の再 再起|再起動 起動"),
      ("ログ・設定", "ログ 設定"),
      ("ハ\u{3099}ンドル", "バン|バンドル ンド ドル"),
    ])
  func japanese(text: String, terms: String) {
    #expect(shown(text, TextAnalyzer(stems: [.english])) == terms)
  }

  @Test("leaves out what is too long to be a word")
  func longWord() {
    let analyzer = TextAnalyzer(stems: [.english])
    #expect(shown("a " + String(repeating: "x", count: 5_000) + " b", analyzer) == "a b")
  }

  @Test("skips bytes that are not UTF-8 and goes on behind them")
  func invalidBytes() {
    let bytes: [UInt8] = Array("ab".utf8) + [0xE3, 0x81] + Array("cd".utf8) + [0xFF, 0xC0, 0xE6]
    var terms: [String] = []
    TextAnalyzer(stems: []).forEachTerm(in: bytes.span) { term in
      terms.append(term.text)
      return true
    }
    #expect(terms == ["ab", "cd"])
  }

  @Test("stops when it is told to")
  func stops() {
    let bytes = Array("one two three".utf8)
    var count = 0
    TextAnalyzer(stems: []).forEachTerm(in: bytes.span) { _ in
      count += 1
      return count < 2
    }
    #expect(count == 2)
  }

  @Test(
    "gives terms inside the text and in order for any bytes", arguments: 0..<300 as Range<UInt64>)
  func anyBytes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces: [[UInt8]] = [
      [0xE3], [0x81], [0xFF], [0xC3], [0xF0, 0x9F], [0xED, 0xA0, 0x80], [0xEF, 0xBE, 0x9E], [0x00],
      Array("aB".utf8), Array("é".utf8), Array("\u{301}".utf8), Array("カー".utf8),
      Array("漢字".utf8), Array("の".utf8), Array("ﾊﾞ".utf8), Array(" _9".utf8),
      Array("👍🏽".utf8), [UInt8.random(in: .min ... .max, using: &random)],
    ]
    let bytes = (0..<40).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
    var last = 0
    var isFirst = true
    TextAnalyzer(stems: [.english, .french]).forEachTerm(in: bytes.span) { term in
      #expect(!term.text.isEmpty)
      #expect(term.bytes.lowerBound >= 0 && term.bytes.upperBound <= bytes.count)
      #expect(!term.bytes.isEmpty)
      #expect(term.isColocated || isFirst || term.bytes.lowerBound >= last)
      #expect(!(isFirst && term.isColocated))
      if !term.isColocated { last = term.bytes.lowerBound }
      isFirst = false
      return true
    }
  }
}
