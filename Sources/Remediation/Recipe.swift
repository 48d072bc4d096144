import RemedyProtocol

/// What an action reads, checks and does, as data.
///
/// Texts may hold `${fact.field}`, `${parameter.name}` and `${target.url}`;
/// that is the whole language. Everything else, such as fingerprints, effects
/// and undo, the host works out.
struct Recipe: Hashable, Codable, Sendable {
  /// What to read, in order; a fact may use those before it.
  var facts: [Fact]

  /// When there is nothing to do.
  var unchanged: Unchanged

  /// What must hold, in order.
  var checks: [Check]

  /// What only the running instance can tell.
  var unknowns: [PlanUnknown]

  /// What the run keeps.
  var artifacts: [PlanArtifact]

  /// What is done, in order.
  var steps: [Step]

  /// Something to read from the target.
  struct Fact: Hashable, Codable, Sendable {
    var name: String
    var from: Source
  }

  /// Where a fact is read.
  enum Source: Hashable, Codable, Sendable {
    /// The one bundle on disk with this symbolic name.
    case felixBundle(symbolicName: String)

    /// A file; its content is told only if it is one of these texts.
    case file(path: String, reveals: [String]?)

    enum CodingKeys: String, CodingKey {
      case felixBundle = "felix-bundle"
      case file
    }

    /// The fields that templates may use.
    var fields: Set<String> {
      switch self {
      case .felixBundle: ["id", "symbolicName", "version", "folder", "data"]
      case .file: ["path"]
      }
    }
  }

  /// When there is nothing to do, and what to say then; without conditions there always is.
  struct Unchanged: Hashable, Codable, Sendable {
    var conditions: [Condition]
    var message: RemedyText
  }

  /// Something that must hold.
  struct Check: Hashable, Codable, Sendable {
    var id: String
    var title: RemedyText
    var condition: Condition

    /// What it means that it does not hold, and what to do.
    var otherwise: RemedyText

    /// Whether it only warns.
    var warns: Bool?

    /// The step that decides what is unknown until then.
    var resolvedBy: String?
  }

  /// Something to do.
  struct Step: Hashable, Codable, Sendable {
    var id: String
    var title: RemedyText
    var phase: StepPhase
    var action: StepAction
    var before: [Condition]?
    var after: [Condition]?

    /// The steps that come first; the one before it unless stated.
    var requires: [String]?

    /// What takes it back, where the host cannot know.
    var undo: [StepAction]?
    var reversible: StepReversibility?
    var approval: StepApproval?
    var soakSeconds: Int?
    var timeoutSeconds: Int?
  }
}
