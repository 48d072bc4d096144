/// Walks over a record and builds the tree of its exceptions.
struct ExceptionScan {
  private(set) var tree = ExceptionTree()

  private let range: Range<Int>
  private let limits: ExceptionTree.Limits
  private let keepsAllFrames: Bool
  private var position: Int

  /// How many frames were read, kept or not.
  private var frameCount = 0

  /// Whether a frame outside the generic packages is known of the last exception.
  private var hasTellingFrame = false

  /// How far the current line is indented, and whether it has shown anything yet.
  private var indentation = 0
  private var isAtLineStart = true

  /// The exceptions that may still get a cause, each with its indentation; the last is read now.
  private var open: [(throwable: Int, indentation: Int)] = []

  /// Where the message starts that has not ended yet.
  private var messageStart: Int?

  /// Whether the last exception is only mentioned in a sentence.
  private var isMentioned = false

  /// - Parameter keepsAllFrames: Otherwise of each exception only the first frame is kept, and
  ///   the first outside the generic packages.
  init(range: Range<Int>, limits: ExceptionTree.Limits, keepsAllFrames: Bool) {
    self.range = range
    self.limits = limits
    self.keepsAllFrames = keepsAllFrames
    position = range.lowerBound
  }

  mutating func run(in bytes: borrowing Span<UInt8>) {
    var isFirst = true
    while position < range.upperBound, !tree.isCut {
      if isFirst || bytes[position] == 0x0A {
        if !isFirst { position += 1 }
        isFirst = false
        startLine(in: bytes)
        continue
      }
      let start = position
      position = nextPlace(from: start, in: bytes)
      if position == start {
        readEvent(in: bytes)
        if position == start { position += 1 }
      }
      isAtLineStart = false
    }
    endMessage(at: range.upperBound, in: bytes)
    addQuoted(in: bytes)
  }

  private mutating func startLine(in bytes: borrowing Span<UInt8>) {
    let start = position
    // Marks that mails, web pages and people put in front of pasted lines.
    while position < range.upperBound, Self.isMargin(bytes[position]) { position += 1 }
    indentation = position - start
    isAtLineStart = true
    // What most lines of a record are; no header starts with that word.
    if bytes.hasText("at ", at: position) { return }
    if bytes.hasText("Exception in thread \"", at: position) {
      let end = bytes.endOfLine(from: position, before: range.upperBound)
      if let quote = bytes.firstIndex(of: 0x22, in: min(end, position + 21)..<end),
        bytes.hasText("\" ", at: quote)
      {
        position = quote + 2
      }
    }
    readHeaderLine(in: bytes)
  }

  private static func isMargin(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x3E, 0x60, 0x22: true
    default: false
    }
  }

  /// The first place from here on where a line ends, or something may be that counts.
  private func nextPlace(from start: Int, in bytes: borrowing Span<UInt8>) -> Int {
    let end = range.upperBound
    var index = start
    while index + 1 < end {
      let byte = bytes[index]
      // One bit for the line feed and the point, and for each of `CESWa`.
      let half: UInt64 = byte < 0x40 ? 0x4000_0000_0400 : 0x2_0088_0028
      if byte < 0x80, half >> UInt64(byte & 0x3F) & 1 == 1,
        byte == 0x0A || Self.isSecond(bytes[index + 1], behind: byte)
      {
        return index
      }
      index += 1
    }
    return index < end && bytes[index] == 0x0A ? index : end
  }

  /// Whether a byte goes on with a word that `readEvent` knows by its first.
  private static func isSecond(_ byte: UInt8, behind first: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "a"): byte == UInt8(ascii: "t")
    case UInt8(ascii: "C"): byte == UInt8(ascii: "a")
    case UInt8(ascii: "S"): byte == UInt8(ascii: "u")
    case UInt8(ascii: "W"): byte == UInt8(ascii: "r")
    case UInt8(ascii: "E"): byte == UInt8(ascii: "x") || byte == UInt8(ascii: "r")
    default: byte == UInt8(ascii: ".")
    }
  }

  private mutating func readEvent(in bytes: borrowing Span<UInt8>) {
    switch bytes[position] {
    case UInt8(ascii: "a"):
      readFrame(in: bytes)
    case UInt8(ascii: "C") where bytes.hasText("Caused by:", at: position):
      readKeyword(10, .cause, in: bytes)
    case UInt8(ascii: "S") where bytes.hasText("Suppressed:", at: position):
      readKeyword(11, .suppressed, in: bytes)
    case UInt8(ascii: "W") where bytes.hasText("Wrapped by:", at: position):
      readKeyword(11, .wrapper, in: bytes)
    case UInt8(ascii: ".") where bytes.hasText("... ", at: position):
      readOmission(in: bytes)
    case UInt8(ascii: "E") where bytes.hasText("Exception", at: position):
      readMention(endingAt: position + 9, in: bytes)
    case UInt8(ascii: "E") where bytes.hasText("Error", at: position):
      readMention(endingAt: position + 5, in: bytes)
    default: break
    }
  }
}

// MARK: - Frames

