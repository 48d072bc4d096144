import ArchiveKit
import CSystem
import DigestKit
import HTTPClientKit
import HTTPServerKit
import PatternKit
import SQLiteKit
import UnicodeKit
import VectorscanKit
import XMLKit
import YAMLKit
import ZlibKit

/// What this program is made of, as it runs here.
enum Components {
  /// The commit that it was built from, if the build was told.
  static var commit: String? {
    let commit = unsafe String(cString: csystem_commit())
    return commit.isEmpty ? nil : commit
  }

  /// The C libraries that are loaded, by name, each with its version.
  static var libraries: [(name: String, version: String)] {
    var libraries = [
      ("libarchive", ArchiveLibrary.version), ("libcurl", HTTPClientLibrary.version),
      ("libmicrohttpd", HTTPServerLibrary.version), ("libxml2", XMLLibrary.version),
      ("libyaml", YAMLLibrary.version), ("OpenSSL", DigestLibrary.version),
      ("PCRE2", PatternLibrary.version), ("SQLite", SQLiteLibrary.version),
      ("utf8proc", UnicodeLibrary.version), ("Vectorscan", VectorscanLibrary.version),
      ("zlib", ZlibLibrary.version),
    ]
    let system = unsafe String(cString: csystem_libc_version())
    if !system.isEmpty { libraries.insert(("glibc", system), at: 0) }
    return libraries
  }
}
