import DigestKit
public import Model
import Reading

/// What a rule concluded from the observations of a bundle.
public struct RuleVerdict: Hashable, Sendable {
  /// The rule.
  public var rule: Rule

  /// What makes up the confidence.
  public var items: [ConfidenceItem]

  /// How far the evidence decides it.
  public var status: FindingStatus

  /// The times it happened, each with its steps.
  public var occurrences: [Occurrence]

  /// How many times it happened.
  public var count: Int

  /// What speaks for it without happening.
  public var supporting: [Observation]

  /// The names of the rule's signatures that were observed.
  public var observed: Set<String>

  /// The gates and negations that were checked.
  public var checks: [FindingCheck]

  /// What to bear in mind about it.
  public var caveats: Set<Caveat>

  /// What was not observed and would make it surer.
  public var missing: [String]

  /// How sure it is, gates considered: the sum of its items.
  public var confidence: Double {
    let sum = items.reduce(0) { $0 + $1.amount }
    return (min(1, max(0, sum)) * 10_000).rounded() / 10_000
  }
}

extension CompiledRules {
  /// The conclusions of every rule that applies and holds.
  ///
  /// Of a rule's branches the one with the highest confidence speaks. A gate
  /// that cannot be decided lowers the confidence by a tenth and never silences.
  ///
  /// - Parameter coverage: What was read; it tells until when something could have been
  ///   observed.
  public func verdicts(
    on store: ObservationStore, environment: [String: EnvironmentFact],
    coverage: Coverage = Coverage()
  ) -> [RuleVerdict] {
    let horizons = Horizons(coverage)
    return ruleSet.rules.indices.compactMap { number in
      let rule = ruleSet.rules[number]
      guard rule.maturity != .draft, rule.gate.answer(for: environment) != .closed else {
        return nil
      }
      let logs = logs(ofRule: number, in: store)
      guard logs.values.contains(where: { $0.total > 0 }) || rule.holdsOnNothing else { return nil }
      let trial = RuleTrial(
        rule: rule, logs: logs, horizons: horizons.ofSignatures(in: rule),
        environment: environment)
      return trial.verdict()
    }
  }

  /// The position of a rule, if there is one of that name.
  func position(ofRule id: String) -> Int? {
    ruleSet.rules.firstIndex { $0.id == id }
  }
}

extension Rule {
  /// Whether a branch can hold where nothing was observed, as a mere negation does.
  fileprivate var holdsOnNothing: Bool {
    let nothing = ConditionEvaluator(logs: [:])
    return branches.contains { nothing.support(for: $0.condition) != nil }
  }
}

/// Until when each kind of document tells what happened.
struct Horizons {
  private var latest: [DocumentKind: Int64] = [:]

  init(_ coverage: Coverage) {
    for source in coverage.sources {
      guard let time = source.to?.milliseconds else { continue }
      latest[source.kind] = max(latest[source.kind] ?? time, time)
    }
  }

  /// Until when each signature of a rule could have been observed, where that is known.
  func ofSignatures(in rule: Rule) -> [String: Int64] {
    var horizons: [String: Int64] = [:]
    for signature in rule.signatures {
      guard case .text(let pattern) = signature.pattern else { continue }
      horizons[signature.name] =
        latest.filter { kind, _ in
          !pattern.kinds.isDisjoint(with: [kind] + kind.broaderKinds)
        }.values.max()
    }
    return horizons
  }
}

extension RuleVerdict {
  /// How many pieces of evidence a finding shows at most.
  public static let evidenceLimit = 20

  /// The conclusion as a finding, with articles and remedies that the catalog knows.
  ///
  /// - Parameters:
  ///   - catalog: Knows articles and remedies.
  ///   - language: The reader's language, for the articles.
  ///   - environment: The facts that texts and parameters may quote.
  ///   - requests: The evidence requests by name.
  public func finding(
    catalog: any Catalog, language: Language, environment: [String: EnvironmentFact],
    requests: [String: LocalizedText]
  ) throws -> Finding {
    let happened = occurrences.flatMap(\.steps)
    // What happened may speak for itself once more, as a step of a sequence.
    let known = Set(happened)
    let evidence = (happened + supporting.filter { !known.contains($0) })
      .prefix(Self.evidenceLimit)
    let values = { (name: String) in
      Self.value(of: name, in: evidence, environment: environment)
    }
    let times = happened.compactMap(\.time)
    var finding = Finding(
      rule: RuleReference(id: rule.id, version: rule.version),
      severity: rule.severity, status: status, confidence: confidence,
      title: rule.title.map { Placeholders.fill($0, value: values) },
      summary: rule.summary.map { Placeholders.fill($0, value: values) },
      fingerprint: fingerprint, count: count, firstSeen: times.min(), lastSeen: times.max(),
      evidence: evidence.map(\.evidence),
      articles: try articles(catalog: catalog, language: language, environment: environment),
      remedies: try remedies(catalog: catalog, values: values),
      requests: status == .possible || status == .inconclusive
        ? rule.requests.compactMap { id in
          requests[id].map { EvidenceRequest(id: id, text: $0) }
        } : [])
    finding.occurrences = occurrences.prefix(Self.evidenceLimit).map { occurrence in
      FindingOccurrence(
        steps: occurrence.steps.prefix(Self.evidenceLimit).map(\.evidence),
        stepCount: occurrence.steps.count, key: occurrence.key)
    }
    finding.confidenceItems = items
    finding.checks = checks
    finding.caveats = caveats.sorted().map(\.rawValue)
    finding.missing = missing
    finding.layer = rule.layer.rawValue
    return finding
  }

  /// The same for the same rule, whatever the lines, ids and languages.
  private var fingerprint: String {
    "v1:" + SHA256.digest(of: Array("rule:\(rule.id)".utf8)).hex.prefix(16)
  }

  private static func value(
    of name: String, in evidence: some Sequence<Observation>,
    environment: [String: EnvironmentFact]
  ) -> String? {
    if let fact = name.dropPrefix("facts.") { return environment[fact]?.value }
    for observation in evidence {
      if let capture = name.dropPrefix(observation.signature + "."),
        let value = observation.captures[capture]
      {
        return value.text
      }
    }
    return nil
  }

  private func articles(
    catalog: any Catalog, language: Language, environment: [String: EnvironmentFact]
  ) throws -> [ArticleReference] {
    let deployment = environment["deployment"].flatMap { Deployment(rawValue: $0.value) }
    return try rule.articles.compactMap { link in
      guard link.deployments.isEmpty || deployment.map(link.deployments.contains) == true else {
        return nil
      }
      return try catalog.article(link.number, in: language)
    }
  }

  private func remedies(
    catalog: any Catalog, values: (String) -> String?
  ) throws -> [RemedyOffer] {
    try rule.remedies.compactMap { link in
      guard link.evidence.isEmpty || !observed.isDisjoint(with: link.evidence),
        let action = try catalog.remedyAction(plugin: link.plugin, action: link.action)
      else { return nil }
      let parameters = link.parameters.compactMapValues { Placeholders.fillAll($0, value: values) }
      return RemedyOffer(
        plugin: link.plugin, action: link.action, parameters: parameters, risk: action.risk,
        asks: action.asks)
    }
  }
}

extension String {
  /// The rest after a prefix, if the text starts with it.
  fileprivate func dropPrefix(_ prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
