extension [UInt8] {
  /// Puts a line feed before each frame, cause, exception and record that stands within a line.
  func lostLineFeeds() -> [TextEdit] {
    editsOfLines { line in
      var scan = LineFeedScan(line, in: self)
      scan.run()
      return scan.edits.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
  }
}

/// Walks over a line that may have been several.
private struct LineFeedScan {
  private(set) var edits: [TextEdit] = []

  private let bytes: [UInt8]
  private let line: Range<Int>
  private let content: Int
  private var position: Int

  /// Whether a frame of the current record was seen.
  private var hasFrame = false

  /// The first exception of the record that may have stood on a line of its own, which only a
  /// frame behind it proves.
  private var mention: Int?

  init(_ line: Range<Int>, in bytes: [UInt8]) {
    self.bytes = bytes
    self.line = line
    content = bytes.contentStart(of: line)
    position = content
  }

  mutating func run() {
    while position < line.upperBound {
      let start = position
      position += 1
      switch bytes[start] {
      case UInt8(ascii: "a"):
        readFrame(at: start)
      case UInt8(ascii: "C") where bytes.hasText("Caused by: ", at: start):
        // What caused it is no header of its own.
        position = start + 11
        breakLine(at: start)
      case UInt8(ascii: ".") where hasFrame && bytes.hasText("... ", at: start):
        position = start + 4
        if position < line.upperBound, ErrorLogTime.isDigit(bytes[position]) {
          breakLine(at: start, [0x0A, 0x09])
        }
      case 0x30...0x39:
        readDate(at: start)
      case UInt8(ascii: "E") where bytes.hasText("Exception", at: start):
        readClass(endingAt: start + 9)
      case UInt8(ascii: "E") where bytes.hasText("Error", at: start):
        readClass(endingAt: start + 5)
      default: break
      }
    }
  }

  private mutating func readFrame(at start: Int) {
    guard start == content || !JavaName.isPart(bytes[start - 1]),
      let frame = StackFrame.read(
        at: start, before: line.upperBound, isStrict: true, in: bytes.span)
    else { return }
    position = max(position, frame.bytes.upperBound)
    if !hasFrame, let mention { breakLine(at: mention) }
    hasFrame = true
    breakLine(at: start, [0x0A, 0x09])
  }

  /// `19.07.2025 19:00:39.878 *INFO*`.
  private mutating func readDate(at start: Int) {
    guard ErrorLogTime.hasShape(at: start, in: bytes.span),
      ErrorLogTime.milliseconds(at: start + 19, in: bytes.span) != nil,
      bytes.hasText(" *", at: start + 23) || bytes.hasText(" [", at: start + 23)
    else { return }
    position = start + 23
    (hasFrame, mention) = (false, nil)
    breakLine(at: start)
  }

  /// A class of exceptions, perhaps glued to what stands before it.
  private mutating func readClass(endingAt end: Int) {
    guard end <= line.upperBound,
      end == line.upperBound || bytes[end] == 0x3A || bytes[end] <= 0x20
    else { return }
    var start = end
    let limit = max(line.lowerBound, end - JavaName.longest)
    while start > limit, JavaName.isPart(bytes[start - 1]) || bytes[start - 1] == 0x2E {
      start -= 1
    }
    while start < end, bytes[start] == 0x2E { start += 1 }
    let cut = JavaName.startBehindGlue(start..<end, in: bytes.span)
    guard JavaName.isQualifiedClass((cut ?? start)..<end, in: bytes.span) else { return }
    if let cut {
      breakLine(at: cut)
    } else if start > line.lowerBound + 1 {
      if bytes[start - 1] == 0x29 {
        breakLine(at: start)
      } else if mention == nil, bytes[start - 1] == 0x20, bytes[start - 2] != 0x3A {
        mention = start
      }
    }
  }

  /// Puts a line feed in place of the blanks before a place, unless one is there already.
  private mutating func breakLine(at place: Int, _ feed: [UInt8] = [0x0A]) {
    guard place > content, edits.last.map({ $0.range.upperBound <= place }) ?? true else { return }
    var gap = place
    while gap > content, bytes[gap - 1] == 0x20 || bytes[gap - 1] == 0x09 { gap -= 1 }
    if let last = edits.last, gap < last.range.upperBound { gap = place }
    if edits.last?.range == gap..<place { return }
    edits.append(TextEdit(range: gap..<place, replacement: feed))
  }
}
