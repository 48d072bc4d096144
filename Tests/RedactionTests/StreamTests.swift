import Foundation
import TestSupport
import Testing

@testable import Redaction

/// Long texts, read piece by piece, and what is remembered of them.
@Suite struct StreamTests {
  /// Gives a text in pieces of random sizes.
  static func source(_ text: [UInt8], _ seed: UInt64 = 1) -> Redactor.Source {
    var random = SplitMix64(seed: seed)
    var position = 0
    return { buffer, offset in
      let room = min(buffer.count - offset, text.count - position)
      guard room > 0 else { return 0 }
      let count = Int.random(in: 1...min(room, 70_000), using: &random)
      buffer.replaceSubrange(offset..<offset + count, with: text[position..<position + count])
      position += count
      return count
    }
  }

  static func redacted(_ text: [UInt8], by redactor: inout Redactor) throws -> [UInt8] {
    var written: [UInt8] = []
    try redactor.learn(from: source(text))
    try redactor.redact(from: source(text, 2)) { written += $0 }
    return written
  }

  @Test(
    "a text longer than a window is masked as one that is read whole", arguments: [false, true])
  func isSeamless(hasLines: Bool) throws {
    var text = ""
    var number = 0
    let end = hasLines ? "\n" : " "
    while text.utf8.count < 2_400_000 {
      number += 1
      text +=
        "29.03.2026 *ERROR* client_secret=s3cr3t\(number % 977)Zx at web\(number % 31).acme-corp.com"
      text += " from 10.\(number % 200).2.3 in /content/acme/en" + end
      if hasLines, number % 5_000 == 0 {
        text += "-----BEGIN PRIVATE KEY-----\n"
        text += String(repeating: "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n", count: 40)
        text += "-----END PRIVATE KEY-----\npassphrase: |\n  first line\n  second9 line\nnext: 1\n"
      }
    }
    var streamed = Redactor(.everything)
    let written = try Self.redacted(Array(text.utf8), by: &streamed)
    let shown = String(decoding: written, as: UTF8.self)
    for leak in ["s3cr3t", "acme", "MIIEv", "second9", "10.1"] { #expect(!shown.contains(leak)) }
    var whole = Redactor(.everything)
    #expect(shown == whole.redact(text))
    var again = Redactor(.everything)
    #expect(try Self.redacted(written, by: &again) == written, "a second pass changes nothing")
  }

  @Test("a secret named at the end of a text is masked at its start")
  func learnsFirst() throws {
    var redactor = Redactor(.everything)
    let text = Array("old Tr0ub4dor-und-Drei here\nlater\npassword=Tr0ub4dor-und-Drei\n".utf8)
    let written = String(decoding: try Self.redacted(text, by: &redactor), as: UTF8.self)
    #expect(written == "old [secret-1] here\nlater\npassword=[secret-1]\n")
  }

  static let secret = #"Tr0ub4"dor&und<Dr=ei/9"#

  /// The secret as encodings spell it.
  static let spellings: [String] = {
    let bytes = Array(secret.utf8)
    func each(_ spell: (UInt8) -> String) -> String { bytes.map(spell).joined() }
    func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
    return [
      secret,
      Data(bytes).base64EncodedString(),
      Data(Array("x".utf8) + bytes).base64EncodedString(),
      Data(Array("ad:".utf8) + bytes + [33]).base64EncodedString(),
      Data(Array("u:".utf8) + bytes).base64EncodedString().replacing("/", with: "_"),
      each { "%" + hex($0) }, each { "%" + hex($0).uppercased() },
      secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "",
      each { hex($0) }, each { hex($0).uppercased() },
      each { "\\u00" + hex($0) }, secret.replacing("\"", with: "\\\""),
      each { "&#\($0);" }, each { "&#x" + hex($0) + ";" },
      secret.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
        "\"", with: "&quot;"),
      each { "=" + hex($0).uppercased() }, secret.replacing("=", with: "=3D"),
      String(decoding: bytes.map { [$0, 0] }.joined(), as: UTF8.self),
      Data(Array(bytes.map { [$0, 0] }.joined())).base64EncodedString(),
    ]
  }()

  @Test(
    "a secret that was met is masked in every encoding, by one token", arguments: spellings.indices)
  func masksEveryEncoding(index: Int) {
    var redactor = Redactor()
    #expect(
      redactor.redact(#"{"password":"Tr0ub4\"dor&und<Dr=ei/9"}"#) == #"{"password":"[secret-1]"}"#)
    let redacted = redactor.redact("got <\(Self.spellings[index])> there")
    #expect(redacted.contains("[secret-"), "\(redacted)")
    #expect(!redacted.contains(Self.spellings[index].prefix(12)), "\(redacted)")
    #expect(redacted.hasPrefix("got <"))
    #expect(redacted.hasSuffix("> there"))
  }

  @Test("tokens stay what they are from run to run, and can be read back")
  func remembers() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("case.map")
    var first = Redactor(.everything)
    let text = "https://web01.acme-corp.com/ password=Tr0ub4dor user=jdoe7 10.1.2.3 /content/acme/"
    let masked = first.redact(text)
    try RedactionMap.write(first.tokens, to: path)
    #expect(
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    let book = try RedactionMap.read(path)
    #expect(book.restored(masked) == text)
    var second = Redactor(.everything, tokens: book)
    #expect(second.redact("new10.acme-corp.com then web01.acme-corp.com") == "host-2 then host-1")
    #expect(second.redact("the Tr0ub4dor itself") == "the [secret-1] itself")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    #expect(throws: RedactionMapProblem.self) { try RedactionMap.read(path) }
    try folder.write("{}", to: "no.map")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: folder.path("no.map"))
    #expect(throws: RedactionMapProblem.self) { try RedactionMap.read(folder.path("no.map")) }
  }

  @Test("a check tells lines and kinds, and nothing of a masked text")
  func checks() throws {
    var redactor = Redactor(.everything)
    let text = "one\ntwo password=Tr0ub4dor\nthree 10.1.2.3\n"
    var found: [String] = []
    try redactor.check(Self.source(Array(text.utf8))) { found.append("\($0) \($1)") }
    #expect(found == ["2 secret", "3 ip"])
    let masked = redactor.redact(text)
    found = []
    try redactor.check(Self.source(Array(masked.utf8))) { found.append("\($0) \($1)") }
    #expect(found.isEmpty)
  }
}
