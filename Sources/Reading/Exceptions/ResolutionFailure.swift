/// Why a bundle did not resolve, as the message of a `BundleException` tells it.
///
/// Apache Felix writes `Unable to resolve <bundle> [id](R id.n): missing requirement
/// [<bundle>] <namespace>; <filter> [caused by: Unable to resolve …]`, and then
/// `Unresolved requirements: [[<bundle>] <namespace>; <filter>]`.
public struct ResolutionFailure: Hashable, Sendable {
  /// One bundle that misses something.
  public struct Step: Hashable, Sendable {
    /// Its symbolic name.
    public let bundle: Range<Int>

    /// What kind of thing it misses, such as `osgi.wiring.package`.
    public let namespace: Range<Int>?

    /// The condition on it, brackets included.
    public let filter: Range<Int>?

    /// The name of what it misses, such as a package.
    public let requirement: Range<Int>?
  }

  /// From the bundle that was started to the one that is to blame, which comes last.
  public let steps: [Step]

  /// The list of what is not resolved, without its outer brackets.
  public let unresolved: Range<Int>?

  /// Reads the message of an exception; `nil` if it tells of no bundle.
  public init?(message: Range<Int>, in bytes: borrowing Span<UInt8>) {
    var steps: [Step] = []
    var unresolved: Range<Int>?
    var index = max(0, message.lowerBound)
    let end = min(message.upperBound, bytes.count)
    while index < end, steps.count < 64 {
      if bytes.hasText("Unable to resolve ", at: index) {
        let step = Step(at: index + 18, before: end, in: bytes)
        steps.append(step)
        index = step.bundle.upperBound
      } else if bytes.hasText("Unresolved requirements: [", at: index) {
        var last = bytes.endOfLine(from: index, before: end)
        while last > index + 26, bytes[last - 1] != 0x5D { last -= 1 }
        unresolved = index + 26..<max(index + 26, last - 1)
        break
      } else {
        index += 1
      }
    }
    guard !steps.isEmpty || unresolved != nil else { return nil }
    self.steps = steps
    self.unresolved = unresolved
  }
}

extension ResolutionFailure.Step {
  fileprivate init(at start: Int, before end: Int, in bytes: borrowing Span<UInt8>) {
    var index = start
    while index < end, bytes[index] > 0x20, bytes[index] != 0x5B, bytes[index] != 0x3A {
      index += 1
    }
    bundle = start..<index
    let limit = min(end, index + 2_048)
    while index < limit, bytes[index] != 0x0A, !bytes.hasText("missing requirement ", at: index),
      !bytes.hasText("[caused by:", at: index)
    {
      index += 1
    }
    guard bytes.hasText("missing requirement ", at: index) else {
      (namespace, filter, requirement) = (nil, nil, nil)
      return
    }
    index = Self.endOfBracket(at: index + 20, before: end, in: bytes)
    while index < end, bytes[index] == 0x20 { index += 1 }
    let name = index..<JavaName.end(from: index, before: end, in: bytes)
    namespace = name.isEmpty ? nil : name
    index = name.upperBound
    while index < end, bytes[index] == 0x20 || bytes[index] == 0x3B { index += 1 }
    let filter = index..<Self.endOfBracket(at: index, before: end, in: bytes)
    self.filter = filter.isEmpty ? nil : filter
    requirement = Self.value(of: name, in: filter, of: bytes)
  }

  /// Behind the bracket that closes the one which opens here, square or round.
  private static func endOfBracket(
    at start: Int, before end: Int, in bytes: borrowing Span<UInt8>
  ) -> Int {
    guard start < end, bytes[start] == 0x5B || bytes[start] == 0x28 else { return start }
    let (opening, closing) = (bytes[start], bytes[start] == 0x5B ? 0x5D : 0x29 as UInt8)
    var depth = 0
    for index in start..<end {
      if bytes[index] == opening { depth += 1 }
      if bytes[index] == closing { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return end
  }

  // `(namespace=value)`, somewhere in the filter.
  private static func value(
    of name: Range<Int>, in filter: Range<Int>, of bytes: borrowing Span<UInt8>
  ) -> Range<Int>? {
    guard !name.isEmpty else { return nil }
    search: for start in filter where bytes[start] == 0x28 {
      let value = start + 1 + name.count + 1
      guard value < filter.upperBound, bytes[value - 1] == 0x3D else { continue }
      for offset in 0..<name.count
      where bytes[start + 1 + offset] != bytes[name.lowerBound + offset] {
        continue search
      }
      return value..<(bytes.firstIndex(of: 0x29, in: value..<filter.upperBound) ?? value)
    }
    return nil
  }
}
