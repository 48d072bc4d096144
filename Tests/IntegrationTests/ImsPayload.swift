import ArchiveFixtures
import Foundation
import TestSupport
import Testing

/// The answer of Adobe IMS to a client secret that it does not know, and what people make of it.
enum ImsPayload {
  /// What the service answered.
  static let bare =
    #"{"error":"invalid_client","error_description":"invalid client_secret parameter"}"#

  static let oAuthLogger = "com.adobe.granite.auth.oauth.AccessTokenProvider"

  /// A record of an `error.log` on premise.
  static let record =
    "20.11.2026 06:14:02.117 *ERROR* [10.20.30.40 [1795155242003] GET /libs/cq/adobeims-"
    + "configuration/content/configurations.html HTTP/1.1] \(oAuthLogger) failed to get access"
    + " token from authorization server status: 400 response: \(bare)"

  /// The same of the Cloud Service.
  static let cloudRecord =
    "20.11.2026 06:14:02.117 [cm-p12345-e67890-aem-author-7d9c6f5b8-x2k4q] *ERROR*"
    + " [qtp501076283-1811] \(oAuthLogger) failed to get access token from authorization"
    + " server status: 400 response: \(bare)"

  /// A record that says nothing wrong.
  static let healthy =
    "20.11.2026 06:13:58.402 *INFO* [qtp1394855417-68] org.apache.sling.startupfilter.impl"
    + ".StartupFilterImpl Reloaded list of StartupInfoProvider: []"

  /// A log with healthy records around the one.
  static let log = "\(healthy)\n\(record)\n\(healthy)\n"

