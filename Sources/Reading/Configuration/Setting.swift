public import Model

/// One value of a configuration, a repository, or the state of an instance.
public struct Setting: Hashable, Sendable {
  /// The type of the values, as OSGi and the repository know them.
  public enum ValueType: String, Hashable, Sendable, CaseIterable {
    case string, integer, long, float, double, short, byte, character, boolean
    /// Bytes that an export leaves out; the values are their numbers.
    case binary
  }

  /// Whose value it is.
  public enum Owner: Hashable, Sendable {
    /// An OSGi configuration.
    case configuration(ConfigurationIdentity)

    /// A repository node, by its path; relative to the root of the export, and empty for the
    /// root itself, where the export does not tell what it is of.
    case node(String)

    /// A section of the dispatcher's configuration: names from the root, such as
    /// `/farms/publish/cache`.
    case dispatcher(String)

    /// A section of the configuration of Apache httpd, such as `VirtualHost *:80`.
    case httpd(String)

    /// The options of the Java virtual machine; the key is the option without its value.
    case javaOptions

    /// The system properties of the Java virtual machine.
    case systemProperties

    /// The properties of the OSGi framework: `sling.properties`.
    case frameworkProperties

    /// The properties of another file or page, by the name of that file or page, such as `start`.
    case properties(String)

    /// A bundle, by its symbolic name; keys are `version`, `state`, `id`.
    case bundle(String)

    /// A content package, by `group:name`; keys are `version`, `installed`, `size`.
    case package(String)

    /// What the product says of itself; keys such as `version`.
    case product

    /// The licence; keys as in `license.properties`.
    case license

    /// A health check, by its name; keys are `status`, `message`.
    case healthCheck(String)
  }

  /// Whose value it is.
  public let owner: Owner

  /// The key.
  public let key: String

  /// The values as text; floating-point numbers in decimal, placeholders such as
  /// `$[secret:name]` as they stand.
  public let values: [String]

  /// Their type.
  public let type: ValueType

  /// Whether it is an array or a vector, which may hold no value at all.
  public let isCollection: Bool

  /// Where it stands: its first line, and the bytes from the key to the end of the value.
  public let place: Place

  /// Makes a setting.
  public init(
    owner: Owner, key: String, values: [String], type: ValueType = .string,
    isCollection: Bool = false, place: Place
  ) {
    self.owner = owner
    self.key = key
    self.values = values
    self.type = type
    self.isCollection = isCollection
    self.place = place
  }

  /// The value, if there is exactly one.
  public var value: String? { values.count == 1 ? values[0] : nil }

  /// The OSGi configuration it belongs to.
  public var configuration: ConfigurationIdentity? {
    if case .configuration(let identity) = owner { identity } else { nil }
  }

  /// The repository node it is a property of.
  public var node: String? {
    if case .node(let path) = owner { path } else { nil }
  }
}

extension DocumentKind {
  /// Whether it is read as settings, whole.
  public var holdsSettings: Bool {
    switch self {
    case .osgiConfig, .jcrExport, .dispatcherConfig, .httpdConfig, .properties, .startScript,
      .statusPage, .packageList, .healthCheck:
      true
    default: false
    }
  }

  /// The settings in a document of this kind, as far as it follows its grammar.
  ///
  /// - Parameters:
  ///   - path: The document as shown to people; it may name what the settings are of.
  ///   - printer: The printer of the web console that wrote it, if one did.
  public func settings(
    in bytes: [UInt8], path: String, printer: String? = nil
  ) -> SettingsReading {
    switch self {
    case .osgiConfig: OSGiConfiguration.reading(of: bytes, path: path)
    case .jcrExport: RepositoryContent.reading(of: bytes, path: path)
    case .dispatcherConfig: DispatcherConfigurationReader(bytes: bytes, path: path).reading()
    case .httpdConfig: HttpdConfigurationReader(bytes: bytes, path: path).reading()
    case .properties: JavaProperties.reading(of: bytes, path: path)
    case .startScript: StartScriptReader(bytes: bytes, path: path).reading()
    case .statusPage: StatusPage.reading(of: bytes, path: path, printer: printer)
    case .packageList: PackageList.reading(of: bytes, path: path)
    case .healthCheck: HealthCheckReport.reading(of: bytes, path: path)
    default: SettingsReading()
    }
  }
}
