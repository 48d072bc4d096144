/// What keeps an archive, or one member of it, from being read.
public struct ArchiveError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// The file cannot be opened or read.
    case unreadable

    /// The bytes end before the archive does.
    case truncated

    /// The bytes contradict themselves.
    case damaged

    /// The content needs a password, and none was given.
    case encrypted

    /// None of the passwords that were given opens the content.
    case wrongPassword

    /// The content, or the list of members, is encrypted in a way that is not read.
    case unsupportedEncryption

    /// A format or compression that is not read.
    case unsupported
  }

  /// What is wrong.
  public let kind: Kind

  /// The archive library's own words.
  public let message: String

  /// Whether the members behind this place are lost; if not, reading may go on with the next.
  public let isFatal: Bool
}
