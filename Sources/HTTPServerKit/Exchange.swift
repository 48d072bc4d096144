/// One request on its way in, and its answer; for one thread at a time.
final class Exchange {
  private let rawTarget: String
  private let handler: any HTTPHandler
  private let drainedBytes: Int
  private var head: RequestHead?
  private var policy = BodyPolicy.bytes(limit: 0)
  private var body: [UInt8] = []
  private var count = 0

  /// The answer to a request that is refused before it is complete.
  private(set) var refusal: HTTPResponse?

  init(target: String, drainedBytes: Int, handler: any HTTPHandler) {
    rawTarget = target
    self.handler = handler
    self.drainedBytes = drainedBytes
  }

  /// Whether the request was looked at yet.
  var hasBegun = false

  /// Takes the head, and decides about the body.
  ///
  /// - Returns: Whether a refusal should be sent at once, over the unread body.
  func begin(method: String, headers: HTTPHeaders, client: String) -> Bool {
    hasBegun = true
    let length = headers["Content-Length"].flatMap { Int($0) } ?? 0
    do {
      let head = try RequestHead(
        method: method, target: rawTarget, headers: headers, client: client)
      self.head = head
      policy = handler.policy(for: head)
      if case .refuse(let response) = policy {
        refusal = response
      } else if length > limit {
        refusal = handler.refusal(413)
      }
    } catch {
      refusal = handler.refusal(400)
    }
    // Who asks whether to send a body has not sent it.
    return refusal != nil && (headers["Expect"] != nil || length > drainedBytes)
  }

  /// Takes a piece of the body.
  ///
  /// - Returns: Whether to go on; if not, the connection is to be cut.
  func take(_ piece: [UInt8]) -> Bool {
    count += piece.count
    if refusal == nil, count > limit {
      refusal = handler.refusal(413)
      body = []
    }
    guard refusal == nil else { return count <= limit + drainedBytes }
    if case .stream(_, let sink) = policy {
      do { try sink.take(piece) } catch { refusal = answer(to: error) }
    } else {
      body += piece
    }
    return true
  }

  /// The request, now that it is complete; `nil` if it is refused.
  func request() -> HTTPRequest? {
    guard refusal == nil, let head else { return nil }
    switch policy {
    case .refuse:
      return nil
    case .bytes:
      return HTTPRequest(head: head, body: .bytes(body))
    case .form:
      do {
        let form = try [FormField](contentType: head.headers["Content-Type"], body: body)
        return HTTPRequest(head: head, body: form.map { .form($0) } ?? .bytes(body))
      } catch {
        refusal = handler.refusal(400)
        return nil
      }
    case .stream(_, let sink):
      do {
        try sink.finish()
        return HTTPRequest(head: head, body: .streamed(sink))
      } catch {
        refusal = answer(to: error)
        return nil
      }
    }
  }

  private func answer(to error: any Error) -> HTTPResponse {
    (error as? BodyRefusal)?.response ?? handler.refusal(500)
  }

  private var limit: Int {
    switch policy {
    case .bytes(let limit), .form(let limit), .stream(let limit, _): max(0, limit)
    case .refuse: 0
    }
  }
}

extension RequestHead {
  /// Something about a request that two readers could take differently.
  struct Ambiguity: Error {}

  /// Reads a head, strictly.
  ///
  /// The library takes the first of two lengths, and chunks before a length;
  /// a proxy in front may take the other, and see another request (RFC 9112,
  /// section 6.3, and section 11.2 on request smuggling). Such heads are refused.
  init(method: String, target: String, headers: HTTPHeaders, client: String) throws {
    guard !method.isEmpty, method.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      throw Ambiguity()
    }
    let lengths = headers.all("Content-Length")
    let codings = headers.all("Transfer-Encoding")
    guard lengths.count + codings.count <= 1, headers.all("Host").count <= 1,
      lengths.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      lengths.allSatisfy({ Int($0) != nil }),
      codings.allSatisfy({ $0.lowercased() == "chunked" }),
      headers.fields.allSatisfy({ !$0.value.utf8.contains { $0 < 0x20 && $0 != 0x09 } })
    else { throw Ambiguity() }
    // Only the origin form: this is no proxy (RFC 9112, section 3.2).
    guard target.hasPrefix("/") else { throw Ambiguity() }
    let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
    let path = try PercentEncoding.decode(target.utf8[..<(mark ?? target.utf8.endIndex)])
    guard !path.contains(where: { $0 < 0x20 || $0 == 0x7F }),
      let text = String(validating: path, as: UTF8.self)
    else { throw Ambiguity() }
    self.method = method
    self.target = target
    self.headers = headers
    self.client = client
    self.path = text
    query = try mark.map { try [FormField](urlEncoded: target.utf8[$0...].dropFirst()) } ?? []
  }
}

extension HTTPResponse {
  /// An answer of the server itself.
  static func plain(_ status: Int) -> HTTPResponse {
    HTTPResponse(status: status, type: "text/plain; charset=utf-8", text: "\(status)\n")
  }
}
