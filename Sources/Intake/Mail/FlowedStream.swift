/// Text of a mail whose lines were broken to a width, with the lines joined: RFC 3676.
final class FlowedStream: ByteStream {
  private let lines: LineSource
  private let deletesBlank: Bool
  // How deep the line that goes on is quoted.
  private var openDepth: Int?
  private var ready: [UInt8] = []
  private var given = 0

  /// - Parameter deletesBlank: Whether the blank at the place of a break is to go.
  init(_ source: any ByteStream, deletesBlank: Bool) {
    lines = LineSource(source)
    self.deletesBlank = deletesBlank
  }

  func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
    guard offset < buffer.count else { return 0 }
    if given == ready.count {
      ready.removeAll(keepingCapacity: true)
      given = 0
      while ready.count < 1 << 15, try lines.next() { takeLine() }
    }
    let count = min(ready.count - given, buffer.count - offset)
    buffer.replaceSubrange(offset..<offset + count, with: ready[given..<given + count])
    given += count
    return count
  }

  private func takeLine() {
    var text = lines.bytes[lines.line]
    guard lines.startsLine else {
      ready += text
      ready += lines.bytes[lines.ending]
      return
    }
    let depth = text.prefix { $0 == UInt8(ascii: ">") }.count
    let content = text.dropFirst(depth)
    // One blank in front protects a line that starts with one, or with what is special.
    let isStuffed = content.first == 0x20
    if openDepth == depth {
      text = isStuffed ? content.dropFirst() : content
    } else if openDepth != nil {
      ready.append(0x0A)
    }
    if openDepth != depth, depth == 0, isStuffed { text = text.dropFirst() }
    let isSignature = content.elementsEqual("-- ".utf8) || content.elementsEqual(" -- ".utf8)
    if text.last == 0x20, !isSignature, !lines.ending.isEmpty {
      ready += deletesBlank ? text.dropLast() : text
      openDepth = depth
    } else {
      ready += text
      ready += lines.bytes[lines.ending]
      openDepth = nil
    }
  }
}
