import CPCRE2

/// A compiled regular expression in the syntax of Perl, ready for any number of threads.
///
/// The text is compiled to machine code where the platform allows it and is
/// interpreted otherwise; the answers are the same. `\C`, which would match
/// part of a character, is refused.
@safe public final class Pattern: @unchecked Sendable {
  // Sendable: the handle is written only while the pattern is made, compilation to
  // machine code included, and the library documents compiled code as read-only for
  // every later call, which may come from any thread.

  /// How a pattern reads its text and its subject.
  public struct Options: OptionSet, Sendable {
    /// The options as bits.
    public let rawValue: UInt32

    /// Makes options from bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Letters match in either case.
    public static let caseless = Options(rawValue: 1)

    /// `^` and `$` also match at the ends of lines.
    public static let multiline = Options(rawValue: 2)

    /// `.` also matches a line feed.
    public static let dotMatchesNewline = Options(rawValue: 4)

    /// Pattern and subject are UTF-8; bytes of the subject that are not match nothing.
    public static let utf = Options(rawValue: 8)
  }

  /// The pattern as written.
  public let text: String

  /// How many capture groups it has; group 0, the whole match, is not counted.
  public let captureCount: Int

  /// The number of each named group.
  public let groupNames: [String: Int]

  let code: OpaquePointer

  /// Compiles a pattern.
  ///
  /// - Throws: ``PatternError`` with the place in `text` that is wrong.
  public init(_ text: String, options: Options = []) throws(PatternError) {
    var errorCode: Int32 = 0
    var errorOffset = 0
    let bytes = Array(text.utf8)
    let compiled = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe pcre2_compile_8(
        buffer.baseAddress, buffer.count, Self.flags(options), &errorCode, &errorOffset, nil)
    }
    guard let compiled = unsafe compiled else {
      throw PatternError(
        pattern: text, offset: min(errorOffset, bytes.count), message: message(of: errorCode))
    }
    // A refusal leaves the interpreter, which gives the same answers.
    _ = unsafe pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE)
    self.text = text
    unsafe code = compiled
    captureCount = unsafe Self.number(PCRE2_INFO_CAPTURECOUNT, of: compiled)
    groupNames = unsafe Self.names(in: compiled)
  }

  deinit {
    unsafe pcre2_code_free_8(code)
  }

  private static func flags(_ options: Options) -> UInt32 {
    var flags = PCRE2_NEVER_BACKSLASH_C
    if options.contains(.caseless) { flags |= PCRE2_CASELESS }
    if options.contains(.multiline) { flags |= PCRE2_MULTILINE }
    if options.contains(.dotMatchesNewline) { flags |= PCRE2_DOTALL }
    flags |= options.contains(.utf) ? PCRE2_UTF | PCRE2_MATCH_INVALID_UTF : PCRE2_NEVER_UTF
    return flags
  }

  private static func number(_ what: Int32, of code: OpaquePointer) -> Int {
    var value: UInt32 = 0
    let status = unsafe pcre2_pattern_info_8(code, UInt32(what), &value)
    precondition(status == 0, "the library knows its own code")
    return Int(value)
  }

  /// Reads the name table: per entry two bytes of group number, then the name, ended by a zero.
  private static func names(in code: OpaquePointer) -> [String: Int] {
    let count = unsafe number(PCRE2_INFO_NAMECOUNT, of: code)
    guard count > 0 else { return [:] }
    let size = unsafe number(PCRE2_INFO_NAMEENTRYSIZE, of: code)
    var table: UnsafePointer<UInt8>?
    let status = unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard status == 0, let table = unsafe table else { return [:] }
    var names: [String: Int] = [:]
    for index in 0..<count {
      let entry = unsafe UnsafeBufferPointer(start: table + index * size, count: size)
      let group = unsafe Int(entry[0]) << 8 | Int(entry[1])
      let name = unsafe String(decoding: entry.dropFirst(2).prefix { $0 != 0 }, as: UTF8.self)
      names[name] = min(group, names[name] ?? group)
    }
    return names
  }
}
