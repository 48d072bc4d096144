import DigestKit
import RemedyProtocol

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The journal of a run on disk: lines that are added and flushed, never changed.
///
/// Each line is canonical JSON with its own SHA-256 and that of the line before it; the first
/// names the plan's digest instead. A line without its line break is one that was never
/// finished, and is dropped; any other flaw says that somebody changed the file.
final class Journal {
  /// What was written so far.
  private(set) var records: [JournalRecord]

  private let file: CInt
  private let path: String
  private let plan: String
  private let now: () -> String
  private let boundary: ((Boundary) -> Void)?

  /// A moment at which a run can be cut off.
  struct Boundary: Hashable {
    enum Place: Hashable { case before, torn, after }
    var record: Int
    var place: Place
  }

  /// Opens or makes the journal of a run; a torn last line is cut off.
  init(
    path: String, plan: String, now: @escaping () -> String, boundary: ((Boundary) -> Void)? = nil
  ) throws {
    let read = try JournalReader(path: path, plan: plan)
    if let flaw = read.flaw { throw RunProblem.brokenJournal(path, line: flaw) }
    file = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemProblem(code: errno, path: path) }
    records = read.records
    self.path = path
    self.plan = plan
    self.now = now
    self.boundary = boundary
    guard ftruncate(file, read.soundBytes) == 0, fsync(file) == 0 else {
      let problem = SystemProblem(code: errno, path: path)
      close(file)
      throw problem
    }
    try RunFolder.flush(folderOf: path)
  }

  deinit { close(file) }

  /// Adds a line and waits until it is on disk.
  func append(_ event: JournalEvent) throws {
    let record = try JournalRecord(
      sequence: records.count + 1, time: now(), event: event,
      previous: records.last?.hash ?? plan)
    let line = try record.line()
    boundary?(Boundary(record: record.sequence, place: .before))
    if let boundary {
      // In two pieces, so that a test can end the process between them.
      let half = line.count / 2
      try FileBytes.write(Array(line[..<half]), to: file, path: path)
      boundary(Boundary(record: record.sequence, place: .torn))
      try FileBytes.write(Array(line[half...]), to: file, path: path)
    } else {
      try FileBytes.write(line, to: file, path: path)
    }
    guard fsync(file) == 0 else { throw SystemProblem(code: errno, path: path) }
    records.append(record)
    boundary?(Boundary(record: record.sequence, place: .after))
  }
}

/// What a journal on disk says, and whether the chain holds.
struct JournalReader {
  /// The lines up to the first flaw.
  private(set) var records: [JournalRecord] = []

  /// How many bytes they take.
  private(set) var soundBytes = 0

  /// The number of the first line that is not as it was written.
  private(set) var flaw: Int?

  /// Whether a last line was cut off.
  private(set) var isTorn = false

  /// Reads a journal; one that does not exist has no lines.
  init(path: String, plan: String) throws {
    guard try FileState.look(at: path) != nil else { return }
    let bytes = try FileBytes.read(path, limit: 64 << 20)
    var rest = bytes[...]
    var previous = plan
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = Array(rest[..<end])
      guard let record = try? JournalRecord(line: line), record.previous == previous,
        record.sequence == records.count + 1
      else {
        flaw = records.count + 1
        return
      }
      previous = record.hash
      records.append(record)
      soundBytes += line.count + 1
      rest = rest[(end + 1)...]
    }
    isTorn = !rest.isEmpty
  }
}
