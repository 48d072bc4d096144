import Foundation
import TestSupport
import Testing

@testable import Redaction

@Suite struct RedactorTests {
  /// A text, and the secret in it that must not be seen.
  static let mustMask: [(text: String, secret: String)] = [
    // Notations of a name and a value.
    (#"{"client_id":"aem","client_secret":"p8Xq-77_zz"}"#, "p8Xq-77_zz"),
    (#"{ "client_secret" : "p8Xq" , "a" : 1 }"#, "p8Xq"),
    (#"{ client_secret: 'p8Xq', error: 'invalid_scope' }"#, "p8Xq"),
    (#"{&quot;client_secret&quot;:&quot;p8Xq&quot;,&quot;a&quot;:1}"#, "p8Xq"),
    (#"{&#34;client_secret&#34;:&#34;p8Xq&#34;}"#, "p8Xq"),
    (#"{&amp;quot;client_secret&amp;quot;:&amp;quot;p8Xq&amp;quot;}"#, "p8Xq"),
    (#"body="{\"client_secret\":\"p8Xq\",\"a\":\"b\"}""#, "p8Xq"),
    (#"{\\\"client_secret\\\":\\\"p8Xq\\\",\\\"a\\\":1}"#, "p8Xq"),
    (#"{\u0022client_secret\u0022:\u0022p8Xq\u0022}"#, "p8Xq"),
    ("%7B%22client_secret%22%3A%22p8Xq%22%7D", "p8Xq"),
    ("POST client_id=aem&client_secret=p8Xq&grant_type=client_credentials", "p8Xq"),
    ("client_secret=p8Xq&amp;grant_type=client_credentials", "p8Xq"),
    ("body=client_secret%3Dp8Xq%26grant_type%3Dclient_credentials", "p8Xq"),
    (#"auth.ims.client.secret="p8Xq""#, "p8Xq"),
    (#"password=T"p8Xq""#, "p8Xq"),
    ("secrets=[ \\\n  \"p8Xq\", \\\n  \"q9Yr\", \\\n  ]", "q9Yr"),
    (#"{"passwords":["p8Xq","q9Yr"]}"#, "q9Yr"),
    (#"{"password:String":"p8Xq"}"#, "p8Xq"),
    (#"transportPassword="\{ba9f6a51c0ffee00ba9f6a51c0ffee00}""#, "ba9f6a51c0ffee00"),
    (#"<sling x="1" smtp.password="p8Xq" y="2"/>"#, "p8Xq"),
    ("<password>p8Xq</password>", "p8Xq"),
    ("&lt;ns:password&gt;p8Xq&lt;/ns:password&gt;", "p8Xq"),
    ("<password><![CDATA[p8Xq]]></password>", "p8Xq"),
    (#"<entry key="db.password">p8Xq</entry>"#, "p8Xq"),
    (#"<property name="password" value="p8Xq"/>"#, "p8Xq"),
    (#"{"name":"CLIENT_SECRET","value":"p8Xq"}"#, "p8Xq"),
    (#"{"password":{"name":"Password","type":12,"value":"p8Xq"},"a":1}"#, "p8Xq"),
    ("java -Dhttp.proxyPassword=p8Xq -jar x.jar", "p8Xq"),
    ("java -Dpwd=p8Xq", "p8Xq"),
    ("deploy --password p8Xq --host h", "p8Xq"),
    ("curl -u admin:p8Xq http://h", "p8Xq"),
    ("password: p8Xq", "p8Xq"),
    ("  passphrase: correct horse battery", "horse battery"),
    ("password: |\n  p8Xq\n  q9Yr\nuser: a", "q9Yr"),
    ("passwords:\n  - p8Xq\n  - q9Yr\nuser: a", "q9Yr"),
    ("export DB_PASSWORD=p8Xq q9Yr", "q9Yr"),
    ("Config{user=aem, password=p8Xq, host=h}", "p8Xq"),
    ("config password=p8,Xq;z host=h", "p8,Xq;z"),
    (#"os.environ["DB_PASSWORD"] = "p8Xq""#, "p8Xq"),
    ("name=\"client_secret\"\r\n\r\np8Xq\r\n--b", "p8Xq"),
    (#"{"password":"p8\"Xq","a":1}"#, "Xq"),
    (#""{\"password\":\"p8\\\"Xq\",\"a\":1}""#, "Xq"),
    (#"{"password":"p8\\","a":"shown"}"#, "p8"),
    (#"{"client_secret":"p8Xq cut off he"#, "cut off"),
    ("mot de passe : p8Xq", "p8Xq"),
    ("パスワード：p8Xq", "p8Xq"),
    ("API key: p8Xq", "p8Xq"),
    ("clientSecret2='p8Xq'", "p8Xq"),
    ("access_token=p8Xq9z1", "p8Xq9z1"),
    (#"{"refreshToken":"p8Xq"}"#, "p8Xq"),
    ("jwt_token=p8Xq", "p8Xq"),
    ("assertion=p8Xq", "p8Xq"),
    ("Cookie: a=b; login-token=5d3a%3ap8Xq_crx.default; c=d", "p8Xq"),
    ("x-api-key: p8Xq", "p8Xq"),
    // Sentences, tables, and what people write by hand.
    ("curl -s -uadmin:p8Xq! http://h", "p8Xq!"),
    (#"<property name="clientSecret"><value>p8Xq</value></property>"#, "p8Xq"),
    ("Le mot de passe est « p8Xq99 »", "p8Xq99"),
    ("Le mot de passe est «\u{202F}p8Xq99\u{202F}»", "p8Xq99"),
    ("パスワードは「p8Xq99」です", "p8Xq99"),
    ("クライアントシークレット=p8Xq", "p8Xq"),
    ("the passphrase is p8Xq99 now", "p8Xq99"),
    ("the password was 'p8Xq99!'", "p8Xq99"),
    ("password\tp8Xq", "p8Xq"),
    ("| client_secret | p8Xq99 |\n| x | y |", "p8Xq99"),
    ("| `client_secret` | `p8Xq99`", "p8Xq99"),
    // Shapes.
    ("got eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJBIn0.c2lnbmF0dXJl from IMS", "eyJpc3MiOiJBIn0"),
    ("got eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOi", "eyJpc3MiOi"),
    ("got eyJhbGciOiJSUzI1", "eyJhbGciOiJSUzI1"),
    ("bGciOiJSUzI1NiJ9.eyJpc3MiOiJBIn0.c2lnbmF0dXJl", "bGciOiJSUzI1NiJ9"),
    ("token%3DeyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJBIn0.c2ln", "eyJpc3MiOiJBIn0"),
    ("sent Bearer abcdefghijk then", "abcdefghijk"),
    ("Authorization: Bearer p8Xq", "p8Xq"),
    ("-H 'Authorization: Basic YWRtaW46YWRtaW4=' -X", "YWRtaW46YWRtaW4="),
    (#"{"Authorization":"Bearer p8Xq"}"#, "p8Xq"),
    ("Authorization%3A%20Bearer%20p8Xq9", "p8Xq9"),
    ("Proxy-Authorization: Digest username=\"a\", response=\"p8Xq\"", "username"),
    ("secret is {0123456789abcdef0123456789abcdef} here", "0123456789abcdef"),
    ("%7B0123456789abcdef0123456789abcdef%7D", "0123456789abcdef"),
    ("{0123456789abcdef0123456789abc", "0123456789abc"),
    ("456789abcdef0123456789abc} rest", "456789abc"),
    ("-----BEGIN PRIVATE KEY-----\nMIIEvQ\nabc=\n-----END PRIVATE KEY-----", "MIIEvQ"),
    (
      #""privateKey":"-----BEGIN RSA PRIVATE KEY-----\r\nMIIEvQ\r\n-----END RSA PRIVATE KEY-----""#,
      "MIIEvQ"
    ),
    ("-----BEGIN EC PRIVATE KEY-----\nMIIEvQ", "MIIEvQ"),
    ("see\nMIIEvQ\nabc=\n-----END PRIVATE KEY-----\nmore", "MIIEvQ"),
    (#"MIIEvQ\nabc=\n-----END RSA PRIVATE KEY-----"#, "abc="),
    ("GIN PRIVATE KEY-----\nMIIEvQ", "MIIEvQ"),
    ("https://admin:p8Xq@author:4502/x", "p8Xq"),
    ("https://admin:p8/X@q@author:4502/x", "p8/X@q"),
    ("https%3A%2F%2Fadmin%3Ap8Xq%40author", "p8Xq"),
    (#"https:\/\/admin:p8Xq@author"#, "p8Xq"),
    ("https://ghp0123456789abcdef@host/x", "ghp0123456789abcdef"),
    ("jdbc:oracle:thin:aem/p8Xq@//db:1521/x", "p8Xq"),
    ("key AKIAIOSFODNN7EXAMPLE used", "AKIAIOSFODNN7EXAMPLE"),
    ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY1x", "wJalrXUtnFEMI"),
    ("https://s3/x?X-Amz-Signature=p8Xq&X-Amz-Date=1", "p8Xq"),
    ("https://b.blob/x?sv=1&sig=p8Xq%2B9&se=2", "p8Xq"),
  ]

  @Test("masks the secret", arguments: mustMask.indices)
  func masks(index: Int) {
    let (text, secret) = Self.mustMask[index]
    var redactor = Redactor()
    let redacted = redactor.redact(text)
    #expect(!redacted.contains(secret), "\(redacted)")
    #expect(redacted.contains("[secret-1]"))
    #expect(redactor.redact(redacted) == redacted, "a second pass changes nothing")
  }

  @Test(
    "keeps names and neighbours readable",
    arguments: [
      (
        #"{"a":"x","client_secret":"p8Xq","b":"y"}"#,
        #"{"a":"x","client_secret":"[secret-1]","b":"y"}"#
      ),
      (
        "{&quot;password&quot;:&quot;p8Xq&quot;,&quot;b&quot;:1}",
        "{&quot;password&quot;:&quot;[secret-1]&quot;,&quot;b&quot;:1}"
      ),
      (#"\"password\":\"p8Xq\",\"b\":1"#, #"\"password\":\"[secret-1]\",\"b\":1"#),
      ("id=a&client_secret=p8Xq&grant_type=b", "id=a&client_secret=[secret-1]&grant_type=b"),
      ("client_secret=p8Xq&amp;b=1", "client_secret=[secret-1]&amp;b=1"),
      (#"password=T"p8Xq""#, #"password=T"[secret-1]""#),
      ("<password>p8Xq</password>", "<password>[secret-1]</password>"),
      ("Config{password=p8Xq, host=h}", "Config{password=[secret-1], host=h}"),
      ("https://admin:p8Xq@author:4502/x", "https://admin:[secret-1]@author:4502/x"),
      ("Authorization: Bearer p8Xq", "Authorization: Bearer [secret-1]"),
      ("a {0123456789abcdef0123456789abcdef} b", "a [secret-1] b"),
      (#"{"password":"p8\\","a":"shown"}"#, #"{"password":"[secret-1]","a":"shown"}"#),
      ("password: p8Xq\nuser: admin", "password: [secret-1]\nuser: admin"),
      (
        "a secret=a1 secret=b2 secret=a1", "a secret=[secret-1] secret=[secret-2] secret=[secret-1]"
      ),
      ("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\nafter", "[secret-1]\nafter"),
    ])
  func keepsTheRest(text: String, redacted: String) {
    var redactor = Redactor()
    #expect(redactor.redact(text) == redacted)
  }

  @Test(
    "leaves what is no secret",
    arguments: [
      #"{"error":"invalid_client","error_description":"invalid client_secret parameter"}"#,
      "{&quot;error_description&quot;:&quot;invalid client_secret parameter&quot;}",
      "the password is wrong",
      "client_secret is missing from the configuration",
      "Invalid password: must not be empty",
      "invalid_token: Could not match JWT signature to any of the bindings",
      #"{"error":"invalid_token","error_description":"token expired"}"#,
      "Unexpected token: < in JSON at position 0",
      "Basic authentication required", "Basic Auth", "Bearer token is missing",
      #"WWW-Authenticate: Bearer realm="x", error="invalid_token""#,
      #"{"token_type":"bearer","expires_in":86399}"#,
      "at com.adobe.granite.auth.oauth.impl.AccessTokenProviderImpl.getToken(AccessTokenProviderImpl.java:123)",
      "29.03.2026 00:00:00.001 *ERROR* [sling-default-4-Registered Service.1234] com.day.cq.Foo$Bar x",
      "/content/dam/wknd/en/magazine/arctic-surfing/Surf1.jpg/jcr:content/renditions/cq5dam.web.1280.1280.jpeg",
      "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      "{d94f7e0a-1234-4f00-9a00-abcdefabcdef}", "KA-23909", "https://author:4502/path/to@x",
      "https://ims-na1.adobelogin.com/ims/token/v3?client_id=x", "ssh://git@github.com/adobe/aem",
      #"{"client_secret":null,"password":"","passphrase":true}"#, "password=********",
      #"{"clientSecret":"$[secret:IMS_SECRET]"}"#, "client_secret=[secret-4]",
      "PWD=/opt/aem/author", "clusterId = a, syncToken = -1] (future", "password=${DB_PASSWORD}",
      "from bundle com.day.crx.sling.crx-auth-token:2.6.14(500)\n19.07.2025",
      "pool [ThreadPool-fab66fb6-a838-4a69-bcf3-f9f77b9ab201 (com.day.cq.wcm.WcmWorkflowServiceImpl)]",
      "/content/dam/collections/P/PbU_rblJ8MX0Y3FmD5fs/lightbox/rep:policy",
      "/libs/dam/viewers/s7viewers/html5/js/SmartCropVideoViewer/js/s7sdk/utils/Utils/js.txt",
      "password.expiry=30", "secret.heuristic.enabled=false",
      "Le mot de passe est incorrect", "パスワードが正しくありません", "tokens: 42",
      "the password is \"required\"", "the secret is not set", "パスワードは必須です",
      "| client_id | client_secret | redirect_uri |\n| --- | --- | --- |",
      "run it with -update:all", "password\tis missing",
      "org.apache.sling.commons.crypto.internal.EnvironmentVariablePasswordProvider",
    ])
  func leaves(text: String) {
    var redactor = Redactor()
    #expect(redactor.redact(text) == text)
  }

  @Test("hides a random secret in every encoding", arguments: 0..<200 as Range<UInt64>)
  func hidesPlantedSecrets(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~+/!$*")
    let length = Int.random(in: 6...40, using: &random)
    let middle = (0..<length).map { _ in alphabet.randomElement(using: &random) ?? "x" }
    let secret = "s" + String(middle) + "9"
    let name =
      ["client_secret", "password", "apiKey", "accessToken", "smtp.password", "passphrase"]
      .randomElement(using: &random) ?? ""
    for (form, written) in Encodings.all(name: name, value: secret) {
      let text = "29.03.2026 00:00:01.000 *ERROR* [main] com.x.Y before \(form) after"
      var redactor = Redactor()
      let redacted = redactor.redact(text)
      #expect(!redacted.contains(written), "\(text)\n\(redacted)")
      #expect(redacted.contains("before"))
    }
  }

  @Test(
    "tells the length of a key from a key",
    arguments: [
      (#"":hmac": 32"#, true), (#"{":master":48,":hmac":32}"#, true),
      (#""hmac": 32"#, false), (#"":hmac": "32""#, false), (#"":hmac": 12345678901"#, false),
      (#"":hmac": 32ab"#, false),
    ])
  func tellsLengthsFromKeys(text: String, isKept: Bool) {
    var redactor = Redactor()
    #expect((redactor.redact(text) == text) == isKept)
  }

  @Test("keeps a word that is someone's password")
  func keepsWordsThatArePasswords() {
    var redactor = Redactor()
    #expect(
      redactor.redact("curl -u user:password --data grant_type=password")
        == "curl -u user:[secret-1] --data grant_type=password")
    #expect(redactor.redact("password=changeit") == "password=[secret-2]")
    #expect(redactor.redact("changeit now") == "changeit now")
  }

  @Test(
    "finds no secret in the start-up log of an AEM that has none to tell",
    .enabled(if: Corpus.isPresent, Corpus.absenceComment))
  func leavesARealLogReadable() throws {
    let path = "corpus/aem/files/chia-ju-lin+winsurf-wknd/crx-quickstart__logs__error.log"
    let data = try Data(contentsOf: URL(filePath: Corpus.path(path)))
    var redactor = Redactor()
    for line in String(decoding: data.prefix(1 << 20), as: UTF8.self).split(separator: "\n") {
      #expect(redactor.redact(String(line)) == line)
    }
  }

  @Test func masksTheTailOfASecretWhereAnExcerptWasCut() {
    var redactor = Redactor()
    #expect(redactor.mask(#"k7Gq2Zp9Lx","a":1"#, isCutBefore: true) == #"[secret-1]","a":1"#)
    #expect(redactor.mask("ervice.impl failed", isCutBefore: true) == "ervice.impl failed")
  }

  /// Pieces that, repeated to a megabyte, would make a careless search slow.
  private static let hostile: [String] = [
    "password is '", "| password ", "パスワードは「", "curl -uadmin:",
    "a", "password=", #""password":{"#, "authorization: is ", "://b:x", "<password>", "AKIA-",
    "eyJ",
    "\\", #"\""#, "&amp;", "-----END PRIVATE KEY-----", "PRIVATE KEY", "{", "\u{0}", "「", "bearer ",
    "password [", "password [\"", "%25", "secret=aaaaaaaaaaa\n", "a.", "eyJhbGciOi.", "f",
    "{0123456789abcdef", "password: |\n", "password:\n - ", "\"name\":\"password\",",
  ]

  @Test("stays linear on hostile text", arguments: hostile)
  func staysLinear(piece: String) {
    var times: [Duration] = []
    for size in [1 << 14, 1 << 16] {
      let text = #"x password=""# + String(repeating: piece, count: size / piece.utf8.count)
      let plain = String(text.dropFirst(12))
      times.append(
        ProcessorTime.measure {
          var redactor = Redactor()
          _ = redactor.redact(text)
          _ = redactor.redact(plain)
        })
    }
    // Four times the text: four times the time, not sixteen; with room for a busy machine.
    #expect(times[1] < times[0] * 10 + .milliseconds(200), "\(times)")
  }

  @Test func stillKnowsAMultitudeOfSecrets() {
    var redactor = Redactor()
    let text = (0..<5_000).map { "secret=aaaaaaaa\($0)" }.joined(separator: "\n")
    let redacted = redactor.redact(text)
    #expect(!redacted.contains("aaaaaaaa"))
    #expect(!redactor.redact("again aaaaaaaa4711 there").contains("aaaaaaaa"))
  }
}

/// Ways in which payloads, settings and commands spell a name and a value.
enum Encodings {
  /// The spelling in context, and how the value stands in it.
  static func all(name: String, value: String) -> [(form: String, written: String)] {
    let percent = percentEscaped(value)
    return [
      (#"{"\#(name)":"\#(value)","z":1}"#, value),
      ("{ \(name): '\(value)', z: 1 }", value),
      ("{&quot;\(name)&quot;:&quot;\(value)&quot;}", value),
      ("{&amp;quot;\(name)&amp;quot;:&amp;quot;\(value)&amp;quot;}", value),
      (#"{\"\#(name)\":\"\#(value)\"}"#, value),
      (#"{\\\"\#(name)\\\":\\\"\#(value)\\\"}"#, value),
      (#"{\u0022\#(name)\u0022:\u0022\#(value)\u0022}"#, value),
      ("%7B%22\(name)%22%3A%22\(percent)%22%7D", percent),
      ("a=b&\(name)=\(percent)&c=d", percent),
      ("a%3Db%26\(name)%3D\(percent)%26c%3Dd", percent),
      (#"\#(name)=T"\#(value)""#, value),
      (#"<x a="1" \#(name)="\#(value)" b="2"/>"#, value),
      ("<\(name)>\(value)</\(name)>", value),
      ("-D\(name)=\(value)", value),
      ("--\(name) \(value)", value),
      ("\n\(name): \(value)\n", value),
      ("https://admin:\(percent)@host/", percent),
    ]
  }

  private static func percentEscaped(_ text: String) -> String {
    var escaped = ""
    for byte in text.utf8 {
      if Byte.isAlphanumeric(byte) {
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        escaped += "%" + String(byte, radix: 16, uppercase: true)
      }
    }
    return escaped
  }
}
