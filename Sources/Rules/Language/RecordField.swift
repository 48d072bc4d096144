public import Reading

/// A field of a log record, as rules name it.
public enum RecordField: Hashable, Sendable {
  /// When it was written, as ISO 8601.
  case time

  /// How severe its writer held it to be, such as `ERROR`.
  case level

  /// What is said, stack trace included.
  case message

  /// Any other field.
  case named(LogField)

  /// The field of a name.
  public init?(_ name: String) {
    switch name {
    case "time": self = .time
    case "level": self = .level
    case "message": self = .message
    default:
      guard let field = LogField(rawValue: name) else { return nil }
      self = .named(field)
    }
  }

  /// The field's name.
  public var name: String {
    switch self {
    case .time: "time"
    case .level: "level"
    case .message: "message"
    case .named(let field): field.rawValue
    }
  }

  /// All fields.
  static let all = [RecordField.time, .level, .message] + LogField.allCases.map(named)

  /// What kind of value it holds.
  var captureType: CaptureType {
    switch self {
    case .named(.duration): .duration
    case .named(.size), .named(.before), .named(.after), .named(.capacity): .size
    case .named(.status), .named(.request): .int
    case .named(.path): .path
    case .named(.user): .user
    case .named(.referrer): .url
    default: .text
    }
  }
}
