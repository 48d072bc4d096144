import Model
import Reading

extension EnvironmentReader {
  /// Facts that the settings of one document tell.
  static func read(_ settings: [Setting], into facts: inout InstallationFacts) {
    for setting in settings {
      switch setting.owner {
      case .product: readProduct(setting, into: &facts)
      case .frameworkProperties: readFramework(setting, into: &facts)
      case .systemProperties: readSystem(setting, into: &facts)
      case .properties("slingsettings") where setting.key == "Run Modes":
        note(runModes: setting.value ?? "", at: setting.place, weight: .stated, into: &facts)
      case .properties(let file) where setting.key == "CQ_RUNMODE":
        // The options of the command line go before the script's own default.
        guard file.hasPrefix("start") else { continue }
        note(runModes: setting.value ?? "", at: setting.place, weight: .named, into: &facts)
      case .package(let name) where name.hasSuffix(":aem-service-pkg"):
        if setting.key == "version", let version = setting.value {
          note(aem: version, at: setting.place, weight: .named, into: &facts)
        }
      case .javaOptions where setting.key == "-Dsling.run.modes":
        note(runModes: setting.value ?? "", at: setting.place, weight: .named, into: &facts)
      case .javaOptions where setting.key == "-Duser.timezone":
        if let zone = setting.value, !zone.isEmpty {
          facts.note(timeZone, zone, at: setting.place, weight: .named)
        }
      default: continue
      }
    }
    readBundles(settings, into: &facts)
    readOperatingSystem(settings, into: &facts)
  }

  private static func readProduct(_ setting: Setting, into facts: inout InstallationFacts) {
    guard let value = setting.value else { return }
    switch setting.key {
    case "version": note(aem: value, at: setting.place, weight: .stated, into: &facts)
    case "name": facts.note("product", value, at: setting.place, weight: .stated)
    default: return
    }
  }

  private static func readFramework(_ setting: Setting, into facts: inout InstallationFacts) {
    guard let value = setting.value else { return }
    switch setting.key {
    case "granite.product.version":
      note(aem: value, at: setting.place, weight: .stated, into: &facts)
    case "granite.product": facts.note("product", value, at: setting.place, weight: .stated)
    case "sling.run.modes":
      note(runModes: value, at: setting.place, weight: .named, into: &facts)
    case "sling.run.mode.install.options":
      // The local SDK offers itself as a choice; no other installation knows it.
      let options = value.split(whereSeparator: { $0 == "," || $0 == "|" })
      guard options.contains("sdk") else { return }
      facts.note("deployment", "sdk", at: setting.place, weight: .stated)
    default: return
    }
  }

  private static func readSystem(_ setting: Setting, into facts: inout InstallationFacts) {
    guard let value = setting.value else { return }
    switch setting.key {
    case "java.version": facts.note("java", value, at: setting.place, weight: .stated)
    case "java.vendor": facts.note("javaVendor", value, at: setting.place, weight: .stated)
    case "user.timezone" where !value.isEmpty:
      facts.note(timeZone, value, at: setting.place, weight: .stated)
    case "sling.run.modes":
      note(runModes: value, at: setting.place, weight: .stated, into: &facts)
    default: return
    }
  }

  /// A version, with the service pack where the product counts them: `6.5.17.0`.
  private static func note(
    aem version: String, at place: Place, weight: InstallationFacts.Weight,
    into facts: inout InstallationFacts
  ) {
    facts.note("aem", version, at: place, weight: weight)
    let parts = version.split(separator: ".")
    guard parts.count > 2, parts[0] == "6", let pack = Int(parts[2]), pack > 0 else { return }
    facts.note("servicePack", "SP\(pack)", at: place, weight: weight)
  }

  private static func readOperatingSystem(
    _ settings: [Setting], into facts: inout InstallationFacts
  ) {
    let system = settings.filter { $0.owner == .systemProperties }
    let find = { (key: String) in system.first { $0.key == key } }
    guard let name = find("os.name"), let value = name.value else { return }
    let version = find("os.version")?.value.map { " \($0)" } ?? ""
    let architecture = find("os.arch")?.value.map { " (\($0))" } ?? ""
    facts.note("os", value + version + architecture, at: name.place, weight: .stated)
  }
}

// MARK: - Bundles

extension EnvironmentReader {
  /// How many names of bundles are told.
  private static let namedBundles = 20

  /// Counts the bundles of a document that lists them.
  private static func readBundles(_ settings: [Setting], into facts: inout InstallationFacts) {
    var states: [(name: String, state: Setting)] = []
    for setting in settings {
      guard case .bundle(let name) = setting.owner, let value = setting.value else { continue }
      if setting.key == "state" {
        states.append((name, setting))
      } else if setting.key == "version", oakBundles.contains(name) {
        facts.note("oak", value, at: setting.place, weight: .stated)
      }
    }
    guard let first = states.first else { return }
    facts.note("bundles", "\(states.count)", at: first.state.place, weight: .stated)
    let idle = states.filter { !["active", "fragment"].contains($0.state.value ?? "") }
    let names = idle.prefix(namedBundles).map(\.name).joined(separator: ", ")
    let more = idle.count > namedBundles ? ", …" : ""
    facts.note(
      "bundlesNotActive", idle.isEmpty ? "0" : "\(idle.count): \(names)\(more)",
      at: (idle.first ?? first).state.place, weight: .stated)
  }

  private static let oakBundles: Set = [
    "org.apache.jackrabbit.oak-core", "org.apache.jackrabbit.oak-api",
  ]
}
