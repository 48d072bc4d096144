public import Model
import PatternKit

/// A record in which a signature stands.
public struct SignatureMatch: Hashable, Sendable {
  /// The signature's number in its set.
  public var signature: Int

  /// The record, in offsets of the scanned buffer.
  public var record: Range<Int>

  /// The part that matched: the expression's match, else the most telling literal.
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
  private var searches: [Search] = []
  private let matcher: Matcher
  private var patterns: [Pattern?]

  /// What shows a match of signatures without expression, where it was needed.
  private var tellings: [Int: [[UInt8]]] = [:]

  /// How often a pattern gave up at its limits, by signature number.
  public private(set) var exceeded: [Int: Int] = [:]

  /// Gives those counts away and starts anew.
  public func takeExceeded() -> [Int: Int] {
    defer { exceeded = [:] }
    return exceeded
  }

  /// After how many bytes it is worth compiling the literals of some signatures by themselves.
  private let enoughToCompile: Int

  /// Prepares one thread to scan.
  public convenience init(_ set: SignatureSet) throws {
    try self.init(set, compilingAfter: 16 << 20)
  }

  init(_ set: SignatureSet, compilingAfter size: Int) throws {
    self.set = set
    enoughToCompile = size
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

  /// How many hits of literals were followed up, and how many bytes expressions were tried on:
  /// both grow with what is scanned, not with its square.
  private(set) var work = (hits: 0, bytes: 0)

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
    guard !range.isEmpty, let search = try search(for: wanted, through: range.count) else { return }
    let finder = RecordFinder(boundaries: boundaries)
    var record = range.lowerBound..<range.lowerBound
    var attempts = [Attempt](repeating: Attempt(), count: set.count)
    var failure: (any Error)?

    try search.literals.scan(bytes, in: range) { hit, end in
      guard failure == nil, hit < search.numbers.count, let literal = search.numbers[hit] else {
        return
      }
      if end > record.upperBound {
        record = finder.record(
          around: end - 1, from: record.upperBound, to: range.upperBound, in: bytes)
      }
      work.hits += 1
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

  /// The means to look for some signatures.
  private struct Search {
    let wanted: [Bool]
    var literals: any LiteralScanner

    /// The numbers of the literals in the set, by those in `literals`; others are of no interest.
    var numbers: [Int?]

    /// How many bytes were searched.
    var size = 0
  }

  private func search(for wanted: [Bool], through count: Int) throws -> Search? {
    guard let literals else { return nil }
    let number = searches.firstIndex { $0.wanted == wanted } ?? searches.count
    if number == searches.count {
      // Some literals are of interest in documents of other kinds only.
      let numbers = set.candidates.indices.map { literal in
        set.candidates[literal].contains { wanted[$0] } ? literal : nil
      }
      searches.append(Search(wanted: wanted, literals: literals, numbers: numbers))
    }
    let before = searches[number].size
    searches[number].size += count
    if before < enoughToCompile, searches[number].size >= enoughToCompile,
      searches[number].numbers.contains(nil), let own = try set.makeLiteralScanner(for: wanted)
    {
      searches[number].literals = own.scanner
      searches[number].numbers = own.literals
    }
    return searches[number]
  }

  /// How far a signature has been looked for in the current record.
  private struct Attempt {
    private var record = -1
    private var searchedTo = 0
    private var isSettled = false

    /// How many more matches may be turned down.
    private var patience = SignatureScanner.retries

    /// Starts anew in another record, which the signature's literals admit or not.
    mutating func proceed(to current: Range<Int>, isAdmitted: () -> Bool) {
      guard record != current.lowerBound else { return }
      record = current.lowerBound
      searchedTo = current.lowerBound
      patience = SignatureScanner.retries
      isSettled = !isAdmitted()
    }

    func isOpen(at anchor: Range<Int>) -> Bool { !isSettled && anchor.upperBound > searchedTo }

    mutating func settle() { isSettled = true }

    /// Takes note that a match was turned down; says whether another may be looked for.
    mutating func turnDown() -> Bool {
      defer { patience -= 1 }
      return patience > 0
    }

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
        SignatureMatch(
          signature: number, record: record,
          match: telling(number, in: record, of: bytes) ?? anchor, captures: [:]))
      return
    }
    let window = attempt.window(around: anchor, in: record)
    let pattern = try pattern(number)
    var start = window.lowerBound
    repeat {
      let found: Match?
      do throws(MatchError) {
        found = try matcher.firstMatch(of: pattern, in: bytes, range: window, from: start)
      } catch {
        guard error == .limitExceeded else { throw error }
        exceeded[number, default: 0] += 1
        attempt.settle()
        return
      }
      work.bytes += (found?.range.upperBound ?? window.upperBound) - start
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
    } while attempt.turnDown()
    exceeded[number, default: 0] += 1
    attempt.settle()
  }

  /// The most telling literal of a signature that stands in a record.
  private func telling(_ number: Int, in record: Range<Int>, of bytes: [UInt8]) -> Range<Int>? {
    if tellings[number] == nil { tellings[number] = set.signatures[number].telling }
    var first: Range<Int>?
    for literal in tellings[number] ?? [] {
      guard let start = bytes.firstOffset(of: literal, in: record) else { continue }
      let end = start + literal.count
      if first.map({ end < $0.upperBound }) ?? true { first = start..<end }
    }
    return first
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
