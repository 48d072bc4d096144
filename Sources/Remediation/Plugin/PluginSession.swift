import RemedyProtocol

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A conversation with one plugin, from its first words to its last.
final class PluginSession {
  private let plugin: String
  private let process: PluginProcess
  private let limits: PluginLimits
  private let isCancelled: @Sendable () -> Bool
  private var number: Int64 = 0

  /// Starts a plugin and agrees on a version with it.
  ///
  /// - Parameters:
  ///   - readable: What it may look at besides its own files.
  ///   - isCancelled: Whether a person has given up waiting for it.
  init(
    _ manifest: RemedyManifest, readable: [String], host: HostIdentity, limits: PluginLimits,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(PluginProblem) {
    plugin = manifest.id
    self.limits = limits
    self.isCancelled = isCancelled
    do {
      process = try PluginProcess(
        manifest.command, readable: [manifest.folder] + readable, limits: limits)
    } catch {
      throw PluginProblem(manifest.id, .notStarted("\(error.path): \(error.message)"))
    }
    let hello = PluginHello(
      protocol: PluginVersions(
        min: RemedyManifest.protocolVersion, max: RemedyManifest.protocolVersion),
      host: host,
      plugin: PluginIdentity(
        id: manifest.id, version: manifest.version, digest: manifest.digest))
    let welcome: PluginWelcome = try ask(.hello, hello)
    guard welcome.`protocol` == RemedyManifest.protocolVersion else {
      throw problem(.wrongVersion(welcome.`protocol`))
    }
    let (said, known) = (welcome.plugin, hello.plugin)
    let pairs = [
      (said.id, known.id), (said.version, known.version),
      (said.digest ?? manifest.digest, manifest.digest),
    ]
    if let (claimed, expected) = pairs.first(where: { $0.0 != $0.1 }) {
      throw problem(
        .otherIdentity(claimed: PluginLog.shown(claimed), expected: expected))
    }
  }

  /// Asks and reads the answer in its shape, strictly.
  func ask<Answer: Codable>(
    _ method: PluginMethod, _ parameters: some Encodable
  ) throws(PluginProblem) -> Answer {
    let name = method.rawValue
    let value = try call(name, try json(parameters, for: name), kind: method.kind)
    return try read(value, from: name)
  }

  /// A value in its shape, strictly.
  func read<Answer: Codable>(
    _ value: JSONValue, from method: String
  ) throws(PluginProblem) -> Answer {
    do {
      return try StrictJSON.decode(Answer.self, from: value)
    } catch let error as StrictJSONProblem {
      throw problem(.wrongShape(method, path: PluginLog.shown(error.path.text)))
    } catch let error as DecodingError {
      throw problem(.wrongShape(method, path: PluginLog.shown(error.pathText)))
    } catch {
      throw problem(.wrongShape(method, path: ""))
    }
  }

  /// Asks anything; the answer is whatever comes in time.
  func call(
    _ method: String, _ parameters: JSONValue, kind: PluginMethodKind = .task
  ) throws(PluginProblem) -> JSONValue {
    let id = post(method)
    let time = limits.answer[kind] ?? .zero
    let deadline = ContinuousClock.now + time
    let request = PluginMessage.request(id: id, method: method, parameters: parameters)
    // A plugin that does not read may have answered all the same, or said why it ended.
    _ = process.send(request.line, until: deadline)
    for _ in 0..<limits.messages {
      switch try message(during: method, id: id, until: deadline, time: time) {
      case .notification: continue
      case .result(id, let value): return value
      case .failure(id, let failure):
        throw problem(
          .refused(
            method, code: failure.code.rawValue, message: PluginLog.shown(failure.message)))
      case .failure(nil, let failure):
        throw problem(
          .refused(
            method, code: failure.code.rawValue, message: PluginLog.shown(failure.message)))
      case .result(let other, _): throw problem(.unknownAnswer(other))
      case .failure(let other, _): throw problem(.unknownAnswer(other))
      case .request(_, let name, _): throw problem(.noise(PluginLog.shown(name)))
      }
    }
    throw problem(.flood(limit: limits.messages))
  }

  /// Tells the plugin to give up the request that it was asked last.
  func cancel(_ id: Int64, reason: String) {
    let parameters = JSONValue.object(["id": .integer(id), "reason": .string(reason)])
    let message = PluginMessage.notification(
      method: PluginMethod.cancel.rawValue, parameters: parameters)
    _ = process.send(message.line, until: .now + limits.grace)
  }

  /// Says good-bye and waits until the plugin has gone.
  ///
  /// - Returns: How it ended.
  @discardableResult
  func close() -> PluginProblem.Ending {
    _ = try? call(PluginMethod.shutdown.rawValue, .object([:]), kind: .shutdown)
    return process.end(grace: limits.grace)
  }

  /// What it printed last.
  func log(_ lines: Int) -> [String] { process.log.lines(lines) }

  // MARK: - Parts of a conversation

  private func post(_ method: String) -> Int64 {
    number += 1
    return number
  }

  private func message(
    during method: String, id: Int64, until deadline: ContinuousClock.Instant, time: Duration
  ) throws(PluginProblem) -> PluginMessage {
    switch try next(id, until: deadline) {
    case .line(let line):
      guard let message = try? PluginMessage(line) else { throw noise(line) }
      return message
    case .longLine: throw problem(.longLine(limit: PluginMessage.longestLine))
    case .closed:
      guard process.rest.isEmpty else { throw noise(process.rest) }
      guard process.awaitEnd(limits.grace) else { throw problem(.ended(method, how: .closed)) }
      throw problem(.ended(method, how: process.end(grace: .zero)))
    case .nothing:
      cancel(id, reason: "timeout")
      // A last chance to stop by itself; what it answers now comes too late.
      _ = process.next(until: .now + limits.grace)
      throw problem(.silent(method, seconds: Int(time.components.seconds)))
    }
  }

  /// What comes next, with patience for a machine that is too busy to let the plugin run.
  private func next(
    _ id: Int64, until deadline: ContinuousClock.Instant
  ) throws(PluginProblem) -> PluginProcess.Event {
    let last = deadline + limits.patience
    while true {
      let now = ContinuousClock.now
      let soon = now + .milliseconds(200)
      let event = process.next(until: now < deadline ? min(deadline, soon) : soon)
      guard case .nothing = event else { return event }
      if isCancelled() {
        cancel(id, reason: "interrupted")
        throw problem(.cancelled)
      }
      if .now >= deadline, .now >= last || !process.isHeldUp { return .nothing }
    }
  }

  private func noise(_ line: [UInt8]) -> PluginProblem {
    problem(.noise(PluginLog.shown(String(decoding: line.prefix(200), as: UTF8.self))))
  }

  private func json(
    _ parameters: some Encodable, for method: String
  ) throws(PluginProblem) -> JSONValue {
    do {
      return try StrictJSON.value(of: parameters)
    } catch {
      throw problem(.wrongShape(method, path: ""))
    }
  }

  /// A problem after which the plugin is gone.
  func problem(_ kind: PluginProblem.Kind) -> PluginProblem {
    _ = process.end(grace: kind.isPatient ? limits.grace : .zero)
    return PluginProblem(plugin, kind, log: process.log.lines(3))
  }
}

extension PluginMethod {
  var kind: PluginMethodKind {
    switch self {
    case .hello: .hello
    case .shutdown: .shutdown
    case .detect, .plan, .verify, .cancel: .task
    }
  }
}

extension PluginProblem.Kind {
  /// Whether the plugin may still be well enough to end by itself.
  fileprivate var isPatient: Bool {
    switch self {
    case .noise, .longLine, .flood: false
    default: true
    }
  }
}

extension DecodingError {
  /// Where in a JSON the type did not fit.
  fileprivate var pathText: String {
    let (path, last): ([any CodingKey], (any CodingKey)?) =
      switch self {
      case .keyNotFound(let key, let context): (context.codingPath, key)
      case .valueNotFound(_, let context), .typeMismatch(_, let context),
        .dataCorrupted(let context):
        (context.codingPath, nil)
      @unknown default: ([], nil)
      }
    let keys = path + (last.map { [$0] } ?? [])
    return keys.map { key in key.intValue.map(JSONStep.index) ?? .key(key.stringValue) }.text
  }
}
