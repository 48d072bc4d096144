/// The severities that AEM logs write.
public enum LogLevel: String, Hashable, Codable, CaseIterable, Comparable, Sendable {
  case trace = "TRACE"
  case debug = "DEBUG"
  case info = "INFO"
  case warn = "WARN"
  case error = "ERROR"
  case fatal = "FATAL"

  /// Orders by badness: `trace < debug < info < warn < error < fatal`.
  public static func < (left: LogLevel, right: LogLevel) -> Bool {
    left.index < right.index
  }

  /// Its place among all levels, from the mildest on.
  public var index: Int {
    switch self {
    case .trace: 0
    case .debug: 1
    case .info: 2
    case .warn: 3
    case .error: 4
    case .fatal: 5
    }
  }
}
