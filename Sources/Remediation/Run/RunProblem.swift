public import Model
public import RemedyProtocol

/// Why a run is not begun, not taken up, or not believed.
public enum RunProblem: Problem, Hashable {
  case nothingPlanned(PlanRefusal)
  case expired(String)
  case outsideWindow(String, String)
  case otherDigest(given: String, plan: String)
  case notApproved
  case yesOnProduction
  case noApprover
  case approverExecutes(String)
  case drift([String])
  case otherTarget(String)
  case otherPlugin(String)
  case unfinished(String)
  case nobodyToConfirm(String)
  case missingSecret(String)
  case missingTool(String)
  case locked(by: String)
  case brokenJournal(String, line: Int)
  case unsafeFolder(String)
  case missingArtifact(String)
  case noRun(String)
  case ended(String)
  case unclear(step: String, state: String)
  case unknownStep(String)
  case unreadablePlan(String)

  /// A person stopped it before anything was begun.
  case interrupted

  /// The system, or the installation, did not let it.
  case hindered(RemedyText)

  /// Why a plan has no steps.
  public enum PlanRefusal: Hashable, Sendable {
    case refused
    case unchanged
  }

  /// What a program should make of it.
  public enum Kind: Hashable, Sendable {
    case refused
    case locked
    case needsHands
    case usage
    case interrupted
  }

  /// What a program should make of it.
  public var kind: Kind {
    switch self {
    case .locked: .locked
    case .brokenJournal, .missingArtifact, .unclear: .needsHands
    case .interrupted: .interrupted
    case .noRun, .unknownStep, .unreadablePlan: .usage
    default: .refused
    }
  }
}
