/// Reads the JSON of the Configurator: an object of configurations by PID.
///
/// Keys that start with `:configurator:` are notes to the Configurator
/// (OSGi Compendium 8, chapter 150).
struct ConfiguratorReader {
  let bytes: [UInt8]
  let path: String

  /// Whether the document says so itself, or lies where bundles keep such files.
  static func recognises(_ bytes: [UInt8], name: String) -> Bool {
    if name.contains("OSGI-INF/configurator/") { return true }
    return bytes.prefix(65_536).firstRange(of: Array("\":configurator:".utf8)) != nil
  }

  func reading() -> SettingsReading {
    let text = JSONObjectText(bytes, path: path)
    let reader = JSONConfigurationReader(bytes: bytes, path: path)
    let runModes = ConfigurationIdentity(path: path).runModes
    var collector = SettingCollector(bytes, path: path)
    for member in text.members where !member.key.hasPrefix(":") {
      guard let properties = member.value.members else { continue }
      collector.add(
        reader.entries(of: properties),
        of: .configuration(ConfigurationIdentity(pid: member.key, runModes: runModes)))
    }
    collector.note(text.problem)
    return collector.reading
  }
}
