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

  /// Reports every record in which a signature stands, once for each signature, in order.
  ///
  /// - Parameters:
  ///   - bytes: The buffer.
  ///   - range: The part to scan; a record starts at its lower bound.
  ///   - boundaries: How the buffer falls into records.
  ///   - wanted: Which signatures to look for, by number.
  ///   - onMatch: Is told each match.
  /// - Throws: If the scan could not be carried out, or a pattern does not compile.
  public func scan(
    _ bytes: [UInt8], in range: Range<Int>, boundaries: any RecordBoundaries, wanted: [Bool],
    onMatch: (SignatureMatch) -> Void
  ) throws {
    guard let literals, !range.isEmpty else { return }
    let finder = RecordFinder(boundaries: boundaries)
    var record = range.lowerBound..<range.lowerBound
    var lastTried = [Int](repeating: -1, count: set.count)
    var failure: (any Error)?

    try literals.scan(bytes, in: range) { literal, end in
      guard failure == nil, literal < set.candidates.count else { return }
      if end > record.upperBound {
        record = finder.record(
          around: end - 1, from: record.upperBound, to: range.upperBound, in: bytes)
      }
      for signature in set.candidates[literal]
      where wanted[signature] && lastTried[signature] != record.lowerBound {
        lastTried[signature] = record.lowerBound
        let anchor = end - set.literals[literal].count..<end
        do {
          if let match = try match(signature, in: record, of: bytes, anchor: anchor) {
            onMatch(match)
          }
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
  }

  private func match(
    _ number: Int, in record: Range<Int>, of bytes: [UInt8], anchor: Range<Int>
  ) throws -> SignatureMatch? {
    let signature = set.signatures[number]
    guard signature.admits(record, in: bytes) else { return nil }
    guard signature.pattern != nil else {
      return SignatureMatch(signature: number, record: record, match: anchor, captures: [:])
    }
    let pattern = try pattern(number)
    let found: Match?
    do throws(MatchError) {
      found = try matcher.firstMatch(of: pattern, in: bytes, range: record)
    } catch {
      guard error == .limitExceeded else { throw error }
      exceeded[number, default: 0] += 1
      return nil
    }
    guard let found else { return nil }
    let captures = pattern.groupNames.compactMapValues { found[$0] }
    return SignatureMatch(signature: number, record: record, match: found.range, captures: captures)
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
