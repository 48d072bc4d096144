import Glibc
import Model

extension InputUnit {
  /// Finds the files behind paths: files as given, folders with everything below them, and
  /// `-` for standard input.
  ///
  /// Folders are listed in the order of the bytes of the names. Symbolic links are
  /// followed where they were given. Inside folders they are named: what they point to
  /// is read where it lies, if it lies in the same folder, and missed if it lies
  /// elsewhere. The same file is taken once, however often it is met. A path that is not there, and
  /// whatever else cannot be read, becomes a unit that says so.
  public static func all(
    of paths: [String], within limits: IntakeLimits = IntakeLimits()
  ) -> [InputUnit] {
    var listing = Listing(limits: limits)
    for path in paths { listing.add(path) }
    return listing.units
  }
}

/// A path as the system knows it: bytes of no particular encoding, ended by a zero.
struct SystemPath: Hashable, Sendable {
  var bytes: [CChar]

  init(_ path: String) {
    bytes = Array(path.utf8CString)
  }

  func appending(_ name: [CChar]) -> SystemPath {
    var path = self
    path.bytes.removeLast()
    if path.bytes.last != CChar(UInt8(ascii: "/")) { path.bytes.append(CChar(UInt8(ascii: "/"))) }
    path.bytes += name
    return path
  }

  /// What a path on the command line may mean.
  ///
  /// A name that is no UTF-8, as old Windows and Japanese systems write them, arrives with
  /// replacement characters, and is found again among the names in its folder.
  static func spellings(of path: String) -> [SystemPath] {
    let literal = SystemPath(path)
    guard path.contains("\u{FFFD}"), case .failure = literal.status(followingLinks: false) else {
      return [literal]
    }
    var spellings = [SystemPath(path.hasPrefix("/") ? "/" : ".")]
    for part in path.split(separator: "/") {
      spellings = spellings.flatMap { folder in
        guard part.contains("\u{FFFD}") else {
          return [folder.appending(Array(String(part).utf8CString))]
        }
        let names = (try? folder.names()) ?? []
        return names.map { folder.appending($0) }.filter { $0.text.hasSuffix("/\(part)") }
      }
    }
    return spellings.isEmpty ? [literal] : spellings
  }

  /// Whether it names an open file of this process, as shells write `<(command)`.
  var isInheritedDescriptor: Bool {
    let shown = text
    return shown == "/dev/stdin" || shown.hasPrefix("/dev/fd/") || shown.hasPrefix("/proc/self/fd/")
  }

  var text: String {
    String(decoding: bytes.dropLast().lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  func status(followingLinks: Bool) -> Result<stat, Interruption> {
    var status = stat()
    let code = unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let path = bytes.baseAddress else { return CInt(-1) }
      return unsafe followingLinks ? stat(path, &status) : lstat(path, &status)
    }
    return code == 0 ? .success(status) : .failure(.system(errno))
  }

  /// The path without links, if there is something.
  func resolved() -> String? {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let path = bytes.baseAddress, let found = unsafe realpath(path, nil) else { return nil }
      defer { unsafe free(found) }
      return unsafe String(cString: found)
    }
  }

  /// The names in a folder, in the order of their bytes.
  func names() throws(Interruption) -> [[CChar]] {
    let folder = unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe bytes.baseAddress.flatMap { unsafe opendir($0) }
    }
    guard let folder = unsafe folder else { throw .system(errno) }
    defer { _ = unsafe closedir(folder) }
    var names: [[CChar]] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(folder) else { break }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { start in
          unsafe Array(UnsafeBufferPointer(start: start, count: strlen(start) + 1))
        }
      }
      let dot = CChar(UInt8(ascii: "."))
      if name != [dot, 0], name != [dot, dot, 0] { names.append(name) }
    }
    guard errno == 0 else { throw .system(errno) }
    return names.sorted { left, right in
      left.lexicographicallyPrecedes(right) { UInt8(bitPattern: $0) < UInt8(bitPattern: $1) }
    }
  }
}

