#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether somebody else could change a file that decides what is done.
enum FileSafety {
  /// Whether users other than the file's owner and root may write to it.
  ///
  /// The group may, if it is the owner's private group: with such groups the
  /// usual umask is 002 (`pam_umask` with `usergroups`), and a fresh checkout is
  /// writable by a group that has no other member.
  static func isWritableByOthers(_ path: String) throws(SystemProblem) -> Bool {
    var status = stat()
    // Links are followed here: what counts is who may change what is read.
    guard unsafe stat(path, &status) == 0 else { throw SystemProblem(code: errno, path: path) }
    let mode = UInt32(status.st_mode)
    if mode & 0o002 != 0 { return true }
    guard mode & 0o020 != 0 else { return false }
    return !isPrivate(group: status.st_gid, of: status.st_uid)
  }

  /// Whether a group belongs to one user alone.
  static func isPrivate(group: gid_t, of user: uid_t) -> Bool {
    let userName = name(of: user)
    guard let found = members(of: group) else {
      // No entry, as in a container with a bare numeric user: alike means private.
      return group == user
    }
    let isNamedAlike = userName.map { $0 == found.name } ?? (group == user)
    return isNamedAlike && found.members.allSatisfy { $0 == userName || $0 == "root" }
  }

  private static func name(of user: uid_t) -> String? {
    var entry = unsafe passwd()
    var result: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 1 << 16)
    return unsafe buffer.withUnsafeMutableBufferPointer { bytes in
      guard let base = bytes.baseAddress,
        unsafe getpwuid_r(user, &entry, base, bytes.count, &result) == 0,
        unsafe result != nil, let name = unsafe entry.pw_name
      else { return nil }
      return unsafe String(cString: name)
    }
  }

  private static func members(of group: gid_t) -> (name: String, members: [String])? {
    var entry = unsafe Group()
    var result: UnsafeMutablePointer<Group>?
    var buffer = [CChar](repeating: 0, count: 1 << 16)
    return unsafe buffer.withUnsafeMutableBufferPointer { bytes in
      guard let base = bytes.baseAddress,
        unsafe getgrgid_r(group, &entry, base, bytes.count, &result) == 0,
        unsafe result != nil, let name = unsafe entry.gr_name
      else { return nil }
      var members: [String] = []
      if var next = unsafe entry.gr_mem {
        while let member = unsafe next.pointee {
          unsafe members.append(String(cString: member))
          unsafe next += 1
        }
      }
      return unsafe (String(cString: name), members)
    }
  }

  private typealias Group = group
}
