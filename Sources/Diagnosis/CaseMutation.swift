import FoundationEssentials
import Model
import Reading
import Rules

/// A firing case in another form, with what that must give.
struct CaseMutation {
  /// How the case was changed, such as `CRLF`.
  let name: String

  /// The changed files.
  let files: CaseFiles

  /// What it must give.
  let demand: Demand

  /// The zone in which times are read, if it is another one.
  var zone: String?

  /// The signature whose records are to be removed, again where others take their place.
  var removed: String?

  /// What a changed case must give.
  enum Demand {
    /// The same findings as before.
    case same

    /// No finding of the rule, or a weaker one.
    case weaker

    /// No finding of the rule that rests on records of these lines together.
    case without(lines: [Int])

    /// How the findings after a change are not as demanded.
    func differences(from before: Report, to after: Report, of rule: String) -> [String] {
      let new = after.findings.first { $0.rule.id == rule }
      switch self {
      case .same:
        let (old, new) = (Set(before.findings.map(Self.mark)), Set(after.findings.map(Self.mark)))
        return old.subtracting(new).sorted().map { "- \($0)" }
          + new.subtracting(old).sorted().map { "+ \($0)" }
      case .weaker:
        guard let new, let old = before.findings.first(where: { $0.rule.id == rule }),
          (new.confidence, new.count) >= (old.confidence, old.count)
        else { return [] }
        return ["+ \(Self.mark(new))"]
      case .without(let lines):
        guard let new, new.occurrences.contains(where: { $0.steps.map(\.place.line) == lines })
        else { return [] }
        return ["+ \(Self.mark(new))"]
      }
    }

    private static func mark(_ finding: Finding) -> String {
      "\(finding.rule.id) (\(finding.status.rawValue), \(finding.count))"
    }
  }

  /// Every form in which a case can be tried.
  ///
  /// - Parameter isWhole: Whether rules look into the file of a path as a whole; such a file is
  ///   left as it is.
  static func all(
    of ruleCase: RuleCase, rule: Rule, giving report: Report, isWhole: (String) -> Bool
  ) -> [CaseMutation] {
    guard let files = try? CaseFiles(path: ruleCase.path, isWhole: isWhole) else { return [] }
    guard let finding = report.findings.first(where: { $0.rule.id == rule.id }) else {
      return sameMeaning(files)
    }
    return sameMeaning(files) + removals(files, ruleCase, finding)
      + shifts(files, ruleCase, rule, finding)
  }

  // MARK: The same in another form

  private static func sameMeaning(_ files: CaseFiles) -> [CaseMutation] {
    let logs = files.logs
    guard !logs.isEmpty else { return [] }
    func changed(
      _ name: String, _ change: (inout CaseFiles, String, DocumentKind, [UInt8]) -> Void
    ) -> CaseMutation {
      var changed = files
      for (file, kind) in logs {
        if let bytes = files[file] { change(&changed, file, kind, bytes) }
      }
      return CaseMutation(name: name, files: changed, demand: .same)
    }
    var mutations = [
      changed("CRLF") { $0[$1] = $3.withCarriageReturns },
      changed("BOM") {
        $0[$1] = $3.starts(with: [0xEF, 0xBB, 0xBF]) ? $3 : [0xEF, 0xBB, 0xBF] + $3
      },
      changed("gzip") { files, name, _, bytes in
        files[name] = nil
        files["\(name).gz"] = StoredGzip(bytes).bytes
      },
    ]
    let timed = logs.filter { file, kind in
      kind == .errorLog && files[file].map { RecordCutter($0, kind: kind).isTimed } == true
    }
    guard timed.count == logs.count else { return mutations }
    mutations.append(
      changed("rotated") { files, name, kind, bytes in
        guard let cut = RecordCutter(bytes, kind: kind).middle else { return }
        files["\(name).1"] = Array(bytes[..<cut])
        files[name] = Array(bytes[cut...])
      })
    mutations.append(
      changed("woven") { $0[$1] = RecordCutter($3, kind: $2).woven })
    mutations.append(
      CaseMutation(name: "zone", files: files, demand: .same, zone: "Asia/Tokyo"))
    return mutations
  }

  // MARK: Less than is needed

  /// The case without the records that make up what happened, signature by signature.
  private static func removals(
    _ files: CaseFiles, _ ruleCase: RuleCase, _ finding: Finding
  ) -> [CaseMutation] {
    let steps = finding.occurrences.flatMap(\.steps)
    var signatures: [String] = []
    for step in steps where !signatures.contains(step.signature) {
      signatures.append(step.signature)
    }
    // What was only counted cannot all be removed.
    guard finding.occurrences.reduce(0, { $0 + $1.stepCount }) == steps.count else { return [] }
    if !ruleCase.required.isEmpty { signatures = ruleCase.required }
    return signatures.compactMap { signature in
      let changed = files.removing(signature, from: finding, root: ruleCase.path)
      return changed.map {
        CaseMutation(
          name: "without \(signature)", files: $0, demand: .weaker, removed: signature)
      }
    }
  }

  /// The case with its last step moved to just behind the window.
  private static func shifts(
    _ files: CaseFiles, _ ruleCase: RuleCase, _ rule: Rule, _ finding: Finding
  ) -> [CaseMutation] {
    let rest = finding.confidenceItems.first { $0.name == "evidence" }?.detail
    guard let branch = rule.branches.first(where: { $0.condition.description == rest }),
      let window = branch.condition.orderWindow, finding.occurrences.count == 1,
      let first = finding.occurrences[0].steps.first, let last = finding.occurrences[0].steps.last,
      let start = first.time, let end = last.time, first != last,
      let name = files.name(ofSource: last.place.source, in: ruleCase.path),
      let kind = files.logs.first(where: { $0.name == name })?.kind, kind == .errorLog,
      let bytes = files[name]
    else { return [] }
    let shift = start.milliseconds + window.milliseconds + 1_000 - end.milliseconds
    var changed = files
    changed[name] = RecordCutter(bytes, kind: kind)
      .shifting(from: last.place.bytes.lowerBound, by: shift)
    return [
      CaseMutation(
        name: "past the window", files: changed,
        demand: .without(lines: finding.occurrences[0].steps.map(\.place.line)))
    ]
  }
}

extension Condition {
  /// The window of the one sequence or set that it consists of.
  fileprivate var orderWindow: Window? {
    switch self {
    case .sequence(_, let window), .set(_, let window): window
    case .grouped(let part, _): part.orderWindow
    default: nil
    }
  }
}

extension [UInt8] {
  fileprivate var withCarriageReturns: [UInt8] {
    var converted: [UInt8] = []
    for (index, byte) in enumerated() {
      if byte == 0x0A, index == 0 || self[index - 1] != 0x0D { converted.append(0x0D) }
      converted.append(byte)
    }
    return converted
  }
}
