public import Matching
import Model
import Reading

/// What a scanner's match means for the rule that asked for it.
public enum Interpretation: Hashable, Sendable {
  /// The rule's signature stands there, with the values that it captured.
  case observed(SignatureAddress, captures: [String: String])

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
  /// - Throws: If an expression of a demand gives up at its limits.
  public func interpretation(
    of match: SignatureMatch, in bytes: [UInt8]
  ) throws -> Interpretation {
    let pattern = textPatterns[match.signature]
    var values = CapturedValues()
    for (name, range) in match.captures {
      values.add(name, type: pattern.captureTypes[name] ?? .text, bytes: bytes[range])
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
    return .observed(textAddresses[match.signature], captures: values.texts)
  }
}

extension TextPattern {
  /// Whether one payload satisfies every demand on its fields.
  fileprivate func admits(_ payload: Payload) throws -> Bool {
    try payloadConditions.allSatisfy { name, condition in
      try condition.holds(for: payload[name].map { [$0] })
    }
  }
}

/// The captured values of a match, by name; a token's parts stand under `name.part`.
private struct CapturedValues {
  private var values: [String: [String]] = [:]

  /// The parts of a value, if there is one.
  subscript(name: String) -> [String]? { values[name] }

  /// The values as texts.
  var texts: [String: String] {
    values.mapValues { $0.joined(separator: ", ") }
  }

  mutating func add(_ name: String, text: String?) {
    if let text { values[name] = [text] }
  }

  /// Adds what a group captured. Of a token only what its claims say is kept, never its text.
  mutating func add(_ name: String, type: CaptureType, bytes: ArraySlice<UInt8>) {
    guard type == .jwt else {
      values[name] = [String(decoding: bytes, as: UTF8.self)]
      return
    }
    guard let token = JSONWebToken.tokens(in: bytes).first else { return }
    values["\(name).kind"] = [token.kind.rawValue]
    values["\(name).metascopes"] = token.metascopes
    values["\(name).audience"] = token.audience
    add("\(name).issuer", text: token.issuer)
    add("\(name).expires", text: token.expiry?.iso8601)
  }
}
