import FoundationEssentials
public import Reading

/// The time zones that the system knows.
public enum SystemTimeZones {
  // Where systems keep the table; the first may be set by `TZDIR`.
  private static let folders = [
    ProcessInfo.processInfo.environment["TZDIR"], "/usr/share/zoneinfo",
    "/var/db/timezone/zoneinfo",
  ]

  /// The rules of a zone by its name, such as `Europe/Paris`, or of a fixed offset, such as `+09:00`.
  ///
  /// - Returns: `nil` if the system knows no such zone.
  public static func rules(named name: String) -> TimeZoneRules? {
    if ["UTC", "Z", "GMT"].contains(name.uppercased()) {
      return TimeZoneRules(name: "UTC", offset: 0)
    }
    if let offset = fixedOffset(name) { return TimeZoneRules(name: name, offset: offset) }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard name.utf8.count < 64, parts.count <= 3, parts.allSatisfy(isPlain) else { return nil }
    for folder in folders.compactMap(\.self) {
      if let data = try? Data(contentsOf: URL(filePath: "\(folder)/\(name)")),
        let rules = TimeZoneRules(name: name, bytes: [UInt8](data))
      {
        return rules
      }
    }
    return nil
  }

  private static func isPlain(_ part: Substring) -> Bool {
    !part.isEmpty
      && part.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
          || "_-+".utf8.contains(byte)
      }
  }

  /// `+09:00`, `-0330`, `+9`, in seconds east of UTC.
  private static func fixedOffset(_ text: String) -> Int? {
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().split(separator: ":", maxSplits: 1).joined()
    guard (1...4).contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }),
      let number = Int(digits)
    else { return nil }
    let (hours, minutes) = digits.count <= 2 ? (number, 0) : (number / 100, number % 100)
    guard hours <= 18, minutes < 60 else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
  }
}
