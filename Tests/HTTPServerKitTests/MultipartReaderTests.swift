import HTTPServerKit
import TestSupport
import Testing

@Suite struct MultipartReaderTests {
  private func fields(
    _ pieces: [[UInt8]], type: String = "multipart/form-data; boundary=\"b-1\""
  ) throws -> [FormField] {
    var reader = try MultipartReader(contentType: type)
    var fields: [FormField] = []
    for piece in pieces {
      for event in try reader.take(piece) {
        switch event {
        case .part(let field): fields.append(field)
        case .bytes(let bytes): fields[fields.count - 1].value += bytes
        case .endOfPart: break
        }
      }
    }
    try reader.finish()
    return fields
  }

  @Test("reads what was written, however it is cut", arguments: 0..<100 as Range<UInt64>)
  func agreesWithWriter(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    // Bytes of which boundaries are made, so that content often looks like one.
    let letters = Array("\r\n-b1x".utf8)
    let written = (0..<Int.random(in: 0...4, using: &random)).map { index in
      let content = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        letters.randomElement(using: &random) ?? 0
      }
      let isFile = Bool.random(using: &random)
      return FormField(
        name: "n\(index)", value: content, fileName: isFile ? "f \(index).zip" : nil,
        contentType: isFile ? "application/zip" : nil)
    }
    // A content that holds the delimiter could not have been sent with this boundary.
    guard !written.contains(where: { text($0.value).contains("\r\n--b-1") }) else { return }
    var body = Array("a preamble\r\n".utf8)
    for field in written {
      body += Array("--b-1\r\nContent-Disposition: form-data; name=\"\(field.name)\"".utf8)
      if let name = field.fileName { body += Array("; filename=\"\(name)\"".utf8) }
      body += Array("\r\n".utf8)
      if let type = field.contentType { body += Array("Content-Type: \(type)\r\n".utf8) }
      body += Array("\r\n".utf8) + field.value + Array("\r\n".utf8)
    }
    body += Array("--b-1--\r\nan epilogue".utf8)
    var pieces: [[UInt8]] = []
    var rest = body[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...30, using: &random))
      pieces.append(Array(piece))
      rest = rest.dropFirst(piece.count)
    }
    #expect(try fields(pieces) == written)
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test(
    "refuses a body that is no form",
    arguments: [
      ("", .incomplete), ("--b-1", .incomplete), ("--b-1\r\n\r\n\r\n--b-1--", .badPart),
      ("--b-1\r\nContent-Disposition: form-data\r\n\r\n\r\n--b-1--", .badPart),
      ("--b-1\r\nContent-Disposition: attachment; name=a\r\n\r\n\r\n--b-1--", .badPart),
      ("--b-1xy", .badPart),
      ("--b-1\r\n" + String(repeating: "x", count: 10_000), .badPart),
    ] as [(String, FormProblem)])
  func refuses(body: String, problem: FormProblem) {
    #expect(throws: problem) { try fields([Array(body.utf8)]) }
  }

  @Test(
    "needs a boundary",
    arguments: [
      "multipart/form-data", "multipart/form-data; boundary=",
      "multipart/form-data; boundary=\(String(repeating: "b", count: 71))",
    ])
  func needsBoundary(type: String) {
    #expect(throws: FormProblem.noBoundary) { try MultipartReader(contentType: type) }
  }

  @Test("reads a URL-encoded form, and refuses a broken escape")
  func urlEncoded() throws {
    let fields = try [FormField](urlEncoded: "a=b=c&d&=e&%41=%2b+".utf8)
    #expect(fields.map(\.name) == ["a", "d", "", "A"])
    #expect(fields.map(\.text) == ["b=c", "", "e", "+ "])
    for broken in ["%", "a=%4", "a=%4g", "a=%g4"] {
      #expect(throws: FormProblem.badEscape) { try [FormField](urlEncoded: broken.utf8) }
    }
  }
}
