import HTTPClientKit
import RemedyProtocol

/// Talks to one running instance as one user, and takes nothing else for its answer.
///
/// Basic credentials go with each request, as the web console expects of a client that is no
/// browser (Sling `SlingWebConsoleSecurityProvider`, `doLogin`). A redirect is never followed.
struct InstanceConnection: Sendable {
  /// The address without final slash.
  let address: String
  let client: HTTPClient
  let credentials: HTTPCredentials?

  init(address: String, client: HTTPClient, credentials: HTTPCredentials?) {
    self.address = address
    self.client = client
    self.credentials = credentials
  }

  /// Talks to an instance as the administrator, if there is a secret for one.
  init(_ address: String, host: HostIdentity, secrets: Secrets) {
    let secret = secrets[StepAction.administrator]
    self.init(
      address: address, client: HTTPClient(userAgent: "\(host.name)/\(host.version)"),
      credentials: secret.map { HTTPCredentials(user: $0.user ?? "admin", password: $0.value) })
  }

  /// What the instance says at a path, for a plugin: text, no secret of ours, and not too long.
  func answer(_ path: String, mask: SecretMask) -> PluginAnswer {
    guard let response = try? send("GET", path, timeLimit: .seconds(20), longestAnswer: 1 << 18)
    else { return PluginAnswer() }
    let body = String(validating: response.body, as: UTF8.self)
    return PluginAnswer(status: response.status, body: body.map(mask.masked))
  }

  /// Sends a request and refuses answers that are not the instance's own word.
  func send(
    _ method: String, _ path: String, body: [UInt8]? = nil,
    headers: [(name: String, value: String)] = [], timeLimit: Duration = .seconds(60),
    longestAnswer: Int = 64 << 20
  ) throws(InstanceProblem) -> HTTPResponse {
    let response = try exchange(
      method, path, body: body, headers: headers, timeLimit: timeLimit,
      longestAnswer: longestAnswer)
    guard response.status == 403 else { return response }
    guard method != "GET", method != "HEAD" else { throw .forbidden(path) }
    // Either the user may not, or the CSRF or referrer filter wants to see where we come from.
    guard let token = token(timeLimit: timeLimit) else { throw .forbidden(path) }
    let again = try exchange(
      method, path, body: body,
      headers: headers + [("CSRF-Token", token), ("Referer", address + "/")],
      timeLimit: timeLimit, longestAnswer: longestAnswer)
    guard again.status != 403 else { throw .forbiddenTwice(path) }
    return again
  }

  /// The body of a GET that answers 200.
  func content(_ path: String, longest: Int = 64 << 20) throws(InstanceProblem) -> [UInt8] {
    let response = try send("GET", path, longestAnswer: longest)
    guard response.status == 200 else {
      throw .status(path, response.status, expected: 200)
    }
    return response.body
  }

  /// The JSON of a GET; `nil` if there is nothing at the path.
  func json(_ path: String) throws(InstanceProblem) -> InstanceJSON? {
    let response = try send("GET", path, headers: [("Accept", "application/json")])
    guard response.status != 404 else { return nil }
    guard response.status == 200 else {
      throw .status(path, response.status, expected: 200)
    }
    guard let json = InstanceJSON(response.body) else { throw .notJSON(path) }
    return json
  }

  /// The answer to a POST of form fields.
  func post(
    _ path: String, _ form: [(name: String, value: String)], timeLimit: Duration = .seconds(60)
  ) throws(InstanceProblem) -> HTTPResponse {
    try send(
      "POST", path, body: Array(FormEncoding.text(form).utf8),
      headers: [
        ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"),
        ("Accept", "application/json"),
      ], timeLimit: timeLimit)
  }

  /// Whether anything takes connections at the address.
  func isListening() -> Bool {
    do throws(HTTPProblem) {
      _ = try client.send(
        HTTPRequest("GET", address + "/", longestAnswer: 1 << 20, timeLimit: .seconds(10)))
      return true
    } catch .notConnected {
      return false
    } catch {
      return true
    }
  }

  private func exchange(
    _ method: String, _ path: String, body: [UInt8]?, headers: [(name: String, value: String)],
    timeLimit: Duration, longestAnswer: Int
  ) throws(InstanceProblem) -> HTTPResponse {
    let response: HTTPResponse
    do {
      response = try client.send(
        HTTPRequest(
          method, address + FormEncoding.path(path), headers: headers, body: body,
          credentials: credentials, longestAnswer: longestAnswer, timeLimit: timeLimit))
    } catch {
      throw .noAnswer(path, error.wording)
    }
    switch response.status {
    case 401: throw .wrongPassword(path)
    case 300..<400 where (response.header("location") ?? "").contains("/login"):
      throw .loginPage(path)
    default: return response
    }
  }

  private func token(timeLimit: Duration) -> String? {
    let path = "/libs/granite/csrf/token.json"
    let answer = try? exchange(
      "GET", path, body: nil, headers: [], timeLimit: timeLimit, longestAnswer: 1 << 16)
    guard let answer, answer.status == 200 else { return nil }
    return InstanceJSON(answer.body)?["token"]?.text
  }
}

/// How texts travel in addresses and forms.
enum FormEncoding {
  /// Fields as `application/x-www-form-urlencoded`.
  static func text(_ form: [(name: String, value: String)]) -> String {
    form.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
  }

  /// A text with everything escaped but the letters, digits and marks of RFC 3986, 2.3.
  static func escaped(_ text: String) -> String {
    escaped(text, keeping: "-._~")
  }

  /// A path as it may stand in an address; what is escaped already stays so.
  static func path(_ path: String) -> String {
    escaped(path, keeping: "-._~/:@!$&'()*+,;=?%#")
  }

  private static func escaped(_ text: String, keeping marks: StaticString) -> String {
    let kept = marks.description.utf8
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        bytes.append(byte)
      case _ where kept.contains(byte): bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
