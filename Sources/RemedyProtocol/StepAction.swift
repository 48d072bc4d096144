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

  /// Send a request that changes nothing, `times` times with the same answer each time
  /// if said, and keep the answer as an artifact if said.
  case httpRequest(
    method: String, path: String, form: [FormField]?, status: Int, times: Int?, save: String?)

  /// Send a Sling POST; done only if the answer names the change and a new look shows it.
  case slingPost(path: String, form: [FormField])

  /// Build a content package, download it as an artifact, check it, and delete it from
  /// the repository; it is never replicated.
  case packageBackup(group: String, name: String, roots: [String], save: String)

  /// Install a package kept as an artifact.
  case packageInstall(artifact: String)

  /// Write a text as the whole content of a file, owned and protected like another:
  /// temporary file beside it, flushed, renamed over it.
  case fileWrite(path: String, text: String, like: String)

  /// Write an artifact as the whole content of a file, in the same way.
  case fileCopy(artifact: String, path: String, like: String)

  /// Copy files, and folders with all below them, out of the instance into an artifact.
  case fileKeep(paths: [String], save: String)

  /// Put a file back to the before-state of the step, from the host's own backup.
  case fileRestore(path: String)

  /// Stop the instance and wait until it has really stopped; it is never killed.
  case aemStop

  /// Start the instance and wait until it has really started.
  case aemStart

  private enum CodingKeys: String, CodingKey {
    case assert
    case confirm = "manual.confirm"
    case httpRequest = "http.request"
    case slingPost = "sling.post"
    case packageBackup = "package.backup"
    case packageInstall = "package.install"
    case fileWrite = "file.write"
    case fileCopy = "file.copy"
    case fileKeep = "file.keep"
    case fileRestore = "file.restore"
    case aemStop = "aem.stop"
    case aemStart = "aem.start"
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

  /// States a field.
  public init(name: String, value: String? = nil, randomBytes: Int? = nil) {
    self.name = name
    self.value = value
    self.randomBytes = randomBytes
  }
}
