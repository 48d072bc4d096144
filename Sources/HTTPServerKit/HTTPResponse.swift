/// An answer to a request.
public struct HTTPResponse: Sendable {
  /// What follows the header fields.
  public enum Body: Sendable {
    /// Bytes whose number is announced.
    case bytes([UInt8])

    /// Bytes that come as they are made, in chunks.
    case stream(any ResponseStream)

    /// None, nor any header: the connection is cut.
    case cut
  }

  /// The status code, from 200 to 599.
  public var status: Int

  /// The header fields, length and framing aside.
  public var headers: HTTPHeaders

  /// What follows them.
  public var body: Body

  /// Makes an answer of bytes.
  public init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = .bytes(body)
  }

  /// Makes an answer of text with its type.
  public init(status: Int = 200, type: String, text: String) {
    self.init(status: status, headers: ["Content-Type": type], body: Array(text.utf8))
  }

  /// Makes an answer whose bytes come as they are made.
  public init(status: Int = 200, headers: HTTPHeaders, stream: any ResponseStream) {
    self.status = status
    self.headers = headers
    body = .stream(stream)
  }

  /// No answer: the connection ends, as if the server had died.
  public static var cut: HTTPResponse {
    var response = HTTPResponse(status: 500)
    response.body = .cut
    return response
  }
}

/// Makes the bytes of an answer while they are sent, on the thread of its connection.
///
/// It is released when the client has all of it, or has gone.
public protocol ResponseStream: AnyObject, Sendable {
  /// The next bytes. It may wait for them, but for no more than about a second at a time:
  /// between two calls the server sees whether the client has gone, or it is to stop.
  func next() -> ResponsePiece
}

/// The next part of a streamed answer.
public enum ResponsePiece: Hashable, Sendable {
  case bytes([UInt8])

  /// There is nothing to send just now.
  case nothingYet

  /// All is sent.
  case end

  /// The rest cannot be made; the client sees a broken answer, not a short one.
  case failed
}
