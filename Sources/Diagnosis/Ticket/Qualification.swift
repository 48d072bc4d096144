public import Model
import Rules

/// How far a bundle holds what a support ticket must hold.
///
/// On premise and in Managed Services KA-17494 says what that is, on the Cloud
/// Service KA-23750; KA-21738 names the ten pages of the configuration status.
public struct Qualification: Hashable, Sendable {
  /// What became of one demand.
  public struct Item: Hashable, Sendable {
    /// What was demanded.
    public let demand: TicketDemand

    /// Whether the bundle meets it.
    public let standing: Standing

    /// What was found, or what lacks, in names and numbers.
    public let detail: String
  }

  /// Whether a bundle meets a demand.
  public enum Standing: String, Hashable, Codable, CaseIterable, Sendable {
    case present

    /// Some of it is there.
    case partly

    case missing

    /// It has to be told in the ticket; no bundle shows it.
    case told
  }

  /// The demands in the order of the articles.
  public let items: [Item]

  /// Whether the ticket is one of the Cloud Service.
  public let isCloud: Bool

  /// Whether nothing that a bundle can hold is missing.
  public var isComplete: Bool {
    items.allSatisfy { $0.standing == .present || $0.standing == .told }
  }

  /// What to ask for: what is missing, and what has to be told.
  public var requests: [EvidenceRequest] {
    items.filter { $0.standing != .present }
      .map { EvidenceRequest(id: $0.demand.id, text: $0.demand.request) }
  }

  /// Checks what a bundle holds.
  ///
  /// - Parameters:
  ///   - inspection: What was read of it.
  ///   - type: What the ticket is about; `nil` demands what every ticket must hold.
  public init(of inspection: Inspection, type: TicketType? = nil) {
    let isCloud = inspection.environment["deployment"]?.value == Deployment.cloud.rawValue
    self.isCloud = isCloud
    items = TicketDemand.demands(isCloud: isCloud, type: type).map { demand in
      let (standing, detail) = demand.evidence.standing(in: inspection)
      return Item(demand: demand, standing: standing, detail: detail)
    }
  }
}

extension TicketDemand.Evidence {
  /// Whether a bundle meets it, and what says so.
  fileprivate func standing(
    in inspection: Inspection
  ) -> (Qualification.Standing, detail: String) {
    let sources = inspection.coverage.sources.filter { $0.sameAs == nil }
    switch self {
    case .statement: return (.told, "")
    case .fact(let name):
      let value = inspection.environment[name]?.value
      return (value == nil ? .told : .present, value ?? "")
    case .heapDump:
      let dump = inspection.coverage.skipped.first { $0.reason == .heapDump }
      return (dump == nil ? .missing : .present, dump?.path ?? "")
    case .file(let words):
      let source = sources.first { source in
        words.contains { source.path.lastName.lettersAndDigits.contains($0) }
      }
      return (source == nil ? .missing : .present, source?.path ?? "")
    case .documents(let kinds):
      let found = sources.filter { kinds.contains($0.kind) }
      guard let first = found.first else { return (.missing, "") }
      let isPart = found.allSatisfy { $0.isTruncated || $0.excerpt != nil }
      return (isPart ? .partly : .present, first.path)
    case .threadDumps(let least):
      let count = Self.dumps(in: sources)
      return (
        count == 0 ? .missing : count < least ? .partly : .present, "\(count)/\(least)"
      )
    case .pages(let pages):
      let names = sources.map(\.path.lastName.lettersAndDigits)
      let missing = pages.filter { page in
        !names.contains { name in page.contains { name.contains($0) } }
      }
      let detail = missing.compactMap(\.first).joined(separator: ", ")
      if missing.isEmpty { return (.present, "\(pages.count)/\(pages.count)") }
      return (missing.count == pages.count ? .missing : .partly, detail)
    }
  }

  /// How many dumps of threads there are: one in each file, and in a file that spans a time as
  /// many as ten seconds apart would give.
  private static func dumps(in sources: [CoveredSource]) -> Int {
    sources.filter { $0.kind == .threadDump }.reduce(0) { sum, source in
      guard let from = source.from, let to = source.to, from < to else { return sum + 1 }
      let (span, overflows) = to.milliseconds.subtractingReportingOverflow(from.milliseconds)
      return sum + 1 + (overflows ? 1 : Int(min(1_000, max(1, span / 10_000))))
    }
  }
}

extension String {
  fileprivate var lastName: String {
    split(separator: "/").last.map(String.init) ?? self
  }

  fileprivate var lettersAndDigits: String {
    lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }
}
