import Foundation
import TestSupport
import Testing

/// Secrets beside the error are masked in every view, whatever they are dressed in.
@Suite struct SecretsTests {
  // Random, so that nothing but a mask can hide them.
  private static let secrets = [
    "p8e-Zk3vQ0x7Lr2Tn5Wd9Yb1", "Tr0ub4dor-und-Drei", "mF_9.B5f-4.1JqMtq8WxYv3u7RzK2",
    JwtCase.serviceAccountToken, "9c1185a5c5e9fc54612808977ee8f548b2258d31",
  ]

  /// What stands beside the error, as plain JSON.
  private static let members = [
    #""client_secret":"\#(secrets[0])""#, #""password":"\#(secrets[1])""#,
    #""Authorization":"Bearer \#(secrets[2])""#, #""jwt_token":"\#(secrets[3])""#,
    #""auth.ims.client.secret":"{\#(secrets[4])}""#,
  ].joined(separator: ",")

  private static let plain =
    "{\(members),\"error\":\"invalid_client\","
    + "\"error_description\":\"invalid client_secret parameter\"}"

  private static let dresses: [(name: String, text: String)] = [
    ("plain", plain),
    ("in a log", ImsPayload.log.replacing(ImsPayload.bare, with: plain)),
    ("behind the error", ImsPayload.log.replacing(ImsPayload.bare, with: ImsPayload.bare + plain)),
    ("HTML-escaped", plain.replacing("\"", with: "&quot;")),
    ("HTML-escaped twice", plain.replacing("\"", with: "&amp;quot;")),
    ("backslash-escaped", plain.replacing("\"", with: #"\""#)),
    ("backslash-escaped twice", plain.replacing("\"", with: #"\\\""#)),
    (
      "backslash-escaped twice in a log",
      ImsPayload.log.replacing(ImsPayload.bare, with: plain.replacing("\"", with: #"\\\""#))
    ),
    ("over lines", plain.replacing(",\"", with: ",\n  \"").replacing("\":\"", with: "\": \"")),
    (
      "as a query",
      "POST client_id=a&client_secret=\(secrets[0])&password=\(secrets[1])&jwt_token=\(secrets[3])"
        + " Authorization: Bearer \(secrets[2]) stored={\(secrets[4])} \(ImsPayload.bare)"
    ),
    (
      "as headers and properties",
      """
      \(ImsPayload.healthy)
      \(ImsPayload.record)
      Authorization: Bearer \(secrets[2])
      client_secret = \(secrets[0])
      password: \(secrets[1])
      auth.ims.client.secret="{\(secrets[4])}"
      jwt \(secrets[3])

      """
    ),
    (
      "far before the error",
      "\(ImsPayload.healthy) {\(members)} " + String(repeating: "filler ", count: 200)
        + ImsPayload.bare
    ),
    (
      "just before the cut of an excerpt",
      "\(ImsPayload.healthy) " + String(repeating: "filler ", count: 300)
        + "{\(members)} " + String(repeating: "filler ", count: 12) + ImsPayload.bare
    ),
    (
      "across the end of an excerpt",
      ImsPayload.record + String(repeating: " filler", count: 100) + " {\(members)}"
    ),
    (
      "as JavaScript",
      plain.replacing("\"", with: "'").replacing("'client_secret'", with: "client_secret")
    ),
  ]

  @Test("are masked", arguments: dresses.indices, ["en", "fr", "ja"])
  func areMasked(dress: Int, language: String) throws {
    let (name, text) = Self.dresses[dress]
    for format in ["text", "json"] {
      let outcome = try Tool.run(
        ["diagnose", "-", "--format", format, "--lang", language], input: text.utf8)
      #expect(outcome.status == 1, "\(name)")
      #expect(outcome.text.contains("ims-client-secret-unset"), "\(name)")
      Secrets.expectAbsent(Self.secrets, from: outcome)
    }
  }

  @Test("an excerpt that is cut anywhere shows no piece of a secret")
  func cutAnywhere() throws {
    // The record grows by a byte at a time, so that the cut meets every place of the secrets.
    let folder = try TemporaryFolder()
    var log = ""
    for gap in 0..<400 {
      log +=
        "\(ImsPayload.healthy) " + String(repeating: "filler ", count: 260)
        + "{\(Self.members)} " + String(repeating: "x", count: gap * 2) + " \(ImsPayload.bare)\n"
      if gap % 20 == 19 { try folder.write(log, to: "case/\(gap).log"); log = "" }
    }
    for file in stride(from: 19, to: 400, by: 20) {
      for format in ["text", "json"] {
        let outcome = try Tool.run([
          "diagnose", folder.path("case/\(file).log"), "--format", format,
        ])
        #expect(outcome.status == 1)
        Secrets.expectAbsent(Self.secrets, from: outcome)
      }
    }
  }
}
