public import Model

/// One thing that a support ticket must hold.
public struct TicketDemand: Hashable, Sendable {
  /// A stable name for machines.
  public let id: String

  /// The article that demands it.
  public let article: String

  /// What it is, in a line.
  public let title: LocalizedText

  /// What to send and how to obtain it.
  public let request: LocalizedText

  /// What in a bundle would meet it.
  let evidence: Evidence

  /// How it is told whether a demand is met.
  enum Evidence: Hashable, Sendable {
    /// A document of one of these kinds.
    case documents([DocumentKind])

    /// At least so many dumps of threads.
    case threadDumps(Int)

    /// A heap dump, which is recognised and not read.
    case heapDump

    /// Pages of the configuration status, each known by words in its path.
    case pages([[String]])

    /// A file whose path holds one of these words.
    case file([String])

    /// A fact about the installation.
    case fact(String)

    /// Words of the person who opens the ticket; no bundle holds them.
    case statement
  }
}

/// What a ticket is about, which decides what it must hold.
public enum TicketType: String, Hashable, Codable, CaseIterable, Sendable {
  case performance
  case memory
  case indexing
  case replication

  /// The ten pages of the configuration status that are sent one by one.
  case status
}
