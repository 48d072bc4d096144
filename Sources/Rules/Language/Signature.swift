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
    /// The text of records.
    case text(TextPattern)

    /// The settings of one OSGi configuration.
    case setting(SettingPattern)

    /// The properties of one repository node.
    case node(NodePattern)

    /// The content of a whole file.
    case file(FilePattern)
  }
}

/// A pattern over the text of records.
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
}

/// A pattern over the settings of one OSGi configuration.
public struct SettingPattern: Hashable, Codable, Sendable {
  /// The PID, or the factory PID of which any instance will do.
  public var pid: String

  /// What the configuration's settings must be, all of them, by key.
  public var settings: [String: ValueCondition]
}

/// A pattern over the properties of one repository node.
public struct NodePattern: Hashable, Codable, Sendable {
  /// The node's absolute path.
  public var node: String

  /// The properties that must all exist.
  public var all: [String]

  /// The properties of which one must exist; empty means no such demand.
  public var any: [String]
}

/// A pattern over the content of a whole file.
public struct FilePattern: Hashable, Codable, Sendable {
  /// The file's path; `*` stands for anything within a folder name, `**` for any folders.
  public var path: String

  /// What the content must be, as text.
  public var content: ValueCondition
}
