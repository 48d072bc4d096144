/// Texts as shells read them.
enum ShellText {
  /// In single quotes, in which nothing means anything to a POSIX shell.
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: #"'\''"#) + "'"
  }

  /// In single quotes as fish reads them, where a backslash escapes a quote.
  static func fishQuoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: #"\\"#).replacing("'", with: #"\'"#) + "'"
  }
}
