/// What a bundle holds, without a verdict on it.
public struct Inspection: Hashable, Sendable {
  /// What was read and what was not.
  public var coverage: Coverage

  /// Facts about the installation, by name, such as `deployment`.
  public var environment: [String: EnvironmentFact]

  /// Whether reading stopped before the end or evidence was lost.
  public var isPartial: Bool

  /// Remarks on the reading itself.
  public var notes: [Note]

  /// What dumps of threads tell that were taken one after the other.
  public var threadSeries: [ThreadSeriesAccount] = []

  /// How far the clocks of machines lie apart; every time is shown as it was logged.
  public var clockOffsets: [ClockOffset] = []

  /// Makes an account of a bundle.
  public init(
    coverage: Coverage, environment: [String: EnvironmentFact], isPartial: Bool, notes: [Note]
  ) {
    self.coverage = coverage
    self.environment = environment
    self.isPartial = isPartial
    self.notes = notes
  }
}
