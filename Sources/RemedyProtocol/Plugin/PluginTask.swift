/// What a host asks of a plugin.
public enum PluginMethod: String, Hashable, CaseIterable, Sendable {
  /// Agree on a version and say who is there; ``PluginHello``, answered by ``PluginWelcome``.
  case hello

  /// Does the remedy apply to this target? ``PluginTask``, answered by ``PluginDetection``.
  case detect

  /// What is to be done? ``PluginTask``, answered by ``PluginProposal``.
  case plan

  /// Does what was done hold? ``PluginTask``, answered by ``PluginVerification``.
  case verify

  /// Give up the request of a number; wants no answer.
  case cancel

  /// End; answered by anything, then the host closes the plugin's input.
  case shutdown
}

/// The versions of the protocol from one to another.
public struct PluginVersions: Hashable, Codable, Sendable {
  /// The oldest.
  public var min: Int

  /// The newest.
  public var max: Int

  /// States a range.
  public init(min: Int, max: Int) {
    self.min = min
    self.max = max
  }
}

/// A plugin by name, version and content.
public struct PluginIdentity: Hashable, Codable, Sendable {
  /// The plugin's name, which is its folder name.
  public var id: String

  /// The plugin's version.
  public var version: String

  /// The SHA-256 of its files, `sha256:` and 64 hex digits; a plugin need not repeat it.
  public var digest: String?

  /// Names a plugin.
  public init(id: String, version: String, digest: String? = nil) {
    self.id = id
    self.version = version
    self.digest = digest
  }
}

/// The host's first words.
public struct PluginHello: Hashable, Codable, Sendable {
  /// The versions that the host speaks.
  public var `protocol`: PluginVersions

  /// The host.
  public var host: HostIdentity

  /// Whom the host takes the plugin for.
  public var plugin: PluginIdentity

  /// States who is there.
  public init(protocol versions: PluginVersions, host: HostIdentity, plugin: PluginIdentity) {
    self.`protocol` = versions
    self.host = host
    self.plugin = plugin
  }
}

/// A plugin's first words.
public struct PluginWelcome: Hashable, Codable, Sendable {
  /// The version to speak.
  public var `protocol`: Int

  /// Who the plugin is, as in its manifest.
  public var plugin: PluginIdentity

  /// States who is there.
  public init(protocol version: Int, plugin: PluginIdentity) {
    self.`protocol` = version
    self.plugin = plugin
  }
}

/// What a plugin is asked about, always the whole of it: a plugin need not remember anything.
public struct PluginTask: Hashable, Codable, Sendable {
  /// Which of its actions.
  public var action: String

  /// The target; paths of steps are relative to its `instance`.
  public var target: TargetIdentity

  /// The parameters of the action; one that names a file holds its absolute path.
  public var parameters: [String: String]

  /// Whether it is asked what would be done on any target, for people to read; what only the
  /// target can tell then stands as a name in angle quotes.
  public var isRunbook: Bool?

  /// What detecting has found.
  public var facts: [String: String]?

  /// What the instance answered to the reads that the plugin asked for, by their names.
  public var answers: [String: PluginAnswer]?

  /// States a task.
  public init(
    action: String, target: TargetIdentity, parameters: [String: String],
    isRunbook: Bool? = nil, facts: [String: String]? = nil,
    answers: [String: PluginAnswer]? = nil
  ) {
    self.action = action
    self.target = target
    self.parameters = parameters
    self.isRunbook = isRunbook
    self.facts = facts
    self.answers = answers
  }
}

/// Something that the host is to GET from the instance before the plugin goes on.
///
/// A plugin answers `{"reads": […]}` to detect, plan or verify; the host reads what the grant
/// allows and asks again with the answers.
public struct PluginRead: Hashable, Codable, Sendable {
  /// The read's name.
  public var id: String

  /// The path, from the address of the instance.
  public var path: String

  /// Names something to read.
  public init(id: String, path: String) {
    self.id = id
    self.path = path
  }
}

/// What the instance answered; without a status it could not be asked.
public struct PluginAnswer: Hashable, Codable, Sendable {
  /// The status of HTTP.
  public var status: Int?

  /// The body, if it is text and not too long.
  public var body: String?

  /// States an answer.
  public init(status: Int? = nil, body: String? = nil) {
    self.status = status
    self.body = body
  }
}
