import ArchiveKit
import FoundationEssentials
import Glibc
import Intake

/// Where a copy goes; it gets its name when it is whole.
final class CleanTarget {
  private let output: String
  private let temporary: String
  private let isFolder: Bool
  private var taken: Set<String> = []

  init(_ output: String, for input: CleanInput, archives: Set<String>) throws {
    self.output = output.count > 1 && output.hasSuffix("/") ? String(output.dropLast()) : output
    isFolder = input.isFolder
    temporary = "\(self.output).\(getpid()).new"
    if output == "-" {
      guard !isFolder, archives.isEmpty else { throw CleanCopyProblem.notOneText }
      return
    }
    if input.units.contains(where: { Self.isSame($0.path, output) }) {
      throw CleanCopyProblem.outputIsInput(output)
    }
    guard isFolder else { return }
    if let names = try? FileManager.default.contentsOfDirectory(atPath: output), !names.isEmpty {
      throw CleanCopyProblem.outputExists(output)
    }
    guard unsafe mkdir(temporary, 0o755) == 0 else { throw CleanCopyProblem.system(errno, output) }
  }

  private static func isSame(_ left: String, _ right: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard unsafe stat(left, &first) == 0, unsafe stat(right, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  /// Opens the copy of one file.
  func file(_ name: String, isArchive: Bool) throws -> CleanFile {
    if output == "-" { return CleanFile(descriptor: STDOUT_FILENO, path: "-") }
    guard isFolder else {
      let form = CleanFile.Form(name: output, isArchive: isArchive, original: name)
      return try CleanFile(temporary, shown: output, form)
    }
    let form = CleanFile.Form(name: name, isArchive: isArchive, original: name)
    var relative =
      form == .archive(.zip) && !name.lowercased().hasSuffix(".zip") ? name + ".zip" : name
    var number = 1
    while !taken.insert(relative).inserted {
      number += 1
      relative = "\(name)-\(number)"
    }
    let parts = relative.split(separator: "/").filter { $0 != "." && $0 != ".." }
    var folder = temporary
    for part in parts.dropLast() {
      folder += "/" + part
      guard unsafe mkdir(folder, 0o755) == 0 || errno == EEXIST else {
        throw CleanCopyProblem.system(errno, output)
      }
    }
    return try CleanFile("\(folder)/\(parts.last ?? "file")", shown: output, form)
  }

  /// Gives the whole copy its name.
  func finish() throws {
    guard output != "-" else { return }
    // An empty folder of that name may be there.
    if isFolder { _ = unsafe rmdir(output) }
    if !isFolder, unsafe access(temporary, F_OK) != 0 { throw CleanCopyProblem.nothingToCopy }
    guard unsafe rename(temporary, output) == 0 else {
      let code = errno
      discard()
      throw CleanCopyProblem.system(code, output)
    }
  }

  /// Removes what was written so far.
  func discard() {
    guard output != "-" else { return }
    try? FileManager.default.removeItem(atPath: temporary)
  }
}

/// The copy of one file: a text, a compressed text, or an archive of texts.
final class CleanFile {
  enum Form: Equatable {
    case plain
    case compressed(ArchiveWriter.Compression)
    case archive(ArchiveWriter.Format)

    /// The form that a name asks for; that of the original's where the name tells none.
    init(name: String, isArchive: Bool, original: String) {
      let form = Self.named(name) ?? Self.named(original)
      switch form {
      case .archive(let format) where isArchive: self = .archive(format)
      case _ where isArchive: self = .archive(.zip)
      case .compressed where Self.named(name) == nil && name != original: self = .plain
      case .compressed(let compression): self = .compressed(compression)
      default: self = .plain
      }
    }

    private static func named(_ name: String) -> Form? {
      let name = name.lowercased()
      let endings: [(String, ArchiveWriter.Compression)] = [
        ("gz", .gzip), ("bz2", .bzip2), ("xz", .xz), ("zst", .zstd),
      ]
      if name.hasSuffix(".zip") { return .archive(.zip) }
      if name.hasSuffix(".tar") { return .archive(.tar(nil)) }
      if name.hasSuffix(".tgz") { return .archive(.tar(.gzip)) }
      for (ending, compression) in endings where name.hasSuffix("." + ending) {
        return name.hasSuffix(".tar." + ending)
          ? .archive(.tar(compression)) : .compressed(compression)
      }
      return nil
    }
  }

  private let descriptor: CInt
  private let path: String
  private let closes: Bool
  private var writer: ArchiveWriter?
  private var taken: Set<String> = []
  private var spool: Spool?

  init(descriptor: CInt, path: String) {
    (self.descriptor, self.path, closes) = (descriptor, path, false)
  }

  init(_ file: String, shown path: String, _ form: Form) throws {
    descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    self.path = path
    closes = true
    guard descriptor >= 0 else { throw CleanCopyProblem.system(errno, path) }
    switch form {
    case .plain: break
    case .compressed(let compression):
      writer = try ArchiveWriter(.compressedFile(compression), fileDescriptor: descriptor)
      try writer?.begin("data")
    case .archive(let format):
      writer = try ArchiveWriter(format, fileDescriptor: descriptor)
    }
  }

  deinit {
    if closes { Glibc.close(descriptor) }
  }

  /// Writes a text: all of the file, or one member of the archive.
  func write(member: String?, _ fill: (_ write: ([UInt8]) throws -> Void) throws -> Void) throws {
    guard let writer else { return try fill { try descriptor.write($0, path: path) } }
    guard let member else { return try fill(writer.write) }
    var name = member
    var number = 1
    while !taken.insert(name).inserted {
      number += 1
      name = "\(member)-\(number)"
    }
    guard writer.needsSizes else {
      try writer.begin(name)
      return try fill(writer.write)
    }
    let spool = try self.spool ?? Spool()
    self.spool = spool
    try fill(spool.write)
    try writer.begin(name, size: spool.size)
    try spool.drain(writer.write)
  }

  /// Ends the file.
  func close() throws {
    try writer?.close()
    guard closes, fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP else { return }
    throw CleanCopyProblem.system(errno, path)
  }
}
