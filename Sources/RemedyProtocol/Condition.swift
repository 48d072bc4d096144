/// Something that holds or does not, evaluated by the host.
///
/// In JSON a condition is an object with one member, its kind. The first group
/// can be told from the installation's files, when planning and again when
/// applying; the second only from the running instance or from what a run has
/// kept.
public enum Condition: Hashable, Codable, Sendable {
  /// A JVM option or framework property is not set to this value.
  case optionAbsent(name: String, value: String)

  /// A file's whole content is one of these texts.
  case fileHolds(path: String, oneOf: [String])

  /// A file exists and is not empty.
  case filePresent(path: String)

  /// A file does not exist, or its bytes are those of the artifact.
  case fileAbsentOrEqual(path: String, artifact: String)

  /// No part of the path is a symbolic link, and the last is a file or folder of ours.
  case pathPlain(path: String)

  /// The files and folders that exist among these have one owner.
  case ownerShared(paths: [String])

  /// The operator may create files owned like this one.
  case ownerSettable(path: String)

  /// The operator may write into this folder.
  case folderWritable(path: String)

  /// These lie on one file system.
  case fileSystemShared(paths: [String])

  /// So many bytes are free where this folder lies.
  case spaceFree(path: String, bytes: Int)

  /// Felix would load every folder of its cache, and so delete none.
  case cacheSound

  /// The bundle has this id in the running instance too.
  case bundleOnline(symbolicName: String, id: String)

  /// No bundle is in a worse state than in the list kept as an artifact.
  case bundlesAsBefore(artifact: String)

  /// The JSON of a node has all of these fields.
  case nodeHas(path: String, fields: [String])

  /// The JSON of a node has none of these fields.
  case nodeLacks(path: String, fields: [String])

  /// An artifact is not empty and as long as the node's JSON says in this field.
  case artifactLength(artifact: String, path: String, field: String)

  /// The artifact still is, byte for byte, what the address answers.
  case artifactCurrent(artifact: String, path: String)

  /// Some file in a package kept as an artifact is, byte for byte, another artifact.
  case packageHolds(package: String, artifact: String)

  /// A bundle is active in the running instance, or a fragment resolved.
  case bundleActive(symbolicName: String)

  /// A property of a configuration has exactly these values.
  case configHolds(pid: String, property: String, values: [String])

  /// A property of a configuration is set, and not to an empty text.
  case configPresent(pid: String, property: String)

  /// A field of the step's JSON answer starts with this text; dots lead into inner objects.
  case answerStarts(field: String, text: String)

  /// The step's answer holds this text somewhere.
  case answerHolds(text: String)

  /// The step's answer is another than the one kept as an artifact.
  case answerDiffers(artifact: String)

  /// The instance answers itself, with no dispatcher, proxy or login page before it.
  case answersDirectly

  /// The process is gone, its port closed, its cache lock free.
  case aemStopped

  /// The instance answers, and bundles, events and installer have come to rest.
  case aemStarted

  private enum CodingKeys: String, CodingKey {
    case optionAbsent = "option.absent"
    case fileHolds = "file.holds"
    case filePresent = "file.present"
    case fileAbsentOrEqual = "file.absent-or-equal"
    case pathPlain = "path.plain"
    case ownerShared = "owner.shared"
    case ownerSettable = "owner.settable"
    case folderWritable = "folder.writable"
    case fileSystemShared = "file-system.shared"
    case spaceFree = "space.free"
    case cacheSound = "felix-cache.sound"
    case bundleOnline = "bundle.online"
    case bundlesAsBefore = "bundles.as-before"
    case nodeHas = "node.has"
    case nodeLacks = "node.lacks"
    case artifactLength = "artifact.length"
    case artifactCurrent = "artifact.current"
    case packageHolds = "package.holds"
    case bundleActive = "bundle.active"
    case configHolds = "osgi.config.holds"
    case configPresent = "osgi.config.present"
    case answerStarts = "answer.starts"
    case answerHolds = "answer.holds"
    case answerDiffers = "answer.differs"
    case answersDirectly = "answers.directly"
    case aemStopped = "aem.stopped"
    case aemStarted = "aem.started"
  }
}
