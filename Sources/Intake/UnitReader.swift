import ArchiveKit
import Model

/// Takes one file apart: shows every document in it, and notes what it passes over.
final class UnitReader {
  private(set) var skipped: [SkippedSource] = []

  private let path: String
  let limits: IntakeLimits
  let budget: Budget
  let shouldStop: () -> Bool
  let passwords: [String]

  /// How much of a file is looked at to see what it is.
  static let headSize = 1 << 16

  private let visit: (Document) throws -> Void
  // A limit was reached; nothing more of this file is read.
  private(set) var isExhausted = false

  init(
    path: String, limits: IntakeLimits, passwords: [String], budget: Budget,
    shouldStop: @escaping () -> Bool, visit: @escaping (Document) throws -> Void
  ) {
    self.path = path
    self.limits = limits
    self.passwords = passwords
    self.budget = budget
    self.shouldStop = shouldStop
    self.visit = visit
  }

  func read(_ file: FileStream) throws {
    try examine(file, at: Spot(path: path, name: path), file: file)
  }

  /// Where in the nest of archives a stream stands.
  struct Spot {
    var path: String
    var name: String
    var depth = 0
    /// The archive around it, to be named when nothing more of it can be read.
    var archive: String?
    /// Whether it is what a compressed file expands to; an archive there is no further level.
    var isExpanded = false
    /// Whether a password was needed for it.
    var isEncrypted = false
    /// What the mail around it says it is written in.
    var declared: TextEncoding?
    /// Whether a person wrote it.
    var isMessage = false
    /// The printer of the configuration status that wrote it.
    var printer: String?
  }

  func examine(_ stream: any ByteStream, at spot: Spot, file: FileStream? = nil) throws {
    let (head, interruption) = readHead(of: stream)
    guard !head.isEmpty else {
      if let interruption {
        note(interruption, at: spot)
      } else {
        skip(spot.path, .empty)
      }
      return
    }
    switch Content(head: head, name: spot.name) {
    // Every 256th wrong password passes the check of old zip files, and gives noise.
    case .skipped(.binary) where spot.isEncrypted && spot.name.isTextual:
      skip(spot.path, .wrongPassword)
    case .skipped(let reason):
      skip(spot.path, reason)
    case .document:
      try showText(head, stream, interruption, at: spot)
    case .mail:
      guard spot.isExpanded || spot.depth < limits.depth else { return skip(spot.path, .tooDeep) }
      let whole = RewoundStream(head: head, rest: stream, interruption: interruption)
      try walk(MailReader(whole), at: spot)
    case .mailBox:
      let whole = RewoundStream(head: head, rest: stream, interruption: interruption)
      try walk(MailBoxReader(whole), at: spot)
    case .gzip:
      try expand(GzipStream(RewoundStream(head: head, rest: stream)), at: spot)
    case .compressed:
      let reader = open(at: spot) {
        let reader = try self.reader(head, stream, .compressedFile)
        _ = try reader.nextEntry()
        return reader
      }
      if let reader { try expand(MemberStream(reader: reader), at: spot) }
    case .archive(let kind):
      guard spot.isExpanded || spot.depth < limits.depth else { return skip(spot.path, .tooDeep) }
      try open(kind, head, stream, file: file, at: spot)
    }
  }

  /// Shows a document, as UTF-8.
  func showText(
    _ head: [UInt8], _ stream: any ByteStream, _ interruption: Interruption?, at spot: Spot
  ) throws {
    let encoding = EncodingProbe.encoding(
      of: head, isWhole: head.count < Self.headSize, declared: spot.declared)
    guard encoding != .utf8 else {
      let text = TextStream(behind: head, source: stream)
      return try show(head, text, interruption, at: spot)
    }
    let mark = EncodingProbe.markLength(of: head, in: encoding)
    let whole = RewoundStream(
      head: Array(head.dropFirst(mark)), rest: stream, interruption: interruption)
    guard let text = TextStream(decoding: encoding, source: whole) else {
      return skip(spot.path, .unsupportedEncoding, encoding.rawValue)
    }
    let (decoded, failure) = readHead(of: text)
    // Bytes that start like a mark of byte order by chance.
    guard text.invalidBytes * 50 <= head.count || spot.declared != nil else {
      return skip(spot.path, .binary)
    }
    guard !decoded.isEmpty else { return skip(spot.path, .empty) }
    try show(decoded, text, failure, at: spot)
  }

  func show(
    _ head: [UInt8], _ text: TextStream, _ interruption: Interruption?, at spot: Spot
  ) throws {
    let document = Document(
      origin(at: spot), head: head, text: text, interruption: interruption)
    try visit(document)
    if let interruption = document.interruption { note(interruption, at: spot) }
  }

  private func origin(at spot: Spot) -> Document.Origin {
    let printer = spot.printer ?? StatusExport.printer(ofPage: spot.name)
    return Document.Origin(
      path: spot.path, name: spot.name, printer: printer,
      excerpt: StatusExport.excerpt(of: spot.name, printer: printer), isMessage: spot.isMessage)
  }

  private func expand(_ stream: any ByteStream, at spot: Spot) throws {
    guard spot.depth < limits.depth else { return skip(spot.path, .tooDeep) }
    var inner = spot
    inner.name = spot.name.expandedName
    inner.depth += 1
    inner.isExpanded = true
    try examine(CountedStream(stream, budget: budget), at: inner)
  }

  func readHead(of stream: any ByteStream) -> ([UInt8], Interruption?) {
    var head = [UInt8](repeating: 0, count: Self.headSize)
    var count = 0
    do {
      while count < head.count, case let more = try stream.read(into: &head, at: count), more > 0 {
        count += more
      }
    } catch {
      return (Array(head[..<count]), Interruption(error))
    }
    return (count == head.count ? head : Array(head[..<count]), nil)
  }

  func open(at spot: Spot, _ make: () throws -> ArchiveReader) -> ArchiveReader? {
    do {
      return try make()
    } catch {
      note(Interruption(error), at: spot)
      return nil
    }
  }

  func note(_ interruption: Interruption, at spot: Spot) {
    switch interruption.reason {
    case .expandsTooFar, .ratioTooHigh, .tooManyMembers:
      isExhausted = true
      skip(spot.path, interruption.reason, interruption.detail)
      if spot.path != path { skip(path, interruption.reason, interruption.detail) }
    default:
      let losesTheRest = interruption.endsArchive && spot.archive != nil
      skip(
        losesTheRest ? spot.archive ?? spot.path : spot.path, interruption.reason,
        interruption.detail)
    }
  }

  func skip(_ path: String, _ reason: SkipReason, _ detail: String = "") {
    let source = SkippedSource(path: path, reason: reason, detail: detail)
    if skipped.last != source { skipped.append(source) }
  }
}

extension String {
  /// The name without the extension of a compression.
  fileprivate var expandedName: String {
    for suffix in [".gz", ".bz2", ".xz", ".zst"] where hasSuffix(ofAny: [suffix]) {
      return String(dropLast(suffix.count))
    }
    return hasSuffix(ofAny: [".tgz"]) ? dropLast(4) + ".tar" : self
  }

  /// Whether it names what is text, or an archive of it.
  fileprivate var isTextual: Bool {
    hasSuffix(ofAny: [".log", ".txt", ".out", ".json", ".xml", ".config", ".zip", ".gz"])
  }
}
