/// A number with a unit, exact, so that sums and comparisons of captured values are.
///
/// Counted in thousandths for plain numbers, in microseconds for durations and
/// in bytes for sizes.
public struct Measure: Hashable, Comparable, Codable, Sendable {
  /// How many of the smallest unit.
  public var units: Int64

  /// What is counted.
  public var kind: Kind

  /// What a measure counts.
  public enum Kind: String, Hashable, Codable, CaseIterable, Sendable {
    case number
    case duration
    case size
  }

  /// Makes a measure of a number of its kind's smallest units.
  public init(units: Int64, kind: Kind) {
    self.units = units
    self.kind = kind
  }

  /// Reads a number, a duration or a size as logs write them.
  ///
  /// Numbers may have a sign and commas between digits. Durations are parts with
  /// units (`1h 5m`, `3.2 sec`, `PT1M30S`), a clock (`00:03:12.5`), or a bare
  /// number of milliseconds. Sizes have a unit of bytes, in powers of 1024, or none.
  public init?(_ text: String, as kind: Kind) {
    self.kind = kind
    let text = text.filter { $0 != " " && $0 != "\u{A0}" && $0 != "_" }
    switch kind {
    case .number:
      let isNegative = text.hasPrefix("-")
      let digits = isNegative || text.hasPrefix("+") ? String(text.dropFirst()) : text
      guard let units = Self.scaled(digits[...], by: 1_000) else { return nil }
      self.units = isNegative ? -units : units
    case .duration:
      guard let units = Self.clock(text) ?? Self.parts(of: text) else { return nil }
      self.units = units
    case .size:
      let digits = text.prefix(while: Self.belongsToNumber)
      guard let scale = Self.byteScale(text.dropFirst(digits.count).lowercased()),
        let units = Self.scaled(digits, by: scale)
      else { return nil }
      self.units = units
    }
  }

  /// Orders by amount; measures of different kinds are not meant to be compared.
  public static func < (left: Measure, right: Measure) -> Bool {
    left.units < right.units
  }

  /// `1h5m`, `3.2s`, `250ms`; a bare number counts milliseconds.
  private static func parts(of text: String) -> Int64? {
    var rest = text.lowercased()[...]
    if rest.hasPrefix("p") { rest = rest.dropFirst() }
    var total: Int64 = 0
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
  private static func clock(_ text: String) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return nil }
    var total: Int64 = 0
    for (part, scale) in zip(parts.reversed(), [1_000_000, 60_000_000, 3_600_000_000] as [Int64]) {
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
  private static func scaled(_ text: Substring, by scale: Int64) -> Int64? {
    let parts = text.filter { $0 != "," }.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), !parts[0].isEmpty,
      parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }),
      let whole = Int64(parts[0])
    else { return nil }
    let (product, overflows) = whole.multipliedReportingOverflow(by: scale)
    guard !overflows else { return nil }
    guard parts.count == 2 else { return product }
    var fraction = Int128(0)
    var divisor = Int128(1)
    for digit in parts[1].prefix(12).compactMap(\.wholeNumberValue) {
      fraction = fraction * 10 + Int128(digit)
      divisor *= 10
    }
    let (sum, isTooLarge) = product.addingReportingOverflow(
      Int64(fraction * Int128(scale) / divisor))
    return isTooLarge ? nil : sum
  }

  private static func timeScale(_ unit: String) -> Int64? {
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

  private static func byteScale(_ unit: String) -> Int64? {
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
