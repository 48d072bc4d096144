import FoundationEssentials
import Model
import Synchronization

/// The file `logs/error.log`, in the form of Sling's default pattern.
///
/// `dd.MM.yyyy HH:mm:ss.SSS *LEVEL* [thread] logger message` (Sling Commons Log).
final class ErrorLog: Sendable {
  /// How bad it is.
  enum Level: String {
    case info = "INFO"
    case warning = "WARN"
    case error = "ERROR"
  }

  private let path: String
  private let lock = Mutex(())

  init(path: String) {
    self.path = path
  }

  /// Writes an entry; a log that cannot be written to is nobody's failure.
  func write(_ level: Level, _ logger: String, _ message: String, thread: String = "main") {
    let now = Timestamp(
      milliseconds: Int64(Date().timeIntervalSince1970 * 1_000), zone: .stated(offset: 0))
    let line =
      "\(Self.stamp(now.iso8601)) *\(level.rawValue)* [\(thread)] \(logger) \(message)\n"
    lock.withLock { _ in
      guard let file = try? FileAppender(path: path) else { return }
      file.append(Array(line.utf8))
    }
  }

  /// `2026-11-21T14:05:09.123+00:00` as Sling writes it.
  static func stamp(_ iso: String) -> String {
    let parts = iso.prefix(23).split(separator: "T")
    let day = parts[0].split(separator: "-")
    return "\(day[2]).\(day[1]).\(day[0]) \(parts[1])"
  }
}
