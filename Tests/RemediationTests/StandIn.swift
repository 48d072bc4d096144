import ArchiveFixtures
import Foundation
import HTTPClientKit
import Synchronization
import TestSupport

@testable import Remediation

/// An AEM as small as crypto-key-store allows: a tree on disk, scripts that start and stop a
/// process, and a loopback server that listens while that process is noted in `conf/cq.pid`.
final class StandIn: Sendable {
  /// What lies in the repository.
  struct Repository: Hashable, Sendable {
    var keys: [String: [UInt8]]
    var packages: [String: [UInt8]] = [:]
    var configurations: [String: [String: [String]]] = [:]
    var stoppedBundles: Set<Int> = []
  }

  /// What goes wrong, by the beginning of a request's method and target.
  struct Fault: Sendable {
    var request: String
    var answer: LoopbackServer.Answer

    /// How many such requests are answered well before.
    var skipped = 0

    /// How many are answered badly then.
    var remaining = Int.max
  }

  static let hmac = Array("hmac-\u{1}key\n".utf8) + [0, 0xFF, 0x80, 7]
  static let master = Array("master+key/with=signs".utf8) + [0xFE, 0, 1]
  static let password = "s3cr&t \"Admin\" pa55"

  let fixture: InstallationFixture
  let server: LoopbackServer
  private let state: State

  var url: String { "http://127.0.0.1:\(server.port)" }
  var repository: Repository { state.value.withLock { $0.repository } }
  var requests: [String] { state.value.withLock { $0.requests } }

  init(
    storage: String = "JCR", hmac: [UInt8]? = nil, master: [UInt8]? = nil
  ) throws {
    fixture = try InstallationFixture(storage: storage, hmac: hmac, master: master)
    try fixture.addBundle(60, name: "com.adobe.granite.auth.ims", version: "1.0.0")
    let root = fixture.root
    try Self.script(
      """
      cd "$(dirname "$0")/../.." || exit 1
      echo start >> crx-quickstart/logs/starts
      sleep 100000 > /dev/null 2>&1 &
      echo $! > crx-quickstart/conf/cq.pid
      """, to: "start", in: fixture)
    try Self.script(
      """
      cd "$(dirname "$0")/../.." || exit 1
      [ -f crx-quickstart/conf/cq.pid ] || exit 0
      id=$(cat crx-quickstart/conf/cq.pid)
      rm -f crx-quickstart/conf/cq.pid
      kill "$id" 2> /dev/null
      exit 0
      """, to: "stop", in: fixture)
    try Self.script(
      "[ -f \"$(dirname \"$0\")/../conf/cq.pid\" ] && exit 0\nexit 3", to: "status", in: fixture)
    try fixture.folder.write("", to: "crx-quickstart/logs/starts")
    let state = State(Repository(keys: ["hmac": Self.hmac, "master": Self.master]))
    self.state = state
    server = LoopbackServer(
      isOpen: { FileManager.default.fileExists(atPath: root + "/conf/cq.pid") },
      answer: { state.answer($0) })
    try Self.run("start", in: fixture)
    while !ConnectionProbe.isOpen(server.port) { usleep(500) }
  }

  deinit { try? Self.run("stop", in: fixture) }

  /// Makes a request go wrong from now on.
  func inject(_ fault: Fault?) {
    state.value.withLock { $0.fault = fault }
  }

  func change(_ body: (inout Repository) -> Void) {
    state.value.withLock { body(&$0.repository) }
  }