private struct Listing {
  var units: [InputUnit] = []

  private let limits: IntakeLimits
  private var seen: Set<Identity> = []
  private var takesStandardInput = false
  // The folder that was given and is being listed, without links.
  private var root: String?

  init(limits: IntakeLimits) {
    self.limits = limits
  }

  /// A file or folder, whatever its names.
  private struct Identity: Hashable {
    var device: dev_t
    var node: ino_t
  }

  mutating func add(_ path: String) {
    if path == "-" {
      if !takesStandardInput {
        units.append(InputUnit(path: path, size: nil, source: .standardInput))
      }
      takesStandardInput = true
      return
    }
    // A zero would end the path early and name another file.
    guard !path.isEmpty, !path.utf8.contains(0) else {
      return refuse(path, .unreadable, unsafe String(cString: strerror(ENOENT)))
    }
    let first = units.count
    for spelling in SystemPath.spellings(of: path) {
      root = spelling.resolved()
      add(spelling, shown: path, isGiven: true, budget: first + limits.files)
    }
  }

  private mutating func add(_ path: SystemPath, shown: String, isGiven: Bool, budget: Int) {
    guard units.count < budget else { return }
    let status: stat
    switch path.status(followingLinks: isGiven) {
    case .failure(let interruption):
      return refuse(shown, interruption.reason, interruption.detail)
    case .success(let found):
      status = found
    }
    if status.isSymbolicLink { return addLink(path, shown: shown) }
    if status.isFolder { return addFolder(path, status, shown: shown, budget: budget) }
    guard status.isRegular || (isGiven && path.isInheritedDescriptor) else {
      // Whoever names one expects to have it read; one that lies in a folder is no evidence.
      return isGiven
        ? refuse(shown, .unreadable, "not a regular file") : refuse(shown, .specialFile)
    }
    if status.isRegular, !seen.insert(identity(status)).inserted { return }
    units.append(
      InputUnit(
        path: shown, size: status.isRegular ? Int(status.st_size) : nil, source: .file(path)))
  }

  /// Names a link inside a folder; only one to a file that is listed nowhere loses something.
  private mutating func addLink(_ path: SystemPath, shown: String) {
    guard let target = path.resolved(), let root,
      case .success(let status) = path.status(followingLinks: true), status.isRegular
    else { return refuse(shown, .symbolicLink) }
    let folder = root.hasSuffix("/") ? root : root + "/"
    let isListed = target.hasPrefix(folder) || seen.contains(identity(status))
    refuse(shown, isListed ? .symbolicLink : .linkOutside, isListed ? "" : "→ \(target)")
  }

  private mutating func addFolder(
    _ path: SystemPath, _ status: stat, shown: String, budget: Int
  ) {
    guard seen.insert(identity(status)).inserted else { return }
    let prefix = shown.hasSuffix("/") ? shown : shown + "/"
    // The binaries of a repository: millions of files, none of them evidence.
    if prefix.hasSuffix("/repository/datastore/") { return refuse(shown, .binary) }
    do {
      for name in try path.names() {
        let text = String(
          decoding: name.dropLast().lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard units.count < budget else {
          if units.count == budget {
            // One more than the limit allows, so that it is said once.
            refuse(shown, .tooManyMembers, "> \(limits.files)")
          }
          return
        }
        add(path.appending(name), shown: prefix + text, isGiven: false, budget: budget)
      }
    } catch {
      refuse(shown, error.reason, error.detail)
    }
  }

  private func identity(_ status: stat) -> Identity {
    Identity(device: status.st_dev, node: status.st_ino)
  }

  private mutating func refuse(_ path: String, _ reason: SkipReason, _ detail: String = "") {
    units.append(InputUnit(path: path, size: nil, source: .refused(reason, detail: detail)))
  }
}
