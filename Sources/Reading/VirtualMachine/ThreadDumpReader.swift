import Model

/// Reads the dumps in a document one after the other, amid other text or not.
///
/// It is fed the document in pieces of any size and gives each dump when the next begins. One
/// dump at a time is in memory; equal frames share their text.
public struct ThreadDumpReader {
  /// How much of a dump is kept.
  public struct Limits: Hashable, Sendable {
    /// The most threads of a dump.
    public var threads = 20_000

    /// The most frames of a thread.
    public var frames = 1_024

    /// The most bytes of a line; what goes on after them is passed over.
    public var line = 8_192

    /// The most bytes of the name of a thread, of a class or of a call.
    public var name = 1_024

    /// The most memory that a dump may take, in bytes.
    public var memory = 64 << 20

    /// Makes the limits that are in force unless somebody asks for others.
    public init() {}
  }

  private let source: String
  private let limits: Limits
  private var line: [UInt8] = []
  private var lineNumber = 1
  private var offset = 0
  private var lineOffset = 0
  private var time: (time: Timestamp, line: Int, offset: Int)?
  private var dump: ThreadDump?
  private var part = Part.none
  private var frames: [String: String] = [:]
  private var room: Int

  private enum Part { case none, thread, console, deadlock, other }

  /// Starts to read a document.
  ///
  /// - Parameter source: The document as shown to people.
  public init(source: String, limits: Limits = Limits()) {
    self.source = source
    self.limits = limits
    room = limits.memory
  }

  /// The dumps of a whole document.
  public static func dumps(in bytes: [UInt8], source: String) -> [ThreadDump] {
    var reader = ThreadDumpReader(source: source)
    var dumps: [ThreadDump] = []
    reader.read(bytes[...]) { dumps.append($0) }
    reader.finish { dumps.append($0) }
    return dumps
  }

  /// Reads the next piece of the document and gives the dumps that end in it.
  public mutating func read(_ piece: ArraySlice<UInt8>, _ give: (ThreadDump) -> Void) {
    var rest = piece
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0A)
      line += rest[..<(end ?? rest.endIndex)].prefix(max(0, limits.line - line.count))
      let next = end.map { $0 + 1 } ?? rest.endIndex
      offset += next - rest.startIndex
      rest = rest[next...]
      guard end != nil else { break }
      readLine(give)
      line.removeAll(keepingCapacity: true)
      lineNumber += 1
      lineOffset = offset
    }
  }

  /// Gives the dump that the document ends with.
  public mutating func finish(_ give: (ThreadDump) -> Void) {
    if !line.isEmpty { readLine(give) }
    line.removeAll()
    end(give)
  }

  /// Takes memory for a part of the dump, if there is enough.
  private mutating func take(_ bytes: Int) -> Bool {
    guard bytes <= room else {
      dump?.isCut = true
      return false
    }
    room -= bytes
    return true
  }

  private func name(_ range: Range<Int>) -> String {
    line.span.text(range.prefix(limits.name))
  }

  private mutating func end(_ give: (ThreadDump) -> Void) {
    if let dump, !dump.threads.isEmpty || dump.virtualMachine != nil { give(dump) }
    dump = nil
    room = limits.memory
    part = .none
    // Frames of one dump are found again in the next; of a whole day they are too many.
    if frames.count > 100_000 { frames.removeAll() }
  }

  private var place: Place {
    Place(source: source, line: lineNumber, bytes: lineOffset..<lineOffset + line.count)
  }
}

// MARK: - Lines

extension ThreadDumpReader {
  private mutating func readLine(_ give: (ThreadDump) -> Void) {
    if line.last == 0x0D { line.removeLast() }
    let line = self.line
    let span = line.span
    guard let first = line.first else { return readBlank() }
    if first == 0x22 || first == 0x20, let header = ThreadHeader(at: 0, in: span) {
      add(header)
    } else if span.hasText("Full thread dump", at: 0) {
      end(give)
      start(virtualMachine: 17..<max(17, line.count))
    } else if ThreadDumpFormat.isSummary(at: 0, in: span) {
      end(give)
      start(virtualMachine: nil)
    } else if ThreadDumpFormat.isDeadlock(at: 0, in: span) {
      part = .deadlock
      if take(32) { dump?.statedDeadlocks.append([]) }
    } else if line.count == 19, let found = MachineTime.parse(at: 0, in: span) {
      time = (found.time, lineNumber, lineOffset)
      return
    } else {
      readDetail()
    }
    time = nil
  }

  private mutating func readBlank() {
    if part == .console { part = .other }
  }

  private mutating func start(virtualMachine: Range<Int>?) {
    var place = place
    if let time {
      place = Place(source: source, line: time.line, bytes: time.offset..<place.bytes.upperBound)
    }
    var dump = ThreadDump(place: place)
    dump.time = time?.time
    if let virtualMachine {
      let text = line.span.text(virtualMachine)
      dump.virtualMachine = text.hasSuffix(":") ? String(text.dropLast()) : text
    }
    self.dump = dump
  }

