import CUTF8Proc

extension Character {
  /// How many columns of a terminal the character takes: 0, 1 or 2, rarely more.
  ///
  /// East Asian wide characters and emoji take two, combining marks and control characters none;
  /// characters of ambiguous width take one.
  public var displayWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    let isEmoji =
      first.properties.isEmojiPresentation
      || (unicodeScalars.contains("\u{FE0F}") && first.properties.isEmoji)
    return isEmoji ? 2 : unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }
}

extension Unicode.Scalar {
  fileprivate var displayWidth: Int {
    if value < 0x7F { return value < 0x20 ? 0 : 1 }
    return max(0, Int(utf8proc_charwidth(Int32(bitPattern: value))))
  }
}

extension StringProtocol {
  /// How many columns of a terminal the text takes on one line.
  public var displayWidth: Int {
    reduce(0) { $0 + $1.displayWidth }
  }
}

extension String {
  /// The text cut to a number of columns; a cut text ends with `marker`.
  ///
  /// No character is cut in two: before a wide one a column may stay empty.
  public func truncated(toWidth width: Int, marker: String = "…") -> String {
    if displayWidth <= width { return self }
    let markerWidth = marker.displayWidth
    guard markerWidth <= width else { return "" }
    var room = width - markerWidth
    let kept = prefix { character in
      room -= character.displayWidth
      return room >= 0
    }
    return kept + marker
  }
}
