public import Model

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why the system refuses a file.
public enum FileObstacle: Error, Hashable, Sendable {
  /// There is none of that name.
  case missing

  /// The rights do not suffice.
  case forbidden

  /// It is a folder, a device or a pipe.
  case notAFile

  /// The disk is full, or a quota is used up.
  case noSpace

  /// Something rarer: the number of the system's error (`errno`).
  case other(Int32)

  init(errno number: Int32) {
    self =
      switch number {
      case ENOENT, ENOTDIR: .missing
      case EACCES, EPERM, EROFS: .forbidden
      case EISDIR: .notAFile
      case ENOSPC, EDQUOT, EFBIG: .noSpace
      default: .other(number)
      }
  }

  /// The reason in three languages, to stand after a colon.
  public var wording: LocalizedText {
    switch self {
    case .missing: SystemError(ENOENT).words
    case .forbidden: SystemError(EACCES).words
    case .notAFile:
      LocalizedText(en: "not a regular file", fr: "pas un fichier ordinaire", ja: "通常のファイルではありません")
    case .noSpace: SystemError(ENOSPC).words
    case .other(let number): SystemError(number).words
    }
  }
}
