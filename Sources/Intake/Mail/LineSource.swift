/// The lines of a stream, one after the other; a line that fits no buffer comes in pieces.
final class LineSource {
  /// What the ranges count in.
  private(set) var bytes = [UInt8](repeating: 0, count: 1 << 17)

  /// The current line, or a piece of one, without what ends it.
  private(set) var line = 0..<0

  /// What ends it: a line feed and what stands in front of it; nothing if it goes on.
  private(set) var ending = 0..<0

  /// Whether a line starts with the piece.
  private(set) var startsLine = true

  private let source: any ByteStream
  private var filled = 0
  private var hasEnded = false
  private var isHeld = false
  private var isFirst = true

  /// The most that is given in one piece.
  private static let longest = 1 << 16

  init(_ source: any ByteStream) {
    self.source = source
  }

  /// Whether the line holds nothing.
  var isBlank: Bool { startsLine && line.isEmpty && !ending.isEmpty }

  /// Steps to the next line; false at the end.
  func next() throws -> Bool {
    if isHeld {
      isHeld = false
      return true
    }
    startsLine = isFirst || !ending.isEmpty
    isFirst = false
    var searched = ending.upperBound
    while true {
      let start = ending.upperBound
      let limit = min(filled, start + Self.longest)
      if let feed = bytes[searched..<limit].firstIndex(of: UInt8(ascii: "\n")) {
        let hasReturn = feed > start && bytes[feed - 1] == UInt8(ascii: "\r")
        line = start..<(hasReturn ? feed - 1 : feed)
        ending = line.upperBound..<feed + 1
        return true
      }
      searched = limit
      if limit - start == Self.longest || hasEnded {
        guard limit > start else {
          (line, ending) = (limit..<limit, limit..<limit)
          return false
        }
        // A carriage return may be the half of an ending.
        let isCut = !hasEnded && bytes[limit - 1] == UInt8(ascii: "\r")
        line = start..<(isCut ? limit - 1 : limit)
        ending = line.upperBound..<line.upperBound
        return true
      }
      let moved = try fill(from: start)
      searched -= moved
    }
  }

  /// Gives the current line once more.
  func hold() {
    isHeld = true
  }

  /// Takes more from the source, in front of which everything before `start` is given up.
  ///
  /// - Returns: By how much what is kept moved to the front.
  private func fill(from start: Int) throws -> Int {
    var moved = 0
    if filled == bytes.count {
      bytes.replaceSubrange(0..<filled - start, with: Array(bytes[start..<filled]))
      filled -= start
      ending = 0..<0
      moved = start
    }
    let count = try source.read(into: &bytes, at: filled)
    if count == 0 { hasEnded = true }
    filled += count
    return moved
  }
}
