import IconvKit
import TestSupport
import Testing

struct CharacterDecoderTests {
  private func decode(
    _ bytes: [UInt8], from name: String, unit: Int = 1, piece: Int = 1000, room: Int = 1000
  ) throws -> (text: String, invalid: Int) {
    let decoder = try #require(CharacterDecoder(anyOf: ["no-such-set", name], unit: unit))
    var output = [UInt8](repeating: 0, count: room)
    var text: [UInt8] = []
    var rest = 0..<0
    while true {
      rest = rest.lowerBound..<min(bytes.count, rest.upperBound + piece)
      let isLast = rest.upperBound == bytes.count
      while case let count = decoder.decode(bytes, &rest, into: &output, at: 2, isLast: isLast),
        count > 0
      {
        text += output[2..<2 + count]
      }
      if isLast { break }
    }
    #expect(rest.isEmpty)
    return (String(decoding: text, as: UTF8.self), decoder.invalidBytes)
  }

  @Test("what is no character becomes a mark of its own, and what stands around it stays")
  func invalidBytes() throws {
    let shiftJIS: [UInt8] = [0x93, 0xFA, 0xFD, 0x0A, 0x81, 0x0A, 0x96, 0x7B, 0x8C]
    let result = try decode(shiftJIS, from: "CP932")
    #expect(result.text == "日\u{FFFD}\n\u{FFFD}\n本\u{FFFD}")
    #expect(result.invalid == 3)
    let surrogate: [UInt8] = [0x41, 0, 0, 0xDC, 0x42, 0, 0x43]
    let wide = try decode(surrogate, from: "UTF-16LE", unit: 2)
    #expect(wide.text == "A\u{FFFD}B\u{FFFD}")
    #expect(wide.invalid == 3)
  }

  @Test("gives the same however the bytes are cut", arguments: 0..<60 as Range<UInt64>)
  func pieces(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let sets = ["CP932", "EUC-JP-MS", "ISO-2022-JP", "UTF-16LE", "UTF-32BE", "CP1252"]
    let name = sets[Int(seed) % sets.count]
    let unit = name.hasPrefix("UTF-16") ? 2 : name.hasPrefix("UTF-32") ? 4 : 1
    let common: [UInt8] = [0x1B, 0x24, 0x42, 0x28, 0x82, 0xA0, 0xA4, 0, 0x0A, 0x41]
    let bytes = (0..<300).map { _ in
      Bool.random(using: &random)
        ? common[Int.random(in: 0..<common.count, using: &random)]
        : .random(in: 0...255, using: &random)
    }
    let whole = try decode(bytes, from: name, unit: unit)
    let cut = try decode(
      bytes, from: name, unit: unit, piece: .random(in: 1...40, using: &random),
      room: 2 + CharacterDecoder.leastRoom + .random(in: 0...20, using: &random))
    #expect(cut == whole)
  }

  @Test("a set that the system does not know is none")
  func unknown() {
    #expect(CharacterDecoder(anyOf: ["no-such-set"]) == nil)
  }
}
