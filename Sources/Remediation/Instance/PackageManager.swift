import ArchiveKit
import HTTPClientKit
import RemedyProtocol

/// The package manager of a running instance, as far as backups need it.
///
/// A package that holds keys stays in the repository for moments only, and is never replicated.
struct PackageManager {
  let connection: InstanceConnection
  let timeLimit: Duration

  /// Builds a package of these paths and gives its bytes; it is deleted again whatever happens.
  func backUp(
    group: String, name: String, roots: [String], boundary: String
  ) throws -> [UInt8] {
    defer { _ = try? delete(group: group, name: name) }
    let path = Self.path(group, name)
    try order("create", path, [("packageName", name), ("groupName", group)])
    let filter = JSONValue.array(
      roots.map { .object(["root": .string($0), "rules": .array([])]) })
    try check(
      "/crx/packmgr/update.jsp",
      connection.post(
        "/crx/packmgr/update.jsp",
        [
          ("path", path), ("packageName", name), ("groupName", group),
          ("filter", String(decoding: filter.canonical, as: UTF8.self)), ("_charset_", "UTF-8"),
        ], timeLimit: timeLimit))
    try order("build", path)
    let package = try connection.content(path, longest: 256 << 20)
    try Self.check(package, roots: roots, path: path)
    try delete(group: group, name: name)
    return package
  }

  /// Uploads and installs a package, then deletes it and the snapshot that the installation left.
  func install(_ package: [UInt8], boundary: String) throws {
    let upload = "/crx/packmgr/service/.json/?cmd=upload"
    let body = Self.multipart(package, boundary: boundary)
    let response = try connection.send(
      "POST", upload, body: body,
      headers: [("Content-Type", "multipart/form-data; boundary=\(boundary)")],
      timeLimit: timeLimit)
    let answer = try check(upload, response)
    guard let path = answer["path"]?.text, path.hasPrefix("/etc/packages/") else {
      throw InstanceProblem.badAnswer(upload, Self.noPath)
    }
    try order("install", path)
    let parts = path.split(separator: "/").map(String.init)
    try order("delete", path)
    let folder = "/" + parts.dropLast().joined(separator: "/")
    let snapshot = "\(folder)/.snapshot/\(parts[parts.count - 1])"
    if try exists(snapshot) { try order("delete", snapshot) }
  }

  /// Deletes a package if it is there.
  ///
  /// - Returns: Whether it was.
  @discardableResult
  func delete(group: String, name: String) throws -> Bool {
    let path = Self.path(group, name)
    guard try exists(path) else { return false }
    try order("delete", path)
    guard try !exists(path) else {
      throw InstanceProblem.badAnswer(
        path,
        RemedyText(
          en: "the package is still there", fr: "le paquet est toujours là",
          ja: "パッケージが残っています"))
    }
    return true
  }

  /// Whether a package is in the repository.
  func exists(group: String, name: String) throws -> Bool {
    try exists(Self.path(group, name))
  }

  private func exists(_ path: String) throws(InstanceProblem) -> Bool {
    let response = try connection.send("GET", path, timeLimit: timeLimit, longestAnswer: 256 << 20)
    switch response.status {
    case 200: return true
    case 404: return false
    default: throw .status(path, response.status, expected: 404)
    }
  }

  private func order(
    _ command: String, _ path: String, _ form: [(name: String, value: String)] = []
  ) throws {
    let service = "/crx/packmgr/service/.json\(path)?cmd=\(command)"
    try check(service, connection.post(service, form, timeLimit: timeLimit))
  }

  @discardableResult
  private func check(_ path: String, _ response: HTTPResponse) throws(InstanceProblem)
    -> InstanceJSON
  {
    guard response.status == 200 else {
      throw .status(path, response.status, expected: 200)
    }
    guard let answer = InstanceJSON(response.body) else { throw .notJSON(path) }
    // The manager says 200 for failures too.
    guard answer["success"]?.isTrue == true else {
      throw .badAnswer(path, RemedyText(verbatim: answer["msg"]?.text ?? "success: false"))
    }
    return answer
  }

  /// A package is a zip with a filter that names its roots, and something below each of them.
  private static func check(_ package: [UInt8], roots: [String], path: String) throws {
    var filter = ""
    var names: Set<String> = []
    try PackageEntries(package).forEach { name, content in
      names.insert(name)
      if name == "META-INF/vault/filter.xml" { filter = String(decoding: content, as: UTF8.self) }
    }
    for root in roots
    where !filter.contains("\"\(root)\"")
      || !names.contains(where: { $0.hasPrefix("jcr_root\(root)/") })
    {
      throw InstanceProblem.badAnswer(
        path,
        RemedyText(
          en: "the package does not hold \(root)", fr: "le paquet ne contient pas \(root)",
          ja: "パッケージに \(root) が含まれていません"))
    }
  }

  private static func path(_ group: String, _ name: String) -> String {
    "/etc/packages/\(group)/\(name).zip"
  }

  private static func multipart(_ package: [UInt8], boundary: String) -> [UInt8] {
    let head =
      "--\(boundary)\r\nContent-Disposition: form-data; name=\"force\"\r\n\r\ntrue\r\n"
      + "--\(boundary)\r\nContent-Disposition: form-data; name=\"package\"; "
      + "filename=\"package.zip\"\r\nContent-Type: application/zip\r\n\r\n"
    return Array(head.utf8) + package + Array("\r\n--\(boundary)--\r\n".utf8)
  }

  private static let noPath = RemedyText(
    en: "it does not say where the package is", fr: "elle n’indique pas où est le paquet",
    ja: "パッケージの場所が示されていません")
}

/// The files in a package.
struct PackageEntries {
  private let package: [UInt8]

  init(_ package: [UInt8]) {
    self.package = package
  }

  /// Calls with each file's name and content.
  func forEach(_ body: (String, [UInt8]) throws -> Void) throws {
    do {
      let archive = try ArchiveReader(bytes: package)
      var total = 0
      while let entry = try archive.nextEntry() {
        guard entry.kind == .file else { continue }
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = try archive.read(into: &piece), count > 0 {
          content += piece[..<count]
          total += count
          guard total <= 512 << 20 else { throw Self.damaged("512 MiB") }
        }
        try body(entry.path, content)
      }
    } catch let error as ArchiveError {
      throw Self.damaged(error.message)
    }
  }

  private static func damaged(_ message: String) -> InstanceProblem {
    .badAnswer(
      "package",
      RemedyText(
        en: "the package cannot be read (\(message))",
        fr: "le paquet est illisible (\(message))", ja: "パッケージを読み取れません（\(message)）"))
  }
}
