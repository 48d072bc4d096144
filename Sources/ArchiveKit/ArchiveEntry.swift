/// One member of an archive, as its header describes it.
public struct ArchiveEntry: Hashable, Sendable {
  /// What kind of thing a member is.
  public enum Kind: Hashable, Sendable {
    case file
    case folder
    case symbolicLink

    /// A hard link, a device, a socket or a pipe: a member without content of its own.
    case other
  }

  /// The name inside the archive; bytes that are no UTF-8 are replaced by U+FFFD.
  public let path: String

  /// What it is.
  public let kind: Kind

  /// The expanded size in bytes as the header claims it, if it claims one.
  public let size: Int?

  /// Whether the content needs a password.
  public let isEncrypted: Bool
}
