/// One call of a stack trace, such as `at a.b.C.run(C.java:12) [a.b:1.0.2]`.
///
/// A frame owns no text: every range counts in the buffer it was read from.
public struct StackFrame: Hashable, Sendable {
  /// From `at` to its last bracket.
  public let bytes: Range<Int>

  /// The module it is in, with its version: `java.base@17.0.15`.
  public let module: Range<Int>?

  /// The class, with its package.
  public let className: Range<Int>

  /// The method; `<init>` for a constructor.
  public let method: Range<Int>

  /// The file of the source; absent for native methods and unknown sources.
  public let file: Range<Int>?

  /// The line in that file, counted from 1.
  public let line: Int?

  /// The bundle or archive that the class was loaded from, where the log says so.
  public let bundle: Range<Int>?

  /// The version of that bundle.
  public let version: Range<Int>?

  /// Whether the method is not written in Java.
  public let isNative: Bool
}

extension StackFrame {
  /// Reads the frame that starts here with `at`.
  ///
  /// - Parameter isStrict: Whether the frame stands amid other text, so that
  ///   the brackets must hold a file or one of the words that stand in for it.
  static func read(
    at start: Int, before limit: Int, isStrict: Bool, in bytes: borrowing Span<UInt8>
  ) -> StackFrame? {
    guard bytes.hasText("at ", at: start), let call = Call(at: start + 3, before: limit, in: bytes),
      let source = Source(at: call.end, before: limit, isStrict: isStrict, in: bytes)
    else { return nil }
    let packaging = Packaging(at: source.end, before: limit, in: bytes)
    return StackFrame(
      bytes: start..<(packaging?.end ?? source.end), module: call.module ?? source.module,
      className: call.className, method: call.method, file: source.file, line: source.line,
      bundle: packaging?.bundle, version: packaging?.version, isNative: source.isNative)
  }

  /// The end of a frame in the usual form that starts here, at the start of a line, with `at`;
  /// `nil` where one has to read it to know.
  static func plainEnd(at start: Int, before limit: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    let call = start + 3
    guard bytes.hasText("at ", at: start), call < limit,
      let open = JavaName.endOfCall(
        from: call, before: min(limit, call + 2 * JavaName.longest), in: bytes),
      bytes[open] == 0x28
    else { return nil }
    var point = open - 1
    while point > call, bytes[point] != 0x2E, bytes[point] != 0x2F { point -= 1 }
    guard point > call, point + 1 < open, bytes[point] == 0x2E, bytes[point - 1] != 0x2F,
      let close = closing(from: open + 1, before: min(limit, open + JavaName.longest), in: bytes)
    else { return nil }
    let end = close + 1
    guard end < limit, bytes[end] == 0x20 || bytes[end] == 0x7E else { return end }
    return Packaging(at: end, before: limit, in: bytes)?.end ?? end
  }

  /// The first closing bracket, unless the line ends before it.
  private static func closing(
    from start: Int, before limit: Int, in bytes: borrowing Span<UInt8>
  ) -> Int? {
    var index = start
    while index + 8 <= limit {
      let word = bytes.word(at: index)
      let found = word.marks(of: 0x29) | word.marks(of: 0x0A)
      if found != 0 {
        index += found.trailingZeroBitCount / 8
        return bytes[index] == 0x29 ? index : nil
      }
      index += 8
    }
    while index < limit, bytes[index] != 0x0A {
      if bytes[index] == 0x29 { return index }
      index += 1
    }
    return nil
  }

  /// `[loader/][module[@version]/]package.Class.method`.
  private struct Call {
    var module: Range<Int>?
    var className: Range<Int>
    var method: Range<Int>
    var end: Int

