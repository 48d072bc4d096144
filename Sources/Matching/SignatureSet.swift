import VectorscanKit

/// Text signatures compiled to be searched for together in one pass.
public struct SignatureSet: Sendable {
  /// The signatures, numbered by position.
  let signatures: [PreparedSignature]

  /// The signatures that a literal may be part of, by the literal's number.
  let candidates: [[Int]]

  let literals: [[UInt8]]

  let database: (any LiteralDatabase)?

  /// The engine that searches for the literals.
  public enum Engine: Hashable, Sendable {
    /// Vectorscan, or our own automaton where Vectorscan cannot run.
    case fastest

    /// Our own automaton, for comparison.
    case ahoCorasick
  }

  /// Compiles signatures, or restores them with literals compiled before.
  ///
  /// - Parameters:
  ///   - signatures: Numbered by position; each must have anchors.
  ///   - compiledLiterals: What `compiledLiterals()` gave for the same signatures; used if
  ///     it was made on this kind of machine, otherwise the literals are compiled anew.
  /// - Throws: `SignatureError` for a signature without anchors.
  public init(
    _ signatures: [TextSignature], compiledLiterals: [UInt8]? = nil, engine: Engine = .fastest
  ) throws {
    var numbers: [String: Int] = [:]
    var candidates: [[Int]] = []
    for (number, signature) in signatures.enumerated() {
      guard let anchors = signature.anchors else { throw SignatureError.noAnchor(number) }
      for anchor in anchors {
        if let literal = numbers[anchor] {
          if candidates[literal].last != number { candidates[literal].append(number) }
        } else {
          numbers[anchor] = candidates.count
          candidates.append([number])
        }
      }
    }
    var literals = numbers.sorted { $0.value < $1.value }.map { Array($0.key.utf8) }
    self.candidates = candidates
    self.signatures = signatures.map(PreparedSignature.init)
    if !literals.isEmpty { literals.append(Self.steeringLiteral) }
    self.literals = literals
    database = try Self.database(of: literals, compiled: compiledLiterals, engine: engine)
  }

  /// The literals as compiled on this kind of machine; `nil` without Vectorscan or literals.
  public func compiledLiterals() throws -> [UInt8]? {
    try (database as? VectorscanDatabase)?.serialized()
  }

  /// A scanner for the literals alone; `nil` if there are none.
  public func makeLiteralScanner() throws -> (any LiteralScanner)? {
    try database?.makeScanner()
  }

  /// How many signatures there are.
  public var count: Int { signatures.count }

  /// A literal of three bytes that no log contains.
  ///
  /// It makes Vectorscan choose a table of another shape, which scans AEM logs
  /// at nearly twice the speed; a shorter or longer one does not.
  private static let steeringLiteral = Array("~^~".utf8)

  private static func database(
    of literals: [[UInt8]], compiled: [UInt8]?, engine: Engine
  ) throws -> (any LiteralDatabase)? {
    guard !literals.isEmpty else { return nil }
    if engine == .ahoCorasick { return AhoCorasick(literals: literals) }
    if let compiled, let restored = try? VectorscanDatabase(serialized: compiled) {
      return restored
    }
    do {
      return try VectorscanDatabase(compiling: literals)
    } catch let error where error.isUnsupportedProcessor {
      return AhoCorasick(literals: literals)
    }
  }
}

/// Why signatures could not be compiled.
public enum SignatureError: Error, Hashable, Sendable {
  /// The signature of this number names no literal that could be searched for.
  case noAnchor(Int)
}

/// A signature with its literals as bytes.
struct PreparedSignature: Sendable {
  let all: [[UInt8]]
  let any: [[UInt8]]
  let none: [[UInt8]]
  let pattern: String?

  init(_ signature: TextSignature) {
    all = signature.all.map { Array($0.utf8) }
    any = signature.any.map { Array($0.utf8) }
    none = signature.none.map { Array($0.utf8) }
    pattern = signature.pattern
  }

  /// Whether the literals allow a record to match.
  func admits(_ record: Range<Int>, in bytes: [UInt8]) -> Bool {
    all.allSatisfy { bytes.contains($0, in: record) }
      && (any.isEmpty || any.contains { bytes.contains($0, in: record) })
      && !none.contains { bytes.contains($0, in: record) }
  }
}