  /// Every file of the tree with its content and mode; logs and process ids aside.
  func tree() throws -> [String: String] {
    var tree: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: fixture.root)
    where !path.hasPrefix("logs") && path != "conf/cq.pid" {
      let full = fixture.root + "/" + path
      let attributes = try FileManager.default.attributesOfItem(atPath: full)
      let content = FileManager.default.contents(atPath: full)?.base64EncodedString() ?? "folder"
      let mode = (attributes[.posixPermissions] as? Int) ?? 0
      tree[path] = "\(String(mode, radix: 8)) \(content)"
    }
    return tree
  }

  private static func script(_ text: String, to name: String, in fixture: InstallationFixture)
    throws
  {
    let path = try fixture.folder.write("#!/bin/sh\n\(text)\n", to: "crx-quickstart/bin/\(name)")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  /// Runs a script as the host does; `Process` would wait for what it leaves behind, too.
  static func run(_ name: String, in fixture: InstallationFixture) throws {
    let script = InstanceScript(
      tree: try InstallationTree(folder: fixture.root), name: name,
      environment: ["PATH": "/usr/bin:/bin"], log: "/dev/null")
    _ = try script.run { usleep(300) }
  }

  /// The part that answers.
  private final class State: Sendable {
    struct Value {
      var repository: Repository
      var requests: [String] = []
      var fault: Fault?
    }

    let value: Mutex<Value>

    init(_ repository: Repository) {
      value = Mutex(Value(repository: repository))
    }

    func answer(_ request: LoopbackServer.Request) -> LoopbackServer.Answer {
      value.withLock { value in
        let line = "\(request.method) \(request.target)"
        value.requests.append(line)
        if var fault = value.fault, line.hasPrefix(fault.request) {
          defer { value.fault = fault }
          if fault.skipped > 0 {
            fault.skipped -= 1
          } else if fault.remaining > 0 {
            fault.remaining -= 1
            return fault.answer
          }
        }
        if request.path == "/libs/granite/core/content/login.html" {
          return LoopbackServer.Answer(
            200, headers: ["Content-Type": "text/html"],
            body: Array("<html><!-- QUICKSTART_HOMEPAGE --></html>".utf8))
        }
        let pair = Data("admin:\(StandIn.password)".utf8).base64EncodedString()
        guard request.headers["authorization"] == "Basic \(pair)" else {
          return LoopbackServer.Answer(401)
        }
        return Self.answer(request, &value.repository)
      }
    }

    private static func answer(
      _ request: LoopbackServer.Request, _ repository: inout Repository
    ) -> LoopbackServer.Answer {
      switch (request.method, request.path) {
      case ("GET", "/system/console/bundles.json"): return .json(bundles(repository))
      case ("GET", "/etc/key.json"), ("GET", "/etc/key.2.json"):
        let fields = repository.keys.sorted { $0.key < $1.key }.map { key, bytes in
          ",\":\(key)\":\(bytes.count)"
        }
        return .json("{\"jcr:primaryType\":\"nt:unstructured\",\"x\":1.5\(fields.joined())}")
      case ("GET", "/etc/key/hmac"), ("GET", "/etc/key/master"):
        let name = request.path.split(separator: "/").last.map(String.init) ?? ""
        guard let bytes = repository.keys[name] else { return LoopbackServer.Answer(404) }
        return LoopbackServer.Answer(
          200, headers: ["Content-Type": "application/octet-stream"], body: bytes)
      case ("POST", "/etc/key"):
        var changes: [String] = []
        for (name, _) in request.fields where name.hasSuffix("@Delete") {
          let property = String(name.dropLast(7))
          if repository.keys.removeValue(forKey: property) != nil {
            changes.append("{\"type\":\"deleted\",\"argument\":\"/etc/key/\(property)\"}")
          }
        }
        return .json(
          "{\"status.code\":200,\"path\":\"/etc/key\",\"changes\":[\(changes.joined(separator: ","))]}"
        )
      case ("POST", "/system/console/crypto/.json"): return .json("{\"protected\":\"{0a1b2c}\"}")
      case ("POST", _) where request.path.hasPrefix("/crx/packmgr/"):
        return packages(request, &repository)
      case ("POST", _) where request.path.hasPrefix("/system/console/bundles/"):
        let id = Int(request.path.split(separator: "/").last ?? "") ?? 0
        if request.field("action") == "stop" { repository.stoppedBundles.insert(id) }
        if request.field("action") == "start" { repository.stoppedBundles.remove(id) }
        return .json("{\"fragment\":false,\"stateRaw\":32}")
      case (_, _) where request.path.hasPrefix("/system/console/configMgr/"):
        return configurations(request, &repository)
      case ("GET", _) where request.path.hasPrefix("/etc/packages/"):
        guard let package = repository.packages[request.path] else {
          return LoopbackServer.Answer(404)
        }
        return LoopbackServer.Answer(
          200, headers: ["Content-Type": "application/zip"], body: package)
      default: return LoopbackServer.Answer(404)
      }
    }

    private static func bundles(_ repository: Repository) -> String {
      let names = [
        26: "com.adobe.granite.crypto", 41: "com.adobe.granite.crypto.file",
        60: "com.adobe.granite.auth.ims", 61: "com.example.shop",
        62: "org.apache.sling.commons.log",
      ]
      let list = names.sorted { $0.key < $1.key }.map { id, name in
        let state = repository.stoppedBundles.contains(id) ? 4 : 32
        return "{\"id\":\(id),\"name\":\"\(name)\",\"fragment\":false,\"stateRaw\":\(state),"
          + "\"symbolicName\":\"\(name)\"}"
      }
      return "{\"status\":\"\",\"s\":[5,5,0,0,0],\"data\":[\(list.joined(separator: ","))]}"
    }

    private static func packages(
      _ request: LoopbackServer.Request, _ repository: inout Repository
    ) -> LoopbackServer.Answer {
      let service = "/crx/packmgr/service/.json"
      let path = String(request.path.dropFirst(service.count))
      let fine = LoopbackServer.Answer.json("{\"success\":true,\"msg\":\"ok\"}")
      if request.path == "/crx/packmgr/update.jsp" { return fine }
      switch request.field("cmd") {
      case "create": repository.packages[path] = []
      case "build":
        var members: [ArchiveFixture.Member] = [
          .file(
            "META-INF/vault/filter.xml",
            text: "<workspaceFilter><filter root=\"/etc/key\"/></workspaceFilter>"),
          .file("jcr_root/etc/key/.content.xml", text: "<jcr:root/>"),
        ]
        for (name, bytes) in repository.keys.sorted(by: { $0.key < $1.key }) {
          members.append(.file("jcr_root/etc/key/\(name).binary", bytes))
        }
        repository.packages[path] = ArchiveFixture.archive(.zip, members)
      case "delete": repository.packages[path] = nil
      case "upload":
        let start = request.body.firstRange(of: Array("PK\u{3}\u{4}".utf8))?.lowerBound ?? 0
        let end = request.body.lastIndex { $0 == UInt8(ascii: "\r") } ?? 0
        let tail = request.body[..<end].lastIndex { $0 == UInt8(ascii: "\r") } ?? end
        let stored = "/etc/packages/aemedic/etc-key-before-move.zip"
        repository.packages[stored] = Array(request.body[start..<tail])
        return .json("{\"success\":true,\"path\":\"\(stored)\"}")
      case "install":
        guard let package = repository.packages[path] else { return LoopbackServer.Answer(404) }
        repository.packages["/etc/packages/aemedic/.snapshot/etc-key-before-move.zip"] = []
        var keys = repository.keys
        try? PackageEntries(package).forEach { name, content in
          if name.hasSuffix(".binary") {
            keys[String(name.split(separator: "/").last?.dropLast(7) ?? "")] = content
          }
        }
        repository.keys = keys
      default: return .json("{\"success\":false,\"msg\":\"unknown command\"}")
      }
      return fine
    }

    private static func configurations(
      _ request: LoopbackServer.Request, _ repository: inout Repository
    ) -> LoopbackServer.Answer {
      var pid = String(request.path.dropFirst("/system/console/configMgr/".count))
      if request.method == "GET" {
        pid = String(pid.dropLast(".json".count))
        let found =
          pid.hasPrefix("(")
          ? repository.configurations.filter { pid.contains("=\($0.key.prefix { $0 != "~" }))") }
          : repository.configurations.filter { $0.key == pid }
        let list = found.sorted { $0.key < $1.key }.map { pid, properties in
          let fields = properties.sorted { $0.key < $1.key }.map { name, values in
            "\"\(name)\":{\"values\":[\(values.map { "\"\($0)\"" }.joined(separator: ","))]}"
          }
          return "{\"pid\":\"\(pid)\",\"bundle_location\":\"\","
            + "\"properties\":{\(fields.joined(separator: ","))}}"
        }
        return .json("[\(list.joined(separator: ","))]")
      }
      if request.field("delete") != nil {
        repository.configurations[pid] = nil
        return .json("{ \"status\": true }")
      }
      if pid.contains("emporary PID") {
        guard pid.hasPrefix("["), let factory = request.field("factoryPid") else {
          return LoopbackServer.Answer(400)
        }
        pid = "\(factory)~\(repository.configurations.count)"
      }
      let names = (request.field("propertylist") ?? "").split(separator: ",").map(String.init)
      repository.configurations[pid] = names.reduce(into: [:]) { properties, name in
        properties[name] = request.fields.filter { $0.name == name }.map(\.value)
      }
      return LoopbackServer.Answer(302, headers: ["Location": "/system/console/configMgr"])
    }
  }
}

/// Whether something listens.
enum ConnectionProbe {
  static func isOpen(_ port: UInt16) -> Bool {
    InstanceConnection(
      address: "http://127.0.0.1:\(port)", client: .init(userAgent: "test"), credentials: nil
    ).isListening()
  }
}
