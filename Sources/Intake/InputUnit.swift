import Glibc
public import Model

/// One file or stream of the input, which one worker can read apart from all others.
public struct InputUnit: Sendable {
  /// The path as it was given, or found below a folder that was given; `-` for standard input.
  public let path: String

  /// Its size on disk in bytes, where that is known.
  public let size: Int?

  let source: Source

  init(path: String, size: Int?, source: Source) {
    self.path = path
    self.size = size
    self.source = source
  }

  enum Source: Sendable {
    case standardInput
    case file(SystemPath)
    /// Found, and not to be read.
    case refused(SkipReason, detail: String)
  }

  /// The same unit, its path shown from a folder on that nobody needs to know of.
  public func shown(below folder: String) -> InputUnit {
    guard path.hasPrefix(folder + "/") else { return self }
    return InputUnit(
      path: String(path.dropFirst(folder.count + 1)), size: size, source: source)
  }

  /// Makes a unit of a file that is shown under another name, such as the end of a log that grows.
  ///
  /// - Parameters:
  ///   - path: The name to show, from which its kind is guessed too.
  ///   - file: The file that is read.
  public init(showing path: String, readFrom file: String, size: Int? = nil) {
    self.init(path: path, size: size, source: .file(SystemPath(file)))
  }

  /// Whether it can be read a second time, which a pipe cannot.
  public var canBeReadAgain: Bool {
    switch source {
    case .standardInput: false
    case .file: size != nil
    case .refused: true
    }
  }

  /// Shows every document in the unit, one after the other, those in archives included.
  ///
  /// Nothing is written to disk. An archive that is damaged half-way shows what
  /// stands before the damage.
  ///
  /// - Parameters:
  ///   - limits: How much is read at most.
  ///   - passwords: What to try on encrypted members.
  ///   - shouldStop: Is asked before every member of an archive whether to leave the rest.
  ///   - visit: Is lent each document.
  /// - Returns: What was passed over, with the reasons.
  /// - Throws: Only what `visit` throws.
  public func forEachDocument(
    within limits: IntakeLimits = IntakeLimits(),
    passwords: ArchivePasswords = ArchivePasswords(), until shouldStop: () -> Bool = { false },
    _ visit: (Document) throws -> Void
  ) throws -> [SkippedSource] {
    let file: FileStream
    do {
      switch source {
      case .refused(let reason, let detail):
        return [SkippedSource(path: path, reason: reason, detail: detail)]
      case .standardInput:
        file = try FileStream.standardInput()
      case .file(let path):
        file = try FileStream.open(path)
      }
    } catch {
      let interruption = Interruption(error)
      return [
        SkippedSource(path: path, reason: interruption.reason, detail: interruption.detail)
      ]
    }
    return try withoutActuallyEscaping(visit) { visit in
      try withoutActuallyEscaping(shouldStop) { shouldStop in
        let budget = Budget(limits: limits) { file.size ?? file.position }
        let reader = UnitReader(
          path: path, limits: limits, passwords: passwords.words, budget: budget,
          shouldStop: shouldStop, visit: visit)
        try reader.read(file)
        return reader.skipped
      }
    }
  }
}

extension FileStream {
  static func standardInput() throws -> FileStream {
    var status = stat()
    guard unsafe fstat(STDIN_FILENO, &status) == 0 else { throw Interruption.system(errno) }
    // A file on standard input may have been read in part before.
    let isWhole = status.isRegular && lseek(STDIN_FILENO, 0, SEEK_CUR) == 0
    let size = isWhole && status.st_size > 0 ? Int(status.st_size) : nil
    return FileStream(descriptor: STDIN_FILENO, size: size, closes: false)
  }

  static func open(_ path: SystemPath) throws -> FileStream {
    // Not to wait for the other end, should it have become a pipe since it was listed.
    let descriptor = unsafe path.bytes.withUnsafeBufferPointer { bytes in
      unsafe bytes.baseAddress.map { unsafe Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        ?? -1
    }
    guard descriptor >= 0 else { throw Interruption.system(errno) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw Interruption.system(code)
    }
    guard status.isRegular || path.isInheritedDescriptor else {
      close(descriptor)
      throw Interruption(reason: .specialFile, detail: "")
    }
    if !status.isRegular {
      let flags = fcntl(descriptor, F_GETFL)
      guard flags >= 0, fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK) == 0 else {
        let code = errno
        close(descriptor)
        throw Interruption.system(code)
      }
    }
    // Files of the kernel claim no size, and hold something all the same.
    let size = status.isRegular && status.st_size > 0 ? Int(status.st_size) : nil
    return FileStream(descriptor: descriptor, size: size, closes: true)
  }

  func rewind() throws {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw Interruption.system(errno) }
  }
}

extension stat {
  var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
  var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  var isSymbolicLink: Bool { st_mode & S_IFMT == S_IFLNK }
}
