/// What the tool says to the shell; the numbers are a contract.
public enum ExitStatus: Int32, Sendable {
  /// Nothing at or above the threshold, and everything relevant was read.
  case success = 0

  /// Findings at or above the threshold, also when the analysis is partial.
  case findings = 1

  /// The command line is wrong.
  case usage = 2

  /// No such finding, and relevant evidence could not be read.
  case unread = 3

  /// Rules or knowledge base are invalid.
  case invalidKnowledge = 4

  /// A remedy failed, and what it had done was taken back.
  case rolledBack = 5

  /// A remedy failed, and a person has to look.
  case needsHands = 6

  /// A remedy is refused: a precondition, drift, or a missing approval.
  case refused = 7

  /// Another run is at work on the same target.
  case locked = 8

  /// Interrupted.
  case interrupted = 130
}
