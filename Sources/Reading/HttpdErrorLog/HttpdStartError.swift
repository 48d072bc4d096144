/// An error at the start of httpd, with the files through which it was met.
///
/// Files that include each other nest: `Syntax error on line 353 of /etc/httpd/conf/httpd.conf:
/// Syntax error on line 35 of /etc/httpd/conf.d/a.conf: Include/IncludeOptional: …`.
public struct HttpdStartError: Hashable, Sendable {
  /// A line of a configuration file.
  public struct Line: Hashable, Sendable {
    /// The file, as httpd names it.
    public var file: String

    /// The line, counted from 1.
    public var number: Int
  }

  /// The lines, from the main file inwards; the last one holds the mistake.
  public var lines: [Line]

  /// What is wrong there.
  public var message: String

  /// Reads the message of a record.
  ///
  /// - Returns: `nil` where it tells no line of a file.
  public init?(_ message: some StringProtocol) {
    let phrase = "Syntax error on line "
    guard let first = message.firstRange(of: phrase) else { return nil }
    var rest = message[first.lowerBound...]
    lines = []
    while rest.hasPrefix(phrase), lines.count < 64 {
      let behind = rest.dropFirst(phrase.count)
      guard let of = behind.firstRange(of: " of "), let number = Int(behind[..<of.lowerBound]),
        let colon = behind[of.upperBound...].firstRange(of: ": ")
          ?? behind[of.upperBound...].firstRange(of: ":")
      else { break }
      lines.append(Line(file: String(behind[of.upperBound..<colon.lowerBound]), number: number))
      rest = behind[colon.upperBound...].drop(while: \.isWhitespace)
    }
    guard !lines.isEmpty else { return nil }
    self.message = String(rest.prefix { !$0.isNewline })
  }
}