  private mutating func add(_ header: ThreadHeader) {
    // Pasted dumps may have lost the line that opens them.
    if dump == nil { dump = ThreadDump(place: place) }
    guard let count = dump?.threads.count, count < limits.threads,
      take(256 + min(limits.name, header.name.count))
    else {
      dump?.isCut = true
      part = .other
      return
    }
    let line = self.line
    let span = line.span
    var thread = DumpedThread(name: name(header.name), place: place)
    thread.processID = header.process(in: span).flatMap { Self.number(span.text($0)) }
    thread.isDaemon =
      span.firstOffset(of: " daemon ", in: header.rest) != nil
      || span.firstOffset(of: "daemon=true", in: header.rest) != nil
    thread.condition = header.condition(in: span).map { span.text($0) }
    if let value = header.value(" cpu=", in: span) {
      thread.processorTime = span.decimal(at: value.lowerBound, before: value.upperBound)?.value
    }
    let number = header.isOfConsole ? 10..<header.name.lowerBound - 1 : nil
    thread.number = (number ?? header.value(" #", in: span) ?? header.value(" Id=", in: span))
      .flatMap { span.number($0) }
    thread.state =
      ThreadDumpFormat.state(of: 0..<line.count, behind: header.rest.lowerBound, in: span)
      .flatMap { DumpedThread.State(rawValue: span.text($0)) }
      ?? Self.state(ofInformation: span.text(header.rest))
    dump?.threads.append(thread)
    part = header.isOfConsole ? .console : .thread
  }

  private mutating func readDetail() {
    guard let last = dump?.threads.indices.last else { return }
    let line = self.line
    let span = line.span
    var start = 0
    while start < line.count, line[start] == 0x20 || line[start] == 0x09 { start += 1 }
    switch part {
    case .thread, .console:
      if span.hasText("at ", at: start) {
        addFrame(start + 3..<line.count)
      } else if span.hasText("java.lang.Thread.State: ", at: start) {
        let state = ThreadDumpFormat.state(of: 0..<line.count, behind: 0, in: span)
        dump?.threads[last].state = state.flatMap { DumpedThread.State(rawValue: span.text($0)) }
      } else if span.hasText("- ", at: start) {
        addLock(at: start + 2)
      } else if part == .console, start == 6, line.count > 8, line.last == 0x29 {
        addFrame(start..<line.count)
      } else if start == 0 {
        part = .other
      }
    case .deadlock:
      if line.first == 0x22, line.count > 3, line.last == 0x3A,
        let stated = dump?.statedDeadlocks.indices.last
      {
        let name = name(1..<line.count - 2)
        if take(16 + name.utf8.count) { dump?.statedDeadlocks[stated].append(name) }
      } else if span.hasText("Java stack information", at: 0) {
        part = .other
      }
    case .none, .other: break
    }
  }

  private mutating func addFrame(_ range: Range<Int>) {
    guard let last = dump?.threads.indices.last,
      let count = dump?.threads[last].frames.count, count < limits.frames
    else {
      dump?.isCut = true
      return
    }
    let text = name(range)
    let known = frames[text]
    guard take(16 + (known == nil ? text.utf8.count : 0)) else { return }
    if known == nil { frames[text] = text }
    dump?.threads[last].frames.append(known ?? text)
  }

  /// `locked <0x…> (a x.Y)`, `waiting to lock <0x…>`, `parking to wait for  <0x…>`, and, among
  /// the ownable synchronizers, `<0x…> (a x.Y)`.
  private mutating func addLock(at start: Int) {
    let line = self.line
    let span = line.span
    guard let last = dump?.threads.indices.last,
      let open = span.firstIndex(of: 0x3C, in: start..<line.count),
      let close = span.firstIndex(of: 0x3E, in: open..<line.count)
    else { return }
    let mark = span.firstOffset(of: "(a ", in: close..<line.count)
    let name = mark.map { $0 + 3..<(span.firstIndex(of: 0x29, in: $0..<line.count) ?? $0 + 3) }
    let lock = DumpedThread.Lock(
      address: self.name(open + 1..<close), className: name.map { self.name($0) } ?? "")
    guard take(64 + lock.address.utf8.count + lock.className.utf8.count) else { return }
    if open == start || span.hasText("locked ", at: start) {
      // Who waits in `Object.wait` has left the monitor that the frame below entered.
      if dump?.threads[last].wanted?.address != lock.address {
        dump?.threads[last].held.append(lock)
      }
    } else if span.hasText("waiting ", at: start) || span.hasText("parking ", at: start) {
      dump?.threads[last].wanted = lock
    }
  }

  private static func number(_ text: String) -> Int? {
    text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
  }

  // `Id=12 RUNNABLE`, as `ThreadInfo` prints it.
  private static func state(ofInformation text: String) -> DumpedThread.State? {
    let words = text.split(separator: " ")
    guard let first = words.first, first.hasPrefix("Id="), words.count > 1 else { return nil }
    return words.dropFirst().lazy.compactMap { DumpedThread.State(rawValue: String($0)) }.first
  }
}
