/// Cuts what comes in into lines, and keeps no more of one than may be.
struct MessageLines {
  /// A line without its end.
  enum Line: Equatable {
    case whole([UInt8])
    /// It was longer than may be; nothing of it is kept.
    case tooLong
  }

  private let limit: Int
  private var begun: [UInt8] = []
  private var isSkipping = false

  /// - Parameter limit: How many bytes a line may have.
  init(limit: Int) {
    self.limit = limit
  }

  /// Takes a piece, and gives the lines that end in it.
  mutating func take(_ piece: some Collection<UInt8>) -> [Line] {
    var lines: [Line] = []
    var rest = Array(piece)[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      add(rest[..<end])
      lines.append(endLine())
      rest = rest[(end + 1)...]
    }
    add(rest)
    return lines
  }

  /// The last line, if it had no end.
  mutating func finish() -> Line? {
    begun.isEmpty && !isSkipping ? nil : endLine()
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>) {
    guard !isSkipping else { return }
    if begun.count + bytes.count > limit {
      isSkipping = true
      begun = []
    } else {
      begun += bytes
    }
  }

  private mutating func endLine() -> Line {
    defer {
      begun = []
      isSkipping = false
    }
    return isSkipping ? .tooLong : .whole(begun)
  }
}
