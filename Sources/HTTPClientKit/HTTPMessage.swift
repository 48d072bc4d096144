/// A request over HTTP, complete with everything that will be sent.
public struct HTTPRequest: Sendable {
  /// The method, such as `GET`.
  public var method: String

  /// The whole address.
  public var url: String

  /// Header fields in order.
  public var headers: [(name: String, value: String)]

  /// What is sent after the header.
  public var body: [UInt8]?

  /// The user that is named at once, without waiting to be asked.
  public var credentials: HTTPCredentials?

  /// The longest answer that is taken, in bytes.
  public var longestAnswer: Int

  /// How long the whole exchange may take.
  public var timeLimit: Duration

  /// Makes a request.
  public init(
    _ method: String, _ url: String, headers: [(name: String, value: String)] = [],
    body: [UInt8]? = nil, credentials: HTTPCredentials? = nil, longestAnswer: Int = 64 << 20,
    timeLimit: Duration = .seconds(60)
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.credentials = credentials
    self.longestAnswer = longestAnswer
    self.timeLimit = timeLimit
  }
}

/// A user name and a password, sent by the Basic scheme.
public struct HTTPCredentials: Hashable, Sendable {
  /// The user name.
  public var user: String

  /// The password.
  public var password: String

  /// Names a user.
  public init(user: String, password: String) {
    self.user = user
    self.password = password
  }
}

/// An answer over HTTP.
public struct HTTPResponse: Sendable {
  /// The status code.
  public var status: Int

  /// Header fields in order, names in lower case.
  public var headers: [(name: String, value: String)]

  /// The body.
  public var body: [UInt8]

  /// The first header field of a name, given in lower case.
  public func header(_ name: String) -> String? {
    headers.first { $0.name == name }?.value
  }
}

/// Why a request has no answer.
public enum HTTPProblem: Error, Hashable, Sendable {
  /// The address or a header field cannot be sent.
  case badRequest(String)

  /// The name of the host is not known.
  case unknownHost

  /// Nothing listens at the address.
  case notConnected

  /// The time was over.
  case timedOut

  /// The connection ended before the answer did.
  case cut

  /// The answer is longer than allowed, in bytes.
  case tooLong(limit: Int)

  /// The other side's certificate is not trusted, or the encryption failed.
  case notTrusted(String)

  /// What answers does not speak HTTP.
  case notHTTP

  /// Something else, in the library's words.
  case failed(String)
}
