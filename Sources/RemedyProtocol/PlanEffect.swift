/// A change of one resource by one step.
public struct PlanEffect: Hashable, Codable, Sendable {
  /// What happens to the resource.
  public enum Operation: String, Hashable, Codable, CaseIterable, Sendable {
    case create
    case update
    case delete
    case stop
    case start

    /// It is as it should be already.
    case keep

    /// It exists during the step only.
    case temporary
  }

  /// What changes: `file:` and a path relative to the instance, `jcr:` and a
  /// property path, `artifact:` and a name in the run's own folder, or
  /// `process:aem`.
  public var resource: String

  /// What happens to it.
  public var operation: Operation

  /// What it is before; the step is refused if it is anything else.
  public var before: ResourceState

  /// What it is after.
  public var after: ResourceState

  /// States a change.
  public init(
    resource: String, operation: Operation, before: ResourceState, after: ResourceState
  ) {
    self.resource = resource
    self.operation = operation
    self.before = before
    self.after = after
  }
}

/// What a resource is, precisely enough to notice any other hand.
public enum ResourceState: Hashable, Codable, Sendable {
  /// It does not exist.
  case absent

  /// It is a file with known bytes; `text` only where the recipe lists it as no secret.
  case file(bytes: Int, sha256: String, text: String?, access: FileAccess)

  /// It is a file with the content of an unknown, owned and protected as said.
  case content(unknown: String, access: FileAccess)

  /// It is in a named state, such as `stopped`.
  case named(state: String)

  /// It is known only once the unknown of this name is.
  case unknown(id: String)
}

/// Who owns a file and who may do what with it.
public struct FileAccess: Hashable, Codable, Sendable {
  /// The permission bits in octal, such as `0640`.
  public var mode: String

  /// The owner's numeric id.
  public var owner: Int

  /// The group's numeric id.
  public var group: Int

  /// States who may do what.
  public init(mode: String, owner: Int, group: Int) {
    self.mode = mode
    self.owner = owner
    self.group = group
  }
}
