import CPCRE2

/// The working memory of one thread that matches patterns.
///
/// It grows to the largest pattern it has met and is used again for the next.
/// Not `Sendable`: every thread makes its own.
@safe public final class Matcher {
  /// How much work one search may take before it is given up.
  public struct Limits: Hashable, Sendable {
    /// Steps of backtracking at one starting position.
    public var steps: UInt32

    /// Nested backtracking points; the interpreter counts them, machine code does not.
    public var depth: UInt32

    /// Memory for backtracking, in kibibytes.
    public var kibibytes: UInt32

    /// Makes limits.
    public init(steps: UInt32 = 1_000_000, depth: UInt32 = 250_000, kibibytes: UInt32 = 8_192) {
      self.steps = steps
      self.depth = depth
      self.kibibytes = kibibytes
    }
  }

  private var data: OpaquePointer
  private var capacity: Int
  private let context: OpaquePointer
  private let stack: OpaquePointer?

  /// Makes working memory with the given limits.
  public init(limits: Limits = Limits()) {
    capacity = 16
    guard let data = unsafe pcre2_match_data_create_8(16, nil),
      let context = unsafe pcre2_match_context_create_8(nil)
    else { fatalError("out of memory") }
    unsafe self.data = data
    unsafe self.context = context
    unsafe pcre2_set_match_limit_8(context, limits.steps)
    unsafe pcre2_set_depth_limit_8(context, limits.depth)
    unsafe pcre2_set_heap_limit_8(context, limits.kibibytes)
    // Machine code has a stack of its own; without one it borrows 32 KiB of the thread's.
    let kibibytes = max(32, min(Int(limits.kibibytes), 65_536))
    unsafe stack = pcre2_jit_stack_create_8(32 * 1_024, kibibytes * 1_024, nil)
    if let stack = unsafe stack {
      unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
    }
  }

  deinit {
    unsafe pcre2_match_data_free_8(data)
    unsafe pcre2_match_context_free_8(context)
    if let stack = unsafe stack { unsafe pcre2_jit_stack_free_8(stack) }
  }

  /// The first match in a range of bytes, which is searched as if nothing stood around it.
  ///
  /// - Parameters:
  ///   - pattern: What to look for.
  ///   - bytes: The buffer; it is not copied.
  ///   - range: The part of the buffer that is the subject: `^`, `$` and
  ///     look-behind see its ends. All of it if `nil`.
  ///   - start: Where in the buffer the match may begin at the earliest; the
  ///     start of the range if `nil`.
  /// - Returns: The match, with offsets counted from the start of the buffer.
  public func firstMatch(
    of pattern: Pattern, in bytes: Span<UInt8>, range: Range<Int>? = nil, from start: Int? = nil
  ) throws(MatchError) -> Match? {
    let subject = range ?? 0..<bytes.count
    let start = start ?? subject.lowerBound
    precondition(subject.lowerBound >= 0 && subject.upperBound <= bytes.count, "outside the buffer")
    precondition(start >= subject.lowerBound && start <= subject.upperBound, "outside the subject")
    reserve(pattern.captureCount + 1)
    let status = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe pcre2_match_8(
        pattern.code, buffer.baseAddress.map { unsafe $0 + subject.lowerBound }, subject.count,
        start - subject.lowerBound, 0, data, context)
    }
    if status == PCRE2_ERROR_NOMATCH { return nil }
    guard status > 0 else { throw MatchError(code: status) }
    return match(
      groups: pattern.captureCount + 1, set: Int(status), base: subject.lowerBound)
  }

  /// The first match in an array of bytes; see the form that takes a span.
  public func firstMatch(
    of pattern: Pattern, in bytes: [UInt8], range: Range<Int>? = nil, from start: Int? = nil
  ) throws(MatchError) -> Match? {
    try firstMatch(of: pattern, in: bytes.span, range: range, from: start)
  }

  private func reserve(_ pairs: Int) {
    guard pairs > capacity else { return }
    guard let larger = unsafe pcre2_match_data_create_8(UInt32(pairs), nil) else {
      fatalError("out of memory")
    }
    unsafe pcre2_match_data_free_8(data)
    unsafe data = larger
    capacity = pairs
  }

  private func match(groups count: Int, set: Int, base: Int) -> Match {
    guard let pairs = unsafe pcre2_get_ovector_pointer_8(data) else { return Match(groups: []) }
    return Match(
      groups: (0..<count).map { group in
        // Groups after the last one that took part are not written; one that
        // took no part before it has the largest offset, which reads as -1.
        guard group < set else { return nil }
        let (lower, upper) = unsafe (pairs[2 * group], pairs[2 * group + 1])
        return lower < 0 || upper < lower ? nil : base + lower..<base + upper
      })
  }
}

/// Where a pattern and its groups matched, in bytes of the buffer.
public struct Match: Hashable, Sendable {
  /// The range of each group by number, group 0 being the whole match; `nil` if it took no part.
  public let groups: [Range<Int>?]

  /// The whole match.
  public var range: Range<Int> { self[0] ?? 0..<0 }

  /// The range of a group, if there is such a group and it took part.
  public subscript(group: Int) -> Range<Int>? {
    groups.indices.contains(group) ? groups[group] : nil
  }
}
