import Matching

/// The exceptions in the message of a record, the first thrown last.
struct StackTrace {
  /// An exception with its message.
  struct Throwable {
    var name: String
    var message: String
  }

  /// The exceptions: the one that was logged, then what caused it, and so on.
  private(set) var throwables: [Throwable] = []

  /// The frames of all of them: class and method.
  private(set) var frames: [String] = []

  /// The bundles that frames name, with their versions.
  private(set) var bundles: [(name: String, version: String)] = []

  /// Whether frames are of interest; most rules ask for exceptions alone.
  private let readsFrames: Bool

  /// How many lines are looked at.
  private static let limit = 20_000

  /// Reads the exceptions in a message as Java prints them.
  ///
  /// - Parameter readsFrames: Whether frames and bundles are wanted, too.
  init(_ message: Range<Int>, in bytes: [UInt8], readsFrames: Bool) {
    self.readsFrames = readsFrames
    var rest = Self.limit
    var start = message.lowerBound
    while start < message.upperBound, rest > 0 {
      let end =
        bytes.firstOffset(of: UInt8(ascii: "\n"), in: start..<message.upperBound)
        ?? message.upperBound
      read(line: start..<end, in: bytes, limit: &rest)
      start = end + 1
    }
  }

  /// Reads what stands between two line feeds. Text is made only of what is kept, and of lines
  /// that hold more than plain ASCII, in which other characters may end lines and words.
  private mutating func read(line: Range<Int>, in bytes: [UInt8], limit: inout Int) {
    var (start, end) = (line.lowerBound, line.upperBound)
    if start < end, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    guard start < end else { return }
    let span = bytes.span
    let first = start
    while start < end, span[start] == UInt8(ascii: " ") || span[start] == UInt8(ascii: "\t") {
      start += 1
    }
    guard span.isPlain(start..<end) else {
      let text = String(decoding: bytes[first..<end], as: UTF8.self)
      for line in text.split(whereSeparator: \.isNewline).prefix(limit) {
        limit -= 1
        read(line.drop { $0 == " " || $0 == "\t" })
      }
      return
    }
    limit -= 1
    let isFrame = span.starts(with: "at ", at: start, before: end)
    if isFrame, !readsFrames { return }
    if isFrame || span.starts(with: "Caused by: ", at: start, before: end)
      || throwables.isEmpty && span.mayNameThrowable(start..<end)
    {
      read(String(decoding: bytes[start..<end], as: UTF8.self)[...])
    }
  }

  private mutating func read(_ line: Substring) {
    if line.hasPrefix("at ") {
      if readsFrames { readFrame(line.dropFirst(3)) }
    } else if line.hasPrefix("Caused by: ") {
      if let throwable = Self.throwable(line.dropFirst(11)) { throwables.append(throwable) }
    } else if throwables.isEmpty, let throwable = Self.throwable(within: line) {
      throwables.append(throwable)
    }
  }

  /// Whether it is what a rule demands.
  func satisfies(_ condition: ThrowableCondition) throws -> Bool {
    switch condition.part {
    case .exception: return try throwables.prefix(1).contains { try condition.admits($0) }
    case .rootCause: return try throwables.suffix(1).contains { try condition.admits($0) }
    case .anyCause: return try throwables.contains { try condition.admits($0) }
    case .frame:
      return try frames.contains { try condition.name?.holds(for: [$0]) ?? true }
    case .bundle:
      return try bundles.contains { bundle in
        try condition.name?.holds(for: [bundle.name]) ?? true
          && condition.version?.holds(for: [bundle.version]) ?? true
      }
    }
  }

  // at org.example.Type.method(Type.java:12) [org.example.bundle:1.2.3]
  private mutating func readFrame(_ line: Substring) {
    let frame = line.prefix { $0 != "(" }
    // A module stands before a slash: java.base/java.lang.Thread.run
    frames.append(String(frame.split(separator: "/").last ?? frame))
    guard let open = line.lastIndex(of: "["), line.last == "]" else { return }
    let parts = line[line.index(after: open)...].dropLast().split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return }
    bundles.append((String(parts[0]), String(parts[1])))
  }

  /// A class with perhaps a message, from its first letter on.
  private static func throwable(_ text: Substring) -> Throwable? {
    let name = text.prefix { $0.isLetter || $0.isNumber || "._$".contains($0) }
    guard isThrowable(name) else { return nil }
    let rest = text.dropFirst(name.count)
    let message = rest.hasPrefix(": ") ? rest.dropFirst(2) : rest
    return Throwable(name: String(name), message: String(message))
  }

  /// The first word of a line that names an exception.
  private static func throwable(within line: Substring) -> Throwable? {
    var rest = line
    while let start = rest.firstIndex(where: \.isLetter) {
      rest = rest[start...]
      let word = rest.prefix { $0.isLetter || $0.isNumber || "._$".contains($0) }
      if isThrowable(word) { return throwable(rest) }
      rest = rest.dropFirst(word.count)
    }
    return nil
  }

  private static func isThrowable(_ name: Substring) -> Bool {
    guard name.contains(".") else { return false }
    let last = name.split(separator: ".").last ?? name
    return last.first?.isUppercase == true
      && ["Exception", "Error", "Throwable", "Failure"].contains { last.hasSuffix($0) }
  }
}

extension [ThrowableCondition] {
  /// Whether one of them speaks of frames or of the bundles that frames name.
  var readFrames: Bool { contains { $0.part == .frame || $0.part == .bundle } }
}

extension Span<UInt8> {
  /// Whether these bytes are ASCII and none of them but a line feed ends a line.
  fileprivate func isPlain(_ range: Range<Int>) -> Bool {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe withUnsafeBufferPointer { bytes in
      var unusual: UInt8 = 0
      for index in range {
        let byte = unsafe bytes[index]
        // Vertical tab, form feed and carriage return count as what is no ASCII.
        unusual |= byte | (byte &- 0x0B < 3 ? 0x80 : 0)
      }
      return unusual < 0x80
    }
  }

  fileprivate func starts(with text: StaticString, at start: Int, before end: Int) -> Bool {
    guard end - start >= text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { text in
      for offset in 0..<text.count where unsafe self[start + offset] != text[offset] {
        return false
      }
      return true
    }
  }

  /// Whether one of the endings stands in the line by which classes that can be thrown are known.
  fileprivate func mayNameThrowable(_ line: Range<Int>) -> Bool {
    for index in line {
      switch self[index] {
      case UInt8(ascii: "E"):
        if starts(with: "Exception", at: index, before: line.upperBound)
          || starts(with: "Error", at: index, before: line.upperBound)
        {
          return true
        }
      case UInt8(ascii: "T"):
        if starts(with: "Throwable", at: index, before: line.upperBound) { return true }
      case UInt8(ascii: "F"):
        if starts(with: "Failure", at: index, before: line.upperBound) { return true }
      default: break
      }
    }
    return false
  }
}

extension ThrowableCondition {
  fileprivate func admits(_ throwable: StackTrace.Throwable) throws -> Bool {
    try name?.holds(for: [throwable.name]) ?? true
      && message?.holds(for: [throwable.message]) ?? true
  }
}
