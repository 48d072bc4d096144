/// What was done to pasted text so that it could be read.
public enum Repair: String, Hashable, Codable, CaseIterable, Sendable {
  /// The marks of a quoting mail, `> `, were taken off.
  case quoteMarks = "quote-marks"

  /// Back-ticks and the fences of Markdown were taken off.
  case backTicks = "back-ticks"

  /// The elements of a web page were taken out, and its character references resolved.
  case markup

  /// What a container runtime puts before each line was taken off.
  case containerPrefixes = "container-prefixes"

  /// The file and line numbers that `grep` prints were taken off.
  case lineNumbers = "line-numbers"

  /// The lines were taken out of the JSON that a log collector wraps around them.
  case jsonWrapping = "json-wrapping"

  /// The bars of a table were taken out.
  case tableCells = "table-cells"

  /// Typographic quotes were made plain.
  case smartQuotes = "smart-quotes"

  /// Lines that were broken at a column were joined.
  case hardWraps = "hard-wraps"

  /// Line feeds that were lost were put back.
  case lostLineFeeds = "lost-line-feeds"

  /// A date that was cut off was completed, or passed over.
  case cutTimestamps = "cut-timestamps"
}
