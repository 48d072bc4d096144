import Synchronization
import VectorscanKit

/// Text signatures compiled to be searched for together in one pass.
public struct SignatureSet: Sendable {
  /// The signatures, numbered by position.
  let signatures: [PreparedSignature]

  /// The signatures that a literal may be part of, by the literal's number.
  let candidates: [[Int]]

  let literals: [[UInt8]]

  /// What tells these signatures from others.
  private let mark: UInt64

  let database: (any LiteralDatabase)?

  private let engine: Engine
  private let selections = LiteralSelections()

  /// The engine that searches for the literals.
  public enum Engine: Hashable, Sendable {
    /// Vectorscan, or our own automaton where Vectorscan cannot run.
    case fastest

    /// Our own automaton, for comparison.
    case ahoCorasick

    /// Prepares byte strings, at least one and none of them empty, to be searched for as they are.
    public func database(of literals: [[UInt8]]) throws -> any LiteralDatabase {
      guard self == .fastest else { return AhoCorasick(literals: literals) }
      do {
        return try VectorscanDatabase(compiling: literals)
      } catch let error where error.isUnsupportedProcessor {
        return AhoCorasick(literals: literals)
      }
    }
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
    let mark = Anchors.mark(of: signatures)
    let kept = compiledLiterals.flatMap {
      Anchors.restored(from: $0, mark: mark, signatures: signatures.count)
    }
    let anchors = try kept?.anchors ?? Anchors(of: signatures)
    self.mark = mark
    self.engine = engine
    candidates = anchors.candidates
    literals = anchors.literals.isEmpty ? [] : anchors.literals + [Self.steeringLiteral]
    self.signatures = signatures.map(PreparedSignature.init)
    self.database = try Self.database(of: literals, compiled: kept?.rest, engine: engine)
  }

  /// The literals as compiled on this kind of machine; `nil` without Vectorscan or literals.
  public func compiledLiterals() throws -> [UInt8]? {
    guard let database = database as? VectorscanDatabase else { return nil }
    let anchors = Anchors(literals: literals.dropLast(), candidates: candidates)
    return anchors.bytes(markedWith: mark) + (try database.serialized())
  }

  /// A scanner for the literals alone; `nil` if there are none.
  public func makeLiteralScanner() throws -> (any LiteralScanner)? {
    try database?.makeScanner()
  }

  /// A scanner for the literals of some signatures, which the fewer of them there are is the
  /// faster; they are compiled when first asked for.
  ///
  /// - Parameter wanted: Which signatures, by number.
  /// - Returns: The scanner, and the numbers among all literals of those that it finds; `nil` if
  ///   there are none.
  public func makeLiteralScanner(
    for wanted: [Bool]
  ) throws -> (scanner: any LiteralScanner, literals: [Int])? {
    guard let selection = try selections.selection(for: wanted, made: select) else { return nil }
    return (try selection.database.makeScanner(), selection.literals)
  }

  private func select(_ wanted: [Bool]) throws -> LiteralSelection? {
    let numbers = candidates.indices.filter { candidates[$0].contains { wanted[$0] } }
    let database = try Self.database(
      of: numbers.map { literals[$0] } + [Self.steeringLiteral], compiled: nil, engine: engine)
    return database.map { LiteralSelection(literals: numbers, database: $0) }
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
    if engine == .fastest, let compiled,
      let restored = try? VectorscanDatabase(serialized: compiled)
    {
      return restored
    }
    return try engine.database(of: literals)
  }
}

/// Some of the literals, compiled for themselves.
private struct LiteralSelection: Sendable {
  let literals: [Int]
  let database: any LiteralDatabase
}

/// The selections that were asked for, which all threads share.
private final class LiteralSelections: Sendable {
  private let selections = Mutex<[[Bool]: LiteralSelection]>([:])

  func selection(
    for wanted: [Bool], made: ([Bool]) throws -> LiteralSelection?
  ) throws -> LiteralSelection? {
    try selections.withLock { selections in
      if let known = selections[wanted] { return known }
      let selection = try made(wanted)
      selections[wanted] = selection
      return selection
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

  private let signature: TextSignature

  /// The literals one of which shows a match where there is no expression.
  var telling: [[UInt8]] { signature.telling?.map { Array($0.utf8) } ?? [] }

  init(_ signature: TextSignature) {
    all = signature.all.map { Array($0.utf8) }
    any = signature.any.map { Array($0.utf8) }
    none = signature.none.map { Array($0.utf8) }
    pattern = signature.pattern
    self.signature = signature
  }

  /// Whether the literals allow a record to match.
  func admits(_ record: Range<Int>, in bytes: [UInt8]) -> Bool {
    all.allSatisfy { bytes.contains($0, in: record) }
      && (any.isEmpty || any.contains { bytes.contains($0, in: record) })
      && !none.contains { bytes.contains($0, in: record) }
  }
}
