/// A message between host and plugin: JSON-RPC 2.0, one object a line.
///
/// The host writes to the plugin's standard input, the plugin to its file descriptor 3.
/// What a plugin prints on standard output or standard error is its log.
public enum PluginMessage: Hashable, Sendable {
  /// Something that wants an answer.
  case request(id: Int64, method: String, parameters: JSONValue)

  /// Something that wants none.
  case notification(method: String, parameters: JSONValue)

  /// The answer to a request.
  case result(id: Int64, JSONValue)

  /// The refusal of a request; without a number if the request could not be read.
  case failure(id: Int64?, PluginFailure)

  /// The most bytes that a line may have without its end.
  public static let longestLine = 1 << 20

  /// Reads a line without its end; members that the protocol does not know are ignored.
  ///
  /// - Throws: ``JSONProblem`` for what is no JSON, ``PluginFailure`` for what is no message.
  public init(_ line: [UInt8]) throws {
    let invalid = PluginFailure(code: .invalidRequest, message: "not a JSON-RPC 2.0 message")
    guard case .object(let members) = try JSONDocument(line).value,
      members["jsonrpc"] == .string("2.0")
    else { throw invalid }
    let id = members["id"]?.integer
    if let method = members["method"] {
      guard case .string(let name) = method else { throw invalid }
      let parameters = members["params"] ?? .object([:])
      if let id {
        self = .request(id: id, method: name, parameters: parameters)
      } else {
        guard members["id"] == nil else { throw invalid }
        self = .notification(method: name, parameters: parameters)
      }
    } else if let result = members["result"], let id, members["error"] == nil {
      self = .result(id: id, result)
    } else if case .object(let error)? = members["error"],
      case .string(let text)? = error["message"],
      let code = error["code"]?.integer
    {
      self = .failure(id: id, PluginFailure(code: .init(rawValue: code), message: text))
    } else {
      throw invalid
    }
  }

  /// The message as a line with its end.
  public var line: [UInt8] {
    var members: [String: JSONValue] = ["jsonrpc": .string("2.0")]
    switch self {
    case .request(let id, let method, let parameters):
      members["id"] = .integer(id)
      members["method"] = .string(method)
      members["params"] = parameters
    case .notification(let method, let parameters):
      members["method"] = .string(method)
      members["params"] = parameters
    case .result(let id, let value):
      members["id"] = .integer(id)
      members["result"] = value
    case .failure(let id, let failure):
      members["id"] = id.map(JSONValue.integer) ?? .null
      members["error"] = .object([
        "code": .integer(failure.code.rawValue), "message": .string(failure.message),
      ])
    }
    return JSONValue.object(members).canonical + [UInt8(ascii: "\n")]
  }
}

/// Why a request was refused, in JSON-RPC's form.
public struct PluginFailure: Error, Hashable, Sendable {
  /// A number of JSON-RPC 2.0, or one of the plugin's own.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The number.
    public var rawValue: Int64

    /// Takes a number.
    public init(rawValue: Int64) {
      self.rawValue = rawValue
    }

    /// The line is no JSON.
    public static let parseError = Code(rawValue: -32700)

    /// The JSON is no request.
    public static let invalidRequest = Code(rawValue: -32600)

    /// The plugin does not know the method.
    public static let methodNotFound = Code(rawValue: -32601)

    /// The parameters are not what the method takes.
    public static let invalidParameters = Code(rawValue: -32602)

    /// Something went wrong inside.
    public static let internalError = Code(rawValue: -32603)

    /// The request was given up because the host said so.
    public static let cancelled = Code(rawValue: -32800)
  }

  /// The number.
  public var code: Code

  /// What a person reads of it.
  public var message: String

  /// States a refusal.
  public init(code: Code, message: String) {
    self.code = code
    self.message = message
  }
}

extension JSONValue {
  fileprivate var integer: Int64? {
    if case .integer(let number) = self { number } else { nil }
  }
}
