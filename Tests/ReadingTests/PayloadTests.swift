import Foundation
import Model
import Reading
import TestSupport
import Testing

struct PayloadTests {
  static let json =
    #"{"error":"invalid_client","error_description":"invalid client_secret parameter"}"#
  static let pairs = [
    "error": "invalid_client", "error_description": "invalid client_secret parameter",
  ]

  private func find(_ text: String) -> [Payload] {
    PayloadFinder().payloads(in: Array(text.utf8)[...])
  }

  static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  static func referenced(_ text: String, quote: String = "&quot;") -> String {
    text.replacing("&", with: "&amp;").replacing("\"", with: quote).replacing("<", with: "&lt;")
  }

  @Test(
    "a payload is found however it is written",
    arguments: [
      (json, Payload.Form.plain),
      ("Caught: " + json + " (x)", .plain),
      ("{ error_description: 'invalid client_secret parameter', error: 'invalid_client' }", .plain),
      (escaped(json), .backslashEscaped), ("\"" + escaped(json) + "\"", .backslashEscaped),
      (escaped(escaped(json)), .backslashEscaped),
      (referenced(json), .htmlEscaped), (referenced(json, quote: "&#34;"), .htmlEscaped),
      (referenced(json, quote: "&#x22;"), .htmlEscaped),
      (referenced(referenced(json)), .htmlEscaped), (referenced(escaped(json)), .htmlEscaped),
      (escaped(referenced(json)), .htmlEscaped),
      (
        "https://x/cb?error=invalid_client&error_description=invalid+client_secret%20parameter x",
        .query
      ),
      ("error_description=invalid%20client_secret%20parameter&amp;error=invalid_client", .query),
      ("org.x.Y {} left unfilled {a} {pid=x} ${b} " + json, .plain),
      ("\u{FEFF}" + json, .plain),
    ] as [(String, Payload.Form)])
  func forms(text: String, form: Payload.Form) throws {
    let payloads = find(text)
    #expect(payloads.map(\.form) == [form])
    let payload = try #require(payloads.first)
    #expect(Dictionary(payload.fields.map { ($0.name, $0.value) }) { $1 } == Self.pairs)
    let bytes = Array(text.utf8)
    for field in payload.fields {
      let shown = String(decoding: bytes[field.bytes], as: UTF8.self)
      #expect(shown.contains("invalid"))
    }
    #expect(payload.bytes.upperBound <= bytes.count)
  }

  @Test("nested values are named by their way")
  func nested() throws {
    let payload = try #require(
      find(#"x {"errors":[{"errorType":"ServletError","code":[1,true,null]}]}"#).first)
    #expect(
      payload.fields.map { "\($0.name)=\($0.value)" } == [
        "errors.0.errorType=ServletError", "errors.0.code.0=1", "errors.0.code.1=true",
      ])
    #expect(payload["errors.0.errorType"] == "ServletError")
  }

  @Test(
    "what is no payload is none",
    arguments: [
      "", "{", "{}", "{{{{", "no error=", "myerror=1", "the error = 1", "{\"a\"", "{&quot;", "{\\",
      "{bundle=x, version=1}", "map {a=b}", "error: x", "{\"a\":}",
    ])
  func nothing(text: String) {
    #expect(find(text).isEmpty)
  }

