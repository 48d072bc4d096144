/// What a client asks for, before its body.
public struct RequestHead: Hashable, Sendable {
  /// The method, such as `GET`.
  public let method: String

  /// The target as it came: path and query, not decoded.
  public let target: String

  /// The path, percent-decoded; it begins with a slash and holds no control characters.
  ///
  /// Nothing else is done to it: `..` and doubled slashes are for the handler to judge.
  public let path: String

  /// The query's parameters in order, decoded.
  public let query: [FormField]

  /// The header fields.
  public let headers: HTTPHeaders

  /// Where it comes from: an IPv4 address, or the network of an IPv6 one, in figures.
  public let client: String

  /// The first parameter of a name, as text.
  public func parameter(_ name: String) -> String? {
    query.first { $0.name == name }?.text
  }
}

/// A request with its body.
public struct HTTPRequest {
  /// What came of the body.
  public enum Body {
    /// The bytes; empty if there was no body.
    case bytes([UInt8])

    /// The fields of a form, URL-encoded or multipart.
    case form([FormField])

    /// The body went to the sink that was named for it.
    case streamed(any BodySink)
  }

  /// Everything but the body.
  public let head: RequestHead

  /// The body.
  public let body: Body

  /// The fields of a form; of anything else there are none.
  public var form: [FormField] {
    if case .form(let fields) = body { fields } else { [] }
  }
}

/// What a handler does with a body that has not come yet.
public enum BodyPolicy {
  /// Collects it, up to a number of bytes; a longer one is answered with 413.
  case bytes(limit: Int)

  /// Reads it as a form if its type says so, and as bytes if not.
  case form(limit: Int)

  /// Hands it on piece by piece, up to a number of bytes.
  case stream(limit: Int, to: any BodySink)

  /// Answers without it.
  case refuse(HTTPResponse)
}

/// Takes a body piece by piece, on one thread.
///
/// A sink that is not finished was given half an upload, and is released.
public protocol BodySink: AnyObject {
  /// Takes the next piece. An error is answered with 500, a ``BodyRefusal`` with its own answer,
  /// and the rest passed over.
  func take(_ piece: [UInt8]) throws

  /// Takes note that the body is complete.
  func finish() throws
}

/// The error of a sink that knows what to answer.
public struct BodyRefusal: Error {
  /// The answer.
  public let response: HTTPResponse

  /// Refuses the body with an answer.
  public init(_ response: HTTPResponse) {
    self.response = response
  }
}
