import DigestKit
public import RemedyProtocol

/// One line of a journal.
public struct JournalRecord: Hashable, Codable, Sendable {
  /// The number of the line, counted from 1.
  public var sequence: Int

  /// When it was written, ISO 8601.
  public var time: String

  /// What happened.
  public var event: JournalEvent

  /// The hash of the line before it; for the first the digest of the plan.
  public var previous: String

  /// The SHA-256 of this line without this field.
  public var hash: String

  init(sequence: Int, time: String, event: JournalEvent, previous: String) throws {
    self.sequence = sequence
    self.time = time
    self.event = event
    self.previous = previous
    hash = ""
    hash = try sum()
  }

  init(line: [UInt8]) throws {
    self = try StrictJSON.decode(JournalRecord.self, from: JSONDocument(line).value)
    guard try hash == sum(), try self.line() == line + [UInt8(ascii: "\n")] else {
      throw RunProblem.brokenJournal("", line: sequence)
    }
  }

  func line() throws -> [UInt8] {
    try StrictJSON.value(of: self).canonical + [UInt8(ascii: "\n")]
  }

  private func sum() throws -> String {
    var bare = self
    bare.hash = ""
    return "sha256:" + SHA256.digest(of: try StrictJSON.value(of: bare).canonical).hex
  }
}

/// What a journal can say.
public enum JournalEvent: Hashable, Codable, Sendable {
  /// A run began.
  case started(run: String, plan: String, person: String, host: String)

  /// Somebody approved the plan with this digest, or steps of it.
  case approved(plan: String, by: String, how: ApprovalKind, steps: [String])

  /// An action is about to be carried out, on resources that are now like this.
  case intended(step: String, attempt: Int, before: [String: String])

  /// It was carried out, or not.
  case finished(step: String, outcome: StepOutcome, after: [String: String], note: RemedyText?)

  /// A person confirmed what the step asked for.
  case confirmed(step: String, by: String)

  /// Everything from this step on is about to be taken back.
  case rollback(from: String, reason: RemedyText)

  /// An action is about to be taken back.
  case undoIntended(step: String, action: Int)

  /// It was taken back, or not.
  case undone(step: String, action: Int, outcome: StepOutcome, note: RemedyText?)

  /// The run stopped before a step and can be resumed.
  case paused(before: String, reason: PauseReason)

  /// Somebody took the run up again.
  case resumed(person: String)

  /// The run ended.
  case ended(RunResult)
}

/// How a plan was approved.
public enum ApprovalKind: String, Hashable, Codable, Sendable {
  /// By its digest.
  case digest

  /// By `--yes`.
  case yes

  /// At the terminal, after reading it.
  case asked

  /// A step by its name.
  case step
}

/// How a step came out.
public enum StepOutcome: String, Hashable, Codable, Sendable {
  /// It was done.
  case changed

  /// Its after-state held already.
  case unchanged

  /// The run was cut off before it could note it; the target says that it was done.
  case recovered

  /// It was not done.
  case failed

  /// A person says that it is done.
  case markedDone
}

/// Why a run waits.
public enum PauseReason: String, Hashable, Codable, Sendable {
  /// The step needs an approval of its own.
  case approval

  /// Its waiting time is not over.
  case waiting

  /// Somebody asked the run to stop.
  case interrupted

  /// Nobody is there to confirm what the step asks.
  case confirmation
}

/// How a run ended.
public enum RunResult: String, Hashable, Codable, CaseIterable, Sendable {
  /// Every step is done.
  case done

  /// Nothing was to be done.
  case unchanged

  /// A check refused before anything was changed.
  case refused

  /// It failed, and everything was taken back.
  case rolledBack

  /// It failed, and a person has to look.
  case needsHands
}

/// How a check came out.
public enum VerificationStatus: String, Hashable, Codable, Sendable {
  case pass
  case fail
  case warn

  /// The check itself could not be made, which says nothing of the target.
  case unknown
}
