import CProcess
import RemedyProtocol

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What of this machine keeps a plugin inside.
///
/// Always: no inherited environment or descriptors, a session of its own, limits of the kernel,
/// and on Linux no new privileges and death with the host.
public struct PluginContainment: Hashable, Sendable {
  /// The version of Landlock that the kernel has; 0 where it has none.
  public let landlock: Int

  /// Whether single system calls are refused: the network, other processes, new sessions.
  public let refusesCalls: Bool

  /// Whether the limit of processes holds; the kernel does not apply it to root.
  public let limitsProcesses: Bool

  /// What this machine has.
  public static let current = PluginContainment(
    landlock: Int(cprocess_landlock_abi()), refusesCalls: cprocess_has_filter() != 0,
    limitsProcesses: getuid() != 0)

  /// What was contained how; not the plugin's doing, so it may differ at the next look.
  var fact: PlanFact {
    PlanFact(
      name: "containment", kind: "containment",
      values: [
        "landlock": landlock == 0 ? "no" : String(landlock),
        "system-calls": refusesCalls ? "filtered" : "not-filtered",
        "processes": limitsProcesses ? "limited" : "not-limited",
      ], evidence: [], isVolatile: true)
  }

  /// Folders that any program needs to look into to run at all.
  static func libraries() -> [String] {
    let system = [
      "/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/alternatives",
      "/etc/localtime", "/dev/zero", "/dev/random", "/dev/urandom",
    ]
    return system
      + ownLibraries().filter { folder in
        !system.contains { folder == $0 || folder.hasPrefix($0 + "/") }
      }
  }

  /// Where the shared libraries lie that this program runs with, for plugins in its language.
  private static func ownLibraries() -> [String] {
    guard let bytes = try? FileBytes.read("/proc/self/maps", limit: 4 << 20) else { return [] }
    var folders: Set<String> = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let start = line.firstIndex(of: UInt8(ascii: "/")) else { continue }
      let path = String(decoding: line[start...], as: UTF8.self)
      guard path.contains(".so"), let slash = path.lastIndex(of: "/") else { continue }
      let folder = String(path[..<slash])
      if !folder.isEmpty { folders.insert(folder) }
    }
    return folders.sorted()
  }

  /// How many processes and threads a user has, so that a limit can leave it those.
  static func tasks(of user: uid_t) -> UInt {
    guard let folder = unsafe opendir("/proc") else { return 4_096 }
    defer { unsafe closedir(folder) }
    var count: UInt = 0
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard Int32(name) != nil, (try? FileState.look(at: "/proc/\(name)"))??.owner == user,
        let status = try? FileBytes.read("/proc/\(name)/status", limit: 1 << 14)
      else { continue }
      let text = String(decoding: status, as: UTF8.self)
      let threads = text.split(separator: "\n").first { $0.hasPrefix("Threads:") }
      count += threads.flatMap { UInt($0.split(separator: "\t").last ?? "") } ?? 1
    }
    return count
  }
}
