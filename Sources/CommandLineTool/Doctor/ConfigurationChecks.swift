import Model

/// Looks at what a person settled for all runs, and shows where each value comes from.
struct ConfigurationChecks {
  private let environment: [String: String]

  init(environment: [String: String]) {
    self.environment = environment
  }

  /// The files, the values in force, and what may be a slip.
  func all() -> [HealthCheck] {
    let files = Configuration.files(environment: environment).filter(InputPath.exists)
    return files.map { HealthCheck(.configuration, "config.yaml", value: $0) } + settings + slips
  }

  private var settings: [HealthCheck] {
    do {
      let settings = try Configuration(environment: environment).settings
      return settings.sorted { $0.key < $1.key }.map { name, setting in
        HealthCheck(.configuration, name, value: "\(setting.value) (\(setting.origin.text))")
      }
    } catch {
      let problem = (error as? any Problem) ?? UnforeseenProblem(error: error)
      return [HealthCheck(.configuration, "config.yaml", from: problem)]
    }
  }

  /// Variables that nearly have a name that counts.
  private var slips: [HealthCheck] {
    let known = Configuration.names.map(Configuration.variable)
    let candidates = environment.keys.filter { $0.hasPrefix("AEMEDIC_") && !known.contains($0) }
    return candidates.sorted().compactMap { name in
      guard let meant = Suggestion.closest(to: name, in: known) else { return nil }
      return HealthCheck(
        .configuration, name, .warning,
        remark: LocalizedText(
          en: "no option is called so", fr: "aucune option ne s’appelle ainsi",
          ja: "この名前のオプションはありません"),
        advice: Suggestion.hint(for: name, among: [meant]))
    }
  }
}
