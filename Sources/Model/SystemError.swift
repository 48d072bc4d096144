#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A refusal of the operating system, by the number that it gives (`errno`).
public struct SystemError: Error, Hashable, Sendable {
  /// The number.
  public let code: Int32

  /// Makes an error from its number.
  public init(_ code: Int32) { self.code = code }

  /// The reason, to stand after a colon; what is rare, in the system's own words.
  public var words: LocalizedText {
    switch code {
    case ENOENT, ENOTDIR:
      LocalizedText(
        en: "no such file or folder", fr: "fichier ou dossier introuvable",
        ja: "ファイルまたはフォルダーが存在しません")
    case EACCES, EPERM:
      LocalizedText(en: "permission denied", fr: "accès refusé", ja: "権限がありません")
    case EROFS:
      LocalizedText(
        en: "the file system is read-only", fr: "le système de fichiers est en lecture seule",
        ja: "ファイルシステムが読み取り専用です")
    case EISDIR: LocalizedText(en: "it is a folder", fr: "c’est un dossier", ja: "フォルダーです")
    case EEXIST:
      LocalizedText(
        en: "there is one of that name", fr: "ce nom est déjà pris", ja: "同じ名前のものが存在します")
    case ENOSPC, EDQUOT:
      LocalizedText(en: "no space left", fr: "espace insuffisant", ja: "空き容量がありません")
    case EMFILE, ENFILE:
      LocalizedText(
        en: "too many open files", fr: "trop de fichiers ouverts", ja: "開いているファイルが多すぎます")
    case ELOOP:
      LocalizedText(
        en: "symbolic links lead in a circle, or are not followed here",
        fr: "des liens symboliques tournent en rond, ou ne sont pas suivis ici",
        ja: "シンボリックリンクが循環しているか、ここでは追跡されません")
    case ENAMETOOLONG:
      LocalizedText(en: "the name is too long", fr: "le nom est trop long", ja: "名前が長すぎます")
    case EFBIG:
      LocalizedText(
        en: "the file would be larger than is allowed",
        fr: "le fichier dépasserait la taille permise", ja: "許可されたファイルサイズを超えます")
    case EIO:
      LocalizedText(
        en: "the device fails to read or write", fr: "le support ne peut être lu ou écrit",
        ja: "デバイスの入出力エラーです")
    default:
      LocalizedText(
        verbatim: unsafe strerror(code).map { unsafe String(cString: $0) } ?? String(code))
    }
  }
}
