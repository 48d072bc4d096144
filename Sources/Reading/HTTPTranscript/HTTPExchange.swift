/// A request over HTTP and its answer, as a tool recorded them.
public struct HTTPExchange: Hashable, Sendable {
  /// The method, such as `POST`.
  public var method = ""

  /// What was asked: a URL where the record tells the host, else a path.
  public var url = ""

  /// The status of the answer; absent where none came.
  public var status: Int?

  /// The headers of the answer that tell why, by name in lower case.
  public var headers: [String: String] = [:]

  /// What the body of the answer says, if it is a payload.
  public var payload: Payload?

  /// The bytes of the exchange, or of its answer's body in a HAR.
  public var bytes: Range<Int>

  /// Those of the headers that tell why a request failed and how to find it again; none that
  /// carries a secret.
  static let tellingHeaders: Set<String> = [
    "content-type", "date", "location", "retry-after", "server", "via", "www-authenticate",
    "x-adobe-routing", "x-cache", "x-correlation-id", "x-debug-id", "x-dispatcher",
    "x-error-code", "x-error-message", "x-gw-ims-error", "x-request-id", "x-served-by",
  ]
}
