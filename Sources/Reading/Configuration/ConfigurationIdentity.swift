/// Whose configuration a file holds: a PID, for factories with the name of the instance.
public struct ConfigurationIdentity: Hashable, Sendable {
  /// The persistent identity, such as `org.apache.sling.event.jobs.QueueConfiguration~distribution`.
  public let pid: String

  /// The identity of the factory, if the configuration is an instance of one.
  public let factoryPID: String?

  /// The name of the instance: an alias, a number or a UUID.
  public let name: String?

  /// The run modes that the folder of the file asks for, all of them together.
  public let runModes: [String]

  /// Whether it belongs to a service: its own PID or that of its factory.
  public func isOf(_ service: String) -> Bool { pid == service || factoryPID == service }

  /// Makes an identity from the PIDs that the configuration itself states.
  public init(pid: String, factoryPID: String?, runModes: [String] = []) {
    let pid = pid.asOwnerName
    self.pid = pid
    self.factoryPID = factoryPID?.asOwnerName
    self.runModes = runModes
    guard let factoryPID, pid.hasPrefix(factoryPID), pid.count > factoryPID.count + 1 else {
      name = nil
      return
    }
    name = String(pid.dropFirst(factoryPID.count + 1))
  }

  /// Reads an identity from a PID, as the installers of Sling do.
  ///
  /// The name of an instance follows a tilde; a point, where it is a number or a
  /// UUID, as configurations saved in the console have it; else the first hyphen.
  public init(pid: String, runModes: [String] = []) {
    let end: String.Index?
    if let tilde = pid.firstIndex(of: "~") {
      end = tilde
    } else if let point = Self.pointBeforeGeneratedName(in: pid) {
      end = point
    } else if let hyphen = pid.firstIndex(of: "-"), hyphen != pid.startIndex {
      end = hyphen
    } else {
      end = nil
    }
    self.init(pid: pid, factoryPID: end.map { String(pid[..<$0]) }, runModes: runModes)
  }

  private static func pointBeforeGeneratedName(in pid: String) -> String.Index? {
    guard let point = pid.lastIndex(of: "."), point != pid.startIndex else { return nil }
    let name = pid[pid.index(after: point)...].utf8
    let isNumber = !name.isEmpty && name.allSatisfy { (0x30...0x39).contains($0) }
    let isUUID =
      name.count == 36
      && name.enumerated().allSatisfy { index, byte in
        switch index {
        case 8, 13, 18, 23: byte == 0x2D
        default: (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
        }
      }
    return isNumber || isUUID ? point : nil
  }

  /// Reads an identity from the path of a configuration file.
  ///
  /// The last part of the path is the PID, with bytes that file names may not
  /// hold as `%007e`; below `launchpad/config` the folders belong to it, too. Two
  /// underscores stand for a slash where a path was flattened into a file name.
  /// Folders such as `config.author.prod` name the run modes behind their first word.
  public init(path: String) {
    var pieces = path.split(separator: "/").map(String.init)
    // What follows a tilde is the name of an instance, and may hold underscores of its own.
    let (plain, name) = Self.cut(pieces.popLast() ?? path)
    pieces += plain.replacing("__", with: "/").split(separator: "/").map(String.init)
    pieces.append((pieces.popLast() ?? "") + name)
    // A node that FileVault wrote into a folder of its own.
    if pieces.last == ".content.xml", pieces.count > 1 { pieces.removeLast() }
    let store = pieces.indices.dropLast().last {
      $0 > 0 && pieces[$0 - 1] == "launchpad" && pieces[$0] == "config"
    }
    let own =
      store.map { pieces[($0 + 1)...].joined(separator: ".").replacing("__", with: ".") }
      ?? pieces[pieces.count - 1]
    self.init(
      pid: Self.decoded(Self.withoutExtension(own)), runModes: Self.runModes(in: pieces.dropLast()))
  }

  private static func cut(_ text: String) -> (before: String, from: String) {
    let place = text.firstIndex(of: "~") ?? text.firstRange(of: "%007e")?.lowerBound
    guard let place else { return (text, "") }
    return (String(text[..<place]), String(text[place...]))
  }

  private static func withoutExtension(_ name: String) -> String {
    let suffixes = [
      ".cfg.json", ".config.xml", ".xml.cfg", ".cfg.xml", ".config", ".cfg", ".xml", ".json",
    ]
    let name = name.hasSuffix(".dir") ? String(name.dropLast(4)) : name
    for suffix in suffixes where name.hasSuffix(suffix) {
      return String(name.dropLast(suffix.count))
    }
    return name
  }

  /// The words behind `config` or `install` in the name of the nearest such folder.
  private static func runModes(in folders: ArraySlice<String>) -> [String] {
    for folder in folders.reversed() {
      let words = folder.split(separator: ".").map(String.init)
      guard let first = words.first, first == "config" || first == "install" else { continue }
      return Array(words.dropFirst())
    }
    return []
  }

  /// Undoes the `%xxxx` of Felix's file names.
  private static func decoded(_ name: String) -> String {
    var result = ""
    var rest = Substring(name)
    while let percent = rest.firstIndex(of: "%") {
      result += rest[..<percent]
      rest = rest[percent...].dropFirst()
      let digits = rest.prefix(4)
      if digits.count == 4, let code = UInt32(digits, radix: 16),
        let scalar = Unicode.Scalar(code)
      {
        result.unicodeScalars.append(scalar)
        rest = rest.dropFirst(4)
      } else {
        result += "%"
      }
    }
    return result + rest
  }
}
