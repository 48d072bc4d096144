import Model
import Reading
import TestSupport
import Testing

struct StackFingerprintTests {
  private func fingerprint(_ text: String) -> StackFingerprint? {
    let (tree, bytes) = tree(text)
    let fingerprint = StackFingerprint(of: tree, in: bytes.span)
    #expect(StackFingerprint.hash(of: tree, in: bytes.span) == fingerprint?.hash)
    #expect(StackFingerprint(ofRecord: 0..<bytes.count, in: bytes.span) == fingerprint)
    return fingerprint
  }

  static let base = """
    a.b.OuterException: Objet introuvable
    \tat a.b.Outer.run(Outer.java:3)
    Caused by: java.lang.NullPointerException: null
    \tat java.util.ArrayList.get(ArrayList.java:10)
    \tat org.apache.sling.scripting.core.impl.X.eval(X.java:416) [org.apache.sling.scripting.core:2.1]
    \tat com.acme.Teaser$1.lambda$title$3(Teaser.java:99) [com.acme.core:1.0.0]
    \t... 23 more
    """

  @Test("the root exception and the first own frame count")
  func parts() throws {
    let found = try #require(fingerprint(Self.base))
    #expect(found.exception == "java.lang.NullPointerException")
    #expect(found.frame == "com.acme.Teaser$.lambda$title$")
    // FNV-1a of `v1:`, the exception, a line feed and the frame, computed elsewhere.
    #expect(found.hash == 0x55B4_62BC_9FA2_B5D1)
  }

  @Test(
    "lines, versions, languages, generated numbers and lost line feeds do not count",
    arguments: [
      (":99)", ":1204)"), ("1.0.0]", "1.0.1.SNAPSHOT]"), ("Objet introuvable", "見つかりません"),
      ("$3(", "$17("), ("$1.", "$2."), ("... 23 more", "... 156 common frames omitted"),
      ("\n", "\r\n"), ("\n\tat", " at"), ("\tat", "    at"), (" [com.acme.core:1.0.0]", ""),
    ])
  func stable(part: String, other: String) {
    let text = Self.base.replacing(part, with: other)
    #expect(text != Self.base)
    #expect(fingerprint(text) == fingerprint(Self.base))
  }

  @Test(
    "another exception, class or method is another error",
    arguments: [
      ("java.lang.NullPointerException", "java.lang.IllegalStateException"),
      ("com.acme.Teaser", "com.acme.Title"), ("lambda$title$", "lambda$text$"),
    ])
  func different(part: String, other: String) {
    let text = Self.base.replacing(part, with: other)
    #expect(fingerprint(text)?.hash != fingerprint(Self.base)?.hash)
  }

  @Test(
    "generated classes have one name",
    arguments: [
      ("a.B$$Lambda$14/0x0800c1.run", "a.B$$Lambda/0x00007f.run", "a.B$$.run"),
      ("a.B$$EnhancerByCGLIB$$1a2b.x", "a.B$$FastClassByCGLIB$$9.x", "a.B$$.x"),
      ("com.acme.$Proxy12.x", "com.acme.$Proxy7.x", "com.acme.$Proxy.x"),
      (
        "org.apache.jsp.apps.acme.page_jsp._jspService",
        "apps.acme.page$jsp._jspService", "apps.acme.page.jsp._jspService"
      ),
      (
        "apps.acme.page__002e__jsp._jspService", "org.apache.jsp.apps.acme.page_jsp._jspService",
        "apps.acme.page.jsp._jspService"
      ),
      ("Script12.groovy.Script12.run", "Script9.groovy.Script7.run", "Script.groovy.Script.run"),
    ])
  func generated(one: String, other: String, name: String) {
    let first = fingerprint("a.XException\n\tat \(one)(Unknown Source)")
    let second = fingerprint("a.XException\n\tat \(other)(Unknown Source)")
    #expect(first?.frame == name)
    #expect(first == second)
  }

