import Foundation
import Model
import TestSupport
import Testing

@testable import Reporting

/// Service Account (JWT) credentials, which stopped working on 1 March 2026, and what only
/// looks like them.
@Suite struct JwtTests {
  @Test("what still signs in with a JWT is found", arguments: JwtCase.firing)
  func isFound(testCase: JwtCase) throws {
    let folder = try TemporaryFolder()
    let diagnosis = try Tool.diagnose([try testCase.write(to: folder)])
    #expect(diagnosis.status == 1)
    #expect(diagnosis.rules == ["ims-jwt-credentials-config-present"])
    let finding = try #require(diagnosis.finding("ims-jwt-credentials-config-present"))
    #expect(finding.status.rawValue == testCase.status)
    #expect(finding.severity == .error)
    #expect(finding.articles.map(\.number) == testCase.articles)
    for wording in [finding.title.en, finding.title.fr, finding.title.ja] {
      #expect(wording.contains("2026"))
    }
  }

  @Test("articles are given in the reader's language", arguments: ["en", "fr", "ja"])
  func articlesInLanguage(language: String) throws {
    let diagnosis = try Tool.diagnose(
      pasted: JwtCase.cloudMismatch, options: ["--lang", language])
    let articles = try #require(diagnosis.finding("ims-jwt-credentials-config-present")).articles
    #expect(articles.map(\.number) == ["KA-22080", "MED-0001"])
    #expect(articles.map(\.language.rawValue) == [language, language])
    #expect(!articles.contains { $0.fallback })
  }

  @Test("what is not to be migrated is said to be so", arguments: JwtCase.guarded)
  func isGuarded(testCase: JwtCase) throws {
    let folder = try TemporaryFolder()
    let diagnosis = try Tool.diagnose([try testCase.write(to: folder)])
    #expect(diagnosis.status == 0)
    #expect(diagnosis.rules == [testCase.rule])
    let finding = try #require(diagnosis.report.findings.first)
    #expect(finding.severity == .notice)
    #expect(finding.status.rawValue == testCase.status)
    #expect(finding.articles.map(\.number) == testCase.articles)
  }

  @Test("what is none of it is not found", arguments: JwtCase.silent)
  func isSilent(testCase: JwtCase) throws {
    let folder = try TemporaryFolder()
    let diagnosis = try Tool.diagnose([try testCase.write(to: folder)])
    #expect(diagnosis.status == 0)
    #expect(diagnosis.rules == [])
  }

  @Test(
    "a token is recognised by its claims and never printed",
    arguments: ["payload.json", "error.log", "cloud.log", "token.txt"], ["en", "fr", "ja"])
  func tokenIsNeverPrinted(name: String, language: String) throws {
    let token = JwtCase.serviceAccountToken
    let texts = [
      "payload.json": #"{"jwt_token":"\#(token)","client_id":"abc"}"#,
      "error.log": "\(ImsPayload.healthy) sent jwt_token=\(token)&grant=1\n",
      "cloud.log": ImsPayload.cloudRecord.replacing(ImsPayload.bare, with: token) + "\n",
      "token.txt": token,
    ]
    let folder = try TemporaryFolder()
    let path = try folder.write(texts[name] ?? "", to: name)
    for format in ["text", "json"] {
      let outcome = try Tool.run(["diagnose", path, "--format", format, "--lang", language])
      #expect(outcome.status == 1)
      #expect(outcome.text.contains("ims-jwt-credentials-config-present"))
      Secrets.expectAbsent([token], from: outcome)
    }
    let finding = try #require(
      try Tool.diagnose([path]).finding("ims-jwt-credentials-config-present"))
    let captures = try #require(finding.evidence.first).captures
    #expect(captures["token.kind"] == "adobe-service-account")
    #expect(captures["token.metascopes"]?.contains("ent_marketing_sdk") == true)
  }
}

/// A file that has to do with JWT, or seems to.
struct JwtCase: CustomTestStringConvertible, Sendable {
  let name: String
  let file: String
  let text: String
  var rule = "ims-jwt-credentials-config-present"
  var status = "confirmed"
  var articles = ["KA-22080"]

  var testDescription: String { name }

  func write(to folder: TemporaryFolder) throws -> String {
    try folder.write(text, to: file)
  }

  static let provider = "com.adobe.granite.auth.oauth.accesstoken.provider"

