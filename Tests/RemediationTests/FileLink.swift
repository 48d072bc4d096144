import Foundation

/// Makes symbolic links for tests.
enum FileLink {
  static func make(at path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
  }
}
