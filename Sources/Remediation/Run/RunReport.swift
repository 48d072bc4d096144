public import RemedyProtocol

/// How far a run came.
public struct RunReport: Hashable, Sendable {
  /// The name of the run; `nil` if none was begun.
  public var run: String?

  /// Its folder.
  public var folder: String?

  /// How it ended; `nil` if it waits.
  public var result: RunResult?

  /// What it waits for.
  public var pause: Pause?

  /// What went wrong.
  public var failure: Failure?

  /// What a run waits for.
  public struct Pause: Hashable, Sendable {
    /// The step that comes next.
    public var step: String

    /// Why it was not begun.
    public var reason: PauseReason

    /// States what a run waits for.
    public init(step: String, reason: PauseReason) {
      self.step = step
      self.reason = reason
    }
  }

  /// What went wrong in a run.
  public struct Failure: Hashable, Sendable {
    /// The step that was not done.
    public var step: String

    /// Why.
    public var note: RemedyText
  }
}

/// What a person says when a run is taken up again.
public struct ResumeOptions: Hashable, Sendable {
  /// Steps that are approved by their name.
  public var approvedSteps: [String]

  /// Who approved those steps, if it is not the person who carries out.
  public var approver: String?

  /// Steps that are done again although the target is in neither state.
  public var retry: Set<String>

  /// A step that a person says is done, and why.
  public var markDone: (step: String, reason: String)? {
    get { markedStep.map { ($0, markReason) } }
    set {
      markedStep = newValue?.step
      markReason = newValue?.reason ?? ""
    }
  }

  /// Steps whose question a person has answered already.
  public var confirmed: Set<String>

  /// Whether waiting times do not count; on production they always do.
  public var skipsWaiting: Bool

  private var markedStep: String?
  private var markReason = ""

  /// States what a person says.
  public init(
    approvedSteps: [String] = [], approver: String? = nil, retry: Set<String> = [],
    confirmed: Set<String> = [],
    skipsWaiting: Bool = false
  ) {
    self.approvedSteps = approvedSteps
    self.approver = approver
    self.retry = retry
    self.confirmed = confirmed
    self.skipsWaiting = skipsWaiting
  }
}

/// How a plan was approved before it is carried out.
public struct Approval: Hashable, Sendable {
  /// The way.
  public var kind: ApprovalKind

  /// The digest that was approved, if it was named.
  public var digest: String?

  /// Who approved, if it is not the person who carries out.
  public var approver: String?

  /// States an approval.
  public init(kind: ApprovalKind, digest: String? = nil, approver: String? = nil) {
    self.kind = kind
    self.digest = digest
    self.approver = approver
  }
}

/// How one check of a verification came out.
public struct Verification: Hashable, Sendable {
  /// The step it belongs to.
  public var step: String

  /// What is checked.
  public var check: RemedyText

  /// How it came out.
  public var status: VerificationStatus

  /// What was seen.
  public var evidence: RemedyText
}
