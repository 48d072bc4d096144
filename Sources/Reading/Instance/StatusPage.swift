/// The pages of the web console's configuration status, alone or out of its zip.
///
/// Each is known by the printer that wrote it, where that is told, else by what it says first;
/// its number in a zip means nothing. The layouts are those that the printers of Felix, Sling
/// and Oak write.
enum StatusPage: CaseIterable {
  case bundleList, bundles, bundleData, configurations, product, systemProperties,
    frameworkProperties, settings, topology, installer, indexStatistics

  /// The page that a document is by its printer, else the one that it starts as.
  init?(recognising head: [UInt8], name: String, printer: String? = nil) {
    if let printer, let page = Self.page(of: printer, startingWith: head) {
      self = page
      return
    }
    if head.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
      let isBundles =
        head[...].contains(text: "\"symbolicName\"") && head[...].contains(text: "\"stateRaw\"")
      if isBundles { self = .bundleData } else { return nil }
      return
    }
    let lines = StatusLines(head, path: "", limit: 400).lines.filter {
      !$0.text.allSatisfy(\.isWhitespace)
    }
    guard let page = Self.page(of: lines) else { return nil }
    self = page
  }

  // Objects of JSON and pages of HTML say themselves what they are, and so do the two lists of
  // bundles, whose names say little.
  private static func page(of printer: String, startingWith head: [UInt8]) -> StatusPage? {
    let first = head.first { $0 > 0x20 }
    guard let first, !"{<".utf8.contains(first) else { return nil }
    return switch printer {
    case "configurations": .configurations
    case "productinfo": .product
    case "system-properties": .systemProperties
    case "framework-properties": .frameworkProperties
    case "slingsettings", "sling-settings": .settings
    case "topology": .topology
    case "osgi-installer": .installer
    case "oak-index-stats": .indexStatistics
    default: nil
    }
  }

  private static func page(of lines: [StatusLines.Line]) -> StatusPage? {
    guard let first = lines.first?.text else { return nil }
    if first.hasPrefix("Status: "), let second = lines.dropFirst().first?.text {
      if second.hasPrefix("PID = ") { return .configurations }
      if second.hasPrefix("Bundle "), second.hasSuffix(")") { return .bundles }
      if Bundle(listed: second) != nil { return .bundleList }
    }
    if first.hasPrefix("PID = ") { return .configurations }
    if first == "Apache Sling Settings" { return .settings }
    if first == "Apache Sling OSGi Installer" { return .installer }
    if first.hasPrefix("Topology"), lines.prefix(12).contains(where: isTopology) {
      return .topology
    }
    // Further down it is a person's remark on the version.
    if lines.prefix(3).contains(where: { Product(line: $0.text) != nil }) { return .product }
    if lines.prefix(10).contains(where: { $0.text.contains("Async Indexers State") }) {
      return .indexStatistics
    }
    let keys = Set(lines.compactMap { $0.text.cut(at: " = ")?.key })
    guard keys.count > 2 else { return nil }
    if keys.contains("java.version") || keys.contains("java.vm.name") { return .systemProperties }
    let isFramework = keys.contains { $0.hasPrefix("org.osgi.framework.") }
    return isFramework ? .frameworkProperties : nil
  }

  private static func isTopology(_ line: StatusLines.Line) -> Bool {
    line.text.hasPrefix("Sling ID : ") || line.text.hasPrefix("No topology available")
  }

  /// Reads a page of any kind.
  static func reading(of bytes: [UInt8], path: String, printer: String?) -> SettingsReading {
    var collector = SettingCollector(bytes, path: path)
    let page = StatusPage(recognising: Array(bytes.prefix(65_536)), name: path, printer: printer)
    if page == .bundleData {
      addBundleData(to: &collector)
      return collector.reading
    }
    let text = StatusLines(bytes, path: path)
    collector.note(text.problem)
    switch page {
    case .bundleList: addBundleList(text.lines, to: &collector)
    case .bundles: addBundles(text.lines, to: &collector)
    case .configurations: addConfigurations(text.lines, to: &collector)
    case .product: addProduct(text.lines, to: &collector)
    case .systemProperties: addPairs(text.lines, of: .systemProperties, to: &collector)
    case .frameworkProperties: addPairs(text.lines, of: .frameworkProperties, to: &collector)
    case .settings: addPairs(text.lines, of: .properties("slingsettings"), to: &collector)
    case .topology: addTopology(text.lines, to: &collector)
    case .installer: addInstaller(text.lines, to: &collector)
    case .indexStatistics: addIndexes(text.lines, to: &collector)
    case .bundleData, nil: break
    }
    return collector.reading
  }
}

// MARK: - Properties in lines

extension StatusPage {
  /// `key = value`; a line without a key goes on with the value before it.
  private static func addPairs(
    _ lines: [StatusLines.Line], of owner: Setting.Owner, to collector: inout SettingCollector
  ) {
    for line in lines {
      if let (key, value) = line.text.cut(at: " ="), isKey(key) {
        collector.add(key, [value], of: owner, at: line.bytes)
      }
    }
  }

  /// The keys of system properties hold no white space; those of Sling's settings do.
  private static func isKey(_ key: String) -> Bool {
    !key.isEmpty && key.utf8.count < 256 && !key.contains("=")
  }

  /// `PID = …`, then the other properties with two spaces before each.
  private static func addConfigurations(
    _ lines: [StatusLines.Line], to collector: inout SettingCollector
  ) {
    var pid: String?
    var factory: String?
    var entries: [OSGiConfiguration.Entry] = []
    func finish() {
      guard let pid else { return }
      let identity =
        factory.map { ConfigurationIdentity(pid: pid, factoryPID: $0) }
        ?? ConfigurationIdentity(pid: pid, factoryPID: nil)
      collector.add(entries, of: .configuration(identity))
    }
    for line in lines {
      let pair = line.text.cut(at: " = ") ?? line.text.cut(at: " =")
      if line.indent == 0, let pair, pair.key == "PID" {
        finish()
        (pid, factory, entries) = (pair.value, nil, [])
      } else if line.indent == 2, let pair, isPropertyKey(pair.key) {
        if pair.key == "Factory PID" {
          factory = pair.value
        } else {
          let key = pair.key == "BundleLocation" ? "service.bundleLocation" : pair.key
          entries.append(entry(key, pair.value, at: line.bytes))
        }
      } else if var last = entries.popLast() {
        // A value with line feeds in it.
        if !line.text.isEmpty, last.values.count == 1, !last.isCollection {
          last.values[0] += "\n" + line.text
          last.bytes = last.bytes.lowerBound..<line.bytes.upperBound
        }
        entries.append(last)
      }
    }
    finish()
  }

  private static func isPropertyKey(_ key: String) -> Bool {
    key == "Factory PID" || !key.isEmpty && !key.contains(" ")
  }

  /// Arrays are printed in brackets, with a comma and a space between.
  private static func entry(
    _ key: String, _ value: String, at bytes: Range<Int>
  ) -> OSGiConfiguration.Entry {
    guard value.hasPrefix("["), value.hasSuffix("]"), value.count > 1 else {
      return OSGiConfiguration.Entry(key: key, values: [value], bytes: bytes)
    }
    let inner = value.dropFirst().dropLast()
    let values = inner.isEmpty ? [] : inner.split(separator: ", ", omittingEmptySubsequences: false)
    return OSGiConfiguration.Entry(
      key: key, values: values.map(String.init), isCollection: true, bytes: bytes)
  }
}
