import CYAML

/// The C library behind this room.
public enum YAMLLibrary {
  /// The version of the library that is loaded.
  public static var version: String {
    unsafe String(cString: yaml_get_version_string())
  }
}
