public import Matching
import Model
public import Reading

/// What a scanner's match means for the rule that asked for it.
public enum Interpretation: Hashable, Sendable {
  /// The rule's signature stands there, with the values that it captured.
  case observed(SignatureAddress, captures: [String: CapturedValue])

  /// What was captured is not what the rule demands; another match in the record may be.
  case otherCapture

  /// The record as a whole is not what the rule demands.
  case otherRecord
}

extension CompiledRules {
  /// How far around a match its payload is looked for, in bytes.
  private static let payloadReach = 1 << 19

  /// What a scanner's match means for the rule: its signature and its captured values.
  ///
  /// - Parameters:
  ///   - match: A match of `textSignatures`.
  ///   - bytes: The buffer in which it was found.
  ///   - entry: Gives the fields of the match's record; asked only where they matter.
  /// - Throws: If an expression of a demand gives up at its limits.
  public func interpretation(
    of match: SignatureMatch, in bytes: [UInt8], entry: () -> LogEntry
  ) throws -> Interpretation {
    let pattern = textPatterns[match.signature]
    var values = CapturedValues(record: match.record.lowerBound)
    for (name, range) in match.captures {
      values.add(name, type: pattern.captureTypes[name] ?? .text, at: range, in: bytes)
    }
    for (name, condition) in pattern.captureConditions
    where try !condition.holds(for: values[name]) {
      return .otherCapture
    }
    if !pattern.payloadConditions.isEmpty {
      let reach =
        match.match.lowerBound - Self.payloadReach..<match.match.upperBound
        + Self.payloadReach
      let payloads = PayloadFinder().payloads(in: bytes[match.record.clamped(to: reach)])
      guard let payload = try payloads.first(where: pattern.admits) else { return .otherRecord }
      for name in pattern.payloadConditions.keys { values.add(name, text: payload[name]) }
    }
    guard try pattern.admits(entry, in: bytes, into: &values) else {
      return .otherRecord
    }
    return .observed(textAddresses[match.signature], captures: values.captured)
  }
}

extension CompiledRules {
  /// What a scanner's match means for the rule, in a document of a format.
  ///
  /// - Throws: If an expression of a demand gives up at its limits.
  public func interpretation(
    of match: SignatureMatch, in bytes: [UInt8], as format: any LogFormat
  ) throws -> Interpretation {
    try interpretation(of: match, in: bytes) { format.entry(match.record, in: bytes.span) }
  }
}

extension TextPattern {
  /// Whether one payload satisfies every demand on its fields.
  fileprivate func admits(_ payload: Payload) throws -> Bool {
    try payloadConditions.allSatisfy { name, condition in
      try condition.holds(for: payload[name].map { [$0] })
    }
  }

  /// How much of a record's message and stack trace is looked at.
  private static let recordReach = 1 << 20

  /// Whether a record's fields and exceptions satisfy every demand on them; captures what is
  /// asked for.
  fileprivate func admits(
    _ entry: () -> LogEntry, in bytes: [UInt8], into values: inout CapturedValues
  ) throws -> Bool {
    guard !recordConditions.isEmpty || !throwableConditions.isEmpty || !capturedFields.isEmpty
    else { return true }
    let entry = entry()
    for (name, condition) in recordConditions {
      let text = RecordField(name).flatMap {
        entry.text(of: $0, in: bytes, within: Self.recordReach)
      }
      guard try condition.holds(for: text.map { [$0] }) else { return false }
    }
    if !throwableConditions.isEmpty {
      let reach = entry.message.clamped(
        to: entry.message.lowerBound..<entry.message.lowerBound + Self.recordReach)
      let exceptions = RecordExceptions(reach, in: bytes, for: throwableConditions)
      guard try throwableConditions.allSatisfy(exceptions.satisfy) else { return false }
    }
    for name in capturedFields {
      guard let field = RecordField(name) else { continue }
      if case .named(let named) = field, let range = entry[named] {
        values.add(name, type: field.captureType, at: range, in: bytes)
      } else {
        values.add(name, text: entry.text(of: field, in: bytes, within: 4_096))
      }
    }
    return true
  }
}

extension LogEntry {
  /// The value of a field as text, if the record has it.
  fileprivate func text(of field: RecordField, in bytes: [UInt8], within reach: Int) -> String? {
    switch field {
    case .time: return timestamp?.iso8601
    case .level: return level?.rawValue
    case .message:
      let range = message.clamped(to: message.lowerBound..<message.lowerBound + reach)
      return String(decoding: bytes[range], as: UTF8.self)
    case .named(let name):
      return self[name].map { String(decoding: bytes[$0], as: UTF8.self) }
    }
  }
}

/// The captured values of a match, by name; a token's parts stand under `name.part`.
private struct CapturedValues {
  private let record: Int
  private var parts: [String: [String]] = [:]
  private var origins: [String: (type: CaptureType, range: Range<Int>)] = [:]

  /// Starts to collect values of the record that begins here in its buffer.
  init(record: Int) {
    self.record = record
  }

  /// The parts of a value, if there is one.
  subscript(name: String) -> [String]? { parts[name] }

  /// The values with what is known of them.
  var captured: [String: CapturedValue] {
    parts.reduce(into: [:]) { captured, part in
      let origin = origins[part.key]
      captured[part.key] = CapturedValue(
        part.value.joined(separator: ", "), type: origin?.type ?? .text, range: origin?.range)
    }
  }

  mutating func add(_ name: String, text: String?) {
    if let text { parts[name] = [text] }
  }

  /// Adds what a group captured. Of a token only what its claims say is kept, never its text.
  mutating func add(_ name: String, type: CaptureType, at range: Range<Int>, in bytes: [UInt8]) {
    guard type == .jwt else {
      parts[name] = [String(decoding: bytes[range], as: UTF8.self)]
      origins[name] = (type, range.lowerBound - record..<range.upperBound - record)
      return
    }
    guard let token = JSONWebToken.tokens(in: bytes[range]).first else { return }
    parts["\(name).kind"] = [token.kind.rawValue]
    parts["\(name).metascopes"] = token.metascopes
    parts["\(name).audience"] = token.audience
    add("\(name).issuer", text: token.issuer)
    add("\(name).expires", text: token.expiry?.iso8601)
  }
}
