import ArchiveFixtures
import Foundation
import Model
import TestSupport
import Testing

@testable import Intake

/// Hands out bytes in pieces, as a pipe may.
final class Pieces: ByteStream {
  private let bytes: [UInt8]
  private let size: Int
  private var position = 0

  init(_ bytes: [UInt8], size: Int) {
    (self.bytes, self.size) = (bytes, size)
  }

  func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
    let count = min(size, buffer.count - offset, bytes.count - position)
    buffer.replaceSubrange(offset..<offset + count, with: bytes[position..<position + count])
    position += count
    return count
  }
}

struct EncodingTests {
  private static let french =
    "06.06.2019 14:26:13.443 *ERROR* [main] a.B Échec de la réplication : délai dépassé\n"
  private static let japanese =
    "06.06.2019 14:26:13.443 *ERROR* [main] a.B 接続に失敗しました：サーバーが応答しません\n"
  private static let brief = "警告: 起動\n"

  /// The encodings as Foundation writes them, which decodes nothing here.
  private static let encodings: [(TextEncoding, String.Encoding)] = [
    (.shiftJIS, .shiftJIS), (.eucJP, .japaneseEUC), (.iso2022JP, .iso2022JP),
    (.utf16LittleEndian, .utf16LittleEndian), (.utf16BigEndian, .utf16BigEndian),
  ]

