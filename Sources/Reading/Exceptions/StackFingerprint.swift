/// What makes two stack traces the same error: the root exception and where own code raised it.
///
/// Version `v1` takes the class of the exception that caused all, and the class
/// and method of its first frame outside the generic packages (the platform,
/// Jetty, Felix, the engine, events, servlets and scripting of Sling, Guava and
/// their like). Where all its frames are generic, the exceptions above it are
/// asked, from the inside out; then its first frame has to do.
///
/// Line numbers, versions of bundles, messages, and the numbers in generated
/// names of classes (lambdas, proxies, accessors, anonymous classes, compiled
/// scripts) do not count. So the fingerprint holds over releases, restarts and
/// the languages in which messages are written.
public struct StackFingerprint: Hashable, Sendable {
  /// The class of the exception that caused all; empty where only frames are left.
  public let exception: String

  /// The class and method of the frame, as `a.b.C.run`; empty where there are no frames.
  public let frame: String

  /// A number for both, the same in every run and on every machine.
  public let hash: UInt64

  /// The fingerprint of a tree; `nil` if there is no exception in it.
  public init?(of tree: ExceptionTree, in bytes: borrowing Span<UInt8>) {
    guard let choice = Choice(tree, in: bytes) else { return nil }
    var text: [UInt8] = []
    choice.writeException(into: &text, in: bytes)
    exception = String(decoding: text, as: UTF8.self)
    text.removeAll(keepingCapacity: true)
    choice.writeFrame(into: &text, in: bytes)
    frame = String(decoding: text, as: UTF8.self)
    hash = choice.hash(in: bytes)
  }

  /// The fingerprint of a record or its message; `nil` if there is no exception in it.
  public init?(ofRecord record: Range<Int>, in bytes: borrowing Span<UInt8>) {
    self.init(of: ExceptionTree.outline(of: record, in: bytes), in: bytes)
  }

  /// The number alone, without making text of anything.
  public static func hash(of tree: ExceptionTree, in bytes: borrowing Span<UInt8>) -> UInt64? {
    Choice(tree, in: bytes)?.hash(in: bytes)
  }

  /// The number of a record or its message; no more of its stack is read than counts.
  public static func hash(
    ofRecord record: Range<Int>, in bytes: borrowing Span<UInt8>
  ) -> UInt64? {
    hash(of: ExceptionTree.outline(of: record, in: bytes), in: bytes)
  }

  /// What of a tree counts.
  private struct Choice {
    var className: Range<Int>?
    var frame: StackFrame?

    init?(_ tree: ExceptionTree, in bytes: borrowing Span<UInt8>) {
      guard let primary = tree.primary else { return nil }
      let chain = tree.chain(from: primary)
      className = chain.reversed().lazy.compactMap { tree.throwables[$0].className }.first
      var first: StackFrame?
      for index in chain.reversed() {
        for position in tree.throwables[index].frames {
          let candidate = tree.frames[position]
          if first == nil { first = candidate }
          if !GenericPackages.contain(className: candidate.className, in: bytes) {
            frame = candidate
            return
          }
        }
      }
      frame = first
    }

    func hash(in bytes: borrowing Span<UInt8>) -> UInt64 {
      var hash = StableHash()
      hash.put("v1:")
      writeException(into: &hash, in: bytes)
      hash.put("\n")
      writeFrame(into: &hash, in: bytes)
      return hash.value
    }

    func writeException(into sink: inout some ByteSink, in bytes: borrowing Span<UInt8>) {
      if let className { StableName.write(className, into: &sink, in: bytes) }
    }

    func writeFrame(into sink: inout some ByteSink, in bytes: borrowing Span<UInt8>) {
      guard let frame else { return }
      StableName.write(frame.className, into: &sink, in: bytes)
      sink.put(0x2E)
      StableName.write(frame.method, into: &sink, in: bytes)
    }
  }
}

/// Names of Java without what compilers and the virtual machine number anew each time.
enum StableName {
  /// Writes a name: `Foo$$Lambda$14/0x0800` as `Foo$$`, `Foo$1` as `Foo$`, `lambda$run$3` as
  /// `lambda$run$`, `GeneratedMethodAccessor12` and `$Proxy7` without their numbers, and the
  /// class of a compiled script alike whether its name ends with `$jsp`, `_jsp` or `__002e__jsp`.
  static func write(
    _ name: Range<Int>, into sink: inout some ByteSink, in bytes: borrowing Span<UInt8>
  ) {
    var start = name.lowerBound
    if bytes.hasText("org.apache.jsp.", at: start) { start += 15 }
    var end = name.upperBound
    var isScript = false
    if bytes.hasText("jsp", at: max(start, end - 3)), end - start > 4 {
      let mark = end - 4
      if bytes.hasText("__002e__", at: max(start, mark - 7)) {
        (end, isScript) = (mark - 7, true)
      } else if bytes[mark] == 0x24 || bytes[mark] == 0x5F {
        (end, isScript) = (mark, true)
      }
    }
    var index = start
    while index < end {
      let byte = bytes[index]
      sink.put(byte)
      index += 1
      if byte == 0x24, index < end, bytes[index] == 0x24, index > start + 1 {
        // Whatever tool made the class says so behind two dollar signs.
        sink.put(0x24)
        break
      }
      if byte == 0x24 || isNumbered(before: index, from: start, in: bytes) {
        while index < end, ErrorLogTime.isDigit(bytes[index]) { index += 1 }
      }
    }
    if isScript { sink.put(".jsp") }
  }

  private static func isNumbered(
    before end: Int, from start: Int, in bytes: borrowing Span<UInt8>
  ) -> Bool {
    switch bytes[end - 1] {
    case UInt8(ascii: "r"):
      bytes.hasText("GeneratedMethodAccessor", at: max(start, end - 23))
        || bytes.hasText("GeneratedConstructorAccessor", at: max(start, end - 28))
    case UInt8(ascii: "y"):
      bytes.hasText("$Proxy", at: max(start, end - 6))
        || bytes.hasText("jdk.proxy", at: max(start, end - 9))
    case UInt8(ascii: "t"):
      bytes.hasText("Script", at: max(start, end - 6))
    default: false
    }
  }
}
