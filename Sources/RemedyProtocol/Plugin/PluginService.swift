#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A plugin written in Swift: what it does with each task.
public protocol RemedyPlugin {
  /// The plugin as its manifest names it.
  var identity: PluginIdentity { get }

  /// Says whether the remedy applies; reads only.
  func detect(_ task: PluginTask) throws -> PluginReply<PluginDetection>

  /// Proposes what to do; the same task gives the same proposal.
  func plan(_ task: PluginTask) throws -> PluginReply<PluginProposal>

  /// Says whether what was done holds; reads only.
  func verify(_ task: PluginTask) throws -> PluginReply<PluginVerification>
}

/// What a plugin answers, or what it must know first.
public enum PluginReply<Answer: Codable & Sendable>: Sendable {
  /// The answer.
  case answer(Answer)

  /// What the host is to read from the instance.
  case reads([PluginRead])
}

/// Serves one host: requests come on standard input, answers go to file descriptor 3.
public struct PluginService<Plugin: RemedyPlugin> {
  private let plugin: Plugin
  private static var version: Int { 1 }

  /// Serves with a plugin.
  public init(_ plugin: Plugin) {
    self.plugin = plugin
  }

  /// Answers requests until the host closes the input.
  public func run() {
    while let line = readLine(strippingNewline: true) {
      guard !line.isEmpty, let answer = answer(to: Array(line.utf8)) else { continue }
      guard write(answer.line) else { return }
    }
  }

  /// The answer to a line; `nil` where none is wanted.
  public func answer(to line: [UInt8]) -> PluginMessage? {
    let message: PluginMessage
    do {
      message = try PluginMessage(line)
    } catch let failure as PluginFailure {
      return .failure(id: nil, failure)
    } catch {
      return .failure(id: nil, PluginFailure(code: .parseError, message: "not JSON"))
    }
    guard case .request(let id, let name, let parameters) = message else { return nil }
    do {
      return .result(id: id, try result(of: name, parameters))
    } catch let failure as PluginFailure {
      return .failure(id: id, failure)
    } catch is DecodingError {
      return .failure(id: id, PluginFailure(code: .invalidParameters, message: name))
    } catch {
      return .failure(id: id, PluginFailure(code: .internalError, message: "\(error)"))
    }
  }

  private func result(of name: String, _ parameters: JSONValue) throws -> JSONValue {
    switch PluginMethod(rawValue: name) {
    case .hello:
      let hello = try LenientJSON.decode(PluginHello.self, from: parameters)
      guard
        (hello.`protocol`.min...max(hello.`protocol`.min, hello.`protocol`.max))
          .contains(Self.version)
      else {
        throw PluginFailure(code: .invalidParameters, message: "speaks protocol \(Self.version)")
      }
      return try StrictJSON.value(
        of: PluginWelcome(protocol: Self.version, plugin: plugin.identity))
    case .detect: return try value(of: plugin.detect(task(parameters)))
    case .plan: return try value(of: plugin.plan(task(parameters)))
    case .verify: return try value(of: plugin.verify(task(parameters)))
    case .shutdown: return .object([:])
    case .cancel, nil:
      throw PluginFailure(code: .methodNotFound, message: "no method “\(name)”")
    }
  }

  private func task(_ parameters: JSONValue) throws -> PluginTask {
    try LenientJSON.decode(PluginTask.self, from: parameters)
  }

  private func value<Answer>(of reply: PluginReply<Answer>) throws -> JSONValue {
    switch reply {
    case .answer(let answer): try StrictJSON.value(of: answer)
    case .reads(let reads): .object(["reads": try StrictJSON.value(of: reads)])
    }
  }

  private func write(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Self.write(3, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func write(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.write(file, bytes, count)
    #else
      unsafe Darwin.write(file, bytes, count)
    #endif
  }
}
