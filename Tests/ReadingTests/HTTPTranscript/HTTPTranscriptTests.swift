import Model
import Reading
import Testing

struct HTTPTranscriptTests {
  static let curl = """
    *   Trying 192.0.2.7:443...
    * Connected to ims.example.com (192.0.2.7) port 443
    > POST /ims/token/v3 HTTP/1.1
    > Host: ims.example.com
    > User-Agent: curl/8.5.0
    > Authorization: Bearer abc
    >
    < HTTP/1.1 400 Bad Request
    < Content-Type: application/json;charset=UTF-8
    < X-Request-Id: 4711
    < Set-Cookie: secret=1
    <
    {"error":"invalid_client","error_description":"invalid client_secret parameter"}
    * Connection #0 to host ims.example.com left intact
    > GET /status HTTP/2
    > Host: author.example.com
    >
    < HTTP/2 503
    < retry-after: 30
    <

    """

  static let archive = """
    {"log": {"version": "1.2", "creator": {"name": "WebInspector", "version": "1"}, "entries": [
      {"startedDateTime": "2026-11-20T06:14:02.117Z",
       "request": {"method": "GET", "url": "https://author.example.com/api/a.json"},
       "response": {"status": 403, "headers": [{"name": "Content-Type", "value": "application/json"},
         {"name": "Set-Cookie", "value": "x"}],
         "content": {"text": "{\\"title\\":\\"Forbidden\\",\\"status\\":403}"}}}]}}
    """

  @Test("curl -v gives the exchanges with what tells why they failed")
  func printed() throws {
    let bytes = Array(Self.curl.utf8)
    #expect(DocumentKind(recognising: bytes, name: "paste.txt") == .httpTranscript)
    let exchanges = HTTPTranscript().exchanges(in: bytes)
    #expect(exchanges.map(\.method) == ["POST", "GET"])
    #expect(
      exchanges.map(\.url)
        == ["https://ims.example.com/ims/token/v3", "https://author.example.com/status"])
    #expect(exchanges.map(\.status) == [400, 503])
    #expect(
      exchanges[0].headers
        == ["content-type": "application/json;charset=UTF-8", "x-request-id": "4711"])
    #expect(exchanges[0].payload?["error"] == "invalid_client")
    #expect(exchanges[1].headers == ["retry-after": "30"])
    #expect(exchanges[1].payload == nil)
  }

  @Test("each exchange that curl prints is an entry with method, path, status and level")
  func entries() throws {
    let bytes = Array(Self.curl.utf8)
    let format = DocumentKind.httpTranscript.format
    let exchange = try #require(HTTPTranscript().exchanges(in: bytes).last)
    let entry = format.entry(exchange.bytes, in: bytes.span)
    func text(_ range: Range<Int>?) -> String? {
      range.map { String(decoding: bytes[$0], as: UTF8.self) }
    }
    #expect(text(entry[.method]) == "GET")
    #expect(text(entry[.path]) == "/status")
    #expect(text(entry[.status]) == "503")
    #expect(entry.level == .error)
  }

  @Test("a HAR gives the exchanges with their payloads")
  func archived() throws {
    let bytes = Array(Self.archive.utf8)
    #expect(DocumentKind(recognising: bytes, name: "case.har") == .httpTranscript)
    let exchange = try #require(HTTPTranscript().exchanges(in: bytes).first)
    #expect(exchange.method == "GET")
    #expect(exchange.url == "https://author.example.com/api/a.json")
    #expect(exchange.status == 403)
    #expect(exchange.headers == ["content-type": "application/json"])
    #expect(exchange.payload?["title"] == "Forbidden")
  }
}
