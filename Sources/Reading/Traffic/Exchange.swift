/// What a record of a traffic log says of one answered request.
public struct Exchange: Hashable, Sendable {
  /// The status of HTTP, if the record tells one.
  public var status: Int?

  /// How long the answer took, in milliseconds, if the record tells it.
  public var duration: Int?

  /// Makes an exchange.
  public init(status: Int? = nil, duration: Int? = nil) {
    self.status = status
    self.duration = duration
  }
}

/// A log whose records tell how requests were answered.
public protocol TrafficFormat: LogFormat {
  /// What a record says of an answered request; nothing is allocated for it.
  ///
  /// - Returns: `nil` for a record that answers none, such as a message of the dispatcher.
  func exchange(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> Exchange?
}

extension RequestLogFormat: TrafficFormat {
  /// What a response says; a request says nothing yet.
  public func exchange(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> Exchange? {
    guard let line = RequestLogLine(record, in: bytes), line.header.isResponse else { return nil }
    return Exchange(
      status: bytes.status(line.status),
      duration: line.duration.flatMap { bytes.number($0.dropLast(2)) })
  }
}

extension AccessLogFormat: TrafficFormat {
  /// Status alone: such logs tell no duration.
  public func exchange(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> Exchange? {
    AccessLogLine(record, in: bytes).map { Exchange(status: bytes.status($0.status)) }
  }
}

extension DispatcherLogFormat: TrafficFormat {
  /// What the summary of a request says.
  public func exchange(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> Exchange? {
    guard let header = DispatcherLogHeader(at: record.lowerBound, in: bytes) else { return nil }
    var cursor = HeaderCursor(record, in: bytes)
    cursor.position = min(header.end, cursor.end)
    _ = header.takeProcess(&cursor, in: bytes)
    guard let summary = DispatcherSummary(&cursor, in: bytes) else { return nil }
    return Exchange(
      status: bytes.status(summary.status),
      duration: summary.duration.flatMap { bytes.number($0.dropLast(2)) })
  }
}

extension CDNLogFormat: TrafficFormat {
  /// Status and time to the first byte.
  public func exchange(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> Exchange? {
    guard var members = members(record, in: bytes) else { return nil }
    var exchange = Exchange()
    while let member = members.next(in: bytes) {
      if bytes.isText("status", member.key) {
        exchange.status = bytes.status(member.value)
      } else if bytes.isText("ttfb", member.key) {
        exchange.duration = bytes.number(member.value)
      }
    }
    return exchange.status == nil && exchange.duration == nil ? nil : exchange
  }
}

extension Span<UInt8> {
  /// A status of HTTP: three digits.
  fileprivate func status(_ range: Range<Int>?) -> Int? {
    range.flatMap { $0.count == 3 ? number($0) : nil }
  }
}
