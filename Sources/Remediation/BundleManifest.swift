import ArchiveKit

/// The name and version that a bundle's own manifest states.
struct BundleManifest: Hashable {
  private static let path = "META-INF/MANIFEST.MF"
  // The name stands near the top; a longer manifest is not read to its end.
  private static let largest = 8 << 20

  /// The symbolic name without its directives; bundles of OSGi R3 have none.
  var symbolicName: String?

  /// The version as written.
  var version: String?

  /// Reads the manifest in a jar.
  init(jar: String) throws(FelixDefect.Kind) {
    do {
      let archive = try ArchiveReader(path: jar)
      while let entry = try archive.nextEntry() {
        guard entry.path == Self.path, entry.kind == .file else { continue }
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 14)
        while content.count < Self.largest, case let count = try archive.read(into: &piece),
          count > 0
        {
          content += piece[..<count]
        }
        self.init(content)
        return
      }
    } catch let error as ArchiveError {
      throw .damagedJar(error.message)
    } catch {
      throw .damagedJar("\(error)")
    }
    throw .damagedJar(Self.path)
  }

  /// Reads the main section of a manifest.
  ///
  /// Lines are at most 72 bytes long; a line that begins with a space goes on
  /// with the one before, even in the middle of a character (JAR File
  /// Specification, "Notes on Manifest and Signature Files").
  init(_ bytes: [UInt8]) {
    var lines: [[UInt8]] = []
    for var line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      guard !line.isEmpty else { break }
      if line.first == UInt8(ascii: " "), !lines.isEmpty {
        lines[lines.count - 1] += line.dropFirst()
      } else {
        lines.append(Array(line))
      }
    }
    for line in lines {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
      switch name {
      case "bundle-symbolicname":
        symbolicName = String(value.prefix { $0 != ";" }).trimmed
      case "bundle-version":
        version = value.trimmed
      default:
        break
      }
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
