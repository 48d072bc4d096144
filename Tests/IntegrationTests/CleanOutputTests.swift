import ArchiveFixtures
import Foundation
import TestSupport
import Testing

/// What was planted stands in no byte that leaves: of a clean copy, or of a report in any form.
@Suite struct CleanOutputTests {
  private static let secret = "Tr0ub4dor&und<Drei/9"

  /// The secret in twelve encodings.
  private static let spellings: [String] = {
    let bytes = Array(secret.utf8)
    func each(_ spell: (UInt8) -> String) -> String { bytes.map(spell).joined() }
    func hex(_ byte: UInt8) -> String { String(byte, radix: 16) }
    return [
      secret, Data(bytes).base64EncodedString(),
      Data(Array("svc:".utf8) + bytes).base64EncodedString(),
      Data(Array("me:".utf8) + bytes).base64EncodedString().replacing("+", with: "-")
        .replacing("/", with: "_"),
      each { hex($0) }, each { hex($0).uppercased() }, each { "%" + hex($0).uppercased() },
      secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "",
      each { "\\u00" + hex($0) }, each { "&#\($0);" },
      secret.replacing("&", with: "&amp;").replacing("<", with: "&lt;"),
      each { "=" + hex($0).uppercased() },
    ]
  }()

  /// Names that tell whose installation it is.
  private static let names = [
    "lxd1", "web01", "mycorp", "jdoe", "198.18.30.40", "spring-launch", "00:1a:2b:3c:4d:5e",
  ]

  private static let log = """
    \(ImsPayload.healthy)
    \(ImsPayload.record.replacing("10.20.30.40", with: "198.18.30.40")) client_secret="\(secret)"
    \(spellings.map { " sent \($0) on" }.joined(separator: "\n"))
     to https://web01.mycorp.com/ as user=jdoe of /content/mycorp/en/spring-launch.html
     from 00:1a:2b:3c:4d:5e by com.mycorp.core.MycorpHeader
    \(ImsPayload.healthy)

    """

