import Diagnosis
import Foundation
import KnowledgeBase
import Model
import Remediation
import Rules
import Service
import TestSupport
import Testing

/// A server over a small knowledge base, with a client for it.
final class ServiceDesk: Sendable {
  let folder: TemporaryFolder
  let server: DiagnosisServer
  let port: UInt16

  static let rule = """
    id: refused
    version: 1
    status: test
    severity: error
    title: {en: "Sign-in is refused", fr: "La connexion est refusée", ja: "サインインが拒否される"}
    summary: {en: "a", fr: "b", ja: "c"}
    articles: [MED-0001]
    signatures:
      refused:
        in: [error-log]
        regex: 'status (?<code:int>\\d{3}) refused'
    when: refused
    remedies:
      - {plugin: crypto-key-store, action: move-to-bundle-storage, when: [refused]}

    """

  static let log = """
    20.11.2026 06:14:01.000 *INFO* [main] org.example.Start fine
    20.11.2026 06:14:02.000 *WARN* [pool-1] org.example.Slow slow
    20.11.2026 06:14:03.117 *ERROR* [main] org.example.Sign status 400 refused
    \tat org.example.A.b(A.java:1)
    20.11.2026 06:14:04.000 *INFO* [main] org.example.Start fine

    """

  private static func article(_ language: String, title: String) -> String {
    """
    ---
    title: "\(title)"
    description: "Sign-in is refused with status 400."
    solution: "Experience Manager"
    product: "Experience Manager"
    keywords: "refused"
    article-created-date: "2026-11-21"
    article-number: "MED-0001"
    state: "validated"
    as-of: "2026-11-21"
    ---
    # \(title)

    Look at <script>alert(1)</script> and [this](javascript:alert(1)).

    ## Steps

    1. **Wait**.

    """
  }

  /// A small knowledge base, compiled into a folder, and the remedies of the checkout.
  static func knowledge(
    in folder: TemporaryFolder
  ) throws -> (pack: KnowledgePack, remedies: RemedyLibrary) {
    try folder.write(rule, to: "kb/rules/test/refused/rule.yaml")
    try folder.write(
      article("en", title: "Sign-in refused"), to: "kb/articles/MED-0001.en.md")
    try folder.write(
      article("fr", title: "Connexion refusée"), to: "kb/articles/MED-0001.fr.md")
    try FileManager.default.createDirectory(
      atPath: folder.path("kb/lexicon"), withIntermediateDirectories: true)
    try KnowledgeCompiler(folder: folder.path("kb")).write(to: folder.path("test.kb"))
    let library = RemedyLibrary(folders: [Corpus.packagePath("Plugins")])
    let store = try KnowledgeStore(path: folder.path("test.kb"))
    return (try KnowledgePack(store: store, remedies: library), library)
  }

  init(_ change: (inout ServiceSettings, TemporaryFolder) throws -> Void = { _, _ in }) throws {
    folder = try TemporaryFolder()
    try folder.write("<!DOCTYPE html><title>page</title>", to: "page/index.html")
    try folder.write("export const one = 1\n", to: "page/app/main.js")
    try folder.write("not for clients", to: "page/README.md")
    try folder.write("hidden", to: "page/.secret.txt")
    try folder.write("outside", to: "outside.txt")
    let (pack, library) = try Self.knowledge(in: folder)
    var settings = ServiceSettings(now: {
      Timestamp(
        milliseconds: Int64(Date().timeIntervalSince1970 * 1_000), zone: .stated(offset: 0))
    })
    settings.spoolParent = folder.path("spool")
    settings.pageFolder = folder.path("page")
    settings.usageFile = folder.path("usage.db")
    settings.version = "0.0.0"
    try FileManager.default.createDirectory(
      atPath: settings.spoolParent, withIntermediateDirectories: true)
    try change(&settings, folder)
    server = try DiagnosisServer(
      pack: pack, remedies: library, settings: settings)
    port = try #require(server.address.split(separator: ":").last.flatMap { UInt16($0) })
  }

  deinit { server.stop() }

  /// The private folders below the spool's parent.
  var spools: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path("spool"))) ?? []
  }

  /// Asks, and gives the answer.
  func ask(
    _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8]? = nil
  ) throws -> Answer {
    let client = try RawClient(port: port)
    var head = "\(method) \(target) HTTP/1.1\r\nConnection: close\r\n"
    var headers = headers
    if headers["Host"] == nil { headers["Host"] = "127.0.0.1:\(port)" }
    if let body { headers["Content-Length"] = String(body.count) }
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    client.send(head + "\r\n")
    if let body { client.send(body) }
    return Answer(client.read())
  }

  func get(_ target: String, headers: [String: String] = [:]) throws -> Answer {
    try ask("GET", target, headers: headers)
  }

  func post(
    _ target: String, _ text: String, type: String = "application/json",
    headers: [String: String] = [:]
  ) throws -> Answer {
    var headers = headers
    headers["Content-Type"] = type
    return try ask("POST", target, headers: headers, body: Array(text.utf8))
  }

  /// Diagnoses a log and gives the address of the diagnosis.
  func diagnose(_ log: String = ServiceDesk.log, _ query: String = "wait=30") throws -> String {
    let answer = try post("/v1/diagnoses?\(query)", log, type: "text/plain")
    try #require(answer.status == 200, "\(answer.text)")
    return try #require(answer.headers["location"])
  }

  /// Waits until a diagnosis is over, and gives its status.
  func end(of location: String) throws -> [String: Any] {
    for _ in 0..<600 {
      let status = try get("\(location)/status").object
      if !["waiting", "running"].contains(status["state"] as? String ?? "") { return status }
      usleep(50_000)
    }
    throw NotOver()
  }

  struct NotOver: Error {}
}

/// What came back.
struct Answer {
  let text: String
  let status: Int?
  let headers: [String: String]
  let body: String

  init(_ text: String) {
    self.text = text
    status = text.status
    let head = text.components(separatedBy: "\r\n\r\n")[0].components(separatedBy: "\r\n")
    var headers: [String: String] = [:]
    for line in head.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] =
        line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    self.headers = headers
    body = text.bodyText
  }

  /// The body as JSON; empty if it is none.
  var object: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any] ?? [:]
  }

  func list(_ name: String) -> [[String: Any]] { object[name] as? [[String: Any]] ?? [] }

  /// Whether it is a problem as RFC 9457 writes it, of a kind.
  func isProblem(_ status: Int, _ code: String) -> Bool {
    self.status == status && headers["content-type"] == "application/problem+json"
      && object["type"] as? String == "/problems/\(code)" && object["status"] as? Int == status
      && (object["title"] as? String)?.isEmpty == false
  }
}
