/// What `curl -v` prints and what browsers save as HAR: requests with their answers.
public struct HTTPTranscript: Sendable {
  /// Makes a reader.
  public init() {}

  /// The exchanges, in order.
  public func exchanges(in bytes: [UInt8]) -> [HTTPExchange] {
    if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"),
      let (node, _) = try? JSONReader().readPrefix(bytes[...]), Self.isArchive(node)
    {
      return archived(node, in: bytes)
    }
    return printed(in: bytes)
  }

  // MARK: What curl prints

  private func printed(in bytes: [UInt8]) -> [HTTPExchange] {
    var starts: [Int] = []
    let format = HTTPTranscriptFormat()
    bytes.forEachLine { line in
      if format.startsRecord(atLine: line.lowerBound, in: bytes.span) {
        starts.append(line.lowerBound)
      }
    }
    return starts.indices.map { index in
      let end = index + 1 < starts.count ? starts[index + 1] : bytes.count
      return exchange(starts[index]..<end, in: bytes)
    }
  }

  private func exchange(_ record: Range<Int>, in bytes: [UInt8]) -> HTTPExchange {
    var exchange = HTTPExchange(bytes: record)
    var host = ""
    var path = ""
    var body: Int?
    var hasAnswer = false
    Array(bytes[record]).forEachLine { line in
      let line = line.lowerBound + record.lowerBound..<line.upperBound + record.lowerBound
      let text = String(decoding: bytes[line].dropFirst(2), as: UTF8.self)
      if bytes.hasText("> ", at: line.lowerBound), !hasAnswer {
        if let request = RequestLine(text), exchange.method.isEmpty {
          exchange.method = request.method
          path = request.path
        } else if let (name, value) = Self.header(text), name == "host" {
          host = value
        }
      } else if bytes.hasText("<", at: line.lowerBound), line.count < 3 {
        body = line.upperBound
      } else if bytes.hasText("< ", at: line.lowerBound) {
        hasAnswer = true
        if text.hasPrefix("HTTP/") {
          exchange.status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        } else if let (name, value) = Self.header(text),
          HTTPExchange.tellingHeaders.contains(name)
        {
          exchange.headers[name] = value
        }
      }
    }
    let isWhole = host.isEmpty || path.contains("://")
    exchange.url = isWhole ? path : "https://\(host)\(path)"
    if let body, hasAnswer {
      exchange.payload = PayloadFinder().payloads(in: bytes[body..<record.upperBound]).first
    }
    return exchange
  }

  private static func header(_ text: String) -> (name: String, value: String)? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let value = text[text.index(after: colon)...].drop { $0 == " " }
    return (text[..<colon].lowercased(), String(value))
  }

  /// `POST /ims/token/v3 HTTP/1.1`.
  struct RequestLine {
    var method: String
    var path: String

    init?(_ text: String) {
      let words = text.split(separator: " ")
      guard words.count == 3, words[2].hasPrefix("HTTP/"), words[0].allSatisfy(\.isUppercase) else {
        return nil
      }
      method = String(words[0])
      path = String(words[1])
    }
  }

  // MARK: HTTP Archive 1.2

  /// Whether a document is a HAR.
  static func isArchive(_ node: JSONNode) -> Bool {
    guard case .array(let entries) = node["log"]?["entries"]?.value else { return false }
    return entries.first.map { $0["request"] != nil } ?? true
  }

  private func archived(_ node: JSONNode, in bytes: [UInt8]) -> [HTTPExchange] {
    guard case .array(let entries) = node["log"]?["entries"]?.value else { return [] }
    return entries.map { entry in
      let response = entry["response"]
      let content = response?["content"]?["text"]
      var exchange = HTTPExchange(bytes: content?.bytes ?? entry.bytes)
      exchange.method = entry["request"]?["method"]?.string ?? ""
      exchange.url = entry["request"]?["url"]?.string ?? ""
      exchange.status = response?["status"]?.integer.flatMap { $0 > 0 ? $0 : nil }
      if case .array(let headers) = response?["headers"]?.value {
        for header in headers {
          if let name = header["name"]?.string?.lowercased(),
            HTTPExchange.tellingHeaders.contains(name)
          {
            exchange.headers[name] = header["value"]?.string
          }
        }
      }
      if let content { exchange.payload = PayloadFinder().payloads(in: bytes[content.bytes]).first }
      return exchange
    }
  }
}
