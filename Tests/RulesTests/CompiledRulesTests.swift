import Matching
import Model
import Reading
import Testing

@testable import Rules

@Suite("Compiled rules")
struct CompiledRulesTests {
  private func rules(_ signature: String) throws -> CompiledRules {
    let text = """
      id: r
      version: 1
      status: test
      severity: error
      title: {en: a, fr: b, ja: c}
      summary: {en: a, fr: b, ja: c}
      signatures:
        s: \(signature)
      when: s
      """
    let rule = try RuleReader(Array(text.utf8), file: "rule.yaml", category: "x").rule()
    return try CompiledRules(RuleSet(rules: [rule]))
  }

  private func captures(_ signature: String, in text: String) throws -> [[String: String]] {
    let rules = try rules(signature)
    let bytes = Array(text.utf8)
    var captures: [[String: String]] = []
    try SignatureScanner(rules.textSignatures).scan(
      bytes, in: 0..<bytes.count, boundaries: TextFormat(),
      wanted: rules.textSignatures(for: .text)
    ) { match in
      do {
        switch try rules.interpretation(of: match, in: bytes, as: TextFormat()) {
        case .observed(_, let found): captures.append(found.mapValues(\.text))
        case .otherCapture: return false
        case .otherRecord: break
        }
      } catch {
        Issue.record(error)
      }
      return true
    }
    return captures
  }

  @Test("a capture must be what `where` demands")
  func captureConditions() throws {
    let signature = "{in: text, regex: 'code=(?<code:int>\\d+)', where: {code: {one-of: [\"4\"]}}}"
    #expect(try captures(signature, in: "code=3\ncode=4\n") == [["code": "4"]])
  }

  @Test("of several values in one record the one that `where` demands counts")
  func laterCapture() throws {
    let signature = "{in: text, regex: 'code=(?<code:int>\\d+)', where: {code: {one-of: [\"4\"]}}}"
    #expect(try captures(signature, in: "code=3 code=4 code=5\n") == [["code": "4"]])
  }

  @Test(
    "the fields of one payload must be what `fields` demands, however it is escaped",
    arguments: [
      (#"{"error":"invalid_client","detail":"x"}"#, true),
      (#"{\"error\":\"invalid_client\",\"detail\":\"x\"}"#, true),
      ("{&quot;error&quot;:&quot;invalid_client&quot;,&quot;detail&quot;:&quot;x&quot;}", true),
      (#"{"error":"other","detail":"x"} {"error":"invalid_client","detail":"y"}"#, false),
      (#"error is invalid_client"#, false),
    ])
  func payloadConditions(text: String, matches: Bool) throws {
    let signature =
      "{in: text, all: [invalid_client], fields: {error: {equals: invalid_client}, "
      + "detail: {equals: x}}}"
    #expect(try captures(signature, in: text).count == (matches ? 1 : 0))
  }

  @Test("of a token only what its claims say is kept")
  func tokens() throws {
    let token =
      "eyJhbGciOiJSUzI1NiJ9."
      + "eyJpc3MiOiIwMDExMjIzMzQ0NTU2Njc3ODg5OUFBQkJAQWRvYmVPcmciLCJzdWIiOiJYQHRlY2hhY2N0LmFk"
      + "b2JlLmNvbSIsImh0dHBzOi8vaW1zLW5hMS5hZG9iZWxvZ2luLmNvbS9zL2VudF9tYXJrZXRpbmdfc2RrIjp0cn"
      + "VlLCJhdWQiOiJodHRwczovL2ltcy1uYTEuYWRvYmVsb2dpbi5jb20vYy9hYmMifQ.c2lnbmF0dXJl"
    let signature =
      "{in: text, regex: '(?<token:jwt>eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+)', "
      + "where: {token.kind: {equals: adobe-service-account}}}"
    let found = try captures(signature, in: "jwt_token=\(token)\n")
    #expect(found.first?["token.metascopes"] == "ent_marketing_sdk")
    #expect(!found.joined().contains { $0.value.contains("eyJ") })
    // A value under the token's own name would be masked as one, wherever else it stands.
    #expect(found.first?["token.kind"] == "adobe-service-account")
    #expect(found.first?["token"] == nil)
  }

  @Test("all settings must be met in one configuration")
  func settings() throws {
    let rules = try rules(
      "{in: osgi-config, pid: com.example.P, settings: {a: {equals: x}, b: {exists: false}}}")
    func matches(_ text: String, name: String) throws -> Int {
      try rules.matches(in: OSGiConfiguration.read(Array(text.utf8), path: name)).count
    }
    #expect(try matches(#"a="x""#, name: "com.example.P~one.config") == 1)
    #expect(try matches(#"a="x""#, name: "com.example.P.config") == 1)
    #expect(try matches("a=\"x\"\nb=\"y\"", name: "com.example.P~one.config") == 0)
    #expect(try matches(#"a="x""#, name: "com.example.PQ.config") == 0)
  }

  @Test("node properties count whether binary or not")
  func nodes() throws {
    let rules = try rules(
      "{in: jcr-export, node: /etc/key, properties: {all: [hmac, master]}}")
    let export = Array(#"{"jcr:primaryType":"nt:folder",":hmac":16,":master":32}"#.utf8)
    let found = try rules.matches(in: JCRExport.read(export, path: "etc-key.json"))
    #expect(
      found.map { $0.captures.mapValues(\.text) } == [["hmac": "16 bytes", "master": "32 bytes"]])
    let half = Array(#"{"jcr:primaryType":"nt:folder",":hmac":16}"#.utf8)
    #expect(try rules.matches(in: JCRExport.read(half, path: "etc-key.json")).isEmpty)
  }

  @Test("a file's line ends at the end do not count")
  func files() throws {
    let rules = try rules("{in: file, path: \"**/data/storage\", content: {equals: JCR}}")
    #expect(rules.looksInto(file: "x/data/storage"))
    #expect(try rules.matches(file: "x/data/storage", content: Array("JCR\r\n".utf8)).count == 1)
    #expect(try rules.matches(file: "x/data/storage", content: Array("JCR2".utf8)).isEmpty)
    #expect(try rules.matches(file: "x/data/storage", content: []).isEmpty)
  }

  @Test("literals compiled before give the same matches")
  func restoresLiterals() throws {
    let rules = try rules("{in: text, all: [needle]}")
    let literals = try #require(try rules.textSignatures.compiledLiterals())
    let restored = try CompiledRules(rules.ruleSet, compiledLiterals: literals)
    let bytes = Array("a needle in a stack".utf8)
    var count = 0
    try SignatureScanner(restored.textSignatures).scan(
      bytes, in: 0..<bytes.count, boundaries: TextFormat(), wanted: [true]
    ) { _ in
      count += 1
      return true
    }
    #expect(count == 1)
  }
}
