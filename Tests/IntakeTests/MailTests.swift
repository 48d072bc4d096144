import ArchiveFixtures
import Foundation
import Model
import TestSupport
import Testing

@testable import Intake

struct MailTests {
  let folder = try! TemporaryFolder()
  private static let line = "06.06.2019 14:26:13.443 *INFO* [main] a.B hello\n"

  private func take(
    _ mail: some DataProtocol, named name: String = "mail.eml",
    within limits: IntakeLimits = IntakeLimits()
  ) throws -> Taken {
    try folder.write(mail, to: name)
    return try Taken([folder.path(name)], within: limits, relativeTo: folder.url.path)
  }

  private func base64(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
  }

  /// A mail as a customer sends it: text and HTML of the same, a zip, a log that was forwarded.
  private var whole: String {
    let zip = ArchiveFixture.archive(.zip, [.file("logs/error.log", text: Self.line)])
    return """
      Received: from mx.example.org by mail.example.com; Fri, 7 Jun 2019 08:00:00 +0000
      From: =?iso-8859-1?Q?Ren=E9?= <rene@example.org>
      To: support@example.com
      Subject: =?UTF-8?B?w4ljaGVjIGRlIGxhIHLDqXBs?=
       =?UTF-8?B?aWNhdGlvbg==?= (author)
      Date: Fri, 7 Jun 2019 10:00:00 +0200
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary="=_outer"

      This is a message in MIME format.
      --=_outer
      Content-Type: multipart/alternative; boundary=inner

      --inner
      Content-Type: text/plain; charset=iso-8859-1
      Content-Transfer-Encoding: quoted-printable

      Bonjour, la r=E9plication est en =E9chec depuis ce matin, pouvez-vous nous =
      aider ?
      --inner
      Content-Type: text/html; charset=utf-8

      <p>Bonjour</p>
      --inner--
      --=_outer
      Content-Type: application/zip; name="logs.zip"
      Content-Disposition: attachment; filename="logs.zip"
      Content-Transfer-Encoding: base64

      \(base64(zip))
      --=_outer
      Content-Type: text/plain; charset=Shift_JIS
      Content-Disposition: attachment; filename*=UTF-8''%E3%83%AD%E3%82%B0.txt
      Content-Transfer-Encoding: base64

      \(base64(Array("エラーが発生しました\n".data(using: .shiftJIS)!)))
      --=_outer
      Content-Type: message/rfc822

      From: a@example.org
      To: b@example.org
      Subject: earlier
      Content-Type: text/plain; charset=utf-8

      An earlier mail.
      --=_outer--
      The epilogue is not shown.

      """
  }

  private static let expected = [
    "mail.eml!/headers.txt":
      "Subject: Échec de la réplication (author)\nFrom: René <rene@example.org>\n"
      + "To: support@example.com\nDate: Fri, 7 Jun 2019 10:00:00 +0200\n",
    "mail.eml!/body.txt":
      "Bonjour, la réplication est en échec depuis ce matin, pouvez-vous nous aider ?",
    "mail.eml!/logs.zip!/logs/error.log": line, "mail.eml!/ログ.txt": "エラーが発生しました\n",
    "mail.eml!/message.eml!/headers.txt":
      "Subject: earlier\nFrom: a@example.org\nTo: b@example.org\n",
    "mail.eml!/message.eml!/body.txt": "An earlier mail.",
  ]

  @Test("a mail shows its subject, its text once, and every attachment, whatever ends its lines")
  func parts() throws {
    let taken = try take(Array(whole.utf8))
    #expect(taken.texts == Self.expected)
    #expect(taken.skipped.isEmpty)
    let windows = try take(Array(whole.replacing("\n", with: "\r\n").utf8), named: "renamed.txt")
    #expect(windows.texts["renamed.txt!/body.txt"] == Self.expected["mail.eml!/body.txt"])
    #expect(windows.texts["renamed.txt!/logs.zip!/logs/error.log"] == Self.line)
    #expect(windows.texts.count == Self.expected.count)
  }

  @Test("parts are the same however the bytes come in", arguments: [1, 2, 7, 100, 65_536])
  func pieces(size: Int) throws {
    let mail = MailReader(Pieces(Array(whole.utf8), size: size))
    var contents: [[UInt8]] = []
    var buffer = [UInt8](repeating: 0, count: size + 3)
    while try mail.nextPart() != nil {
      var content: [UInt8] = []
      while case let count = try mail.read(into: &buffer, at: 2), count > 0 {
        content += buffer[2..<2 + count]
      }
      contents.append(content)
    }
    #expect(contents.count == 5)
    #expect(contents[0].starts(with: "Bonjour, la r".utf8))
    #expect(contents[2].starts(with: [0x50, 0x4B, 3, 4]))
    #expect(String(decoding: contents[4], as: UTF8.self).hasSuffix("An earlier mail."))
  }

