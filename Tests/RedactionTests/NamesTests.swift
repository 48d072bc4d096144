import TestSupport
import Testing

@testable import Redaction

/// Names of machines, accounts, mailboxes and customers.
@Suite struct NamesTests {
  private static func redacted(_ text: String) -> String {
    var redactor = Redactor(.everything)
    return redactor.redact(text)
  }

  @Test(
    "a name becomes a token, and its surroundings stay",
    arguments: [
      ("GET https://author1.acme-corp.com:4502/x", "GET https://host-1:4502/x"),
      ("https://jdoe:p8Xq99zz@author1.acme-corp.com/", "https://user-1:[secret-1]@host-1/"),
      ("https%3A%2F%2Fwww.acme-corp.com%2Fen", "https%3A%2F%2Fhost-1%2Fen"),
      (#""url":"https:\/\/www.acme-corp.com\/en""#, #""url":"https:\/\/host-1\/en""#),
      (
        "java.net.UnknownHostException: mail01: Name or service not known",
        "java.net.UnknownHostException: host-1: Name or service not known"
      ),
      ("lost author1.prod.acme-corp.com, retrying", "lost host-1, retrying"),
      ("host=db01 port=5432", "host=host-1 port=5432"),
      (#"{"hostname":"db01"}"#, #"{"hostname":"host-1"}"#),
      ("May  8 20:35:09 lxd1 systemd[1]: Stopping", "May  8 20:35:09 host-1 systemd[1]: Stopping"),
      (
        "2026-03-29T00:00:00+00:00 lxd1 sshd[99]: closed",
        "2026-03-29T00:00:00+00:00 host-1 sshd[99]: closed"
      ),
      (
        "10.1.2.3 - jdoe 29/Mar/2026:00:00:01 +0000 \"GET / HTTP/1.1\" 200",
        "ip-1 - user-1 29/Mar/2026:00:00:01 +0000 \"GET / HTTP/1.1\" 200"
      ),
      ("db01/10.1.2.3:5432", "db01/ip-1:5432"),
      ("name abc-10.159.14.1 here", "name abc-ip-1 here"),
      ("dhcp-192-168-0-66 is up", "host-1 is up"),
      ("ip-10-1-2-3.ec2.internal left", "host-1 left"),
      ("X-Forwarded-For: 8.8.4.4", "X-Forwarded-For: ip-1"),
      ("from 2a02:26f0:d8::17d6 and fe80::1ff:fe23:4567:890a", "from ip-1 and ip-2"),
      ("mail to Jane.Doe@acme-corp.com now", "mail to email-1 now"),
      ("id=jane.doe%40acme-corp.com&x=1", "id=email-1&x=1"),
      ("userId=jdoe7 did", "userId=user-1 did"),
      ("login failed for user jdoe", "login failed for user user-1"),
      ("session of user 'jdoe'", "session of user 'user-1'"),
      ("/home/jdoe/.ssh", "/home/user-1/.ssh"),
      ("/content/acme/en/home.html", "/content/customer-1/en/home.html"),
      ("/content/dam/acme/logo.png", "/content/dam/customer-1/page-1.png"),
      ("/apps/acme/components/page", "/apps/customer-1/components/page"),
      ("/conf/acme/settings/wcm", "/conf/customer-1/settings/wcm"),
      ("/content/acme.html", "/content/customer-1.html"),
      ("%2Fcontent%2Fdam%2Facme%2Fa.png", "%2Fcontent%2Fdam%2Fcustomer-1%2Fa.png"),
      ("eth0 00:1a:2B:3c:4d:5e up", "eth0 mac-1 up"),
      ("card 00-1A-2B-3C-4D-5E.", "card mac-1."),
      (
        "/content/acme/us/en/spring-launch/teaser.print.html?x=1",
        "/content/customer-1/us/en/page-1/page-2.print.html?x=1"
      ),
      (
        "/content/dam/acme/2026/Q3.Report.pdf/jcr:content/renditions/cq5dam.web.1280.1280.png",
        "/content/dam/customer-1/2026/page-1.pdf/jcr:content/renditions/cq5dam.web.1280.1280.png"
      ),
      (
        "%2Fcontent%2Fdam%2Facme%2FBig%20Deal.png",
        "%2Fcontent%2Fdam%2Fcustomer-1%2Fpage-1.png"
      ),
      ("saved /content/acme/en/news: done", "saved /content/customer-1/en/page-1: done"),
      (
        "/apps/acme at com.acme.core.AcmeHeader.run(AcmeHeader.java:7) [com.acme.core:1.0] acme",
        "/apps/customer-1 at com.customer-1.core.customer-1Header.run(customer-1Header.java:7)"
          + " [com.customer-1.core:1.0] acme"
      ),
      (
        "/apps/acme of type acme/components/page in /content/acme/en/home/jcr:content",
        "/apps/customer-1 of type customer-1/components/page"
          + " in /content/customer-1/en/home/jcr:content"
      ),
      (
        "/libs/wcm/core/content/wizard.html/content/acme/en",
        "/libs/wcm/core/content/wizard.html/content/customer-1/en"
      ),
      ("user=test and com.test.Foo, a test", "user=user-1 and com.test.Foo, a test"),
      ("userid=jdoe; jdoe left, jdoe.", "userid=user-1; user-1 left, user-1."),
      ("license.customer.name=ACME Corp SA", "license.customer.name=customer-1"),
      ("license.downloadID=3f1c-99", "license.downloadID=[secret-1]"),
    ])
  func masks(text: String, expected: String) {
    #expect(Self.redacted(text) == expected)
    #expect(Self.redacted(expected) == expected, "a second pass changes nothing")
  }

  @Test(
    "what tells nothing of the customer stays",
    arguments: [
      "29.03.2026 00:00:00.001 *ERROR* [sling-default-4] com.day.cq.wcm.core.impl.PageImpl failed",
      "at org.apache.sling.engine.impl.SlingRequestProcessorImpl.process(Foo.java:12)",
      "AEM 6.5.17.0 on Java 11.0.20.1", "bundle org.apache.felix.http.jetty 4.2.26",
      "crx-quickstart/logs/error.log.2026-03-29", "Chrome/120.0.0.0 Safari/537.36",
      "listening on 127.0.0.1:4502 and 0.0.0.0 and [::1]:80", "as in 192.0.2.7 or 2001:db8::1",
      "http://www.jcp.org/jcr/1.0 http://sling.apache.org/x https://experienceleague.adobe.com/a",
      "http://localhost:4502/crx/de", "/content/wknd/us/en", "/apps/cq/core/content",
      "/conf/global/settings", "/content/dam/jcr:content", "/libs/granite/core",
      "User: admin, anonymous", "user is not allowed", "KA-23909", "10:20:30 and 00:11:22",
      "commons.io and messages.de and jcr.com()", "java.lang.Object@1a2b3c4d",
      "uuid 9f86d081-884c-7d65-9a2f-eaa0c55ad015", "foo-11.0.0.1.jar", "Foo::bar a::b",
      "/libs/cq/adobeims-configuration/content/configurations.html",
      "/etc/replication/agents.author/publish/jcr:content", "/apps/cq/dtm/core", "/conf/global/x",
      "SHA1 00:1a:2b:3c:4d:5e:6f:70:81:92:a3:b4:c5:d6:e7:f8:09:1a:2b:3c", "ff:ff:ff:ff:ff:ff",
      "26-03-29-00-00-01",
      "version 10.2.3.4", "127.0.0.1 - admin 29/Mar/2026:00:00:01 +0000 \"GET / HTTP/1.1\" 200",
    ])
  func keeps(text: String) {
    #expect(Self.redacted(text) == text)
  }

  @Test("a host met in one text is masked by the same token in all, bare and in file names")
  func isConsistent() {
    var redactor = Redactor(.everything)
    #expect(redactor.redact("http://Web01.acme-corp.com/ up") == "http://host-1/ up")
    #expect(redactor.redact("WEB01.ACME-CORP.COM again") == "host-1 again")
    #expect(redactor.redact("web01 rebooted") == "host-2 rebooted")
    #expect(redactor.redact(path: "logs/web01_error.log") == "logs/host-2_error.log")
    #expect(redactor.redact("/content/acme/en") == "/content/customer-1/en")
    #expect(redactor.redact(path: "acme-logs/a.log") == "customer-1-logs/a.log")
    #expect(redactor.redact("com.acme.core.Foo") == "com.customer-1.core.Foo")
    #expect(redactor.redact("org.other.acme.Foo") == "org.other.acme.Foo")
  }

  @Test("a name that looks like a token keeps it, and no other name is given it")
  func leavesTokensOfTheInput() throws {
    var redactor = Redactor(.everything)
    let text = "host=host-1 and http://web01.acme-corp.com/ and host=host-3 and host=db01"
    let masked = redactor.redact(text)
    #expect(masked == "host=host-1 and http://host-2/ and host=host-3 and host=host-4")
    #expect(redactor.tokens.restored(masked) == text)
  }

  @Test("secrets alone are masked where no more is asked for")
  func keepsNames() {
    var redactor = Redactor()
    let text = "https://author1.acme-corp.com/content/acme 10.1.2.3 user=jdoe"
    #expect(redactor.redact(text) == text)
  }

  @Test("rules add and take away")
  func followsRules() throws {
    let rules = try RedactionRules(
      Array(
        """
        values: [Project Falcon]
        names: [X-Partner]
        patterns:
          - pattern: 'case (?<mask>[0-9]+)'
            kind: customer
        keep: [shop.acme-corp.com]
        """.utf8), file: "r.yaml")
    var redactor = Redactor(.everything, rules: rules)
    #expect(
      redactor.redact("Project Falcon, case 4711, X-Partner: zebra, http://shop.acme-corp.com/")
        == "value-1, case customer-1, X-Partner: [secret-1], http://shop.acme-corp.com/")
  }

  @Test(
    "rules are refused with their place",
    arguments: [
      ("value: [a]", 1, 1), ("values: a", 1, 9), ("patterns:\n  - pattern: '(a+)+'", 2, 14),
      ("patterns:\n  - pattern: '(?=a)b'", 2, 14), ("patterns:\n  - pattern: 'a('", 2, 14),
      ("patterns:\n  - pattern: a\n    kind: hosts", 3, 11),
      (#"patterns: [{pattern: '(a)\1'}]"#, 1, 22),
    ])
  func refusesRules(text: String, line: Int, column: Int) {
    do {
      _ = try RedactionRules(Array(text.utf8), file: "r.yaml")
      Issue.record("was not refused")
    } catch let problem as RedactionRulesProblem {
      #expect(problem.line == line)
      #expect(problem.column == column)
    } catch {
      Issue.record(error)
    }
  }

  @Test(
    "random bytes never trap, and a second pass over them changes nothing",
    arguments: 0..<60 as Range<UInt64>)
  func survivesNoise(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces: [String] = [
      "/content/", "@", "://", "::", "10.", "1.2.3.4", ".com", "user=", "host: ", "%2F", "%",
      "&#x2f;",
      "\\u002f", "\\", "\n", " ", "acme", "fe80", ":", "-", "a", "7", "[", "May  8 20:35:09 ", "- ",
      "password=", "\u{0}", "é", "パスワード：", "{", "}", "\"", "user-1", "host-2", "[secret-1]",
    ]
    let text = (0..<Int.random(in: 0...80, using: &random))
      .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    var redactor = Redactor(.everything)
    let once = redactor.redact(text)
    #expect(redactor.redact(once).utf8.count >= 0)
    #expect(redactor.redact(path: text).utf8.count >= 0)
  }

  @Test(
    "a second pass over any mixture of what logs hold changes nothing",
    arguments: 0..<200 as Range<UInt64>)
  func isStable(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "29.03.2026 00:00:01.000 *ERROR* [main] com.acme.core.AcmeHeader failed", "lxd1", "jdoe",
      "May  8 20:35:09 lxd1 sshd[9]: in", "password=Tr0ub4dor", "client_secret: \"x9-8#7\"",
      "{\"smtp.password\":\"a\\\"b9\"}", "https://jdoe:p8Xq99zz@web01.acme-corp.com:4502/x",
      "/content/dam/acme/2026/Big%20Deal.v2.png", "/content/acme/en/launch.print.html",
      "%2Fcontent%2Facme%2Fnews", "host=db01", "host=host-1", "user='j.doe7'", "10.1.2.3",
      "fe80::1ff:fe23:4567:890a", "00:1a:2b:3c:4d:5e", "jane@acme-corp.com",
      "web01 web01_error.log",
      "Authorization: Bearer mF_9.B5f-4.1JqMtq8WxYv3u7RzK2", "パスワード：Zk3vQ0x7", "\n", "\n",
      "{9c1185a5c5e9fc54612808977ee8f548b2258d31}", "jcr:content",
      "at com.acme.Foo(AcmeFoo.java:1)",
    ]
    let text = (0..<Int.random(in: 1...40, using: &random))
      .map { _ in pieces.randomElement(using: &random) ?? "" }.joined(separator: " ")
    var redactor = Redactor(.everything)
    let once = redactor.redact(text)
    #expect(redactor.redact(once) == once, "\(text)")
    var other = Redactor(.everything)
    #expect(other.redact(once) == once, "\(text)")
  }

  @Test(
    "stays linear on hostile names",
    arguments: [
      "a.", "a-1-2-3-4", "1.2.3.4.", "::a", "@a.b", "/content/", "://a@", "user=", "- ",
      "%2Fcontent",
      "host: ", "a@", "acme.com.", ":", "a:b:",
    ])
  func staysLinear(piece: String) {
    var times: [Duration] = []
    for size in [1 << 14, 1 << 16] {
      let text = String(repeating: piece, count: size / piece.utf8.count)
      times.append(
        ProcessorTime.measure {
          var redactor = Redactor(.everything)
          _ = redactor.redact(text)
        })
    }
    #expect(times[1] < times[0] * 10 + .milliseconds(200), "\(times)")
  }
}
