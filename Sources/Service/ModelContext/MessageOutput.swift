import Model
import RemedyProtocol
import Synchronization

/// Where messages go out, each on a line of its own, whoever writes them.
final class MessageOutput: Sendable {
  private let write: @Sendable ([UInt8]) -> Bool
  private let isGone = Mutex(false)

  /// - Parameter write: Writes a line; false if nobody reads any more.
  init(_ write: @escaping @Sendable ([UInt8]) -> Bool) {
    self.write = write
  }

  /// Whether nobody reads any more.
  var isClosed: Bool { isGone.withLock { $0 } }

  func notify(_ method: String, _ parameters: JSONPiece) {
    send(Self.message([("method", JSONPiece(.string(method))), ("params", parameters)]))
  }

  /// Writes a message, or several in an array.
  func send(_ message: JSONPiece) {
    isGone.withLock { isGone in
      if !isGone, !write(message.bytes + [UInt8(ascii: "\n")]) { isGone = true }
    }
  }

  fileprivate static func message(_ members: [(String, JSONPiece)]) -> JSONPiece {
    .object([("jsonrpc", JSONPiece(.string("2.0")))] + members)
  }

  fileprivate static func piece(_ id: RPCIdentifier?) -> JSONPiece {
    switch id {
    case .text(let text): JSONPiece(.string(text))
    case .number(let number): JSONPiece(.integer(number))
    case nil: JSONPiece(.null)
    }
  }
}

/// Where the answers to a line go: each on a line of its own, or those to a batch together.
final class MessageReplies: Sendable {
  private struct Gathered {
    var open: Int
    var answers: [JSONPiece] = []
  }

  /// Whether the messages came together.
  let isBatch: Bool

  private let output: MessageOutput
  private let gathered: Mutex<Gathered>

  /// - Parameter count: How many messages came together; `nil` if it was one alone.
  init(_ output: MessageOutput, batchOf count: Int? = nil) {
    self.output = output
    isBatch = count != nil
    gathered = Mutex(Gathered(open: count ?? 1))
  }

  func answer(_ id: RPCIdentifier, _ result: JSONPiece) {
    take(MessageOutput.message([("id", MessageOutput.piece(id)), ("result", result)]))
  }

  /// - Parameter id: What is answered; `nil` if that could not be read.
  func fail(_ id: RPCIdentifier?, code: Int, _ message: String) {
    let error = JSONValue.object(["code": .integer(Int64(code)), "message": .string(message)])
    take(MessageOutput.message([("id", MessageOutput.piece(id)), ("error", JSONPiece(error))]))
  }

  /// Takes note that one of the messages gets no answer.
  func pass() { take(nil) }

  private func take(_ answer: JSONPiece?) {
    guard isBatch else {
      if let answer { output.send(answer) }
      return
    }
    let all = gathered.withLock { gathered -> [JSONPiece] in
      gathered.open -= 1
      if let answer { gathered.answers.append(answer) }
      return gathered.open == 0 ? gathered.answers : []
    }
    if !all.isEmpty { output.send(.array(all)) }
  }
}
