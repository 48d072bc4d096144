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

  /// How many lines are looked at.
  private static let limit = 20_000

  /// Reads the exceptions in a message as Java prints them.
  init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline).prefix(Self.limit) {
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      if trimmed.hasPrefix("at ") {
        readFrame(trimmed.dropFirst(3))
      } else if trimmed.hasPrefix("Caused by: ") {
        if let throwable = Self.throwable(trimmed.dropFirst(11)) { throwables.append(throwable) }
      } else if throwables.isEmpty, let throwable = Self.throwable(within: trimmed) {
        throwables.append(throwable)
      }
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

extension ThrowableCondition {
  fileprivate func admits(_ throwable: StackTrace.Throwable) throws -> Bool {
    try name?.holds(for: [throwable.name]) ?? true
      && message?.holds(for: [throwable.message]) ?? true
  }
}
