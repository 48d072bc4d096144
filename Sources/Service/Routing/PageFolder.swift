import FoundationEssentials
import HTTPServerKit

/// The files of the page, read once at start.
///
/// What is asked for is looked up among their names; no path of a client reaches the disk.
struct PageFolder: Sendable {
  private struct File: Sendable {
    var bytes: [UInt8]
    var type: String
    var tag: String
  }

  private let files: [String: File]

  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "mjs": "text/javascript; charset=utf-8",
    "json": "application/json", "webmanifest": "application/manifest+json",
    "svg": "image/svg+xml", "png": "image/png", "webp": "image/webp", "ico": "image/x-icon",
    "woff2": "font/woff2", "txt": "text/plain; charset=utf-8",
  ]
  private static let largest = 8 << 20

  /// Addresses that the page itself makes sense of, by their first part.
  private static let views: Set<Substring> = ["d", "article", "playground", "search"]

  /// What the page may do: load what this server gives, and nothing that stands in the page itself.
  static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    + "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    + "base-uri 'none'; frame-ancestors 'none'"

  /// Reads a folder; files of other types, hidden ones and links are left out.
  init(path: String?) {
    var files: [String: File] = [:]
    let manager = FileManager.default
    let names = path.flatMap { try? manager.subpathsOfDirectory(atPath: $0) } ?? []
    for name in names where !name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
      let ending = name.split(separator: ".").last.map(String.init) ?? ""
      guard let path, let type = Self.types[ending],
        let attributes = try? manager.attributesOfItem(atPath: "\(path)/\(name)"),
        attributes[.type] as? FileAttributeType == .typeRegular,
        let data = manager.contents(atPath: "\(path)/\(name)"), data.count <= Self.largest
      else { continue }
      let bytes = Array(data)
      files[name] = File(bytes: bytes, type: type, tag: Reply.tag(of: bytes))
    }
    self.files = files
  }

  /// The file at an address; `nil` if there is none.
  func response(for head: RequestHead) -> HTTPResponse? {
    let name = String(head.path.dropFirst())
    let first = name.prefix { $0 != "/" }
    let isView = name.isEmpty || (Self.views.contains(first) && files[name] == nil)
    guard let file = files[isView ? "index.html" : name] else { return nil }
    let response = HTTPResponse(
      status: 200,
      headers: [
        "Content-Type": file.type, "Cache-Control": "no-cache",
        "Content-Security-Policy": Self.policy,
      ], body: file.bytes)
    return Reply.tagged(response, as: file.tag, for: head)
  }
}