  /// The bytes of a text; Foundation writes no EUC-JP, which is ISO-2022-JP with high bits
  /// in place of the escapes.
  private func bytes(of text: String, in encoding: TextEncoding) throws -> [UInt8] {
    let foundation = try #require(Self.encodings.first { $0.0 == encoding }).1
    guard encoding == .eucJP else { return Array(try #require(text.data(using: foundation))) }
    var (bytes, mask): ([UInt8], UInt8) = ([], 0)
    var escaped = Array(try #require(text.data(using: .iso2022JP)))[...]
    while let byte = escaped.popFirst() {
      if byte == 0x1B {
        mask = escaped.first == UInt8(ascii: "$") ? 0x80 : 0
        escaped = escaped.dropFirst(2)
      } else {
        bytes.append(byte | mask)
      }
    }
    return bytes
  }

  private func read(_ bytes: [UInt8], name: String = "error.log") throws -> (
    text: String, encoding: TextEncoding, invalid: Int, fingerprint: DocumentFingerprint?
  ) {
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, to: name)
    var seen: [(String, TextEncoding, Int, DocumentFingerprint?)] = []
    let skipped = try InputUnit.all(of: [path])[0].forEachDocument { document in
      let bytes = document.readWhole(limit: 1 << 30).bytes
      #expect(bytes.starts(with: document.head))
      seen.append(
        (
          String(decoding: bytes, as: UTF8.self), document.encoding, document.invalidBytes,
          document.fingerprint
        ))
    }
    #expect(skipped.isEmpty)
    return try #require(seen.first)
  }

  @Test(
    "Japanese is read in each of its encodings, a long log and a short one",
    arguments: encodings.map(\.0), [japanese, brief, "エラー\n", "障害\n"])
  func readsJapanese(encoding: TextEncoding, line: String) throws {
    for count in [1, 3_000] {
      let text = "2019-06-06 INFO start\n" + String(repeating: line, count: count)
      let read = try read(bytes(of: text, in: encoding))
      #expect(read.text == text)
      #expect(read.encoding == encoding)
      #expect(read.invalid == 0)
    }
  }

  @Test(
    "UTF-16 and UTF-32 with a mark are read without it",
    arguments: [
      (String.Encoding.utf16LittleEndian, [0xFF, 0xFE], TextEncoding.utf16LittleEndian),
      (.utf16BigEndian, [0xFE, 0xFF], .utf16BigEndian),
      (.utf32LittleEndian, [0xFF, 0xFE, 0, 0], .utf32LittleEndian),
      (.utf32BigEndian, [0, 0, 0xFE, 0xFF], .utf32BigEndian),
    ] as [(String.Encoding, [UInt8], TextEncoding)])
  func marks(foundation: String.Encoding, mark: [UInt8], encoding: TextEncoding) throws {
    for text in [Self.japanese, "日本語だけ", "x", String(repeating: Self.french, count: 2_000)] {
      let bytes = try #require(text.data(using: foundation))
      let read = try read(mark + Array(bytes), name: "x")
      #expect(read.text == text)
      #expect(read.encoding == encoding)
    }
  }

  @Test("western text is read, and told from that of Windows by its typography")
  func western() throws {
    let latin = try #require(Self.french.data(using: .isoLatin1))
    #expect(try read(Array(latin)).text == Self.french)
    #expect(try read(Array(latin)).encoding == .latin1)
    let curly = "L’été « coûte » 5 € – don’t\n"
    let windows = try #require(curly.data(using: .windowsCP1252))
    #expect(try read(Array(windows)).text == curly)
    #expect(try read(Array(windows)).encoding == .windows1252)
    for text in [
      "It’s “fine”", "café\n", "René", "ÉTÉ à Nîmes", "Größe: 5 µm", "don’t, can’t, won’t",
    ] {
      let bytes = try #require(text.data(using: .windowsCP1252))
      #expect(try read(Array(bytes)).text == text)
    }
  }

  @Test("what only the Windows set has is read, with its slashes as they are")
  func additions() throws {
    let bytes: [UInt8] = [0x87, 0x40, 0x90, 0xDA, 0x91, 0xB1, 0x5C, 0x7E, 0x0A]
    let read = try read(bytes)
    #expect(read.text == "①接続\\~\n")
    #expect(read.encoding == .windows31J)
  }

  @Test("half-width kana is Shift_JIS, kanji of EUC-JP is not")
  func halfWidth() throws {
    let kana = "ｻｰﾊﾞｰｴﾗｰ\n"
    let read = try read(Array(try #require(kana.data(using: .shiftJIS))))
    #expect(read.text == kana)
  }

  @Test("a log that turns to Latin 1 or Shift_JIS behind a long piece of ASCII is read")
  func late() throws {
    let ascii = String(repeating: "plain and simple\n", count: 10_000)
    for (line, foundation, encoding) in [
      (Self.french, String.Encoding.isoLatin1, TextEncoding.latin1),
      (Self.japanese, .shiftJIS, .shiftJIS), (Self.japanese, .utf8, .utf8),
    ] {
      let text = ascii + String(repeating: line, count: 2_000)
      let read = try read(Array(try #require(text.data(using: foundation))))
      #expect(read.text == text)
      #expect(read.encoding == encoding)
      #expect(read.invalid == 0)
    }
  }

  @Test("broken bytes in UTF-8 stay where they are and are counted")
  func brokenUTF8() throws {
    let text = Array(String(repeating: Self.japanese, count: 2_000).utf8)
    let broken = text + [0xE9, 0x0A] + text + [0xFF, 0xE3, 0x81]
    let read = try read(broken)
    #expect(read.text == String(decoding: broken, as: UTF8.self))
    #expect(read.encoding == .utf8)
    #expect(read.invalid == 4)
  }

  @Test("a log that changes its encoding half-way is shown with the broken bytes counted")
  func changes() throws {
    let first = Array(String(repeating: Self.japanese, count: 2_000).utf8)
    let second = Array(try #require(Self.japanese.data(using: .shiftJIS)))
    let read = try read(first + second)
    #expect(read.text.hasPrefix(String(decoding: first, as: UTF8.self)))
    #expect(read.text.contains("06.06.2019 14:26:13.443 *ERROR* [main] a.B \u{FFFD}"))
    #expect(read.invalid > 20)
  }

  @Test("random bytes are no text, and what starts like a mark by chance is none")
  func noise() throws {
    var random = SplitMix64(seed: 5)
    let noise = (0..<50_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    #expect(EncodingProbe.byteEncoding(of: noise[...], isWhole: true) == .utf8)
    let folder = try TemporaryFolder()
    let path = try folder.write([0xFF, 0xFE] + noise, to: "data")
    #expect(try InputUnit.all(of: [path])[0].forEachDocument { _ in }.map(\.reason) == [.binary])
  }

  @Test("the same text has the same fingerprint in every form, other text another")
  func fingerprints() throws {
    let text = String(repeating: Self.japanese, count: 3_000)
    let shiftJIS = Array(try #require(text.data(using: .shiftJIS)))
    let plain = try read(Array(text.utf8)).fingerprint
    #expect(plain != nil)
    #expect(try read(shiftJIS).fingerprint == plain)
    #expect(try read(ArchiveFixture.gzip(shiftJIS), name: "x.gz").fingerprint == plain)
    #expect(try read(Array(text.utf8.dropLast())).fingerprint != plain)
    #expect(try read(Array((text.dropLast(2) + "X\n").utf8)).fingerprint != plain)
  }

  @Test(
    "reads the same however the bytes come in and are asked for", arguments: 0..<60 as Range<UInt64>
  )
  func chunks(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let encoding = Self.encodings[Int(seed) % Self.encodings.count]
    let lines = [Self.french, Self.brief, Self.japanese, "plain\n"]
    var text = "plain\n"
    for _ in 0..<40 { text += lines.randomElement(using: &random)! }
    text = text.replacing(/[éÉà]/, with: "e")
    let bytes = try bytes(of: text, in: encoding.0)
    let source = Pieces(bytes, size: .random(in: 1...300, using: &random))
    let stream = try #require(TextStream(decoding: encoding.0, source: source))
    var buffer = [UInt8](repeating: 0, count: .random(in: 4...300, using: &random))
    var read: [UInt8] = []
    while case let count = try stream.read(into: &buffer, at: 3), count > 0 {
      read += buffer[3..<3 + count]
    }
    #expect(String(decoding: read, as: UTF8.self) == text)

    // The same when it is judged on the way.
    guard encoding.0 != .iso2022JP, !"\(encoding.0)".hasPrefix("utf16") else { return }
    let late = TextStream(
      behind: Array(bytes.prefix(5)), source: Pieces(Array(bytes.dropFirst(5)), size: 17))
    read = Array(bytes.prefix(5))
    while case let count = try late.read(into: &buffer, at: 3), count > 0 {
      read += buffer[3..<3 + count]
    }
    #expect(String(decoding: read, as: UTF8.self) == text)
  }

  @Test("counts broken bytes as a slow reading does", arguments: 0..<100 as Range<UInt64>)
  func validator(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pool: [UInt8] = [
      0x41, 0xC3, 0xA9, 0xE3, 0x81, 0x82, 0xF0, 0x9F, 0x98, 0x80, 0xED, 0xA0, 0xFF,
    ]
    let ascii = [UInt8](repeating: 0x61, count: Int(seed % 3) * 70)
    var bytes: [UInt8] = []
    for _ in 0..<8 {
      bytes += ascii
      for _ in 0..<12 { bytes.append(pool.randomElement(using: &random)!) }
    }
    var validator = UTF8Validator()
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + .random(in: 1...200, using: &random))
      validator.check(bytes, in: start..<end)
      start = end
    }
    validator.finish()
    var (invalid, characters, index) = (0, 0, 0)
    while index < bytes.count {
      let length = (1...4).first { length in
        guard index + length <= bytes.count else { return false }
        let text = String(validating: bytes[index..<index + length], as: UTF8.self)
        return text?.unicodeScalars.count == 1
      }
      if let length, length > 1 { characters += 1 }
      if length == nil { invalid += 1 }
      index += length ?? 1
    }
    #expect(validator.invalidBytes == invalid)
    #expect(validator.characters == characters)
  }
}