extension ExceptionScan {
  private mutating func readFrame(in bytes: borrowing Span<UInt8>) {
    if hasTellingFrame, !keepsAllFrames, isAtLineStart {
      while frameCount < limits.frames,
        let end = StackFrame.plainEnd(at: position, before: range.upperBound, in: bytes)
      {
        frameCount += 1
        position = end
        guard bytes.hasText("\n\tat ", at: end), end + 5 < range.upperBound else { return }
        position += 2
        indentation = 1
      }
    }
    guard isAtLineStart || !JavaName.isPart(bytes[position - 1]),
      let frame = StackFrame.read(
        at: position, before: range.upperBound, isStrict: !isAtLineStart, in: bytes)
    else { return }
    guard frameCount < limits.frames else {
      tree.isCut = true
      return
    }
    endMessage(at: position, in: bytes)
    if open.isEmpty { add(.thrown, className: nil, indentation: 0) }
    isMentioned = false
    frameCount += 1
    keep(frame, in: bytes)
    position = frame.bytes.upperBound
  }

  private mutating func keep(_ frame: StackFrame, in bytes: borrowing Span<UInt8>) {
    let throwable = open[open.count - 1].throwable
    let first = tree.throwables[throwable].frames
    if !keepsAllFrames {
      let isTelling = !GenericPackages.contain(className: frame.className, in: bytes)
      guard first.isEmpty || isTelling && !hasTellingFrame else { return }
      hasTellingFrame = isTelling
    }
    tree.frames.append(frame)
    tree.throwables[throwable].frames =
      (first.isEmpty ? tree.frames.count - 1 : first.lowerBound)..<tree.frames.count
  }

  // `... 23 more`, `... 156 common frames omitted`.
  private mutating func readOmission(in bytes: borrowing Span<UInt8>) {
    var end = position + 4
    while end < range.upperBound, ErrorLogTime.isDigit(bytes[end]) { end += 1 }
    guard let count = bytes.number(position + 4..<end),
      bytes.hasText(" more", at: end) || bytes.hasText(" common frames", at: end)
    else { return }
    endMessage(at: position, in: bytes)
    if let last = open.last { tree.throwables[last.throwable].omittedFrames = count }
    position = end + 5
  }
}

// MARK: - Headers

extension ExceptionScan {
  /// `a.b.SomeException: message`, at the start of a line.
  private mutating func readHeaderLine(in bytes: borrowing Span<UInt8>) {
    guard position < range.upperBound, JavaName.isLetter(bytes[position]) else { return }
    let name = position..<JavaName.end(from: position, before: range.upperBound, in: bytes)
    guard JavaName.isQualifiedClass(name, in: bytes),
      !isFollowedByName(name.upperBound, in: bytes),
      JavaName.isThrowable(name, in: bytes) || isFollowedByFrame(name, in: bytes),
      JavaName.startBehindGlue(name, in: bytes) == nil
    else { return }
    open(.thrown, className: name, in: bytes)
  }

  /// An exception that is named within a line; the class is known by its end.
  ///
  /// Where a line feed was lost, what looks like a mention is a header.
  private mutating func readMention(endingAt end: Int, in bytes: borrowing Span<UInt8>) {
    guard end <= range.upperBound, !isFollowedByName(end, in: bytes) else { return }
    var start = position
    let limit = max(range.lowerBound, position - JavaName.longest)
    while start > limit, JavaName.isPart(bytes[start - 1]) || bytes[start - 1] == 0x2E {
      start -= 1
    }
    while start < end, bytes[start] == 0x2E { start += 1 }
    let before = start > range.lowerBound ? bytes[start - 1] : 0x0A
    guard before != 0x2F, before != 0x2D, before != 0x5C else { return }
    let cut = JavaName.startBehindGlue(start..<end, in: bytes)
    let name = (cut ?? start)..<end
    guard JavaName.isQualifiedClass(name, in: bytes) else { return }
    let isHeader = cut != nil || before == 0x29 || before == 0x3E
    if isHeader {
      indentation = 0
      open(.thrown, className: name, in: bytes)
    } else if open.isEmpty {
      open(.thrown, className: name, in: bytes)
      isMentioned = true
    }
    position = end
  }

  private mutating func readKeyword(
    _ length: Int, _ relation: ExceptionTree.Relation, in bytes: borrowing Span<UInt8>
  ) {
    var start = position + length
    while start < range.upperBound, bytes[start] == 0x20 { start += 1 }
    if bytes.hasText("[CIRCULAR REFERENCE:", at: start) { start += 20 }
    let name = start..<JavaName.end(from: start, before: range.upperBound, in: bytes)
    let isClass =
      JavaName.isQualifiedClass(name, in: bytes)
      || (JavaName.isThrowable(name, in: bytes) && JavaName.isCapital(bytes[start]))
    if isClass {
      open(relation, className: name, in: bytes)
    } else if isAtLineStart {
      open(relation, className: start..<start, in: bytes)
    }
  }