  @Test("Japanese mail is read in its seven-bit encoding, its subject too")
  func japanese() throws {
    let body = try #require("お世話になっております。\nエラーが出ます。\n".data(using: .iso2022JP))
    let header = """
      From: =?ISO-2022-JP?B?GyRCOzNFRBsoQg==?= <yamada@example.jp>
      Subject: =?ISO-2022-JP?B?GyRCPmM4MiRLJEQkJCRGGyhC?=
      Date: Fri, 7 Jun 2019 10:00:00 +0900
      Content-Type: text/plain; charset=ISO-2022-JP


      """
    let taken = try take(Array(header.utf8) + Array(body))
    #expect(taken.texts["mail.eml!/body.txt"] == "お世話になっております。\nエラーが出ます。\n")
    #expect(taken.texts["mail.eml!/headers.txt"]?.contains("From: 山田 <yamada@example.jp>") == true)
  }

  @Test("a body that is only HTML is reduced to its text")
  func page() throws {
    let mail = """
      From: a@example.org
      Subject: x
      Date: today
      Content-Type: text/html; charset=utf-8

      <html><head><title>no</title><style>p { color: red }</style></head><body>
      <p>Hello&nbsp;team,<br>the <b>author</b> is&#x20;down &lt;again&gt; &amp; slow.</p>
      <!-- not > this --><script>if (a < b) { no() }</script>
      <pre>at a.B.c(D.java:1)
        at a.B.d(D.java:2)</pre><table><tr><td>1</td><td>2</td></tr></table>5 < 6 &unknown;
      </body></html>
      """
    #expect(
      try take(Array(mail.utf8)).texts["mail.eml!/body.txt"] == """
        Hello team,
        the author is down <again> & slow.
        at a.B.c(D.java:1)
          at a.B.d(D.java:2)
        1 2
        5 < 6 &unknown;

        """)
  }

  @Test("lines that the sender's program broke are joined")
  func flowed() throws {
    let mail = """
      From: a@example.org
      Subject: x
      Date: today
      Content-Type: text/plain; format=flowed; delsp=no

      06.06.2019 14:26:13.443 *ERROR* [main] a.B the record goes \u{20}
      on here
      > quoted \u{20}
      > too
       From here
      --\u{20}
      me
      """
    #expect(
      try take(Array(mail.utf8)).texts["mail.eml!/body.txt"] == """
        06.06.2019 14:26:13.443 *ERROR* [main] a.B the record goes  on here
        > quoted  too
        From here
        --\u{20}
        me
        """)
  }

  @Test("a box gives each of its mails, with what was quoted in it restored")
  func box() throws {
    let zip = ArchiveFixture.archive(.zip, [.file("error.log", text: Self.line)])
    let mails = (1...3).map { number in
      """
      From someone@example.org Fri Jun  7 10:00:00 2019
      From: someone@example.org
      Subject: number \(number)
      Date: Fri, 7 Jun 2019 10:00:00 +0200
      Content-Type: multipart/mixed; boundary=b

      --b

      >From the log: number \(number)
      --b
      Content-Disposition: attachment; filename=a.zip
      Content-Transfer-Encoding: base64

      \(base64(zip))
      --b--


      """
    }
    let taken = try take(Array(mails.joined().utf8), named: "box.mbox")
    #expect(taken.order.count == 9)
    for number in 1...3 {
      #expect(
        taken.texts["box.mbox!/\(number).eml!/body.txt"] == "From the log: number \(number)")
      #expect(taken.texts["box.mbox!/\(number).eml!/a.zip!/error.log"] == Self.line)
    }
    #expect(taken.skipped.isEmpty)
  }

  @Test("hostile boundaries, names and depths are read as far as they make sense")
  func hostileStructure() throws {
    let start = "From: a\nSubject: s\nDate: d\nContent-Type: multipart/mixed; boundary=\"b\"\n\n"
    let open = try take(Array((start + "--b\n\nfirst\n--b\n\nsecond").utf8))
    #expect(open.texts["mail.eml!/body.txt"] == "first")
    #expect(open.texts["mail.eml!/body-2.txt"] == "second")
    let lost = try take(Array((start + "--c\n\nfirst\n").utf8))
    #expect(lost.skipped == ["mail.eml": .damaged])
    #expect(lost.order == ["mail.eml!/headers.txt"])

    var nest = start
    for level in 0..<200 {
      nest +=
        "--b\(level == 0 ? "" : "\(level - 1)")\n"
        + "Content-Type: multipart/mixed; boundary=b\(level)\n\n"
    }
    #expect(try take(Array((nest + "--b199\n\nx\n").utf8)).order.count == 2)

    let names = ["../../etc/passwd", "C:\\\\x\\\\y.log", "/etc/y.log", "..", "a\u{1}b"]
    let parts = names.map {
      "--b\nContent-Disposition: attachment; filename=\"\($0)\"\n\n\(Self.line)"
    }
    let named = try take(Array((start + parts.joined(separator: "\n") + "\n--b--\n").utf8))
    #expect(
      Set(named.order.dropFirst()) == [
        "mail.eml!/passwd", "mail.eml!/y.log", "mail.eml!/y-2.log", "mail.eml!/part.txt",
        "mail.eml!/ab",
      ])
  }

  @Test("mails within mails end at the depth of archives, and parts at their limit")
  func limits() throws {
    var mail = "From: a\nSubject: s\nDate: d\n\ninnermost\n"
    for level in 0..<5 {
      mail =
        "From: a\nSubject: s\nDate: d\nContent-Type: multipart/mixed; boundary=b\(level)\n\n"
        + "--b\(level)\nContent-Type: message/rfc822\n\n\(mail)\n--b\(level)--\n"
    }
    let deep = try take(Array(mail.utf8))
    #expect(deep.skipped.values.contains(.tooDeep))
    #expect(deep.order.count == 3)
    var limits = IntakeLimits()
    limits.members = 3
    let start = "From: a\nSubject: s\nDate: d\nContent-Type: multipart/mixed; boundary=b\n\n"
    let many = String(repeating: "--b\n\nx\n", count: 10)
    let taken = try take(Array((start + many).utf8), within: limits)
    #expect(taken.skipped == ["mail.eml": .tooManyMembers])
    #expect(taken.order.count == 4)
  }

  @Test("flipped bytes never crash and never hang", arguments: 0..<60 as Range<UInt64>)
  func hostile(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var bytes = Array(whole.utf8)
    for _ in 0..<Int.random(in: 1...40, using: &random) where bytes.count > 1 {
      let index = Int.random(in: bytes.indices, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.remove(at: index)
      case 1: bytes.insert(contentsOf: "=?\"%*'<&>;".utf8.shuffled(using: &random), at: index)
      case 2: bytes = Array(bytes[..<max(1, index)])
      default: bytes[index] = .random(in: 0...255, using: &random)
      }
    }
    _ = try take(bytes)
    _ = HTMLText(bytes)
    _ = MessageLanguage.language(of: bytes)
  }

  @Test("a line of 5 MB in a mail is read whole")
  func longLine() throws {
    let long = String(repeating: "x", count: 5 << 20)
    let taken = try take(Array("From: a\nSubject: s\nDate: d\n\n\(long)\r\nend\r\n".utf8))
    #expect(taken.texts["mail.eml!/body.txt"] == long + "\r\nend\r\n")
  }

  @Test("text that merely speaks of senders and dates is no mail")
  func noMail() throws {
    for text in ["From: a\n\nbut no more", "Date: x\nSubject: y\nnothing\n", "a: b\nc: d\n"] {
      #expect(Content(head: Array(text.utf8), name: "note.txt") == .document)
    }
  }

  @Test(
    "the language of a person's own sentences is told, whatever they quote",
    arguments: [
      ("Bonjour,\nnotre instance author ne démarre plus depuis hier.\n", Language.fr),
      ("Hello team,\nour author does not start since yesterday.\n", .en),
      ("お世話になっております。AEM author が起動しません。\n", .ja),
      (
        "AEM 6.5 author instance の replication queue が blocked です。確認をお願いします。\n", .ja
      ),
      (
        "L’instance ne démarre plus :\n\n06.06.2019 14:26:13.443 *ERROR* [main] a.B the bundle is not"
          + " started for the service\n\tat a.B.c(D.java:1)\nCaused by: x: the end of the file\n",
        .fr
      ),
      (
        "Merci pour votre aide.\n\nOn Fri, 7 Jun 2019, Support wrote:\n> Please send us the logs of"
          + " the author, and the version that you have\n", .fr
      ),
      (
        "設定を確認しました。\n-----Original Message-----\nPlease send the logs of the author to us\n", .ja
      ),
      (
        "Thanks, it works.\n\nLe ven. 7 juin 2019 à 10:00, Support a écrit :\n"
          + "Nous avons besoin des journaux de votre instance\n", .en
      ),
      ("06.06.2019 14:26:13.443 *ERROR* [main] a.B the bundle is not started\n", nil),
      ("", nil),
    ] as [(String, Language?)])
  func languages(text: String, language: Language?) {
    #expect(MessageLanguage.language(of: Array(text.utf8)) == language)
  }
}
