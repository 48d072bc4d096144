import CProcess

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps what this process knows out of files that a crash would leave.
public enum Hardening {
  /// Forbids core dumps, and that other processes of the same user look inside.
  ///
  /// - Returns: Whether the system agreed to all of it.
  @discardableResult
  public static func apply() -> Bool {
    var limit = rlimit(rlim_cur: 0, rlim_max: 0)
    let isLimited = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0
    return cprocess_forbid_dump() == 0 && isLimited
  }
}
