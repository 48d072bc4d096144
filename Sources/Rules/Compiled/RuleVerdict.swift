import DigestKit
public import Model

/// What a rule concluded from the observations of a bundle.
public struct RuleVerdict: Hashable, Sendable {
  /// The rule.
  public var rule: Rule

  /// How sure it is, gates considered.
  public var confidence: Double

  /// How far the evidence decides it.
  public var status: FindingStatus

  /// The times it happened, each with its steps.
  public var occurrences: [[Observation]]

  /// How many times it happened.
  public var count: Int

  /// What speaks for it without happening.
  public var supporting: [Observation]

  /// The names of the rule's signatures that were observed.
  public var observed: Set<String>
}

extension CompiledRules {
  /// The conclusions of every rule that applies and holds.
  ///
  /// Of a rule's branches the one with the highest confidence speaks. A gate
  /// that cannot be decided lowers the confidence by a tenth and never silences.
  public func verdicts(
    on store: ObservationStore, environment: [String: EnvironmentFact]
  ) -> [RuleVerdict] {
    ruleSet.rules.enumerated().compactMap { number, rule in
      guard rule.maturity != .draft else { return nil }
      let gate = rule.gate.answer(for: environment)
      guard gate != .closed else { return nil }
      let logs = Dictionary(
        rule.signatures.map { signature in
          let address = SignatureAddress(rule: number, signature: signature.name)
          return (signature.name, store.log(for: address))
        }, uniquingKeysWith: { first, _ in first })
      let evaluator = ConditionEvaluator(logs: logs)
      var best: (branch: Branch, support: Support)?
      for branch in rule.branches where branch.confidence > best?.branch.confidence ?? -1 {
        if let support = evaluator.support(for: branch.condition) { best = (branch, support) }
      }
      guard let (branch, support) = best else { return nil }
      return RuleVerdict(
        rule: rule, confidence: gate == .unknown ? branch.confidence * 0.9 : branch.confidence,
        status: branch.status, occurrences: support.occurrences, count: support.count,
        supporting: support.supporting,
        observed: Set(logs.filter { $0.value.total > 0 }.keys))
    }
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
    let happened = Array(occurrences.joined())
    // What happened may speak for itself once more, as a step of a sequence.
    let known = Set(happened)
    let evidence = (happened + supporting.filter { !known.contains($0) })
      .prefix(Self.evidenceLimit)
    let values = { (name: String) in
      Self.value(of: name, in: evidence, environment: environment)
    }
    let times = happened.compactMap(\.time)
    return Finding(
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
        return value
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
        plugin: link.plugin, action: link.action, parameters: parameters, risk: action.risk)
    }
  }
}

extension String {
  /// The rest after a prefix, if the text starts with it.
  fileprivate func dropPrefix(_ prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
