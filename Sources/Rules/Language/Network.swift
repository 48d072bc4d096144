/// A range of internet addresses: `10.0.0.0/8`, `2001:db8::/32`, or one address.
public struct Network: Hashable, Codable, Sendable {
  private var address: [UInt8]
  private var prefix: Int

  /// Reads a network in CIDR notation; without a length it is one address.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count), let address = Self.bytes(of: parts[0]) else { return nil }
    self.address = address
    prefix = address.count * 8
    guard parts.count == 2 else { return }
    guard let length = Int(parts[1]), (0...prefix).contains(length) else { return nil }
    prefix = length
  }

  /// Whether an address, as text, lies in it.
  public func contains(_ text: String) -> Bool {
    guard let other = Self.bytes(of: text), other.count == address.count else { return false }
    let whole = prefix / 8
    guard address[..<whole] == other[..<whole] else { return false }
    let rest = prefix % 8
    guard rest > 0 else { return true }
    let mask = UInt8.max << UInt8(8 - rest)
    return address[whole] & mask == other[whole] & mask
  }

  private static func bytes(of text: String) -> [UInt8]? {
    text.contains(":") ? version6(text) : version4(text)
  }

  private static func version4(_ text: String) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts.allSatisfy({ $0.allSatisfy(\.isASCII) && $0.count <= 3 }) else {
      return nil
    }
    let bytes = parts.compactMap { UInt8($0) }
    return bytes.count == 4 ? bytes : nil
  }

  private static func version6(_ text: String) -> [UInt8]? {
    // At most one pair of colons stands for as many zeros as are missing.
    let halves = text.split(separator: "::", omittingEmptySubsequences: false).map(groups)
    guard (1...2).contains(halves.count), let first = halves[0] else { return nil }
    guard halves.count == 2 else { return first.count == 16 ? first : nil }
    guard let second = halves[1], first.count + second.count <= 14 else { return nil }
    return first + [UInt8](repeating: 0, count: 16 - first.count - second.count) + second
  }

  private static func groups(_ text: Substring) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    var bytes: [UInt8] = []
    let groups = text.split(separator: ":", omittingEmptySubsequences: false)
    guard groups.count <= 8 else { return nil }
    for (number, group) in groups.enumerated() {
      if number == groups.count - 1, let tail = version4(String(group)) {
        bytes += tail
      } else if group.count <= 4, let value = UInt16(group, radix: 16) {
        bytes += [UInt8(value >> 8), UInt8(value & 0xFF)]
      } else {
        return nil
      }
    }
    return bytes
  }
}
