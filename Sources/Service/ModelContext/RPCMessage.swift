import FoundationEssentials
import Model
import RemedyProtocol

/// What a client calls a request or its progress: a text or a whole number.
enum RPCIdentifier: Hashable, Codable {
  case text(String)
  case number(Int64)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int64.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    }
  }
}

/// A message of a client, as far as it is the same for all (JSON-RPC 2.0).
struct RPCMessage: Decodable {
  /// What it is.
  enum Kind {
    case request(RPCIdentifier, method: String)
    case notification(method: String)
    /// An answer to something that was never asked.
    case answer
    /// None of these; with its name, if it has one.
    case invalid(RPCIdentifier?)
  }

  let kind: Kind

  private enum Key: CodingKey {
    case jsonrpc, id, method, result, error
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let id = try? container.decode(RPCIdentifier.self, forKey: .id)
    let method = try? container.decode(String.self, forKey: .method)
    guard (try? container.decode(String.self, forKey: .jsonrpc)) == "2.0" else {
      kind = .invalid(id)
      return
    }
    if let method {
      if let id {
        kind = .request(id, method: method)
      } else {
        kind = container.contains(.id) ? .invalid(nil) : .notification(method: method)
      }
    } else {
      let isAnswer = container.contains(.result) || container.contains(.error)
      kind = isAnswer && !container.contains(.method) ? .answer : .invalid(id)
    }
  }
}

extension RPCMessage {
  /// The messages of an array, each as it came; `nil` if it is no JSON.
  static func batch(in bytes: [UInt8]) -> [[UInt8]]? {
    // What is read so is well-formed, so that commas and brackets tell the rest.
    guard (try? JSONDecoder().decode([Lenient].self, from: Data(bytes))) != nil else { return nil }
    var messages: [[UInt8]] = []
    var message: [UInt8] = []
    var (depth, isText, isEscaped) = (0, false, false)
    for byte in bytes {
      if isText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isText = false
        }
        message.append(byte)
        continue
      }
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        if depth == 1 { continue }
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
      case UInt8(ascii: "\""):
        isText = true
      case 0x20, 0x09, 0x0A, 0x0D:
        continue
      default: break
      }
      if depth == 0 || (depth == 1 && byte == UInt8(ascii: ",")) {
        if !message.isEmpty { messages.append(message) }
        message = []
      } else {
        message.append(byte)
      }
    }
    return messages
  }

  /// Any JSON value.
  private struct Lenient: Decodable {
    init(from decoder: any Decoder) {}
  }
}

/// The parameters of a message, read when it is known what they must be.
struct RPCParameters<Value: Decodable>: Decodable {
  let params: Value?
}

/// JSON that is known to be well-formed, ready to be put into other JSON.
struct JSONPiece {
  let bytes: [UInt8]

  /// A value as JSON with sorted keys.
  init(_ value: some Encodable) throws {
    bytes = try Reply.bytes(of: value)
  }

  /// A value that is JSON already.
  init(_ value: JSONValue) {
    bytes = value.canonical
  }

  /// Bytes that the caller knows to be JSON.
  init(wellFormed bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Members by their names, in their order.
  static func object(_ members: [(String, JSONPiece)]) -> JSONPiece {
    var bytes = [UInt8(ascii: "{")]
    for (name, value) in members {
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      bytes += JSONValue.string(name).canonical + [UInt8(ascii: ":")] + value.bytes
    }
    return JSONPiece(wellFormed: bytes + [UInt8(ascii: "}")])
  }

  static func array(_ elements: [JSONPiece]) -> JSONPiece {
    let inner = elements.map(\.bytes).joined(separator: [UInt8(ascii: ",")])
    return JSONPiece(wellFormed: [UInt8(ascii: "[")] + inner + [UInt8(ascii: "]")])
  }
}

/// Why a request gets an error of the protocol instead of a result.
enum RPCProblem: Problem, Hashable {
  case notJSON
  case tooLong(Int)
  case batch
  case notRequest
  case idInUse
  case notInitialized
  case noSuchMethod(String)
  case badParameters(LocalizedText)
  case noSuchResource(String)
  case tooManyWaiting
  case failed

  /// The code of JSON-RPC 2.0, or that of the protocol.
  var code: Int {
    switch self {
    case .notJSON: -32_700
    case .tooLong, .batch, .notRequest, .idInUse, .notInitialized: -32_600
    case .noSuchMethod: -32_601
    case .badParameters: -32_602
    case .noSuchResource: -32_002
    case .tooManyWaiting: -32_000
    case .failed: -32_603
    }
  }

  var reason: LocalizedText {
    switch self {
    case .notJSON:
      LocalizedText(
        en: "the line is not JSON", fr: "la ligne n’est pas du JSON", ja: "この行は JSON ではありません")
    case .tooLong(let limit):
      LocalizedText(
        en: "the line is longer than \(limit >> 20) MiB; name large files by their paths",
        fr: "la ligne dépasse \(limit >> 20)\u{A0}Mio\u{A0}; indiquez les gros fichiers par leur"
          + " chemin",
        ja: "行が \(limit >> 20) MiB を超えています。大きなファイルはパスで指定してください")
    case .batch:
      LocalizedText(
        en: "batches are not taken; send one message a line",
        fr: "les lots ne sont pas acceptés\u{A0}; envoyez un message par ligne",
        ja: "バッチは受け付けません。1 行に 1 メッセージを送信してください")
    case .notRequest:
      LocalizedText(
        en: "this is no message of JSON-RPC 2.0", fr: "ce n’est pas un message JSON-RPC 2.0",
        ja: "JSON-RPC 2.0 のメッセージではありません")
    case .idInUse:
      LocalizedText(
        en: "a request with this id is still being worked on",
        fr: "une requête portant cet identifiant est encore en cours", ja: "この ID のリクエストはまだ処理中です")
    case .notInitialized:
      LocalizedText(
        en: "“initialize” comes first", fr: "«\u{A0}initialize\u{A0}» doit venir en premier",
        ja: "最初に「initialize」を送信してください")
    case .noSuchMethod(let name):
      LocalizedText(
        en: "there is no method “\(name)”", fr: "il n’y a pas de méthode «\u{A0}\(name)\u{A0}»",
        ja: "メソッド「\(name)」はありません")
    case .badParameters(let reason): reason
    case .noSuchResource(let name):
      LocalizedText(
        en: "there is no resource “\(name)”",
        fr: "il n’y a pas de ressource «\u{A0}\(name)\u{A0}»", ja: "リソース「\(name)」はありません")
    case .tooManyWaiting:
      LocalizedText(
        en: "too many calls are waiting already", fr: "trop d’appels attendent déjà",
        ja: "待機中の呼び出しが多すぎます")
    case .failed: .unfinishedWork
    }
  }
}
