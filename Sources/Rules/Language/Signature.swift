public import Matching
public import Model

/// The pattern that recognises a symptom, under the name the rule's conditions use.
public struct Signature: Hashable, Codable, Sendable {
  /// The name, unique within the rule.
  public var name: String

  /// Where it looks and for what.
  public var pattern: Pattern

  /// Where a signature looks and for what.
  public enum Pattern: Hashable, Codable, Sendable {
    /// The text and the fields of records.
    case text(TextPattern)

    /// The settings of one configuration or part of the installation.
    case setting(SettingPattern)

    /// The content of a whole file.
    case file(FilePattern)
  }

  /// The types of the values that it captures, by name; a token's parts have names of their own.
  public func captureType(of name: String) -> CaptureType? {
    switch pattern {
    case .text(let pattern):
      let capture = String(name.prefix { $0 != "." })
      if let type = pattern.captureTypes[capture] { return name == capture ? type : .text }
      if pattern.payloadConditions[name] != nil { return .text }
      return pattern.kinds.isEmpty ? nil : RecordField(name)?.captureType
    case .setting(let pattern):
      if pattern.settings[name] != nil { return .text }
      return name == pattern.owner.captureName ? pattern.owner.captureType : nil
    case .file: return nil
    }
  }
}

/// A pattern over the text and the fields of records.
public struct TextPattern: Hashable, Codable, Sendable {
  /// The kinds of document it looks into.
  public var kinds: Set<DocumentKind>

  /// The literals and the expression, ready for the scanner.
  public var text: TextSignature

  /// The types of the expression's named captures.
  public var captureTypes: [String: CaptureType]

  /// What captures must be, by capture or `capture.part`.
  public var captureConditions: [String: ValueCondition]

  /// What the fields of one JSON payload within the record must be.
  public var payloadConditions: [String: ValueCondition]

  /// What the fields of the record must be, by their names.
  public var recordConditions: [String: ValueCondition] = [:]

  /// What the exceptions in the record must be.
  public var throwableConditions: [ThrowableCondition] = []

  /// The fields of the record that are captured, because a condition or a text asks for them.
  public var capturedFields: [String] = []
}

/// What an exception in a record, or a part of it, must be.
public struct ThrowableCondition: Hashable, Codable, Sendable {
  /// Which part of the record it speaks of.
  public var part: Part

  /// What the name must be: of a class, a frame, a bundle.
  public var name: ValueCondition?

  /// What the message of an exception must be.
  public var message: ValueCondition?

  /// What the version of a bundle must be.
  public var version: ValueCondition?

  /// The parts of a stack trace, as rules name them.
  public enum Part: String, Hashable, Codable, CaseIterable, Sendable {
    /// The exception that was thrown last.
    case exception

    /// The exception that caused all others.
    case rootCause = "root-cause"

    /// Any exception of the chain.
    case anyCause = "any-cause"

    /// A frame of the stack: class and method.
    case frame

    /// A bundle that a frame names.
    case bundle
  }
}

/// A pattern over settings that have one owner.
public struct SettingPattern: Hashable, Codable, Sendable {
  /// Whose settings they are.
  public var owner: Owner

  /// What the settings must be, all of them, by key.
  public var settings: [String: ValueCondition]

  /// Keys of which one must exist; empty means no such demand.
  public var any: [String] = []

  /// Whose settings a pattern speaks of.
  public enum Owner: Hashable, Codable, Sendable {
    /// An OSGi configuration: a PID, or a factory PID of which any instance will do.
    case configuration(String)

    /// A repository node, by its absolute path.
    case node(String)

    /// A section of the dispatcher's configuration: the end of its path.
    case dispatcher(String)

    /// A section of the configuration of Apache httpd: how its name begins.
    case httpd(String)
    case javaOptions
    case systemProperties
    case frameworkProperties

    /// A bundle, by its symbolic name.
    case bundle(String)

    /// A content package, by `group:name`.
    case package(String)
    case product
    case license

    /// A health check, by its name.
    case healthCheck(String)
  }
}

extension SettingPattern.Owner {
  /// The name under which a match captures whose settings they are.
  var captureName: String? {
    switch self {
    case .configuration: "pid"
    case .dispatcher, .httpd: "section"
    case .bundle: "bundle"
    case .package: "package"
    case .healthCheck: "check"
    case .node, .javaOptions, .systemProperties, .frameworkProperties, .product, .license: nil
    }
  }

  var captureType: CaptureType {
    switch self {
    case .configuration: .pid
    case .dispatcher: .path
    case .bundle: .bundle
    default: .text
    }
  }
}

/// A pattern over the content of a whole file.
public struct FilePattern: Hashable, Codable, Sendable {
  /// The file's path; `*` stands for anything within a folder name, `**` for any folders.
  public var path: String

  /// What the content must be, as text.
  public var content: ValueCondition
}
