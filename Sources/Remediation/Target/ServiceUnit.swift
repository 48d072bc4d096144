/// The unit of a service manager that a process belongs to.
enum ServiceUnit {
  /// The name of the unit, such as `aem.service`, unless it is this program's own as well.
  ///
  /// Whoever stops such a process by its own script may see it started again at once.
  static func name(ofProcess id: Int32) -> String? {
    guard let unit = unit(at: "/proc/\(id)/cgroup"), unit != self.unit(at: "/proc/self/cgroup")
    else { return nil }
    return unit
  }

  private static func unit(at path: String) -> String? {
    guard let bytes = try? FileBytes.read(path, limit: 1 << 16) else { return nil }
    return unit(in: String(decoding: bytes, as: UTF8.self))
  }

  /// The innermost unit that the lines of a `cgroup` file name, sessions of users aside.
  static func unit(in text: String) -> String? {
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: "/").dropFirst()
      let unit = parts.last { $0.hasSuffix(".service") && !$0.hasPrefix("user@") }
      if let unit { return String(unit) }
    }
    return nil
  }
}