    init?(at start: Int, before limit: Int, in bytes: borrowing Span<UInt8>) {
      let limit = min(limit, start + 2 * JavaName.longest)
      var (nameStart, point, index) = (start, start, start)
      scan: while index < limit {
        switch bytes[index] {
        case 0x2E: point = index
        case 0x2F:
          // The class of a lambda ends with `/0x…`, or with `/` and a number.
          guard index + 1 < limit, !ErrorLogTime.isDigit(bytes[index + 1]) else { break }
          nameStart = index + 1
        case 0x2D, 0x3C, 0x3E, 0x40: break
        default: if !JavaName.isPart(bytes[index]) { break scan }
        }
        index += 1
      }
      guard point > nameStart, point + 1 < index else { return nil }
      className = nameStart..<point
      method = point + 1..<index
      end = index
      guard nameStart > start else { return }
      // Between the slashes; the loader stands before them.
      var moduleStart = nameStart - 1
      while moduleStart > start, bytes[moduleStart - 1] != 0x2F { moduleStart -= 1 }
      module = moduleStart < nameStart - 1 ? moduleStart..<nameStart - 1 : nil
    }
  }

  /// `(File.java:12)`, `(Native Method)`, `(Unknown Source)`, `(module@version/File.java:12)`.
  private struct Source {
    var module: Range<Int>?
    var file: Range<Int>?
    var line: Int?
    var isNative = false
    var end: Int

    init?(at start: Int, before limit: Int, isStrict: Bool, in bytes: borrowing Span<UInt8>) {
      let open = start < limit && bytes[start] == 0x20 ? start + 1 : start
      guard open < limit, bytes[open] == 0x28 else { return nil }
      let lineEnd = bytes.endOfLine(from: open, before: min(limit, open + JavaName.longest))
      // A line that was cut off has no closing bracket.
      let close = bytes.firstIndex(of: 0x29, in: open + 1..<max(open + 1, lineEnd))
      var content = open + 1..<max(open + 1, close ?? lineEnd)
      end = close.map { $0 + 1 } ?? lineEnd
      isNative = bytes.hasText("Native Method", at: content.lowerBound)
      if isNative || bytes.hasText("Unknown Source", at: content.lowerBound)
        || bytes.hasText("<generated>", at: content.lowerBound)
      {
        return
      }
      let isFile =
        bytes.firstIndex(of: 0x2E, in: content) != nil
        && bytes.firstIndex(of: 0x20, in: content) == nil
      guard isFile || !(isStrict || open > start) else { return nil }
      if let slash = bytes.firstIndex(of: 0x2F, in: content), slash > content.lowerBound {
        module = content.lowerBound..<slash
        content = slash + 1..<content.upperBound
      }
      let digits = Self.trailingDigits(of: content, in: bytes)
      if let digits, digits.lowerBound > content.lowerBound {
        line = bytes.number(digits)
        content = content.lowerBound..<digits.lowerBound - 1
      }
      file = content.isEmpty ? nil : content
    }

    private static func trailingDigits(
      of content: Range<Int>, in bytes: borrowing Span<UInt8>
    ) -> Range<Int>? {
      var start = content.upperBound
      while start > content.lowerBound, ErrorLogTime.isDigit(bytes[start - 1]) { start -= 1 }
      guard start > content.lowerBound, start < content.upperBound, bytes[start - 1] == 0x3A
      else { return nil }
      return start..<content.upperBound
    }
  }

  /// ` [bundle:version]`, with a tilde before the bracket where Logback is not sure.
  private struct Packaging {
    var bundle: Range<Int>
    var version: Range<Int>
    var end: Int

    init?(at start: Int, before limit: Int, in bytes: borrowing Span<UInt8>) {
      var open = start
      while open < limit, bytes[open] == 0x20 || bytes[open] == 0x7E { open += 1 }
      guard open > start, open < limit, bytes[open] == 0x5B else { return nil }
      guard
        let close = bytes.firstIndex(
          of: 0x5D, in: open + 1..<max(open + 1, min(limit, open + JavaName.longest))),
        let colon = bytes.firstIndex(of: 0x3A, in: open + 1..<close),
        !bytes.hasBlank(open + 1..<close)
      else { return nil }
      bundle = open + 1..<colon
      version = colon + 1..<close
      end = close + 1
    }
  }
}
