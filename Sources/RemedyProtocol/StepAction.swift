/// What the host does in a step.
///
/// In JSON an action is an object with one member, its kind, such as
/// `{"aem.stop": {}}`. File paths are relative to the instance and never leave
/// it. An artifact is a file in the run's own folder, which is private to the
/// operator and outside the instance. HTTP paths start at the
/// address of the target.
public enum StepAction: Hashable, Codable, Sendable {
  /// Refuse unless every condition holds; changes nothing.
  case assert(conditions: [Condition])

  /// Let a person look, do, and confirm.
  case confirm(instruction: RemedyText)

  /// Send a request, `times` times with the same answer each time if said, and keep the
  /// answer as an artifact if said.
  ///
  /// It goes to the instance, as the user of the secret `aem.admin`, unless `address` names
  /// another server, which is told no secret but those that its form names. `changes` names what it changes, such as
  /// `cache:/content/site`; without it the request changes nothing.
  case httpRequest(
    method: String, path: String, form: [FormField]?, status: Int, times: Int?, save: String?,
    address: String?, headers: [FormField]?, changes: String?)

  /// Send a Sling POST; done only if the answer names the change and a new look shows it.
  case slingPost(path: String, form: [FormField])

  /// Build a content package, download it as an artifact, check it, and delete it from
  /// the repository; it is never replicated.
  case packageBackup(group: String, name: String, roots: [String], save: String)

  /// Install a package kept as an artifact, and delete it from the repository again.
  case packageInstall(artifact: String)

  /// Delete a package from the repository, if it is there.
  case packageDelete(group: String, name: String)

  /// Write a text as the whole content of a file, owned and protected like another:
  /// temporary file beside it, flushed, renamed over it.
  case fileWrite(path: String, text: String, like: String)

  /// Write an artifact as the whole content of a file, in the same way.
  case fileCopy(artifact: String, path: String, like: String)

  /// Copy files, and folders with all below them, out of the instance into an artifact.
  case fileKeep(paths: [String], save: String)

  /// Give a file these permission bits, in octal such as `0640`.
  case fileChmod(path: String, mode: String)

  /// Delete a file.
  case fileDelete(path: String)

  /// Put a file back to the before-state of the step, from the host's own backup.
  case fileRestore(path: String)

  /// Give a configuration these properties and leave its others as they are. With a factory
  /// the configuration is made anew, and its generated PID is kept by the run.
  case configPut(pid: String, factory: String?, properties: [ConfigurationProperty])

  /// Delete a configuration.
  case configDelete(pid: String)

  /// Put a configuration back to what it was before the step.
  case configRestore(pid: String)

  /// Write new files as one patch in the form of `git apply`, kept as an artifact; for what
  /// belongs into a code repository. No instance is touched.
  case patchWrite(files: [PatchFile], save: String)

  /// Take an earlier step back, for what is wanted for a while only.
  case stepUndo(step: String)

  /// Stop a bundle and wait until it has stopped.
  case bundleStop(symbolicName: String)

  /// Start a bundle and wait until it is active.
  case bundleStart(symbolicName: String)

  /// Stop the instance and wait until it has really stopped; it is never killed.
  case aemStop

  /// Start the instance and wait until it has really started.
  case aemStart

  /// Wait until the instance has really started.
  case aemWait

  private enum CodingKeys: String, CodingKey {
    case assert
    case confirm = "manual.confirm"
    case httpRequest = "http.request"
    case slingPost = "sling.post"
    case packageBackup = "package.backup"
    case packageInstall = "package.install"
    case packageDelete = "package.delete"
    case fileWrite = "file.write"
    case fileCopy = "file.copy"
    case fileKeep = "file.keep"
    case fileChmod = "file.chmod"
    case fileDelete = "file.delete"
    case fileRestore = "file.restore"
    case configPut = "osgi.config.put"
    case configDelete = "osgi.config.delete"
    case configRestore = "osgi.config.restore"
    case patchWrite = "patch.write"
    case stepUndo = "step.undo"
    case bundleStop = "bundle.stop"
    case bundleStart = "bundle.start"
    case aemStop = "aem.stop"
    case aemStart = "aem.start"
    case aemWait = "aem.wait"
  }
}

extension StepAction {
  /// Where an instance protects a value with its keys.
  public static let protection = "/system/console/crypto/.json"
}

/// A new file of a patch.
public struct PatchFile: Hashable, Codable, Sendable {
  /// Where it belongs, from the top of the code repository.
  public var path: String

  /// Its content; a last line break is added if there is none.
  public var text: String

  /// States a file.
  public init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}

/// A property of an OSGi configuration.
public struct ConfigurationProperty: Hashable, Codable, Sendable {
  /// The property's name.
  public var name: String

  /// Its values; one unless it is an array.
  public var values: [String]?

  /// The handle of the secret that is its value, if there are no values.
  public var secret: String?

  /// Whether the instance protects the secret first, so that it is never stored in clear.
  public var isProtected: Bool?

  /// States a property.
  public init(
    name: String, values: [String]? = nil, secret: String? = nil, isProtected: Bool? = nil
  ) {
    self.name = name
    self.values = values
    self.secret = secret
    self.isProtected = isProtected
  }
}

/// A field of an HTTP form.
public struct FormField: Hashable, Codable, Sendable {
  /// The field's name.
  public var name: String

  /// The field's value.
  public var value: String?

  /// How many random bytes to send as the value, in hex, if there is none.
  public var randomBytes: Int?

  /// The handle of the secret that is its value, if there is neither.
  public var secret: String?

  /// States a field.
  public init(
    name: String, value: String? = nil, randomBytes: Int? = nil, secret: String? = nil
  ) {
    self.name = name
    self.value = value
    self.randomBytes = randomBytes
    self.secret = secret
  }
}
