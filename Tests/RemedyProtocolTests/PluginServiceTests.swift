import RemedyProtocol
import Testing

@Suite("Plugin service")
struct PluginServiceTests {
  private struct Echo: RemedyPlugin {
    let identity = PluginIdentity(id: "echo", version: "1.0.0")
    static let text = RemedyText(en: "a", fr: "b", ja: "c")

    func detect(_ task: PluginTask) -> PluginReply<PluginDetection> {
      guard task.answers != nil else { return .reads([PluginRead(id: "x", path: "/x")]) }
      return .answer(
        PluginDetection(applicable: .yes, reason: Self.text, facts: task.parameters))
    }

    func plan(_ task: PluginTask) throws -> PluginReply<PluginProposal> {
      if task.action == "fail" { throw PluginFailure(code: .init(rawValue: 7), message: "no") }
      return .answer(PluginProposal(steps: []))
    }

    func verify(_ task: PluginTask) -> PluginReply<PluginVerification> {
      .answer(PluginVerification(checks: []))
    }
  }

  private static let task =
    #""target":{"deployment":"onprem","isProduction":false},"parameters":{"p":"v"}"#

  /// A line from the host, and what comes back.
  static let lines: [(String, String?)] = [
    (
      #"{"id":1,"jsonrpc":"2.0","method":"hello","params":{"host":{"name":"h","version":"1"},"new":1,"plugin":{"id":"echo","version":"1.0.0"},"protocol":{"max":1,"min":1}}}"#,
      #"{"id":1,"jsonrpc":"2.0","result":{"plugin":{"id":"echo","version":"1.0.0"},"protocol":1}}"#
    ),
    (
      #"{"id":1,"jsonrpc":"2.0","method":"hello","params":{"host":{"name":"h","version":"1"},"plugin":{"id":"echo","version":"1.0.0"},"protocol":{"max":9,"min":8}}}"#,
      #"{"error":{"code":-32602,"message":"speaks protocol 1"},"id":1,"jsonrpc":"2.0"}"#
    ),
    (
      #"{"id":2,"jsonrpc":"2.0","method":"detect","params":{"action":"a",\#(task)}}"#,
      #"{"id":2,"jsonrpc":"2.0","result":{"reads":[{"id":"x","path":"/x"}]}}"#
    ),
    (
      #"{"id":2,"jsonrpc":"2.0","method":"detect","params":{"action":"a","answers":{},\#(task)}}"#,
      #"{"id":2,"jsonrpc":"2.0","result":{"applicable":"yes","facts":{"p":"v"},"reason":{"en":"a","fr":"b","ja":"c"}}}"#
    ),
    (
      #"{"id":3,"jsonrpc":"2.0","method":"plan","params":{"action":"fail",\#(task)}}"#,
      #"{"error":{"code":7,"message":"no"},"id":3,"jsonrpc":"2.0"}"#
    ),
    (
      #"{"id":4,"jsonrpc":"2.0","method":"plan","params":{}}"#,
      #"{"error":{"code":-32602,"message":"plan"},"id":4,"jsonrpc":"2.0"}"#
    ),
    (
      #"{"id":5,"jsonrpc":"2.0","method":"apply","params":{}}"#,
      #"{"error":{"code":-32601,"message":"no method “apply”"},"id":5,"jsonrpc":"2.0"}"#
    ),
    (#"{"jsonrpc":"2.0","method":"cancel","params":{"id":5}}"#, nil),
    (#"{"id":6,"jsonrpc":"2.0","result":{}}"#, nil),
    (
      #"{"id":7,"method":"plan"}"#,
      #"{"error":{"code":-32600,"message":"not a JSON-RPC 2.0 message"},"id":null,"jsonrpc":"2.0"}"#
    ),
    ("noise", #"{"error":{"code":-32700,"message":"not JSON"},"id":null,"jsonrpc":"2.0"}"#),
  ]

  @Test("answers each line as JSON-RPC wants it, and none where none is wanted", arguments: lines)
  func answers(line: String, expected: String?) {
    let answer = PluginService(Echo()).answer(to: Array(line.utf8))
    #expect(answer.map { String(decoding: $0.line, as: UTF8.self) } == expected.map { $0 + "\n" })
  }

  /// Messages of each kind.
  static let messages: [PluginMessage] = [
    .request(id: 1, method: "plan", parameters: .object(["a": .string("\n\"\u{7F}")])),
    .notification(method: "cancel", parameters: .object([:])), .result(id: 9, .null),
    .failure(id: nil, PluginFailure(code: .parseError, message: "ü")),
    .failure(id: 3, PluginFailure(code: .cancelled, message: "")),
  ]

  @Test("a message is one line, and reads back the same", arguments: messages)
  func roundTrip(message: PluginMessage) throws {
    var line = message.line
    #expect(line.removeLast() == UInt8(ascii: "\n"))
    #expect(!line.contains(UInt8(ascii: "\n")))
    #expect(try PluginMessage(line) == message)
  }
}
