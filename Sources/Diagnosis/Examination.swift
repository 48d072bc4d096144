import Model
import Rules

/// What was observed in some of the input.
struct Examination: Sendable {
  /// The observations of all signatures.
  var observations = ObservationStore()

  /// What was read and what was not.
  var coverage = Coverage()

  /// By what each of the sources is known again; `nil` for what may stand twice, such as
  /// equal configurations of two run modes.
  var identities: [DocumentIdentity?] = []

  /// From when to when the records of each of the sources were written, also of those that lie
  /// outside the time that is examined.
  var periods: [ClosedRange<Timestamp>?] = []

  /// Facts about the installation.
  var environment = InstallationFacts()

  /// Remarks on how the input was read.
  var notes: [Note] = []

  /// The errors, those alike together.
  var errors = ErrorCollector()

  /// The dumps of threads, where they are to be compared.
  var dumps = KeptDumps()

  /// The configurations of the dispatcher, which may include each other.
  var dispatcherFiles = DispatcherFiles()

  /// The ids that machines logged.
  var moments = SharedMoments()

  /// How often a signature's pattern gave up.
  var exceeded: [SignatureAddress: Int] = [:]

  /// How many documents have records that were too long to be read in one piece.
  var documentsWithCutRecords = 0

  /// Adds the account of a document that was read.
  mutating func append(
    _ source: CoveredSource, period: ClosedRange<Timestamp>? = nil,
    identity: DocumentIdentity? = nil
  ) {
    coverage.sources.append(source)
    periods.append(period)
    identities.append(identity)
  }

  /// Adds what was observed in input that comes later; of two facts the surer, else the first
  /// holds.
  mutating func append(contentsOf later: Examination) {
    observations.append(contentsOf: later.observations)
    coverage.sources += later.coverage.sources
    identities += later.identities
    periods += later.periods
    coverage.skipped += later.coverage.skipped
    environment.append(contentsOf: later.environment)
    notes += later.notes
    errors.append(contentsOf: later.errors)
    dumps.append(contentsOf: later.dumps)
    moments.append(contentsOf: later.moments)
    for file in later.dispatcherFiles.files { keep(file) }
    exceeded.merge(later.exceeded, uniquingKeysWith: +)
    documentsWithCutRecords += later.documentsWithCutRecords
  }
}