  /// A token as a client of IMS makes it: unsigned here, its claims are what counts.
  static func token(metascope: String) -> String {
    let claims =
      #"{"exp":1795158842,"iss":"00112233445566778899AABB@AdobeOrg","#
      + #""sub":"FFEEDDCCBBAA998877665544@techacct.adobe.com","#
      + #""aud":"https://ims-na1.adobelogin.com/c/0123456789abcdef0123456789abcdef","#
      + #""https://ims-na1.adobelogin.com/s/\#(metascope)":true}"#
    return [#"{"alg":"RS256","typ":"JWT"}"#, claims, String(repeating: "signature", count: 30)]
      .map { base64URL(Data($0.utf8)) }.joined(separator: ".")
  }

  static let serviceAccountToken = token(metascope: "ent_marketing_sdk")

  private static func base64URL(_ data: Data) -> String {
    data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  /// A configuration of AEM 6.5.
  private static func config(title: String = "Adobe Launch", more: String = "") -> String {
    """
    :org.apache.felix.configadmin.revision:=L"3"
    auth.access.token.request="https://ims-na1.adobelogin.com/ims/exchange/jwt"
    auth.token.provider.client.id="0123456789abcdef0123456789abcdef"
    auth.token.provider.default.claims=[ \\
      "\\"iss\\"\\ :\\ \\"00112233445566778899AABB@AdobeOrg\\"", \\
      ]
    auth.token.provider.keypair.alias="launch-key"
    auth.token.provider.title="\(title.replacing(" ", with: "\\ "))"
    \(more)service.factoryPid="\(provider)"
    service.pid="\(provider)~launch"

    """
  }

  private static let oAuthConfig = config(
    more: "auth.token.provider.authorization.grants=\"client_credentials\"\n"
  ).replacing("/ims/exchange/jwt", with: "/ims/token/v3")

  static let mismatch = ImsPayload.log.replacing(
    ImsPayload.bare,
    with: #"{"error_description":"Could not match JWT signature to any of the bindings","#
      + #""error":"invalid_token"}"#)

  static let cloudMismatch =
    ImsPayload.cloudRecord.replacing(
      ImsPayload.bare,
      with: #"{"error_description":"Could not match JWT signature to any of the bindings","#
        + #""error":"invalid_token"}"#) + "\n"

  static let firing = [
    JwtCase(
      name: ".config", file: "aem/\(provider)~launch.config", text: config()),
    JwtCase(
      name: ".config in a tree",
      file: "config/com/adobe/granite/auth/oauth/accesstoken/"
        + "provider%007elaunch.config", text: config()),
    JwtCase(
      name: ".cfg.json", file: "config/\(provider)~target.cfg.json",
      text: """
        {
          "auth.token.provider.title": "Adobe Target",
          "auth.token.provider.client.id": "0123456789abcdef0123456789abcdef",
          "auth.token.provider.keypair.alias": "target-key",
          "auth.token.provider.conn.timeout:Integer": 5000
        }
        """),
    JwtCase(
      name: "badge in English", file: "page.txt",
      text: "Adobe Launch - JWT Credentials (deprecated)", status: "likely"),
    JwtCase(
      name: "badge in French", file: "page.txt",
      text: "Adobe Launch - Informations d’identification JWT (obsolètes)", status: "likely"),
    JwtCase(
      name: "badge in Japanese", file: "page.txt", text: "Adobe Launch - JWT 資格情報（非推奨）",
      status: "likely"),
    JwtCase(
      name: "announcement", file: "mail.txt",
      text: "The Service Account (JWT) credentials have been deprecated in favor of the OAuth"
        + " Server-to-Server credentials. Your applications using the Service Account (JWT)"
        + " credentials will stop working after Jun 30, 2025.", status: "likely"),
    JwtCase(
      name: "mismatch in a log", file: "error.log", text: mismatch, status: "likely"),
    JwtCase(
      name: "mismatch in a payload", file: "answer.json",
      text: #"{"error_description":"Could not match JWT signature to any of the bindings","#
        + #""error":"invalid_token"}"#, status: "likely"),
    JwtCase(
      name: "mismatch on the Cloud Service", file: "error.log", text: cloudMismatch,
      status: "likely", articles: ["KA-22080", "MED-0001"]),
    JwtCase(
      name: "mismatch on the Cloud Service behind a line of text", file: "error.log",
      text: "From our author:\n" + cloudMismatch, status: "likely",
      articles: ["KA-22080", "MED-0001"]),
    JwtCase(
      name: "exchange address", file: "error.txt",
      text: "request to https://ims-na1.adobelogin.com/ims/exchange/jwt/ failed", status: "likely"),
    JwtCase(name: "token", file: "body.txt", text: "jwt_token=\(serviceAccountToken)"),
  ]

  static let guarded = [
    JwtCase(
      name: "service credentials", file: "service_token.json",
      text: """
        {
          "ok": true,
          "integration": {
            "imsEndpoint": "ims-na1.adobelogin.com",
            "metascopes": "ent_aem_cloud_api",
            "technicalAccount": {"clientId": "cm-p12345-e67890-integration-0"},
            "org": "00112233445566778899AABB@AdobeOrg"
          },
          "statusCode": 200
        }
        """, rule: "ims-service-credentials", articles: ["MED-0001"]),
    JwtCase(
      name: "token of service credentials", file: "token.txt",
      text: "jwt_token=\(token(metascope: "ent_aem_cloud_api"))", rule: "ims-service-credentials",
      articles: ["MED-0001"]),
    JwtCase(
      name: "automatic configuration", file: "aem/\(provider)~auto.config",
      text: config(title: "AEM-p12345-e67890"), rule: "ims-jwt-automatic-configuration",
      articles: ["MED-0001"]),
    JwtCase(
      name: "automatic project", file: "page.txt",
      text: "AEM-p12345-e67890 - JWT Credentials (deprecated)",
      rule: "ims-jwt-automatic-configuration", status: "likely", articles: ["MED-0001"]),
  ]

  static let silent = [
    JwtCase(name: "OAuth in .config", file: "aem/\(provider)~launch.config", text: oAuthConfig),
    JwtCase(
      name: "OAuth in .cfg.json", file: "config/\(provider)~target.cfg.json",
      text: #"{"auth.token.provider.authorization.grants":"client_credentials","#
        + #""auth.token.provider.title":"Adobe Target"}"#),
    JwtCase(name: "badge of OAuth", file: "page.txt", text: "Adobe Launch - OAuth"),
    JwtCase(
      name: "token endpoint", file: "error.txt",
      text: "request to https://ims-na1.adobelogin.com/ims/token/v3 failed"),
    JwtCase(
      name: "an expired JWT of something else", file: "error.log",
      text: ImsPayload.log.replacing(ImsPayload.bare, with: "JWT expired at 2026-11-20")),
  ]
}
