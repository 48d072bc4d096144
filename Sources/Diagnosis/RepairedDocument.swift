import Intake
import Model
import Reading

/// A document whose text is repaired while it is read, and where its bytes came from.
///
/// Where each line can be repaired alone it is read in blocks, of which only those are kept
/// that somebody may still ask a place in; else it is read whole, up to a limit.
final class RepairedDocument: TextSource {
  /// What is done to the text.
  let plan: RepairPlan

  /// The first bytes as they came.
  var head: [UInt8] { document.head }

  /// How many bytes were read of the document as it came.
  private(set) var consumed = 0

  /// Whether it is longer than what can be repaired.
  private(set) var isTruncated = false

  private static let blockSize = 1 << 18
  private static let longestLine = 8 << 20

  private let document: Document
  private let limit: Int
  private var blocks: [Block] = []
  private var rest: [UInt8] = []
  private var hasEnded = false
  private var given = 0

  /// A piece that was repaired, and where it starts: in the repaired text, and as it came.
  private struct Block {
    var start: Int
    var origin: Int
    var linesBefore: Int
    var text: RepairedText

    var end: Int { start + text.bytes.count }
  }

  /// Starts to read a document.
  ///
  /// - Parameter limit: The most bytes that are repaired in one piece.
  init(_ document: Document, plan: RepairPlan, limit: Int) {
    self.document = document
    self.plan = plan
    self.limit = limit
  }

  func read(into buffer: inout [UInt8], at offset: Int) -> Int {
    while blocks.last.map({ $0.end <= given }) ?? true {
      guard load() else { return 0 }
    }
    guard let block = blocks.last, offset < buffer.count else { return 0 }
    let start = given - block.start
    let count = min(block.text.bytes.count - start, buffer.count - offset)
    buffer.replaceSubrange(
      offset..<offset + count, with: block.text.bytes[start..<start + count])
    given += count
    return count
  }

  /// Forgets where the bytes before this one came from.
  func discard(before offset: Int) {
    blocks.removeAll { $0.end <= offset && $0.end <= given && $0.start != blocks.last?.start }
  }

  /// Where a piece of the repaired text stands in the document as it came.
  func place(of range: Range<Int>) -> (line: Int, bytes: Range<Int>) {
    guard let first = block(at: range.lowerBound) else { return (1, 0..<0) }
    let last = block(at: max(range.lowerBound, range.upperBound - 1)) ?? first
    let start = range.lowerBound - first.start
    let lower =
      first.origin
      + first.text.original(start..<min(range.upperBound, first.end) - first.start).lowerBound
    let piece =
      max(range.lowerBound, last.start) - last.start..<min(range.upperBound, last.end) - last.start
    let upper = last.origin + last.text.original(piece).upperBound
    return (first.linesBefore + first.text.originalLine(of: start), lower..<max(lower, upper))
  }

  private func block(at offset: Int) -> Block? {
    blocks.last { $0.start <= offset } ?? blocks.first
  }

  /// Reads and repairs a piece more.
  private func load() -> Bool {
    guard !hasEnded else { return false }
    let piece = plan.isByLine ? nextLines() : nextWhole()
    guard !piece.isEmpty else { return !hasEnded }
    let before = blocks.last
    blocks.append(
      Block(
        start: before?.end ?? 0, origin: consumed,
        linesBefore: before.map { $0.linesBefore + $0.text.originalLineFeeds } ?? 0,
        text: plan.repaired(piece)))
    consumed += piece.count
    return true
  }

  private func nextWhole() -> [UInt8] {
    hasEnded = true
    let (bytes, isCut) = document.readWhole(limit: limit)
    isTruncated = isCut
    return bytes
  }

  /// Some lines, whole unless one is too long for that.
  private func nextLines() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: Self.blockSize)
    while rest.count < Self.longestLine {
      let count = document.read(into: &buffer)
      guard count > 0 else {
        hasEnded = true
        break
      }
      let hasFeed = buffer[..<count].contains(0x0A)
      rest += buffer[..<count]
      if hasFeed { break }
    }
    let cut = hasEnded ? rest.count : rest.lastIndex(of: 0x0A).map { $0 + 1 } ?? rest.count
    let lines = Array(rest[..<cut])
    rest = Array(rest[cut...])
    return lines
  }
}
