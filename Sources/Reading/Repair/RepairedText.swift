public import Model

/// Pasted text that was made readable again, and where each of its bytes came from.
public struct RepairedText: Sendable {
  /// The text.
  public private(set) var bytes: [UInt8]

  /// What was done to it, in order.
  public private(set) var repairs: [Repair] = []

  /// Where the lines start in the text as it came.
  private let lineStarts: [Int]

  private var map: RepairMap

  /// Starts with a text as it came.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    map = RepairMap(identityOf: bytes.count)
    var starts = [0]
    for index in bytes.indices where bytes[index] == 0x0A { starts.append(index + 1) }
    lineStarts = starts
  }

  /// The bytes, in the text as it came, of a piece of the repaired text.
  public func original(_ range: Range<Int>) -> Range<Int> {
    map.origin(of: range)
  }

  /// The line, counted from 1, that a byte of the repaired text stood in.
  public func originalLine(of offset: Int) -> Int {
    let origin = map.origin(of: offset)
    var (low, high) = (0, lineStarts.count)
    while low < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= origin { low = middle + 1 } else { high = middle }
    }
    return max(1, low)
  }

  /// How many line feeds the text had as it came.
  public var originalLineFeeds: Int { lineStarts.count - 1 }

  /// The text after further edits, which come in order and do not overlap.
  func applying(_ edits: [TextEdit], as repair: Repair) -> RepairedText {
    var edited = self
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var newMap = RepairMap(originalCount: map.originalCount)
    var run = 0
    func keep(_ range: Range<Int>) {
      guard !range.isEmpty else { return }
      text += bytes[range]
      var start = range.lowerBound
      while run < map.runs.count, start < range.upperBound {
        let end = min(map.end(ofRun: run), range.upperBound)
        if end > start {
          let piece = map.runs[run]
          newMap.append(
            end - start, from: piece.isKept ? piece.origin + start - piece.start : piece.origin,
            isKept: piece.isKept)
          start = end
        }
        if map.end(ofRun: run) <= start { run += 1 }
      }
    }
    var position = 0
    for edit in edits
    where edit.range.lowerBound >= position && edit.range.upperBound <= bytes.count {
      keep(position..<edit.range.lowerBound)
      text += edit.replacement
      newMap.append(
        edit.replacement.count, from: map.origin(of: edit.range.lowerBound), isKept: false)
      position = edit.range.upperBound
      while run < map.runs.count, map.end(ofRun: run) <= position { run += 1 }
    }
    keep(position..<bytes.count)
    edited.bytes = text
    edited.map = newMap
    edited.repairs.append(repair)
    return edited
  }
}

/// A piece of a text, and what comes in its place.
struct TextEdit: Hashable, Sendable {
  var range: Range<Int>
  var replacement: [UInt8] = []

  /// Takes a piece out.
  static func removing(_ range: Range<Int>) -> TextEdit { TextEdit(range: range) }
}

extension [UInt8] {
  /// Lends each line, without its line feed and carriage return.
  func forEachLine(_ body: (Range<Int>) -> Void) {
    var start = 0
    while start < count {
      let feed = self[start...].firstIndex(of: 0x0A) ?? count
      let end = feed > start && self[feed - 1] == 0x0D ? feed - 1 : feed
      body(start..<end)
      start = feed + 1
    }
  }

  /// The edits of all lines.
  func editsOfLines(_ edits: (Range<Int>) -> [TextEdit]) -> [TextEdit] {
    var all: [TextEdit] = []
    forEachLine { all += edits($0) }
    return all
  }

  /// Where the first byte stands that is neither blank nor tab.
  func contentStart(of line: Range<Int>) -> Int {
    var start = line.lowerBound
    while start < line.upperBound, self[start] == 0x20 || self[start] == 0x09 { start += 1 }
    return start
  }

  func hasText(_ text: StaticString, at start: Int) -> Bool { span.hasText(text, at: start) }
}
