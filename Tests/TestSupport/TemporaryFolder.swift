public import Foundation

/// A private folder that is removed with the value that owns it.
public final class TemporaryFolder: Sendable {
  /// The folder.
  public let url: URL

  /// Makes an empty folder with a unique name.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appending(
      path: "aemedic-test-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// Writes a file below the folder, with the folders above it, and gives its path.
  @discardableResult
  public func write(_ content: some DataProtocol, to relative: String) throws -> String {
    let file = url.appending(path: relative)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(content).write(to: file)
    return file.path
  }

  /// Writes a text file below the folder and gives its path.
  @discardableResult
  public func write(_ text: String, to relative: String) throws -> String {
    try write(Array(text.utf8), to: relative)
  }

  /// The path of a file below the folder.
  public func path(_ relative: String) -> String {
    url.appending(path: relative).path
  }
}
