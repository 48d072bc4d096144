import CArchive

/// The C library behind this room.
public enum ArchiveLibrary {
  /// The version of the library that is loaded.
  public static var version: String {
    let text = unsafe String(cString: archive_version_string())
    return text.split(separator: " ").last.map(String.init) ?? text
  }
}
