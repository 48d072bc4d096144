#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The user who plans, by number, to tell what that user could do.
struct Operator: Hashable {
  var user: UInt32
  var groups: Set<UInt32>

  /// The user this process runs as.
  static var current: Operator {
    var groups: Set<UInt32> = [getegid()]
    let count = getgroups(0, nil)
    if count > 0 {
      var list = [gid_t](repeating: 0, count: Int(count))
      let filled = unsafe getgroups(count, &list)
      if filled > 0 { groups.formUnion(list.prefix(Int(filled))) }
    }
    return Operator(user: geteuid(), groups: groups)
  }

  /// Whether files made by this user can be given the owner and group of `state`.
  func canOwn(like state: FileState) -> Bool {
    user == 0 || (user == state.owner && groups.contains(state.group))
  }

  /// Whether the permission bits let this user create files in a folder.
  func canWrite(into state: FileState) -> Bool {
    if user == 0 { return true }
    let bits =
      user == state.owner
      ? state.mode >> 6 : groups.contains(state.group) ? state.mode >> 3 : state.mode
    return bits & 0o3 == 0o3
  }
}

/// The file system that a folder lies on.
struct FileSystemState: Hashable {
  var freeBytes: Int
  var isReadOnly: Bool

  init(at path: String) throws(SystemProblem) {
    var status = statvfs()
    guard unsafe statvfs(path, &status) == 0 else { throw SystemProblem(code: errno, path: path) }
    let (bytes, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(
      by: UInt64(status.f_frsize))
    freeBytes = overflow ? Int.max : Int(clamping: bytes)
    isReadOnly = UInt64(status.f_flag) & UInt64(ST_RDONLY) != 0
  }
}