  private mutating func open(
    _ relation: ExceptionTree.Relation, className: Range<Int>, in bytes: borrowing Span<UInt8>
  ) {
    guard tree.throwables.count < limits.throwables else {
      tree.isCut = true
      return
    }
    endMessage(at: position, in: bytes)
    if relation == .thrown, isMentioned, let last = tree.throwables.last?.className,
      bytes.isEqual(last, className)
    {
      // The sentence before announced what now comes.
      tree.throwables.removeLast()
      open.removeAll()
    }
    isMentioned = false
    add(relation, className: className.isEmpty ? nil : className, indentation: indentation)
    position = className.upperBound
    if position < range.upperBound, bytes[position] == 0x3A, !className.isEmpty { position += 1 }
    messageStart = position
  }

  private mutating func add(
    _ relation: ExceptionTree.Relation, className: Range<Int>?, indentation: Int
  ) {
    hasTellingFrame = false
    switch relation {
    case .thrown: open.removeAll()
    case .suppressed:
      while let last = open.last, open.count > 1,
        indentation > 0
          ? last.indentation >= indentation
          : tree.throwables[last.throwable].relation == .suppressed
      {
        open.removeLast()
      }
    default:
      while let last = open.last, open.count > 1, isAtLineStart, last.indentation > indentation {
        open.removeLast()
      }
    }
    tree.throwables.append(
      ExceptionTree.Throwable(
        relation: relation, parent: open.last?.throwable, className: className, message: nil,
        frames: tree.frames.count..<tree.frames.count))
    open.append((tree.throwables.count - 1, indentation))
  }

  private func isFollowedByName(_ end: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard end < range.upperBound else { return false }
    if JavaName.isPart(bytes[end]) { return true }
    return bytes[end] == 0x2E && end + 1 < range.upperBound && JavaName.isPart(bytes[end + 1])
  }

  // Classes that do not say by their name that they can be thrown.
  private func isFollowedByFrame(_ name: Range<Int>, in bytes: borrowing Span<UInt8>) -> Bool {
    let end = name.upperBound
    guard end == range.upperBound || bytes[end] == 0x3A || bytes[end] <= 0x20,
      !bytes.hasText("java.lang.Thread.State", at: name.lowerBound),
      let feed = bytes.firstIndex(of: 0x0A, in: end..<min(range.upperBound, end + 4_096))
    else { return false }
    var next = feed + 1
    while next < range.upperBound, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
    return StackFrame.read(at: next, before: range.upperBound, isStrict: true, in: bytes) != nil
  }
}

// MARK: - Messages

extension ExceptionScan {
  private mutating func endMessage(at end: Int, in bytes: borrowing Span<UInt8>) {
    guard let start = messageStart, let last = open.last else { return }
    messageStart = nil
    var message = start..<max(start, end)
    if isMentioned, let name = tree.throwables[last.throwable].className {
      message = mentionedMessage(from: start, of: name, before: end, in: bytes)
    }
    while let first = message.first, bytes[first] <= 0x20 { message.removeFirst() }
    while let final = message.last, bytes[final] <= 0x20 { message.removeLast() }
    if !message.isEmpty { tree.throwables[last.throwable].message = message }
  }

  // In a sentence it ends with the line, or with the bracket around the mention.
  private func mentionedMessage(
    from start: Int, of name: Range<Int>, before end: Int, in bytes: borrowing Span<UInt8>
  ) -> Range<Int> {
    let line = start..<bytes.endOfLine(from: start, before: max(start, end))
    guard name.lowerBound > range.lowerBound, bytes[name.lowerBound - 1] == 0x28 else {
      return line
    }
    var depth = 1
    for index in line {
      if bytes[index] == 0x28 { depth += 1 }
      if bytes[index] == 0x29 { depth -= 1 }
      if depth == 0 { return start..<index }
    }
    return line
  }

  // `a.b.OuterException: c.d.InnerException: message`: the cause, where none is printed.
  private mutating func addQuoted(in bytes: borrowing Span<UInt8>) {
    let caused = Set(tree.throwables.filter { $0.relation == .cause }.compactMap(\.parent))
    for index in tree.throwables.indices where !caused.contains(index) {
      var parent = index
      while tree.throwables.count < limits.throwables,
        let message = tree.throwables[parent].message
      {
        let name =
          message
          .lowerBound..<JavaName.end(
            from: message.lowerBound, before: message.upperBound, in: bytes)
        guard JavaName.isQualifiedClass(name, in: bytes), JavaName.isThrowable(name, in: bytes)
        else { break }
        var rest = name.upperBound..<message.upperBound
        while let first = rest.first, bytes[first] <= 0x20 || bytes[first] == 0x3A {
          rest.removeFirst()
        }
        tree.throwables.append(
          ExceptionTree.Throwable(
            relation: .quoted, parent: parent, className: name,
            message: rest.isEmpty ? nil : rest, frames: 0..<0))
        parent = tree.throwables.count - 1
      }
    }
  }
}

extension Span<UInt8> {
  /// Whether two ranges hold the same bytes.
  func isEqual(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard left.count == right.count else { return false }
    for offset in 0..<left.count
    where self[left.lowerBound + offset] != self[right.lowerBound + offset] {
      return false
    }
    return true
  }
}
