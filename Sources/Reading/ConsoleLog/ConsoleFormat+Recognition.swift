extension ConsoleFormat {
  /// Whether the launcher speaks in the first lines of a document.
  static func recognises(_ head: borrowing Span<UInt8>) -> Bool {
    var line = 0
    for _ in 0..<20 where line < head.count {
      for phrase in phrases where head.hasText(phrase, at: line) { return true }
      line = (head.firstIndex(of: 0x0A, in: line..<head.count) ?? head.count) + 1
    }
    return false
  }

  private static let phrases: [StaticString] = [
    "Loading quickstart properties: ", "Low-memory action set to ", "Quickstart startup at ",
    "Verbose option not active, closing stdin", "Redirecting stdout to ",
    "Setting 'sling.run.modes' to ",
  ]
}
