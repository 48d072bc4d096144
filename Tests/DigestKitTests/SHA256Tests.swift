import DigestKit
import TestSupport
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  @Test(
    "agrees with the examples of the standard",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func standard(text: String, hex: String) {
    #expect(SHA256.digest(of: Array(text.utf8)).hex == hex)
    #expect(Digest(hex: hex.uppercased()) == SHA256.digest(of: Array(text.utf8)))
  }

  @Test("gives the same for any cut into pieces", arguments: 0..<20 as Range<UInt64>)
  func pieces(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let bytes = (0..<1_000).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    var hash = SHA256()
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Int.random(in: 0...200, using: &random))
      hash.update(bytes.span.extracting(start..<end))
      start = end
    }
    #expect(hash.finalize() == SHA256.digest(of: bytes))
  }

  @Test("reads nothing but 64 hexadecimal digits", arguments: ["", "ab", "é"])
  func wrongHex(text: String) {
    #expect(Digest(hex: text) == nil)
    #expect(Digest(hex: String(repeating: "g", count: 64)) == nil)
  }
}
