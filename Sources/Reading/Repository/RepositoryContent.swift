/// The content of repository nodes in any form that it is exported in.
enum RepositoryContent {
  /// Reads the XML of FileVault, the JSON of Sling, or a listing of the key node.
  static func reading(of bytes: [UInt8], path: String) -> SettingsReading {
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    switch bytes.dropFirst(mark).first(where: { $0 > 0x20 }) {
    case UInt8(ascii: "<"): return DocviewReader(bytes: bytes, path: path).reading()
    case UInt8(ascii: "{"), nil: return JCRExport.reading(of: bytes, path: path)
    default:
      return KeyListing.recognises(bytes[...])
        ? KeyListing(bytes: bytes, path: path).reading()
        : JCRExport.reading(of: bytes, path: path)
    }
  }
}
