public import Model

/// What a plugin that runs did wrong, or why it was not run; nothing was changed on the target.
public struct PluginProblem: Problem, Hashable {
  /// The plugin's name.
  public let plugin: String

  /// What went wrong.
  public let kind: Kind

  /// The last lines that the plugin printed, harmless and masked.
  public let log: [String]

  init(_ plugin: String, _ kind: Kind, log: [String] = []) {
    self.plugin = plugin
    self.kind = kind
    self.log = log
  }

  /// What went wrong.
  public enum Kind: Hashable, Sendable {
    /// Nobody has trusted its files.
    case untrusted(String)

    /// Its files are others than those that were trusted.
    case changed(trusted: String, found: String)

    case notStarted(String)

    /// Something came that is no message of the protocol; how it began.
    case noise(String)
    case longLine(limit: Int)
    case flood(limit: Int)

    /// It answered something that was not asked.
    case unknownAnswer(Int64?)

    /// It speaks this version.
    case wrongVersion(Int)

    /// It says that it is somebody else.
    case otherIdentity(claimed: String, expected: String)
    case silent(String, seconds: Int)
    case ended(String, how: Ending)

    /// It answered in a shape that the protocol does not have; where.
    case wrongShape(String, path: String)
    case refused(String, code: Int64, message: String)

    /// A step or check asks for something that the manifest does not say.
    case outsideGrant(String, what: String)
    case unsoundProposal(place: String, why: LocalizedText)
    case tooManySteps(limit: Int)
    case tooManyReads(limit: Int)

    /// A person gave up waiting for it.
    case cancelled
  }

  /// How a process ended.
  public enum Ending: Hashable, Sendable {
    case status(Int32)
    case signal(Int32)

    /// It closed its side of the protocol and went on.
    case closed
  }
}
