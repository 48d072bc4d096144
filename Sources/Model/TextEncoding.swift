/// How the characters of a text were written as bytes before it was read as UTF-8.
public enum TextEncoding: String, Hashable, Codable, CaseIterable, Sendable {
  /// UTF-8, of which ASCII is a part.
  case utf8 = "utf-8"

  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case utf32LittleEndian = "utf-32le"
  case utf32BigEndian = "utf-32be"

  /// ISO-8859-1, the western European set of Unix.
  case latin1 = "iso-8859-1"

  /// The western European set of Windows: Latin 1 with curly quotes, dashes and the euro.
  case windows1252 = "windows-1252"

  /// Shift_JIS with the characters of JIS X 0208.
  case shiftJIS = "shift_jis"

  /// CP932, the Shift_JIS of Windows with its additions by NEC and IBM.
  case windows31J = "windows-31j"

  case eucJP = "euc-jp"

  /// ISO-2022-JP, the seven-bit set of Japanese mail.
  case iso2022JP = "iso-2022-jp"
}

/// Why a source holds less than what it is an excerpt of.
public enum ExcerptReason: String, Hashable, Codable, CaseIterable, Sendable {
  /// A status page in text form: only the last 1,000 lines of every log.
  case lastThousandLines = "last-1000-lines"
}
