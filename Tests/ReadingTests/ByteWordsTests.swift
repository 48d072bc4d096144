import TestSupport
import Testing

@testable import Reading

@Suite("Eight bytes at a time, checked against one at a time")
struct ByteWordsTests {
  private func bytes(
    _ count: Int, of choices: [UInt8], using random: inout SplitMix64
  ) -> [UInt8] {
    (0..<count).map { _ in choices.randomElement(using: &random) ?? 0 }
  }

  @Test("blanks are found, and nothing else", arguments: 0..<500 as Range<UInt64>)
  func blanks(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let rare: [UInt8] = seed % 2 == 0 ? [0x20, 0x00, 0x1F] : []
    let text = bytes(
      Int.random(in: 0...40, using: &random), of: [0x21, 0x61, 0x80, 0xA0, 0xFF, 0x7F] + rare,
      using: &random)
    let range = Int.random(in: 0...text.count, using: &random)..<text.count
    #expect(text.span.hasBlank(range) == text[range].contains { $0 <= 0x20 })
  }

  @Test("marks stand on the byte asked for", arguments: 0..<500 as Range<UInt64>)
  func marks(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let text = bytes(8, of: [0x29, 0x28, 0xA9, 0x00, 0x01, 0x0A], using: &random)
    var expected: UInt64 = 0
    for index in 0..<8 where text[index] == 0x29 { expected |= 0x80 << UInt64(8 * index) }
    #expect(text.span.word(at: 0).marks(of: 0x29) == expected)
  }

  @Test(
    "a frame that is passed over ends where one that is read does",
    arguments: 0..<2_000 as Range<UInt64>)
  func frames(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "a.b.C.run", "com.acme.site.Page$1.invoke", "java.base/java.lang.Thread.run", "é.X.y",
      "(C.java:12)", "(Native Method)", "(Unknown Source)", "()", " [a.b:1.0]", " ~[x:2]", "\n",
      ")",
      "(", " ", "-x", "<init>", ".",
    ]
    let line = (0..<Int.random(in: 1...5, using: &random))
      .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    let text = Array("at \(line)\n and more text".utf8)
    let limit = Int.random(in: 4...text.count, using: &random)
    guard let end = StackFrame.plainEnd(at: 0, before: limit, in: text.span) else { return }
    let frame = StackFrame.read(at: 0, before: limit, isStrict: false, in: text.span)
    #expect(frame?.bytes == 0..<end, "\(line)")
  }
}
