public import Intake
public import Model
public import Reading

/// How a bundle is examined and concluded on.
public struct DiagnosisOptions: Sendable {
  /// The reader's language, which decides in which language articles are named.
  public var language = Language.en

  /// How many threads read at once: files, or where there are fewer, pieces of a log. The report
  /// does not depend on it.
  public var jobs = 1

  /// How much is read of hostile or broken input.
  public var limits = IntakeLimits()

  /// What to try on encrypted archives.
  public var passwords = ArchivePasswords()

  /// The zone of logs that state none; `nil` takes the one the bundle tells, else UTC.
  public var timeZone: TimeZoneRules?

  /// The time that is examined; `nil` is all of it.
  public var window: TimeWindow?

  /// A private folder that the input was copied to; sources are named from there on.
  public var copyFolder: String?

  /// The usual way.
  public init() {}
}
