/// An OSGi configuration.
struct Configuration {
  var pid: String
  var properties: [String: Repository.Value]

  /// The factory, if the PID is one of a factory's; its instances end in a name of their own.
  var factory: String? {
    Self.factories.first { pid.hasPrefix($0 + ".") || pid.hasPrefix($0 + "~") }
  }

  /// Factories that the stand-in knows; others are made known by saving one of theirs.
  static let factories = [
    IMS.provider, IMS.customizer,
    "org.apache.sling.commons.log.LogManager.factory.config",
    "org.apache.sling.serviceusermapping.impl.ServiceUserMapperImpl.amended",
    "com.adobe.granite.workflow.purge.Scheduler",
  ]

  /// Properties whose values the console does not show.
  static func isPassword(_ name: String) -> Bool {
    name == "auth.ims.client.secret"
  }
}

/// The configurations of the stand-in.
///
/// They lie in the repository as `sling:OsgiConfig` below `/apps/system/config`,
/// where the JCR installer writes back what is saved in the console.
struct Configurations {
  private(set) var repository: Repository

  init(repository: Repository) {
    self.repository = repository
  }

  /// All of them, by PID.
  var all: [Configuration] {
    repository.children(of: InitialContent.configurations).sorted().compactMap { path in
      configuration(at: path)
    }
  }

  subscript(pid: String) -> Configuration? {
    configuration(at: Repository.join(InitialContent.configurations, pid))
  }

  private func configuration(at path: String) -> Configuration? {
    repository[path].map { node in
      Configuration(
        pid: Repository.split(path).name,
        properties: node.properties.filter { !$0.key.hasPrefix("jcr:") })
    }
  }

  mutating func put(_ configuration: Configuration) throws {
    let path = Repository.join(InitialContent.configurations, configuration.pid)
    repository.remove(path)
    try repository.make(path, type: "sling:OsgiConfig")
    for (name, value) in configuration.properties { repository.set(name, of: path, to: value) }
  }

  mutating func delete(_ pid: String) {
    repository.remove(Repository.join(InitialContent.configurations, pid))
  }
}
