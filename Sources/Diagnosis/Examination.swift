import Model
import Rules

/// What was observed in some of the input.
struct Examination: Sendable {
  /// The observations of all signatures.
  var observations = ObservationStore()

  /// What was read and what was not.
  var coverage = Coverage()

  /// Facts about the installation.
  var environment = InstallationFacts()

  /// How often a signature's pattern gave up.
  var exceeded: [SignatureAddress: Int] = [:]

  /// How many documents have records that were too long to be read in one piece.
  var documentsWithCutRecords = 0

  /// Adds what was observed in input that comes later; the surer of two facts holds, else the first.
  mutating func append(contentsOf later: Examination) {
    observations.append(contentsOf: later.observations)
    coverage.sources += later.coverage.sources
    coverage.skipped += later.coverage.skipped
    environment.append(contentsOf: later.environment)
    exceeded.merge(later.exceeded, uniquingKeysWith: +)
    documentsWithCutRecords += later.documentsWithCutRecords
  }
}