  static let htmlEscaped = bare.replacing("\"", with: "&quot;")
  static let backslashEscaped = bare.replacing("\"", with: #"\""#)
  static let twiceBackslashEscaped = bare.replacing("\"", with: #"\\\""#)

  /// A text as it was pasted, with the line on which the evidence starts.
  struct Paste: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    var line = 1

    var testDescription: String { name }
  }

  static let pasted = [
    Paste(name: "bare", text: bare),
    Paste(name: "with a line end", text: bare + "\n"),
    Paste(name: "with a mark of byte order", text: "\u{FEFF}" + bare),
    Paste(name: "one line of an error.log", text: record),
    Paste(name: "an error.log on premise", text: log, line: 2),
    Paste(name: "CRLF", text: log.replacing("\n", with: "\r\n"), line: 2),
    Paste(
      name: "a log with a mark of byte order", text: "\u{FEFF}" + log, line: 2),
    Paste(name: "HTML-escaped", text: htmlEscaped),
    Paste(
      name: "HTML-escaped twice", text: bare.replacing("\"", with: "&amp;quot;")),
    Paste(name: "HTML-escaped in hexadecimal", text: bare.replacing("\"", with: "&#x22;")),
    Paste(
      name: "HTML-escaped in a log", text: log.replacing(bare, with: htmlEscaped), line: 2),
    Paste(
      name: "HTML-escaped in a page",
      text: "<html>\n<body>\n<pre>Health check failed: \(htmlEscaped)</pre>\n</body></html>\n",
      line: 3),
    Paste(name: "backslash-escaped", text: backslashEscaped),
    Paste(name: "backslash-escaped, quoted", text: "\"\(backslashEscaped)\""),
    Paste(
      name: "backslash-escaped in a log", text: log.replacing(bare, with: backslashEscaped),
      line: 2),
    Paste(name: "backslash-escaped twice", text: twiceBackslashEscaped),
    Paste(
      name: "backslash-escaped twice in a log",
      text: log.replacing(bare, with: twiceBackslashEscaped), line: 2),
    Paste(
      name: "a string in JSON", text: #"{"status":400,"body":"\#(backslashEscaped)"}"#),
    Paste(
      name: "printed over lines",
      text: "{\n  \"error\": \"invalid_client\",\n"
        + "  \"error_description\": \"invalid client_secret parameter\"\n}\n"),
    Paste(
      name: "printed over lines without indentation",
      text: "The answer was:\n{\n\"error\": \"invalid_client\",\n"
        + "\"error_description\": \"invalid client_secret parameter\"\n}\n",
      line: 2),
    Paste(
      name: "printed over lines in a log",
      text: log.replacing(
        bare,
        with: "{\n  \"error\" : \"invalid_client\",\n"
          + "  \"error_description\" : \"invalid client_secret parameter\"\n}"), line: 2),
    Paste(name: "in a stack trace", text: stackTrace, line: 2),
    Paste(
      name: "in a stack trace without a header",
      text: "java.io.IOException: token request failed\n"
        + "\tat com.example.Tokens.fetch(Tokens.java:42)\n"
        + "Caused by: java.lang.IllegalStateException: \(bare)\n"
        + "\tat com.example.Tokens.parse(Tokens.java:77)\n\t... 12 more\n"),
    Paste(
      name: "an object of JavaScript",
      text: "{error: 'invalid_client', error_description: 'invalid client_secret parameter'}"),
    Paste(
      name: "an object of JavaScript over lines",
      text: "{\n  error: 'invalid_client',\n"
        + "  error_description: 'invalid client_secret parameter'\n}\n"),
    Paste(name: "in a sentence", text: "Le client voit \(bare) depuis hier.\n"),
    Paste(name: "behind other text", text: "AEM の再起動後に失敗します:\n\n\(bare)\n", line: 3),
  ]

  /// The same on the Cloud Service, where the keys cannot be the cause.
  static let pastedFromCloudService = [
    Paste(name: "one line", text: cloudRecord),
    Paste(name: "a log", text: "\(cloudHealthy)\n\(cloudRecord)\n\(cloudHealthy)\n", line: 2),
    Paste(name: "behind other text", text: "From author:\n\n\(cloudRecord)\n", line: 3),
    Paste(name: "CRLF", text: "\(cloudHealthy)\r\n\(cloudRecord)\r\n", line: 2),
    Paste(name: "HTML-escaped", text: cloudRecord.replacing(bare, with: htmlEscaped)),
    Paste(name: "backslash-escaped", text: cloudRecord.replacing(bare, with: backslashEscaped)),
    Paste(
      name: "in a stack trace",
      text: cloudRecord.replacing(bare, with: "400")
        + "\njava.io.IOException: \(bare)\n\tat a.B.c(B.java:1)\n"),
  ]

  private static let cloudHealthy = healthy.replacing(
    " *INFO*", with: " [cm-p12345-e67890-aem-author-7d9c6f5b8-x2k4q] *INFO*")

  private static let stackTrace = """
    \(healthy)
    20.11.2026 06:14:02.117 *ERROR* [sling-default-4] com.example.Health check failed
    java.io.IOException: no token
    \tat com.example.Tokens.fetch(Tokens.java:42)
    \tat java.base/java.lang.Thread.run(Thread.java:834)
    Caused by: com.example.TokenException: \(bare)
    \tat com.example.Tokens.parse(Tokens.java:77)
    \t... 12 common frames omitted
    \(healthy)

    """

  /// The log inside a file, and the path that names it behind the file's own.
  struct Pack: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    var inner = ""
    var isFolder = false

    var testDescription: String { name }
  }

  static let packed = [
    Pack(name: "error.log", bytes: Array(log.utf8)),
    Pack(name: "case/logs/error.log", bytes: Array(log.utf8), isFolder: true),
    Pack(name: "case/logs/error.log.2026-11-20", bytes: Array(log.utf8), isFolder: true),
    Pack(name: "error.log.gz", bytes: ArchiveFixture.gzip(Array(log.utf8))),
    Pack(name: "no-extension", bytes: ArchiveFixture.gzip(Array(log.utf8))),
    Pack(name: "payload.json.gz", bytes: ArchiveFixture.gzip(Array(bare.utf8))),
    Pack(name: "error.log.bz2", bytes: ArchiveFixture.bzip2(Array(log.utf8))),
    Pack(name: "error.log.xz", bytes: ArchiveFixture.xz(Array(log.utf8))),
    Pack(name: "case.zip", bytes: archive(.zip), inner: "!/logs/error.log"),
    Pack(name: "case.tar", bytes: archive(.tar), inner: "!/logs/error.log"),
    Pack(name: "case.tar.gz", bytes: archive(.tarGzip), inner: "!/logs/error.log"),
    Pack(name: "case.7z", bytes: archive(.sevenZip), inner: "!/logs/error.log"),
    Pack(
      name: "nested.zip",
      bytes: ArchiveFixture.archive(.zip, [.file("inner/case.zip", archive(.zip))]),
      inner: "!/inner/case.zip!/logs/error.log"),
    Pack(
      name: "mixed.zip",
      bytes: ArchiveFixture.archive(
        .zip,
        [
          .folder("logs"), .file("notes.txt", text: "nothing here\n"),
          .file("logs/error.log.gz", ArchiveFixture.gzip(Array(log.utf8))),
        ]), inner: "!/logs/error.log.gz"),
  ]

  private static func archive(_ format: ArchiveFixture.Format) -> [UInt8] {
    ArchiveFixture.archive(format, [.file("logs/error.log", text: log)])
  }

  /// What shows that the keys are in the repository.
  enum Evidence: CaseIterable {
    case listing, storage, both

    func write(to folder: TemporaryFolder) throws {
      try folder.write(log, to: "case/crx-quickstart/logs/error.log")
      if self != .storage {
        try folder.write(
          #"{":hmac":32,":master":32,"jcr:primaryType":"sling:Folder"}"#, to: "case/etc-key.json")
      }
      if self != .listing {
        try folder.write(
          "JCR", to: "case/crx-quickstart/launchpad/felix/bundle26/data/storage")
      }
    }
  }

  /// The titles as the knowledge base has them.
  static let articleTitles: [String: String] = Dictionary(
    uniqueKeysWithValues: ["en", "fr", "ja"].map { ($0, title(of: "KA-23909", in: $0)) })

  /// The title in an article's front matter.
  private static func title(of number: String, in language: String) -> String {
    let path = Corpus.packagePath("kb/articles/\(number).\(language).md")
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("title: ") } ?? ""
    return line.dropFirst("title: ".count).trimmingCharacters(in: CharacterSet(charactersIn: "\""))
  }

  /// `invalid_client` as others answer it.
  static let otherProviders = [
    Paste(
      name: "Microsoft",
      text: #"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret"#
        + #" provided. Ensure the secret being sent in the request is the client secret value, not"#
        + #" the client secret ID.\r\nTrace ID: 00000000-0000-4000-8000-000000000002","#
        + #""error_codes":[7000215]}"#),
    Paste(
      name: "Okta",
      text: #"{"error":"invalid_client","error_description":"#
        + #""The client secret supplied for a confidential client is invalid."}"#),
    Paste(
      name: "Google",
      text: #"{"error":"invalid_client","error_description":"The provided client secret is "#
        + #"invalid."}"#),
    Paste(
      name: "Keycloak",
      text: #"{"error":"invalid_client","error_description":"#
        + #""Invalid client or Invalid client credentials"}"#),
    Paste(
      name: "Adobe about the client id",
      text: bare.replacing("client_secret", with: "client_id")),
    Paste(
      name: "another parameter in a log",
      text: log.replacing(bare, with: #"{"error":"invalid_client"}"#)),
    Paste(
      name: "the words in two records",
      text: "\(healthy) invalid_client\n\(healthy) invalid client_secret parameter\n"),
  ]
}
