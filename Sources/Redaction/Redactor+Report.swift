public import Model

extension Redactor {
  /// The report with every secret masked, in every text that came from the input.
  ///
  /// What a signature captured under the name of a secret is masked as a whole,
  /// and then wherever else it stands, such as in a summary that quotes it.
  ///
  /// - Parameter paths: What the person named on the command line, whose names stay as they wrote
  ///   them, secrets aside.
  public mutating func redact(_ report: Report, keeping paths: [String] = []) -> Report {
    keptPaths = paths
    learn(report)
    var masked = report
    masked.findings = report.findings.map { mask($0) }
    masked.unknowns = report.unknowns.map { mask($0) }
    masked.inspection = mask(report.inspection)
    return masked
  }

  /// The inspection with every secret masked, in every text that came from the input.
  ///
  /// - Parameter paths: What the person named on the command line, whose names stay as they wrote
  ///   them, secrets aside.
  public mutating func redact(
    _ inspection: Inspection, keeping paths: [String] = []
  ) -> Inspection {
    keptPaths = paths
    learn(inspection)
    return mask(inspection)
  }

  // MARK: Learning

  private mutating func learn(_ report: Report) {
    for finding in report.findings {
      let steps = finding.occurrences.flatMap(\.steps)
      for evidence in finding.evidence + steps {
        learn(evidence.excerpt.text)
        learn(evidence.captures)
        learn(path: rest(of: evidence.place.source))
      }
      for occurrence in finding.occurrences { learn(occurrence.key) }
      for remedy in finding.remedies { learn(remedy.parameters) }
    }
    for error in report.unknowns {
      learn(error.excerpt.text)
      for place in error.places { learn(path: rest(of: place.source)) }
    }
    learn(report.inspection)
  }

  private mutating func learn(_ inspection: Inspection) {
    for source in inspection.coverage.sources { learn(path: rest(of: source.path)) }
    for source in inspection.coverage.skipped {
      learn(path: rest(of: source.path))
      learn(source.detail)
    }
    learn(inspection.environment.mapValues(\.value))
    for text in inspection.textsAmongNumbers { learn(text) }
    for note in inspection.notes { learn(note.text) }
  }

