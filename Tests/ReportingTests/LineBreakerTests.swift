import Foundation
import TestSupport
import Testing
import UnicodeKit

@testable import Reporting

@Suite struct LineBreakerTests {
  @Test(
    "breaks where readers expect it",
    arguments: [
      ("one two three", 8, ["one two", "three"]),
      ("日本語の文章です", 8, ["日本語の", "文章です"]),
      ("日本語です。次", 10, ["日本語で", "す。次"]),
      ("あいう「えお」", 8, ["あいう", "「えお」"]),
      ("設定をチェック", 10, ["設定を", "チェック"]),
      ("AEM を再起動", 6, ["AEM を", "再起動"]),
      ("oui\u{A0}: non", 7, ["oui\u{A0}:", "non"]),
      ("« a\u{A0}»", 4, ["«", "a\u{A0}»"]),
      ("/libs/granite/core", 10, ["/libs/", "granite/", "core"]),
      ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
      ("a  b", 10, ["a  b"]),
      ("", 10, [""]),
      ("a\n\nb", 10, ["a", "", "b"]),
    ])
  func breaks(text: String, width: Int, lines: [String]) {
    #expect(LineBreaker(width: width).lines(of: text) == lines)
  }

  @Test("keeps a web address whole where it is asked to")
  func keepsAddresses() {
    let text = "see https://example.com/a/b/c, then go"
    #expect(
      LineBreaker(width: 10, keepsAddresses: true).lines(of: text)
        == ["see", "https://example.com/a/b/c,", "then go"])
  }

  @Test("makes the lines after the first narrower")
  func hangs() {
    #expect(
      LineBreaker(width: 7, hanging: 3).lines(of: "one two one two") == [
        "one two", "one", "two",
      ])
  }

  @Test("loses nothing but spaces and keeps the width", arguments: 0..<200 as Range<UInt64>)
  func losesNothing(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let text = Noise.text(&random).replacing("\t", with: " ").replacing("\n", with: " ")
    let width = Int.random(in: 4...40, using: &random)
    let lines = LineBreaker(width: width).lines(of: text)
    func bare(_ text: String) -> [Unicode.Scalar] {
      text.unicodeScalars.filter { $0 != " " && $0 != "\u{3000}" }
    }
    #expect(bare(lines.joined()) == bare(text))
    for line in lines { #expect(line.displayWidth <= width, "\(line)") }
  }
}

@Suite struct ShellCommandTests {
  @Test("reads back in a shell as it was", arguments: 0..<60 as Range<UInt64>)
  func readsBack(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let values = (0..<4).map { _ in
      String(TerminalText.harmless(Noise.text(&random)).map { $0 == "\n" ? "␊" : $0 })
    }
    var command = ShellCommand("printf", "%s\\n")
    command.append(option: values[0], values[1])
    command.append(option: values[2], values[3])
    let lines = command.lines(width: Int.random(in: 30...100, using: &random), margin: "    ")
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", lines.joined(separator: "\n")]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(String(decoding: output, as: UTF8.self) == values.map { $0 + "\n" }.joined())
  }

  @Test(
    "quotes what a shell would take apart",
    arguments: [
      ("plain-1.2/x", "plain-1.2/x"), ("", "''"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#),
      ("$(rm)", "'$(rm)'"), ("~/x", "'~/x'"), ("a;b", "'a;b'"),
    ])
  func quotes(word: String, quoted: String) {
    #expect(ShellCommand.quoted(word) == quoted)
  }
}
