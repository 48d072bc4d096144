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

  func answer(_ id: RPCIdentifier, _ result: JSONPiece) {
    send([("id", Self.piece(id)), ("result", result)])
  }

  /// - Parameter id: What is answered; `nil` if that could not be read.
  func fail(_ id: RPCIdentifier?, code: Int, _ message: String) {
    let error = JSONValue.object(["code": .integer(Int64(code)), "message": .string(message)])
    send([("id", Self.piece(id)), ("error", JSONPiece(error))])
  }

  func notify(_ method: String, _ parameters: JSONPiece) {
    send([("method", JSONPiece(.string(method))), ("params", parameters)])
  }

  private static func piece(_ id: RPCIdentifier?) -> JSONPiece {
    switch id {
    case .text(let text): JSONPiece(.string(text))
    case .number(let number): JSONPiece(.integer(number))
    case nil: JSONPiece(.null)
    }
  }

  private func send(_ members: [(String, JSONPiece)]) {
    let line = JSONPiece.object([("jsonrpc", JSONPiece(.string("2.0")))] + members).bytes
    isGone.withLock { isGone in
      if !isGone, !write(line + [UInt8(ascii: "\n")]) { isGone = true }
    }
  }
}
