/// Where a text names a person, or a machine that is somebody's own.
///
/// Mail addresses, network addresses and home folders; those of examples, of Adobe and of
/// the machine itself name nobody. A number such as 6.5.19.0 is a version.
public enum PersonalData {
  /// The places in the bytes of a text, in order.
  ///
  /// - Complexity: Linear in the text.
  public static func ranges(in text: String) -> [Range<Int>] {
    let bytes = Array(text.utf8)
    var ranges: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      guard isPart(bytes[start]) else {
        start += 1
        continue
      }
      var end = start
      while end < bytes.count, isPart(bytes[end]) { end += 1 }
      let word = bytes[start..<end]
      if let range = mail(in: word) ?? address(in: word) ?? home(in: word) { ranges.append(range) }
      start = end
    }
    return ranges
  }

  /// The text with all of them masked.
  public static func masked(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var masked: [UInt8] = []
    var offset = 0
    for range in ranges(in: text) {
      masked += bytes[offset..<range.lowerBound]
      masked += "[masked]".utf8
      offset = range.upperBound
    }
    return String(decoding: masked + bytes[offset...], as: UTF8.self)
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    let isLetter = (0x41...0x5A).contains(byte & 0xDF)
    return isLetter || isDigit(byte) || "@._%+-/".utf8.contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func mail(in word: ArraySlice<UInt8>) -> Range<Int>? {
    guard let sign = word.firstIndex(of: UInt8(ascii: "@")) else { return nil }
    let slash = UInt8(ascii: "/")
    let start = word[..<sign].lastIndex(of: slash).map { $0 + 1 } ?? word.startIndex
    var end = word[sign...].firstIndex(of: slash) ?? word.endIndex
    while end > sign + 1, word[end - 1] == UInt8(ascii: ".") || word[end - 1] == UInt8(ascii: "-") {
      end -= 1
    }
    let domain = String(decoding: word[(sign + 1)..<end], as: UTF8.self).lowercased()
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    guard start < sign, labels.count > 1, labels.allSatisfy({ !$0.isEmpty }),
      let last = labels.last, last.count > 1, last.allSatisfy(\.isLetter),
      !harmlessDomains.contains(labels.suffix(2).joined(separator: ".")), last != "example"
    else { return nil }
    return start..<end
  }

  private static let harmlessDomains: Set = [
    "example.com", "example.org", "example.net", "adobe.com",
  ]

  private static func address(in word: ArraySlice<UInt8>) -> Range<Int>? {
    let digits = word.prefix { isDigit($0) || $0 == UInt8(ascii: ".") }
    // A sentence may end behind it, and a mask or a path follow.
    let kept = digits.last == UInt8(ascii: ".") ? digits.dropLast() : digits
    guard digits.endIndex == word.endIndex || word[digits.endIndex] == UInt8(ascii: "/") else {
      return nil
    }
    let parts = kept.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let numbers = parts.compactMap { UInt8(String(decoding: $0, as: UTF8.self)) }
    guard parts.count == 4, numbers.count == 4, numbers[0] >= 10, numbers[0] != 127,
      !documentation.contains(Array(numbers.prefix(3))), !delivery.contains(numbers),
      !numbers.allSatisfy({ $0 == 255 })
    else { return nil }
    return kept.startIndex..<kept.endIndex
  }

  /// The networks that RFC 5737 keeps for examples.
  private static let documentation: [[UInt8]] = [[192, 0, 2], [198, 51, 100], [203, 0, 113]]

  /// Where Adobe lets bare domains point to, in its documentation of custom domain names.
  private static let delivery: [[UInt8]] = [3, 67, 131, 195].map { [151, 101, $0, 10] }

  private static func home(in word: ArraySlice<UInt8>) -> Range<Int>? {
    let parts = word.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for (folder, person) in zip(parts, parts.dropFirst()) {
      let isHome = folder.elementsEqual("home".utf8) || folder.elementsEqual("Users".utf8)
      let name = String(decoding: person, as: UTF8.self).lowercased()
      guard isHome, folder.startIndex > word.startIndex,
        word[folder.startIndex - 1] == UInt8(ascii: "/"), !name.isEmpty,
        !harmlessAccounts.contains(name)
      else { continue }
      // `/home/users` is where the repository keeps accounts.
      return person.startIndex..<person.endIndex
    }
    return nil
  }

  private static let harmlessAccounts: Set = [
    "aem", "adobe", "crx", "user", "username", "name", "me", "users", "groups", "public",
  ]
}
