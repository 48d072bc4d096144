public import Diagnosis
public import HTTPServerKit
public import Model

/// How a server is to run.
public struct ServiceSettings: Sendable {
  /// The address to listen at, in figures.
  public var address = "127.0.0.1"

  /// The port; 0 lets the system choose.
  public var port: UInt16 = 0

  /// Names under which clients may call it, besides its own address.
  public var hostNames: [String] = []

  /// What clients must send as bearer; `nil` asks for nothing.
  public var bearer: String?

  /// By what it proves who it is; `nil` leaves sockets plain.
  public var identity: TLSIdentity?

  /// The folder of the page; `nil` if it is not installed.
  public var pageFolder: String?

  /// Where the private folder for uploads is made.
  public var spoolParent = "/tmp"

  /// The file in which reports are kept; `nil` keeps none.
  public var reportsFile: String?

  /// The file in which use is counted.
  public var usageFile: String?

  /// How input is read and concluded on; the language is the asker's.
  public var diagnosis = DiagnosisOptions()

  /// How much it takes on.
  public var limits = ServiceLimits()

  /// The version of aemedic.
  public var version = ""

  /// The time by the system's clock.
  public var now: @Sendable () -> Timestamp

  /// The usual way.
  public init(now: @escaping @Sendable () -> Timestamp) {
    self.now = now
  }

  /// Whether only this machine can reach it.
  public var isLoopback: Bool { address.hasPrefix("127.") || address == "::1" }
}

/// How much a server takes on from all its clients together.
public struct ServiceLimits: Hashable, Sendable {
  /// How many bytes one upload may have.
  public var uploadBytes = 4 << 30

  /// How many files one upload may have.
  public var files = 1_000

  /// How many bytes of uploads lie on disk at once, with what was unpacked to be looked at.
  public var spoolBytes = 16 << 30

  /// How many diagnoses may wait for others.
  public var waiting = 256

  /// How many diagnoses run at once.
  public var running = 2

  /// How many diagnoses are remembered; the oldest are forgotten first.
  public var remembered = 64

  /// How long one diagnosis may take before it ends with what it has.
  public var diagnosisTime = Duration.seconds(3_600)

  /// How many log entries of all diagnoses are indexed at once.
  public var indexedEntries = 12_000_000

  /// Of how many bytes of an input secrets are learnt before any of it is shown.
  public var learntBytes = 16 << 20

  /// How many bytes a JSON or text body may have.
  public var bodyBytes = 4 << 20

  /// How many requests a second one client may send on average; `nil` for any number.
  public var requestsPerSecond: Int?

  /// How many connections are open at once.
  public var connections = 1_100

  /// The usual limits.
  public init() {}
}