  @Test("a payload that was escaped at random is found again", arguments: 0..<150 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let values = ["a", "x y", "é", "日本", "q\"q", "b\\b", "a&b", "<i>", "l\nl", "'", "{", "}", "/"]
    var object: [String: String] = ["error": "e"]
    for key in ["error_description", "detail", "x"] {
      object[key] = (0..<3).map { _ in values.randomElement(using: &random)! }.joined()
    }
    var text = String(
      decoding: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys),
      as: UTF8.self)
    // Pages escape what services escaped; the other way round the layers cannot be told.
    for _ in 0..<Int.random(in: 0...2, using: &random) { text = Self.escaped(text) }
    for _ in 0..<Int.random(in: 0...1, using: &random) { text = Self.referenced(text) }
    let payloads = find("19.07.2025 19:00:39.878 *ERROR* [x] y.Z said " + text + " and more } ] \"")
    #expect(payloads.count == 1, "\(text)")
    let fields = payloads.first?.fields ?? []
    #expect(Dictionary(fields.map { ($0.name, $0.value) }) { $1 } == object, "\(text)")
  }

  @Test(
    "hostile repetition takes no more than linear time",
    arguments: [
      "{", "{\"", "{\"a\":", "{\"a\":[", "{\"a\":\"", "{&quot;", "{\\\"a\\\":", "{'a':/*", "error=",
      "&error=a", "eyJ", "eyJ.", "eyJhbGciOiJ9.", "{a:", "[", "{\"a\":{\"a\":[1,",
    ])
  func bounded(piece: String) {
    let text = Array(String(repeating: piece, count: 400_000 / piece.utf8.count).utf8)
    let time = ProcessorTime.measure {
      _ = PayloadFinder().payloads(in: text[...])
      _ = JSONWebToken.tokens(in: text[...])
    }
    #expect(time < .seconds(20))
  }

  @Test("random bytes never crash", arguments: 0..<200 as Range<UInt64>)
  func hostile(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "{", "}", "\"", "\\", "&quot;", "&#", ";", "error=", "%", "%4", "&amp;", ":", "a", ",", "eyJ",
      ".",
    ]
    let text = (0..<40).map { _ in pieces.randomElement(using: &random)! }.joined()
    for payload in find(text) { #expect(payload.bytes.upperBound <= text.utf8.count) }
    _ = JSONWebToken.tokens(in: Array(text.utf8)[...])
  }

  @Test(
    "every escaped payload among the pasted snippets is found",
    .enabled(if: Corpus.isPresent, Corpus.absenceComment))
  func snippets() throws {
    struct Snippet: Decodable {
      var id, text, kind: String
    }
    let lines = try String(
      contentsOfFile: Corpus.path("corpus/aem/snippets.jsonl"), encoding: .utf8)
    let snippets = try lines.split(separator: "\n").map {
      try JSONDecoder().decode(Snippet.self, from: Data($0.utf8))
    }
    let withPayload = snippets.filter {
      $0.kind == "ims-error-escaped-json" || $0.id == "s107" || $0.id == "s134"
    }
    #expect(withPayload.count >= 3)
    for snippet in withPayload { #expect(!find(snippet.text).isEmpty, "\(snippet.id)") }
  }
}

struct JSONWebTokenTests {
  static func token(_ header: String, _ claims: String) -> String {
    [header, claims, "signature"].map {
      Data($0.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        .replacing("=", with: "")
    }.joined(separator: ".")
  }

  static let serviceAccount = token(
    #"{"alg":"RS256","typ":"JWT"}"#,
    #"{"iss":"0123456789ABCDEF01234567@AdobeOrg","sub":"AB@techacct.adobe.com","exp":1767225600,"aud":"https://ims-na1.adobelogin.com/c/client1","https://ims-na1.adobelogin.com/s/ent_reactor_sdk":true,"https://ims-na1.adobelogin.com/s/ent_analytics_bulk_ingest_sdk":true}"#
  )

  @Test("a service account's assertion is recognised by its claims")
  func recognises() throws {
    let text = Array("jwt_token=\(Self.serviceAccount)&client_id=x".utf8)
    let tokens = JSONWebToken.tokens(in: text[...])
    #expect(tokens.count == 1)
    let token = try #require(tokens.first)
    #expect(token.kind == .adobeServiceAccount)
    #expect(token.metascopes == ["ent_analytics_bulk_ingest_sdk", "ent_reactor_sdk"])
    #expect(token.clientIdentifier == "client1")
    #expect(token.expiry?.iso8601 == "2026-01-01T00:00:00.000+00:00")
    #expect(String(decoding: text[token.bytes], as: UTF8.self) == Self.serviceAccount)
  }

  @Test("tokens of Adobe's identity service say their end in milliseconds")
  func accessToken() throws {
    let text = Self.token(
      #"{"alg":"RS256","x5u":"ims_na1-key-rt-1.cer"}"#,
      #"{"created_at":"1700000000000","expires_in":"86400000","client_id":"c"}"#)
    let token = try #require(JSONWebToken.tokens(in: Array("Bearer \(text)\"".utf8)[...]).first)
    #expect(token.kind == .adobeAccess)
    #expect(token.expiry?.milliseconds == 1_700_086_400_000)
  }

  @Test(
    "other tokens are other, and hostile numbers are no dates",
    arguments: ["1e400", "-5", "9223372036854775807", "1e18", "\"x\"", "null"])
  func other(expiry: String) throws {
    let text = Self.token(
      #"{"alg":"none"}"#, #"{"iss":"https://login.microsoftonline.com/x","exp":\#(expiry)}"#)
    let token = try #require(JSONWebToken.tokens(in: Array(text.utf8)[...]).first)
    #expect(token.kind == .other)
    #expect(token.expiry == nil)
  }

  @Test(
    "what only looks like a token is none",
    arguments: [
      "eyJ", "eyJhbGciOiJ9.eyJ9", "xeyJhbGciOiJub25lIn0.eyJ9.x", "eyJ!.eyJ.x",
      "eyJhbGciOiJub25lIn0.bm8.x",
    ])
  func none(text: String) {
    #expect(JSONWebToken.tokens(in: Array(text.utf8)[...]).isEmpty)
  }
}
