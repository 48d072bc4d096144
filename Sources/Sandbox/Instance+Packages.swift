import FoundationEssentials
import HTTPServerKit
import RemedyProtocol

// The package manager of CRX (Adobe documentation, "Using cURL with AEM" and "Package manager").
extension Instance {
  mutating func packageManagerAnswer(_ request: HTTPRequest) -> HTTPResponse {
    let prefix = "/crx/packmgr/service/.json"
    switch request.path {
    case "/crx/packmgr/list.jsp": return packageList
    case "/crx/packmgr/update.jsp" where request.isPost: return updatePackage(request)
    case let path where path.hasPrefix(prefix) && request.isPost:
      let package = String(path.dropFirst(prefix.count))
      return packageCommand(request, package)
    default: return .error(404, "Not Found")
    }
  }

  /// An answer of the service: its status is 200 also when it failed.
  private func said(_ success: Bool, _ message: String, path: String = "") -> HTTPResponse {
    var object: [String: JSONValue] = ["success": .boolean(success), "msg": .string(message)]
    if !path.isEmpty { object["path"] = .string(path) }
    return .json(.object(object))
  }

  private var packageList: HTTPResponse {
    let paths = repository.nodes.keys.sorted().filter {
      $0.hasPrefix(ContentPackage.folder + "/") && $0.hasSuffix(".zip")
    }
    let results = paths.map { path in
      JSONValue.object([
        "path": .string(path), "downloadName": .string(Repository.split(path).name),
        "name": .string(package(at: path).name), "group": .string(package(at: path).group),
        "size": .integer(Int64(repository.file(path)?.count ?? 0)),
      ])
    }
    return .json(
      .object(["results": .array(results), "total": .integer(Int64(results.count))]))
  }

  private func definition(of path: String) -> String { path + "/jcr:content/vlt:definition" }

  private func package(at path: String) -> ContentPackage {
    var roots: [String] = []
    if case .strings(let stored) = repository.property(definition(of: path) + "/roots") {
      roots = stored
    }
    return ContentPackage(
      group: repository.text(definition(of: path), "group") ?? "",
      name: repository.text(definition(of: path), "name") ?? "", roots: roots)
  }

  private mutating func packageCommand(_ request: HTTPRequest, _ path: String) -> HTTPResponse {
    let command = request.value("cmd") ?? ""
    guard !pretends(request) else { return said(false, "internal error", path: path) }
    do {
      switch command {
      case "create": return try createPackage(request)
      case "upload": return try uploadPackage(request)
      default: break
      }
      guard repository[path] != nil else { return said(false, "no package") }
      switch command {
      case "build":
        let package = package(at: path)
        let bytes = package.build(from: repository)
        try repository.commit { repository in
          try repository.putFile(path, bytes, type: "application/zip")
        }
        return said(true, "Package built", path: path)
      case "install":
        guard let bytes = repository.file(path) else { return said(false, "no package") }
        try repository.commit { try ContentPackage.install(bytes, into: &$0) }
        return said(true, "Package installed", path: path)
      case "preview": return said(true, "Preview built", path: path)
      case "uninstall": return said(false, "Unable to uninstall package. No snapshot present.")
      case "delete":
        try repository.commit { $0.remove(path) }
        return said(true, "Package deleted", path: path)
      case "replicate":
        log.write(.info, "com.day.cq.replication", "Package \(path) replicated")
        return said(true, "Package is replicated asynchronously", path: path)
      default: return said(false, "unknown command: \(command)")
      }
    } catch {
      log.write(.error, "com.day.crx.packaging.impl.J2EEPackageManager", "\(command): \(error)")
      return said(false, "\(error)", path: path)
    }
  }

  private mutating func createPackage(_ request: HTTPRequest) throws -> HTTPResponse {
    let group = request.value("groupName") ?? ""
    guard let name = request.value("packageName"), !name.isEmpty else {
      return said(false, "package name missing")
    }
    let folder = ContentPackage.folder + (group.isEmpty ? "" : "/" + group)
    let path = "\(folder)/\(name).zip"
    guard repository[path] == nil else { return said(false, "Package already exists: \(path)") }
    try repository.commit { repository in
      try repository.make(folder)
      try repository.putFile(path, [], type: "application/zip")
      try Self.define(path, group: group, name: name, roots: [], in: &repository)
    }
    return said(true, "Package created", path: path)
  }

  private static func define(
    _ path: String, group: String, name: String, roots: [String],
    in repository: inout Repository
  ) throws {
    let definition = path + "/jcr:content/vlt:definition"
    try repository.make(definition, type: "vlt:PackageDefinition")
    repository.set("group", of: definition, to: .string(group))
    repository.set("name", of: definition, to: .string(name))
    repository.set("roots", of: definition, to: .strings(roots))
  }

  /// Takes a package as it is, under the name that it states.
  private mutating func uploadPackage(_ request: HTTPRequest) throws -> HTTPResponse {
    guard let file = request.form.first(where: { $0.name == "package" }) else {
      return said(false, "package missing")
    }
    var probe = repository
    guard (try? ContentPackage.install(Data(file.value), into: &probe)) != nil else {
      return said(false, "not a content package")
    }
    let name = (file.fileName ?? "package.zip").split(separator: "/").last.map(String.init) ?? ""
    let plain = name.hasSuffix(".zip") ? String(name.dropLast(4)) : name
    let group = request.value("groupName") ?? "my_packages"
    let path = "\(ContentPackage.folder)/\(group)/\(plain).zip"
    if repository[path] != nil, request.value("force") != "true" {
      return said(false, "Package already exists: \(path)")
    }
    try repository.commit { repository in
      try repository.make("\(ContentPackage.folder)/\(group)")
      try repository.putFile(path, file.value, type: "application/zip")
      try Self.define(path, group: group, name: plain, roots: [], in: &repository)
    }
    return said(true, "Package uploaded", path: path)
  }

  /// Sets the filter: `filter=[{"root":"/etc/key","rules":[]}]`.
  private mutating func updatePackage(_ request: HTTPRequest) -> HTTPResponse {
    guard let path = request.value("path"), repository[definition(of: path)] != nil else {
      return said(false, "no package")
    }
    guard !pretends(request) else { return said(false, "internal error", path: path) }
    var roots: [String] = []
    let filter = request.value("filter") ?? "[]"
    guard let document = try? JSONDocument(Array(filter.utf8)),
      case .array(let list) = document.value
    else { return said(false, "filter is no list") }
    for case .object(let entry) in list {
      if case .string(let root) = entry["root"] { roots.append(root) }
    }
    do {
      try repository.commit { repository in
        repository.set("roots", of: path + "/jcr:content/vlt:definition", to: .strings(roots))
      }
      return said(true, "Package updated", path: path)
    } catch { return said(false, "\(error)", path: path) }
  }
}
