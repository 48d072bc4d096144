import CCurl

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Sends requests over HTTP/1.1, one connection each, and does nothing that it is not told.
///
/// Redirects are answers. Proxies, `.netrc` and the environment do not count,
/// and only `http` and `https` are spoken.
public struct HTTPClient: Sendable {
  /// What the client calls itself.
  public var userAgent: String

  /// How long connecting may take.
  public var connectLimit: Duration

  /// A file of certificates to trust instead of the system's.
  public var trustedCertificates: String?

  /// Makes a client.
  public init(
    userAgent: String, connectLimit: Duration = .seconds(10), trustedCertificates: String? = nil
  ) {
    self.userAgent = userAgent
    self.connectLimit = connectLimit
    self.trustedCertificates = trustedCertificates
  }

  private static let isReady: Bool = {
    // The library would write the keys of every connection to the file this names.
    unsafe unsetenv("SSLKEYLOGFILE")
    return ccurl_global_init() == CURLE_OK
  }()

  /// Sends a request and gives the answer, whatever its status.
  public func send(_ request: HTTPRequest) throws(HTTPProblem) -> HTTPResponse {
    guard Self.isReady, let handle = unsafe ccurl_easy_init() else {
      throw .failed("libcurl")
    }
    return try unsafe Exchange(handle).run(request, client: self)
  }
}

/// One request and its answer.
@safe private final class Exchange {
  private let handle: UnsafeMutableRawPointer
  private var fields: UnsafeMutablePointer<curl_slist>?
  private var lines: [(name: String, value: String)] = []
  private var body: [UInt8] = []
  private var limit = 0
  private var isTooLong = false

  init(_ handle: UnsafeMutableRawPointer) {
    unsafe self.handle = unsafe handle
  }

  deinit {
    unsafe ccurl_slist_free_all(fields)
    unsafe ccurl_easy_cleanup(handle)
  }

  func run(_ request: HTTPRequest, client: HTTPClient) throws(HTTPProblem) -> HTTPResponse {
    limit = request.longestAnswer
    try set(client, timeLimit: request.timeLimit)
    try set(request)
    let code = withExtendedLifetime(self) { unsafe ccurl_easy_perform(handle) }
    guard code == CURLE_OK else { throw problem(code) }
    var status = 0
    guard unsafe ccurl_status(handle, &status) == CURLE_OK else { throw .notHTTP }
    return HTTPResponse(status: status, headers: lines, body: body)
  }

  private func set(_ client: HTTPClient, timeLimit: Duration) throws(HTTPProblem) {
    try text(CURLOPT_PROTOCOLS_STR, "http,https")
    try text(CURLOPT_PROXY, "")
    try text(CURLOPT_USERAGENT, client.userAgent)
    if let file = client.trustedCertificates { try text(CURLOPT_CAINFO, file) }
    for (option, value) in [
      (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_NETRC, 0),
      (CURLOPT_HTTP09_ALLOWED, 0), (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2),
      (CURLOPT_FORBID_REUSE, 1), (CURLOPT_HTTP_VERSION, 2 /* CURL_HTTP_VERSION_1_1 */),
      (CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(client.connectLimit)),
      (CURLOPT_TIMEOUT_MS, Self.milliseconds(timeLimit)),
    ] { try number(option, value) }
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    try check(unsafe ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context))
    try check(unsafe ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context))
    try check(
      unsafe ccurl_set_receiver(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
        unsafe Exchange.at(context).takeBody(
          UnsafeRawBufferPointer(start: bytes, count: size * count))
      })
    try check(
      unsafe ccurl_set_receiver(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
        unsafe Exchange.at(context).takeHeader(
          UnsafeRawBufferPointer(start: bytes, count: size * count))
      })
  }

  private func set(_ request: HTTPRequest) throws(HTTPProblem) {
    guard Self.isPlain(request.url), Self.isPlain(request.method) else {
      throw .badRequest(request.url)
    }
    try text(CURLOPT_URL, request.url)
    if let body = request.body {
      try number(CURLOPT_POST, 1)
      try check(
        unsafe body.withUnsafeBytes { unsafe ccurl_set_body(handle, $0.baseAddress, $0.count) })
    } else if request.method == "HEAD" {
      try number(CURLOPT_NOBODY, 1)
    } else {
      try number(CURLOPT_HTTPGET, 1)
    }
    if request.method != "HEAD" { try text(CURLOPT_CUSTOMREQUEST, request.method) }
    // Without a pause before the body, which some servers answer with none.
    for (name, value) in request.headers + [("Expect", "")] {
      guard Self.isPlain(name), Self.isLine(value) else { throw .badRequest(name) }
      let list = unsafe ccurl_slist_append(fields, "\(name):\(value.isEmpty ? "" : " \(value)")")
      guard let list = unsafe list else { throw .failed("curl_slist_append") }
      unsafe fields = unsafe list
    }
    try check(unsafe ccurl_set_headers(handle, fields))
    if let credentials = request.credentials {
      try check(unsafe ccurl_basic_only(handle))
      try text(CURLOPT_USERNAME, credentials.user)
      try text(CURLOPT_PASSWORD, credentials.password)
    }
  }

  private func text(_ option: CURLoption, _ value: String) throws(HTTPProblem) {
    try check(unsafe ccurl_set_text(handle, option, value))
  }

  private func number(_ option: CURLoption, _ value: Int) throws(HTTPProblem) {
    try check(unsafe ccurl_set_number(handle, option, value))
  }

  private func check(_ code: CURLcode) throws(HTTPProblem) {
    guard code == CURLE_OK else { throw problem(code) }
  }

  private func problem(_ code: CURLcode) -> HTTPProblem {
    if isTooLong { return .tooLong(limit: limit) }
    let words = unsafe String(cString: ccurl_easy_strerror(code))
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST: return .unknownHost
    case CURLE_COULDNT_CONNECT: return .notConnected
    case CURLE_OPERATION_TIMEDOUT: return .timedOut
    case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE: return .cut
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER:
      return .notTrusted(words)
    case CURLE_URL_MALFORMAT: return .badRequest(words)
    case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL: return .notHTTP
    default: return .failed(words)
    }
  }

  private static func at(_ context: UnsafeMutableRawPointer?) -> Exchange {
    guard let context = unsafe context else { fatalError("curl lost its context") }
    return unsafe Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
  }

  private func takeBody(_ piece: UnsafeRawBufferPointer) -> Int {
    guard piece.count <= limit - body.count else {
      isTooLong = true
      return -1
    }
    unsafe body += piece
    return piece.count
  }

  private func takeHeader(_ piece: UnsafeRawBufferPointer) -> Int {
    let line = unsafe String(decoding: piece, as: UTF8.self)
    let count = piece.count
    // A second status line follows an interim answer, whose fields do not count.
    if line.hasPrefix("HTTP/") { lines = [] }
    guard let colon = line.firstIndex(of: ":") else { return count }
    let value = line[line.index(after: colon)...]
    lines.append((line[..<colon].lowercased(), Self.trimmed(value)))
    guard lines.count <= 1_000 else {
      isTooLong = true
      return -1
    }
    return count
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  /// Whether a text may stand in an address or name a field: visible ASCII alone.
  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }

  /// Whether a text ends no line and hides no end.
  private static func isLine(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    let whole = Int(clamping: seconds).multipliedReportingOverflow(by: 1_000)
    guard !whole.overflow else { return Int(Int32.max) }
    return max(
      1, min(whole.partialValue + Int(attoseconds / 1_000_000_000_000_000), Int(Int32.max)))
  }
}
