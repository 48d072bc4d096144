/// Writes zip files whose members are stored as they are (PKWARE APPNOTE 6.3).
///
/// The same members give the same bytes: every date is 1980-01-01.
struct StoredZip {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// An archive of files in order; a name that ends with a slash is a folder.
  static func archive(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var zip = StoredZip()
    for file in files { zip.add(file.name, file.bytes) }
    return zip.finished()
  }

  private mutating func add(_ name: String, _ content: [UInt8]) {
    let offset = bytes.count
    let name = Array(name.utf8)
    // Version 1.0, UTF-8 names, stored; time, date, sum, both sizes, lengths.
    let fields =
      Self.short(10) + Self.short(0x0800) + Self.short(0) + Self.short(0) + Self.short(0x21)
      + Self.long(CRC32.sum(of: content)) + Self.long(UInt32(content.count))
      + Self.long(UInt32(content.count)) + Self.short(UInt16(name.count)) + Self.short(0)
    bytes += Self.long(0x0403_4B50) + fields + name + content
    directory +=
      Self.long(0x0201_4B50) + Self.short(10) + fields + Self.short(0) + Self.short(0)
      + Self.short(0) + Self.long(0) + Self.long(UInt32(offset)) + name
    count += 1
  }

  private func finished() -> [UInt8] {
    bytes + directory + Self.long(0x0605_4B50) + Self.short(0) + Self.short(0)
      + Self.short(UInt16(count)) + Self.short(UInt16(count))
      + Self.long(UInt32(directory.count)) + Self.long(UInt32(bytes.count)) + Self.short(0)
  }

  private static func short(_ value: UInt16) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
  }

  private static func long(_ value: UInt32) -> [UInt8] {
    short(UInt16(truncatingIfNeeded: value)) + short(UInt16(truncatingIfNeeded: value >> 16))
  }
}

/// The checksum of zip files (polynomial 0xEDB88320).
enum CRC32 {
  private static let table = (0..<256 as Range<UInt32>).map { index in
    (0..<8).reduce(index) { value, _ in
      value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
    }
  }

  static func sum(of bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
  }
}