  @Test("generic frames do until there is one of its own")
  func fallback() {
    #expect(
      fingerprint("a.XException\n\tat java.lang.A.b(A.java:1)\n\tat sun.C.d(C.java:1)")?.frame
        == "java.lang.A.b")
    #expect(
      fingerprint(
        "a.XException\n\tat com.acme.E.f(E.java:1)\nCaused by: a.YException\n\tat java.lang.A.b(A.java:1)"
      )?.frame == "com.acme.E.f")
    #expect(fingerprint("x: a.b.XException: y")?.frame == "")
    #expect(fingerprint("\tat com.acme.E.f(E.java:1)")?.exception == "")
    #expect(fingerprint("nothing") == nil)
  }
}

struct MessageTemplateTests {
  private func template(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let template = MessageTemplate(of: 0..<bytes.count, in: bytes.span)
    #expect(template.hash == MessageTemplate.hash(of: 0..<bytes.count, in: bytes.span))
    return template.text
  }

  @Test(
    "what differs is replaced, what tells is kept",
    arguments: [
      ("Traversed 3,455,000 nodes in 14.6 s (12ms)", "Traversed <n> nodes in <n> s (<n>ms)"),
      (
        "OakState0001: Unresolved conflicts in /content/a/b_c/jcr:content",
        "OakState0001: Unresolved conflicts in <path>"
      ),
      ("AH00292: x AEM-AUT-001-004: y", "AH00292: x AEM-AUT-001-004: y"),
      ("Job 1fbf5304-0fc0-4989-a848-541b58f9c8d9 failed", "Job <uuid> failed"),
      ("Can't read 'some name' or \"x y\" or “z”", "Can't read <q> or <q> or <q>"),
      ("« été » et 「日本」 et `x`", "<q> et <q> et <q>"),
      ("l'article d'hier", "l'article d'hier"),
      ("from 10.0.0.1:4502 and 0:0:0:0:0:0:0:1", "from <ip> and <ip>"),
      (
        "at 2026-03-29T00:00:01.5Z or 29.03.2026 00:00:01 or 11:41:13,653",
        "at <time> or <time> or <time>"
      ),
      (
        "SearchIndex@6d44cf50 0x00007f32 a586f73ec77fba3135021af01c7f09d972eb3e01",
        "SearchIndex@<hex> <hex> <hex>"
      ),
      ("GET https://a.b/c?d=1 for x@y.com", "GET <url> for <mail>"),
      ("payload7 ns22_exception Thread-12", "payload<n> ns<n>_exception Thread-<n>"),
      ("C:\\aem\\x.jar is   gone \n second line", "<path> is gone"),
      ("bundle a.b [588](R 588.0)", "bundle a.b [<n>](R <n>)"),
      ("id abcdefghijklmnopqrstuvwxyz0123456789", "id <id>"),
      ("ページ /content/x が 12 件", "ページ <path> が <n> 件"),
      ("and/or (/a/b), {}", "and/or (<path>), {}"), ("", ""), ("   ", ""), ("'", "'"), ("\"", "\""),
      ("/", "/"), ("12:", "<n>:"), ("v1.2.", "v<n>."),
    ])
  func marks(text: String, expected: String) {
    #expect(template(text) == expected)
    #expect(template("  " + text + "\r\n") == expected)
  }

  @Test("messages of one statement are equal, of two are not")
  func groups() {
    #expect(template("Node /a/b not found (12)") == template("Node /c not found (7)"))
    #expect(template("Node /a/b not found") != template("Node /a/b not readable"))
    // FNV-1a of `v1:` and the template, computed elsewhere.
    let bytes = Array("Node /a/b not found (12)".utf8)
    #expect(MessageTemplate.hash(of: 0..<bytes.count, in: bytes.span) == 0x280C_F9CD_AC9A_10D3)
  }

  @Test("only the first kilobyte counts")
  func length() {
    let long = String(repeating: "word ", count: 1_000)
    #expect(template(long) == template(long + "more"))
  }
}