  private mutating func learn(_ values: [String: String]) {
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      if SecretName.isSecret(name) { learn(secret: value) } else { learn(value) }
    }
  }

  private mutating func learn(_ text: LocalizedText) {
    for language in Language.allCases { learn(text[language]) }
  }

  // MARK: Masking

  private mutating func mask(_ inspection: Inspection) -> Inspection {
    var masked = inspection
    for index in masked.coverage.sources.indices {
      masked.coverage.sources[index].path = mask(source: masked.coverage.sources[index].path)
      masked.coverage.sources[index].sameAs = masked.coverage.sources[index].sameAs.map {
        mask(source: $0)
      }
    }
    masked.mapNumbers(text: { mask($0) }, place: { mask($0) })
    for index in masked.coverage.skipped.indices {
      masked.coverage.skipped[index].path = mask(source: masked.coverage.skipped[index].path)
      masked.coverage.skipped[index].detail = mask(masked.coverage.skipped[index].detail)
    }
    for (name, fact) in inspection.environment.sorted(by: { $0.key < $1.key }) {
      let value = mask(fact.value, named: name)
      masked.environment[name] = EnvironmentFact(
        value: value, evidence: fact.evidence.map { mask($0) })
    }
    masked.notes = inspection.notes.map { Note(code: $0.code, text: mask($0.text)) }
    return masked
  }

  private mutating func mask(_ finding: Finding) -> Finding {
    var masked = finding
    let values = finding.evidence.flatMap(\.captures.values)
    masked.occurrences = finding.occurrences.map { occurrence in
      FindingOccurrence(
        steps: occurrence.steps.map { mask($0) }, stepCount: occurrence.stepCount,
        key: mask(occurrence.key))
    }
    masked.checks = finding.checks.map { check in
      var masked = check
      masked.fact = check.fact.map { mask($0) }
      return masked
    }
    masked.title = mask(finding.title, filledWith: values)
    masked.summary = mask(finding.summary, filledWith: values)
    masked.evidence = finding.evidence.map { mask($0) }
    masked.remedies = finding.remedies.map { remedy in
      var masked = remedy
      masked.parameters = mask(remedy.parameters)
      return masked
    }
    return masked
  }

  private mutating func mask(_ error: UnknownError) -> UnknownError {
    var masked = error
    masked.template = mask(template: error.template, of: error.excerpt.text)
    masked.exception = error.exception.map { mask($0) }
    masked.frame = error.frame.map { mask($0) }
    masked.logger = error.logger.map { mask($0) }
    masked.excerpt.text = mask(error.excerpt.text, isCutBefore: error.excerpt.isCutBefore)
    masked.places = error.places.map { mask($0) }
    return masked
  }

  /// A template, whose marks may stand within a secret and must not end it.
  ///
  /// A mark may also have taken the place of a part of a secret, so that the rest of it is no
  /// longer known: what the first message shows to be secret is taken out word by word.
  private mutating func mask(template: String, of message: String) -> String {
    let marks = ["q", "url", "path", "uuid", "ip", "time", "hex", "mail", "id", "n"]
    var text = template
    for mark in marks { text = text.replacing("<\(mark)>", with: "MARK0\(mark)0") }
    text = mask(text)
    for mark in marks { text = text.replacing("MARK0\(mark)0", with: "<\(mark)>") }
    let pieces = pieces(ofSecretsIn: message)
    guard !pieces.isEmpty else { return text }
    let words = #/[\p{L}\p{N}]+/#
    return text.replacing(words) { pieces.contains($0.output) ? "…" : $0.output }
  }

  /// The words of three characters and more within secrets of a text, with and without digits.
  private func pieces(ofSecretsIn text: String) -> Set<Substring> {
    let encoded = EncodedText(bytes: Array(text.utf8))
    let secrets = claims(in: encoded).filter { $0.kind == .secret }
      .map { String(decoding: $0.value ?? encoded.plainText(of: $0.range), as: UTF8.self) }
    let pieces = secrets.flatMap { secret in
      secret.split { !$0.isLetter && !$0.isNumber } + secret.split { !$0.isLetter }
    }
    return Set(pieces.filter { $0.count > 2 })
  }

  private mutating func mask(_ evidence: Evidence) -> Evidence {
    var masked = evidence
    masked.place = mask(evidence.place)
    masked.excerpt.text = mask(evidence.excerpt.text, isCutBefore: evidence.excerpt.isCutBefore)
    masked.captures = mask(evidence.captures)
    return masked
  }

  private mutating func mask(_ place: Place) -> Place {
    Place(source: mask(source: place.source), line: place.line, bytes: place.bytes)
  }

  /// A path, in which the part that the person wrote keeps its names.
  private mutating func mask(source path: String) -> String {
    let rest = rest(of: path)
    let given = path.dropLast(rest.count)
    guard !given.isEmpty, level == .everything else { return mask(path, isName: true) }
    return maskSecrets(String(given)) + mask(rest, isName: true)
  }

  /// What of a path the person did not write.
  private func rest(of path: String) -> String {
    let given = keptPaths.filter { path.hasPrefix($0) }.max { $0.count < $1.count }
    return String(path.dropFirst(given?.count ?? 0))
  }

  private mutating func mask(_ values: [String: String]) -> [String: String] {
    var masked = values
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      masked[name] = mask(value, named: name)
    }
    return masked
  }

  private mutating func mask(_ value: String, named name: String) -> String {
    SecretName.isSecret(name) ? mask(secret: value) : mask(value)
  }

  /// Words of a rule, in which only what came from the input can be a secret.
  private mutating func mask(
    _ text: LocalizedText, filledWith values: [String]
  ) -> LocalizedText {
    var masked = text
    for language in Language.allCases {
      masked[language] = mask(words: text[language], filledWith: values)
    }
    return masked
  }

  private mutating func mask(_ text: LocalizedText) -> LocalizedText {
    var masked = text
    for language in Language.allCases { masked[language] = mask(text[language]) }
    return masked
  }
}

extension Redactor {
  /// A piece of evidence with every secret masked, as in a report.
  public mutating func redact(_ evidence: Evidence) -> Evidence {
    learn(evidence.excerpt.text)
    learn(evidence.captures)
    learn(path: rest(of: evidence.place.source))
    return mask(evidence)
  }
}

extension Redactor {
  /// An unknown error with every secret masked, as in a report.
  public mutating func redact(_ error: UnknownError) -> UnknownError {
    learn(error.excerpt.text)
    for place in error.places { learn(path: rest(of: place.source)) }
    return mask(error)
  }
}