  private static let members: [(name: String, text: String)] = [
    ("logs/error.log", log), ("logs/messages", "May  8 20:35:09 lxd1 sshd[9]: jdoe in\n"),
    ("logs/messages-20260401", "lxd1 rotated, jdoe left\n"),
    ("conf/mail.cfg.json", #"{"smtp.password":"\#(secret)","host":"web01.mycorp.com"}"#),
    ("web01_\(spellings[4]).log", spellings.joined(separator: "\n") + "\n"),
    ("jcr_root/content/mycorp/spring-launch/.content.xml", "<x password=\"\(secret)\"/>\n"),
  ]

  /// The case as a folder, and as archives, one of them inside another.
  private static func inputs(in folder: TemporaryFolder) throws -> [String] {
    let files = members.map { ArchiveFixture.Member.file($0.name, text: $0.text) }
    for (name, text) in members { try folder.write(text, to: "case/\(name)") }
    let inner = ArchiveFixture.archive(.zip, files)
    return [
      folder.path("case"),
      try folder.write(ArchiveFixture.archive(.tarGzip, files), to: "a.tar.gz"),
      try folder.write(
        ArchiveFixture.archive(.zip, files + [.file("more/jdoe.zip", inner)]), to: "b.zip"),
    ]
  }

  private static func expectAbsent(
    _ planted: [String], from bytes: some Sequence<UInt8>, _ what: String
  ) {
    let text = String(decoding: Array(bytes), as: UTF8.self)
      .filter { !$0.isWhitespace && $0 != "|" }.lowercased()
    for leak in planted {
      #expect(!text.contains(leak.lowercased()), "\(leak) in \(what)")
    }
  }

  @Test("a clean copy of a folder or an archive holds nothing planted, names included")
  func copies() throws {
    let folder = try TemporaryFolder()
    let planted = Self.spellings + Self.names
    for (number, input) in try Self.inputs(in: folder).enumerated() {
      let ending = input.hasSuffix("case") ? "" : input.hasSuffix("zip") ? ".zip" : ".tar.gz"
      let output = folder.path("clean\(number)\(ending)")
      let map = folder.path("map\(number)")
      let outcome = try Tool.run(["redact", input, "-o", output, "--redaction-map", map])
      #expect(outcome.status == 0, "\(outcome.messageText)")
      Self.expectAbsent(planted, from: outcome.everything.utf8, "what is told")

      // A clean copy is clean for those who know the values, too, and stays as it is.
      let check = try Tool.run(["redact", "--check", output, "--redaction-map", map])
      #expect(check.status == 0, "\(check.everything)")
      let again = folder.path("again\(number)\(ending)")
      #expect(try Tool.run(["redact", output, "-o", again]).status == 0)
      for (first, second) in zip(try Self.files(of: output), try Self.files(of: again)) {
        Self.expectAbsent(planted, from: first.name.utf8, "a name")
        Self.expectAbsent(planted, from: first.content, first.name)
        #expect(first.name == second.name)
        #expect(first.content == second.content, "\(first.name)")
      }
      if ending.isEmpty { continue }
      let listing = try Tool.run(["inspect", output, "--no-redact", "--format", "json"])
      Self.expectAbsent(planted, from: listing.output, "the members of \(output)")
    }
  }

  /// The files of a folder, or the one file.
  private static func files(of path: String) throws -> [(name: String, content: Data)] {
    guard let below = try? FileManager.default.subpathsOfDirectory(atPath: path) else {
      return [("copy", try Data(contentsOf: URL(filePath: path)))]
    }
    return below.sorted().compactMap { name in
      FileManager.default.contents(atPath: path + "/" + name).map { (name, $0) }
    }
  }

  @Test(
    "no report holds what was planted",
    arguments: ["text", "json", "ndjson", "markdown", "html", "sarif", "junit", "github"])
  func reports(format: String) throws {
    let folder = try TemporaryFolder()
    for input in try Self.inputs(in: folder) {
      let everything = try Tool.run([
        "diagnose", input, "--format", format, "--redact", "everything",
      ])
      #expect(everything.status == 1)
      Self.expectAbsent(
        Self.spellings + Self.names, from: everything.everything.utf8, "\(format) of \(input)")
      let secrets = try Tool.run(["diagnose", input, "--format", format])
      Self.expectAbsent(Self.spellings, from: secrets.everything.utf8, "\(format) of \(input)")
      // These name machines where no names are masked, or the first test could not fail.
      if format == "json" || format == "html" {
        #expect(secrets.everything.contains("web01"), "\(format)")
      }
    }
  }

  @Test("what cannot be done is said, and leaves nothing behind")
  func refusals() throws {
    let folder = try TemporaryFolder()
    let log = try folder.write(Self.log, to: "in/error.log")
    let map = try folder.write(#"{"schema": "aemedic.redaction-map/1", "tokens": {}}"#, to: "m")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: map)
    let rules = try folder.write("patterns:\n  - pattern: '(a+)+'\n", to: "rules.yaml")
    let calls: [(arguments: [String], says: String)] = [
      ([log, "-o", folder.path("none/out.log")], "none/out.log"),
      ([log, "-o", log], "error.log"), ([folder.path("in")], "-o"),
      ([log, "--redaction-map", map], "chmod 600"),
      ([log, "--redaction-rules", rules], "rules.yaml"),
      ([log, "--reverse"], "--redaction-map"),
    ]
    for (arguments, words) in calls {
      for language in ["en", "fr", "ja"] {
        let outcome = try Tool.run(["redact"] + arguments + ["--lang", language])
        #expect(outcome.status == 2, "\(arguments)")
        #expect(outcome.output.isEmpty, "\(arguments)")
        #expect(outcome.messageText.contains(words), "\(outcome.messageText)")
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("in")) == ["error.log"])
  }
}
