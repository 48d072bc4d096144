public import RemedyProtocol

/// What a remedy plugin says of itself in its `remedy.json`, read without running any code.
public struct RemedyManifest: Hashable, Sendable {
  /// The name and version of the manifest's shape.
  public static let schemaName = "aemedic.remedy/1"

  /// The version of the protocol that this host speaks.
  public static let protocolVersion = 1

  /// The plugin's name, which is its folder name.
  public let id: String

  /// The plugin's version.
  public let version: String

  /// The SHA-256 of the manifest's bytes, or of all files of an executable plugin, `sha256:` and
  /// 64 hex digits.
  public let digest: String

  /// The folder of the plugin.
  public let folder: String

  /// How it says what is to be done.
  public let kind: Kind

  /// Whether its code may run.
  public internal(set) var standing: PluginStanding

  /// The program, for an executable plugin.
  public let executable: Executable?

  /// How a plugin says what is to be done.
  public enum Kind: String, Hashable, Codable, CaseIterable, Sendable {
    /// By data in its manifest.
    case recipe

    /// By a program that the host asks.
    case executable
  }

  /// The program of an executable plugin.
  public struct Executable: Hashable, Codable, Sendable {
    /// The program, a file of the plugin, and its arguments.
    public let command: [String]

    /// What it may look at and ask for.
    public let grant: PluginGrant
  }

  /// The program by its whole path, and its arguments.
  var command: [String] {
    guard let words = executable?.command, let program = words.first else { return [] }
    return ["\(folder)/\(program)"] + words.dropFirst()
  }

  /// The one action that is meant for a deployment, or for any if none is; `nil` if there are
  /// several.
  private func action(for deployment: RemedyDeployment) -> Action? {
    let stable = actions.filter { $0.experimental != true }
    let fitting = stable.filter { ($0.targets ?? targets).contains(deployment) }
    let candidates = fitting.isEmpty ? stable : fitting
    return candidates.count == 1 ? candidates.first : nil
  }

  /// The action of a name, or the one that is meant for a deployment.
  func action(
    _ name: String?, for deployment: RemedyDeployment
  ) throws(PlanningProblem) -> Action {
    let known = actions.map(\.id)
    guard let name else {
      guard let only = action(for: deployment) else { throw .ambiguousAction(known: known) }
      return only
    }
    guard let action = actions.first(where: { $0.id == name }) else {
      throw .unknownAction(name, known: known)
    }
    return action
  }

  /// Refuses to run code that nobody trusts, or that has changed since.
  func checkStanding() throws {
    switch standing {
    case .recipe: return
    case .untrusted: throw PluginProblem(id, .untrusted(digest))
    case .changed(let trusted): throw PluginProblem(id, .changed(trusted: trusted, found: digest))
    case .shipped, .trusted:
      let found = try PluginFiles.digest(of: folder)
      guard found == digest else {
        throw PluginProblem(id, .changed(trusted: digest, found: found))
      }
    }
  }

  /// What the remedy is, in a line.
  public let title: RemedyText

  /// The numbers of the articles it carries out.
  public let articles: [String]

  /// The deployments it may be used on.
  public let targets: [RemedyDeployment]

  /// What it can do.
  public let actions: [Action]

  /// One thing that a remedy can do.
  public struct Action: Hashable, Codable, Sendable {
    /// The action's name.
    public let id: String

    /// What it does, in a line.
    public let title: RemedyText

    /// What it does and why, in a few sentences.
    public let summary: RemedyText

    /// How risky it is.
    public let risk: RemedyRisk

    /// What the instance's users will notice.
    public let downtime: RemedyDowntime

    /// The deployments it may be used on, if they are others than those of the remedy.
    public let targets: [RemedyDeployment]?

    /// Whether too little is known of it to choose it for anybody who does not name it.
    public let experimental: Bool?

    /// What it must be told of its target.
    public let needs: [Need]

    /// The parameters it takes.
    public let parameters: [Parameter]

    /// What it reads, checks and does; an executable plugin says it when it is asked.
    let recipe: Recipe?
  }

  /// What an action must be told of its target.
  public enum Need: String, Hashable, Codable, CaseIterable, Sendable {
    /// The folder of the installation.
    case instance

    /// The address of the instance.
    case url
  }

  /// A parameter of an action.
  public struct Parameter: Hashable, Codable, Sendable {
    /// The parameter's name.
    public let name: String

    /// What values it takes.
    public let type: Kind

    /// What it means.
    public let title: RemedyText

    /// The value if none is given; without it the parameter must be given.
    public let defaultValue: String?

    /// Which of the type's values it takes, if it is not all of them.
    public let limits: Limits?

    /// Which values a parameter takes.
    public struct Limits: Hashable, Codable, Sendable {
      /// These alone.
      public let oneOf: [String]?

      /// Not these.
      public let noneOf: [String]?

      /// No number below this one.
      public let least: Int?

      /// No number above this one.
      public let most: Int?

      func take(_ value: String) -> Bool {
        oneOf?.contains(value) ?? true && noneOf?.contains(value) != true
          && (least.map { Int(value) ?? .min >= $0 } ?? true)
          && (most.map { Int(value) ?? .max <= $0 } ?? true)
      }
    }

    /// What values a parameter takes.
    public enum Kind: String, Hashable, Codable, CaseIterable, Sendable {
      case text
      case integer
      case boolean

      /// The name of a bundle, an agent and the like: letters, digits, dots, hyphens, underscores.
      case name

      /// The name of a logger, which is that of a package or class: at least two names with a dot
      /// between them, so that it is never the whole server.
      case logger

      /// A node type or the relative path of a property: `cq:Page`, `jcr:content/cq:tags`.
      case item

      /// The absolute path of a subtree of the repository, at least two names deep.
      case subtree

      /// The address of a server.
      case address

      /// The absolute path of a file on this machine, which the plugin may read; empty for none.
      case file
    }

    private enum CodingKeys: String, CodingKey {
      case name
      case type
      case title
      case defaultValue = "default"
      case limits
    }
  }
}
