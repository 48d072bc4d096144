public import Model

/// What a virtual machine wrote when it died: `hs_err_pid….log`.
///
/// People send such files cut off as often as whole; what is there is read.
public struct CrashReport: Hashable, Sendable {
  /// What a fact is about.
  public enum Name: String, Hashable, CaseIterable, Sendable {
    /// What is said of the error first: that it is fatal, or that memory did not suffice.
    case problem
    /// The signal or the internal error, with the process and the thread.
    case signal
    /// The call in which it happened: its kind, its library or method.
    case frame
    /// The Java runtime environment, with its version.
    case runtime
    /// The virtual machine, with its version and mode.
    case virtualMachine = "virtual-machine"
    /// The whole command line.
    case commandLine = "command-line"
    /// The options of the virtual machine.
    case javaArguments = "java-arguments"
    /// The thread in which it happened.
    case thread
    /// When it happened, as it is written.
    case time
    /// How long the virtual machine had run.
    case uptime
    /// The memory of the machine and what of it was free.
    case memory
    /// The heap of the virtual machine.
    case heap
    /// The operating system.
    case system
  }

  /// One thing that the report says.
  public struct Fact: Hashable, Sendable {
    /// What it is about.
    public let name: Name

    /// The text, without the label before it.
    public let value: String

    /// Its line, and the bytes of the text.
    public let place: Place
  }

  /// The facts, in the order in which they stand; each name occurs once.
  public private(set) var facts: [Fact] = []

  /// The fact of a name.
  public subscript(name: Name) -> Fact? { facts.first { $0.name == name } }

  /// Reads a report as far as it goes.
  ///
  /// - Parameter source: The document as shown to people.
  public init(_ bytes: [UInt8], source: String) {
    let span = bytes.span
    var (start, number) = (0, 1)
    var expected: Name?
    while start < bytes.count, facts.count < Name.allCases.count {
      let end = span.endOfLine(from: start, before: bytes.count)
      var text = start..<min(end, start + 16_384)
      if bytes[start] == 0x23 {
        text = span.trimmed(start + 1..<text.upperBound)
        readBanner(text, &expected, line: number, in: span, of: source)
      } else {
        readBody(text, &expected, line: number, in: span, of: source)
      }
      start = (span.firstIndex(of: 0x0A, in: end..<bytes.count) ?? bytes.count) + 1
      number += 1
    }
  }

  /// Whether a document starts with the banner of such a report.
  static func recognises(_ head: [UInt8]) -> Bool {
    let span = head.span
    let start = head.prefix(4_096)
    guard start.contains(0x23) else { return false }
    let range = 0..<start.count
    return span.firstOffset(
      of: "# A fatal error has been detected by the Java Runtime", in: range) != nil
      || span.firstOffset(of: "# There is insufficient memory for the Java Runtime", in: range)
        != nil
  }
}

extension CrashReport {
  // The lines behind `#`.
  private mutating func readBanner(
    _ text: Range<Int>, _ expected: inout Name?, line: Int, in bytes: borrowing Span<UInt8>,
    of source: String
  ) {
    guard !text.isEmpty else { return }
    if let name = expected {
      expected = nil
      note(name, text, line: line, in: bytes, of: source)
    } else if self[.problem] == nil {
      note(.problem, text, line: line, in: bytes, of: source)
    } else if bytes.hasText("JRE version: ", at: text.lowerBound) {
      note(.runtime, text.dropFirst(13), line: line, in: bytes, of: source)
    } else if bytes.hasText("Java VM: ", at: text.lowerBound) {
      note(.virtualMachine, text.dropFirst(9), line: line, in: bytes, of: source)
    } else if bytes.hasText("Problematic frame:", at: text.lowerBound) {
      expected = .frame
    } else if self[.signal] == nil, bytes.firstOffset(of: "pid=", in: text) != nil {
      note(.signal, text, line: line, in: bytes, of: source)
    }
  }

  private mutating func readBody(
    _ line: Range<Int>, _ expected: inout Name?, line number: Int,
    in bytes: borrowing Span<UInt8>, of source: String
  ) {
    let text = bytes.trimmed(line)
    guard !text.isEmpty else { return }
    if let name = expected {
      expected = nil
      note(name, text, line: number, in: bytes, of: source)
      return
    }
    let start = text.lowerBound
    if bytes.hasText("Heap:", at: start), text.count == 5 {
      expected = .heap
    } else if bytes.hasText("OS:", at: start) {
      // JDK 8 puts the name behind the colon, later releases on the next line.
      if text.count == 3 { expected = .system }
      if text.count > 3 { note(.system, text.dropFirst(3), line: number, in: bytes, of: source) }
    } else if let (name, label) = Self.label(at: start, in: bytes) {
      note(name, text.dropFirst(label), line: number, in: bytes, of: source)
    }
    if self[.uptime] == nil, let mark = bytes.firstOffset(of: "elapsed time: ", in: text) {
      note(.uptime, mark + 14..<text.upperBound, line: number, in: bytes, of: source)
    }
  }

  private static func label(
    at start: Int, in bytes: borrowing Span<UInt8>
  ) -> (name: Name, length: Int)? {
    if bytes.hasText("Command Line: ", at: start) { return (.commandLine, 14) }
    if bytes.hasText("java_command: ", at: start) { return (.commandLine, 14) }
    if bytes.hasText("jvm_args: ", at: start) { return (.javaArguments, 10) }
    if bytes.hasText("Current thread ", at: start) { return (.thread, 15) }
    if bytes.hasText("Time: ", at: start) || bytes.hasText("time: ", at: start) {
      return (.time, 6)
    }
    if bytes.hasText("Memory: ", at: start) { return (.memory, 8) }
    return nil
  }

  private mutating func note(
    _ name: Name, _ text: Range<Int>, line: Int, in bytes: borrowing Span<UInt8>,
    of source: String
  ) {
    var text = bytes.trimmed(text)
    if name == .time, let mark = bytes.firstOffset(of: " elapsed time: ", in: text) {
      text = text.lowerBound..<mark
    }
    guard !text.isEmpty, self[name] == nil else { return }
    facts.append(
      Fact(
        name: name, value: bytes.text(text),
        place: Place(source: source, line: line, bytes: text)))
  }
}

extension Span<UInt8> {
  /// The range without white space at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, self[first] <= 0x20 { range.removeFirst() }
    while let last = range.last, self[last] <= 0x20 { range.removeLast() }
    return range
  }
}
