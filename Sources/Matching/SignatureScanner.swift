public import Model
import PatternKit

/// A record in which a signature stands.
public struct SignatureMatch: Hashable, Sendable {
  /// The signature's number in its set.
  public var signature: Int

  /// The record, in offsets of the scanned buffer.
  public var record: Range<Int>

  /// The part that matched: the expression's match, else the anchor that was met first.
  public var match: Range<Int>

  /// What the expression's named groups captured, in offsets of the scanned buffer.
  public var captures: [String: Range<Int>]
}

/// One thread's means to find signatures in buffers.
///
/// All literals are searched for in one pass; only around a hit is the record
/// looked for, only then are the other literals checked, and only then does the
/// regular expression run, which alone decides and captures.
public final class SignatureScanner {
  private let set: SignatureSet
  private let literals: (any LiteralScanner)?
  private let matcher: Matcher
  private var patterns: [Pattern?]

  /// How often a pattern gave up at its limits, by signature number.
  public private(set) var exceeded: [Int: Int] = [:]

  /// Gives those counts away and starts anew.
  public func takeExceeded() -> [Int: Int] {
    defer { exceeded = [:] }
    return exceeded
  }

  /// Prepares one thread to scan.
  public init(_ set: SignatureSet) throws {
    self.set = set
    literals = try set.makeLiteralScanner()
    matcher = Matcher()
    patterns = [Pattern?](repeating: nil, count: set.count)
  }

  /// How many bytes of a record one run of an expression sees; smaller records it sees whole.
  ///
  /// The matcher counts its steps anew at every place where a match may begin, so
  /// a failing expression costs the length of its longest attempt at each byte. In
  /// a record larger than this, which is no log entry any more, an expression
  /// is tried around its anchors only, and never twice on the same stretch.
  static let window = 1 << 20

  /// How often in one record a match that is turned down leads to a search for the next.
  static let retries = 1_000

  /// Reports the records in which a signature stands, in order.
  ///
  /// - Parameters:
  ///   - bytes: The buffer.
  ///   - range: The part to scan; a record starts at its lower bound.
  ///   - boundaries: How the buffer falls into records.
  ///   - wanted: Which signatures to look for, by number.
  ///   - onMatch: Is told each match and says whether it counts. One that counts settles the
  ///     record for its signature; otherwise the expression is tried behind it.
  /// - Throws: If the scan could not be carried out, or a pattern does not compile.
  public func scan(
    _ bytes: [UInt8], in range: Range<Int>, boundaries: any RecordBoundaries, wanted: [Bool],
    onMatch: (SignatureMatch) -> Bool
  ) throws {
    guard let literals, !range.isEmpty else { return }
    let finder = RecordFinder(boundaries: boundaries)
    var record = range.lowerBound..<range.lowerBound
    var attempts = [Attempt](repeating: Attempt(), count: set.count)
    var failure: (any Error)?

    try literals.scan(bytes, in: range) { literal, end in
      guard failure == nil, literal < set.candidates.count else { return }
      if end > record.upperBound {
        record = finder.record(
          around: end - 1, from: record.upperBound, to: range.upperBound, in: bytes)
      }
      let anchor = end - set.literals[literal].count..<end
      for signature in set.candidates[literal] where wanted[signature] {
        do {
          attempts[signature].proceed(to: record) {
            set.signatures[signature].admits(record, in: bytes)
          }
          guard attempts[signature].isOpen(at: anchor) else { continue }
          try attempt(
            &attempts[signature], signature, in: record, of: bytes, anchor: anchor,
            onMatch: onMatch)
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
  }

  /// How far a signature has been looked for in the current record.
  private struct Attempt {
    private var record = -1
    private var searchedTo = 0
    private var isSettled = false

    /// Starts anew in another record, which the signature's literals admit or not.
    mutating func proceed(to current: Range<Int>, isAdmitted: () -> Bool) {
      guard record != current.lowerBound else { return }
      record = current.lowerBound
      searchedTo = current.lowerBound
      isSettled = !isAdmitted()
    }

    func isOpen(at anchor: Range<Int>) -> Bool { !isSettled && anchor.upperBound > searchedTo }

    mutating func settle() { isSettled = true }

    /// Where to search around an anchor; nothing of it is searched again.
    mutating func window(around anchor: Range<Int>, in record: Range<Int>) -> Range<Int> {
      guard record.count > SignatureScanner.window else {
        isSettled = true
        return record
      }
      let half = SignatureScanner.window / 2
      let window = (anchor.lowerBound - half..<anchor.upperBound + half).clamped(to: record)
      searchedTo = window.upperBound
      return window
    }
  }

  private func attempt(
    _ attempt: inout Attempt, _ number: Int, in record: Range<Int>, of bytes: [UInt8],
    anchor: Range<Int>, onMatch: (SignatureMatch) -> Bool
  ) throws {
    guard set.signatures[number].pattern != nil else {
      attempt.settle()
      _ = onMatch(
        SignatureMatch(signature: number, record: record, match: anchor, captures: [:]))
      return
    }
    let window = attempt.window(around: anchor, in: record)
    let pattern = try pattern(number)
    var start = window.lowerBound
    for _ in 0...Self.retries {
      let found: Match?
      do throws(MatchError) {
        found = try matcher.firstMatch(of: pattern, in: bytes, range: window, from: start)
      } catch {
        guard error == .limitExceeded else { throw error }
        exceeded[number, default: 0] += 1
        attempt.settle()
        return
      }
      guard let found else { return }
      let captures = pattern.groupNames.compactMapValues { found[$0] }
      let match = SignatureMatch(
        signature: number, record: record, match: found.range, captures: captures)
      if onMatch(match) {
        attempt.settle()
        return
      }
      start = max(found.range.upperBound, start + 1)
      guard start < window.upperBound else { return }
    }
    exceeded[number, default: 0] += 1
    attempt.settle()
  }

  /// The compiled pattern of a signature, made when it is first needed.
  private func pattern(_ number: Int) throws -> Pattern {
    if let pattern = patterns[number] { return pattern }
    let text = set.signatures[number].pattern ?? ""
    let pattern = try Pattern(text, options: .signature)
    patterns[number] = pattern
    return pattern
  }
}
