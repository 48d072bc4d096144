/// A number with a unit, exact, so that sums and comparisons of captured values are.
///
/// Counted in trillionths for plain numbers, in microseconds for durations and
/// in bytes for sizes. Every whole number of 64 bits is told from the next.
public struct Measure: Hashable, Comparable, Sendable {
  /// How many of the smallest unit.
  public var units: Int128

  /// What is counted.
  public var kind: Kind

  /// What a measure counts.
  public enum Kind: String, Hashable, Codable, CaseIterable, Sendable {
    case number
    case duration
    case size
  }

  /// Makes a measure of a number of its kind's smallest units.
  public init(units: Int128, kind: Kind) {
    self.units = units
    self.kind = kind
  }

  private static let numberScale = 1_000_000_000_000 as Int128

  /// Reads a number, a duration or a size as logs write them.
  ///
  /// Numbers may have a sign, commas between digits and twelve digits of a fraction. Durations are parts with
  /// units (`1h 5m`, `3.2 sec`, `PT1M30S`), a clock (`00:03:12.5`), or a bare
  /// number of milliseconds. Sizes have a unit of bytes, in powers of 1024, or none.
  public init?(_ text: String, as kind: Kind) {
    self.kind = kind
    let text = text.filter { $0 != " " && $0 != "\u{A0}" && $0 != "_" }
    switch kind {
    case .number:
      let isNegative = text.hasPrefix("-")
      let digits = isNegative || text.hasPrefix("+") ? String(text.dropFirst()) : text
      guard let units = Self.scaled(digits[...], by: Self.numberScale) else { return nil }
      self.units = isNegative ? -units : units
    case .duration:
      guard let units = Self.clock(text) ?? Self.parts(of: text), Int64(exactly: units) != nil
      else { return nil }
      self.units = units
    case .size:
      let digits = text.prefix(while: Self.belongsToNumber)
      guard let scale = Self.byteScale(text.dropFirst(digits.count).lowercased()),
        let units = Self.scaled(digits, by: scale), Int64(exactly: units) != nil
      else { return nil }
      self.units = units
    }
  }

  /// Orders by amount; measures of different kinds are not meant to be compared.
  public static func < (left: Measure, right: Measure) -> Bool {
    left.units < right.units
  }

  /// `1h5m`, `3.2s`, `250ms`; a bare number counts milliseconds.
  private static func parts(of text: String) -> Int128? {
    var rest = text.lowercased()[...]
    if rest.hasPrefix("p") { rest = rest.dropFirst() }
    var total: Int128 = 0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      if rest.hasPrefix("t") { rest = rest.dropFirst() }
      let digits = rest.prefix(while: belongsToNumber)
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isLetter }
      // In `pt1h` and `1dt2h` the letter t parts days from hours.
      let name = unit.count > 1 && unit.last == "t" ? unit.dropLast() : unit
      rest = rest.dropFirst(name.count)
      guard let scale = timeScale(String(name)), let part = scaled(digits, by: scale) else {
        return nil
      }
      let (sum, overflows) = total.addingReportingOverflow(part)
      guard !overflows else { return nil }
      total = sum
    }
    return total
  }

  /// `03:12.5`, `00:03:12`.
  private static func clock(_ text: String) -> Int128? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return nil }
    var total: Int128 = 0
    for (part, scale) in zip(parts.reversed(), [1_000_000, 60_000_000, 3_600_000_000] as [Int128]) {
      guard let value = scaled(part, by: scale) else { return nil }
      let (sum, overflows) = total.addingReportingOverflow(value)
      guard !overflows else { return nil }
      total = sum
    }
    return total
  }

  private static func belongsToNumber(_ character: Character) -> Bool {
    ("0"..."9").contains(character) || character == "." || character == ","
  }

  /// Digits with perhaps a fraction, times a scale; `nil` if it is none or too large.
  private static func scaled(_ text: Substring, by scale: Int128) -> Int128? {
    let parts = text.filter { $0 != "," }.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), !parts[0].isEmpty,
      parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }),
      let whole = UInt64(parts[0])
    else { return nil }
    // No scale is so large that the product of a number of 64 bits with it could overflow.
    let product = Int128(whole) * scale
    guard parts.count == 2 else { return product }
    var fraction = Int128(0)
    var divisor = Int128(1)
    for digit in parts[1].prefix(12).compactMap(\.wholeNumberValue) {
      fraction = fraction * 10 + Int128(digit)
      divisor *= 10
    }
    return product + fraction * scale / divisor
  }

  private static func timeScale(_ unit: String) -> Int128? {
    switch unit {
    case "us", "µs", "μs": 1
    case "", "ms", "msec", "msecs", "millis", "milliseconds", "millisecond": 1_000
    case "s", "sec", "secs", "second", "seconds": 1_000_000
    case "m", "min", "mins", "minute", "minutes": 60_000_000
    case "h", "hr", "hrs", "hour", "hours": 3_600_000_000
    case "d", "day", "days": 86_400_000_000
    default: nil
    }
  }

  private static func byteScale(_ unit: String) -> Int128? {
    switch unit {
    case "", "b", "byte", "bytes": 1
    case "k", "kb", "kib": 1 << 10
    case "m", "mb", "mib": 1 << 20
    case "g", "gb", "gib": 1 << 30
    case "t", "tb", "tib": 1 << 40
    default: nil
    }
  }
}

extension Measure: CustomStringConvertible {
  /// The amount as it can be read again, exactly.
  public var description: String {
    switch kind {
    case .number:
      let (whole, rest) = units.magnitude.quotientAndRemainder(
        dividingBy: Self.numberScale.magnitude)
      let sign = units < 0 ? "-" : ""
      guard rest > 0 else { return "\(sign)\(whole)" }
      // The digits behind a leading one keep their zeros.
      var fraction = String(Self.numberScale.magnitude + rest).dropFirst()
      while fraction.hasSuffix("0") { fraction.removeLast() }
      return "\(sign)\(whole).\(fraction)"
    case .duration:
      return units % 1_000_000 == 0
        ? "\(units / 1_000_000)s" : units % 1_000 == 0 ? "\(units / 1_000)ms" : "\(units)us"
    case .size:
      return units % (1 << 20) == 0 ? "\(units >> 20)MB" : "\(units)B"
    }
  }
}

extension Measure: Codable {
  private enum Key: CodingKey {
    case amount, kind
  }

  /// Reads what ``encode(to:)`` writes.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    let text = try fields.decode(String.self, forKey: .amount)
    guard let measure = Measure(text, as: try fields.decode(Kind.self, forKey: .kind)) else {
      throw DecodingError.dataCorruptedError(
        forKey: .amount, in: fields, debugDescription: "no amount: \(text)")
    }
    self = measure
  }

  /// Writes the amount as text, which no reader of numbers rounds.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(description, forKey: .amount)
    try fields.encode(kind, forKey: .kind)
  }
}

extension CaptureType {
  /// What a value of this type measures, if it can be counted.
  public var measure: Measure.Kind? {
    switch self {
    case .int: .number
    case .duration: .duration
    case .size: .size
    case .text, .version, .uuid, .path, .pid, .bundle, .url, .user, .jwt: nil
    }
  }
}
