import Diagnosis
import Foundation
import Model
import Remediation
import Service
import Synchronization
import TestSupport
import Testing

/// A server for language models over streams in memory.
final class ModelContextDesk: Sendable {
  let folder: TemporaryFolder
  private let pack: KnowledgePack
  private let remedies: RemedyLibrary
  private let roots: [String]
  private let language: Language

  /// - Parameter roots: Folders below the desk's own.
  init(roots: [String] = [], language: Language = .en) throws {
    folder = try TemporaryFolder()
    (pack, remedies) = try ServiceDesk.knowledge(in: folder)
    for path in ["spool", "open", "closed"] {
      try FileManager.default.createDirectory(
        atPath: folder.path(path), withIntermediateDirectories: true)
    }
    self.roots = roots.map { [folder] in folder.path($0) }
    self.language = language
  }

  /// What is left of the private folders.
  var spools: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path("spool"))) ?? []
  }

  /// Sends bytes in pieces, and gives the lines that came back.
  func exchange(_ pieces: [[UInt8]]) throws -> [String] {
    var settings = ServiceSettings(now: {
      Timestamp(milliseconds: 1_795_000_000_000, zone: .stated(offset: 0))
    })
    settings.version = "0.0.0"
    settings.spoolParent = folder.path("spool")
    settings.diagnosis.language = language
    let written = Written()
    let server = try ModelContextServer(
      pack: pack, remedies: remedies, settings: settings, roots: roots,
      writing: { written.take($0) })
    var rest = pieces.filter { !$0.isEmpty }[...]
    server.run { rest.popFirst() ?? [] }
    return written.lines
  }

  /// Shakes hands, sends messages, and gives what came back after that.
  func talk(_ messages: [String], revision: String = "2025-11-25") throws -> Conversation {
    let lines = [Self.introduction(revision), Self.ready] + messages
    let all = Conversation(try exchange([Array((lines.joined(separator: "\n") + "\n").utf8)]))
    return Conversation(Array(all.lines.dropFirst()))
  }

  /// Calls a tool alone.
  func call(_ tool: String, _ arguments: [String: Any]) throws -> ToolResult {
    let conversation = try talk([Self.request(1, tool, arguments)])
    return try #require(conversation.result(1))
  }

  static let ready = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#

  static func introduction(_ revision: String) -> String {
    #"{"jsonrpc":"2.0","id":"hello","method":"initialize","params":{"protocolVersion":""#
      + revision
      + #"","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}"#
  }

  static func request(
    _ id: Int, _ tool: String, _ arguments: [String: Any], token: String? = nil
  ) -> String {
    var parameters: [String: Any] = ["name": tool, "arguments": arguments]
    if let token { parameters["_meta"] = ["progressToken": token] }
    let message: [String: Any] = [
      "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": parameters,
    ]
    let data = (try? JSONSerialization.data(withJSONObject: message)) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}

/// What was written, from any thread.
private final class Written: Sendable {
  private let bytes = Mutex<[UInt8]>([])

  func take(_ piece: [UInt8]) -> Bool {
    bytes.withLock { $0 += piece }
    return true
  }

  var lines: [String] {
    bytes.withLock { String(decoding: $0, as: UTF8.self) }
      .components(separatedBy: "\n").filter { !$0.isEmpty }
  }
}

/// The messages that came back.
struct Conversation {
  let lines: [String]

  init(_ lines: [String]) {
    self.lines = lines
  }

  var text: String { lines.joined(separator: "\n") }

  /// Each as JSON; empty if it is none.
  var messages: [[String: Any]] {
    lines.map {
      (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any] ?? [:]
    }
  }

  func answers(_ id: Int) -> [[String: Any]] { messages.filter { $0["id"] as? Int == id } }

  func object(_ id: Int) -> [String: Any] {
    answers(id).first?["result"] as? [String: Any] ?? [:]
  }

  func result(_ id: Int) -> ToolResult? {
    answers(id).first?["result"].flatMap { $0 as? [String: Any] }.map(ToolResult.init)
  }

  func code(_ id: Int) -> Int? {
    (answers(id).first?["error"] as? [String: Any])?["code"] as? Int
  }

  /// The codes of all errors, in their order.
  var codes: [Int] {
    messages.compactMap { ($0["error"] as? [String: Any])?["code"] as? Int }
  }
}

/// What a tool gave.
struct ToolResult {
  let object: [String: Any]

  var isError: Bool { object["isError"] as? Bool == true }

  var content: [String: Any] { object["structuredContent"] as? [String: Any] ?? [:] }

  var texts: [String] {
    (object["content"] as? [[String: Any]] ?? []).compactMap { $0["text"] as? String }
  }

  var text: String { texts.first ?? "" }

  func list(_ name: String) -> [[String: Any]] { content[name] as? [[String: Any]] ?? [] }
}
