import Diagnosis
import FoundationEssentials
import HTTPServerKit
import Model
import Redaction
import Reporting
import Rules

/// Answers what is asked of rules, and tries new ones.
struct RuleCalls: Sendable {
  let pack: KnowledgePack
  let desk: DiagnosisDesk
  let settings: ServiceSettings

  func list(_ call: Call) throws -> HTTPResponse {
    Reply.tagged(
      try Reply.json(["rules": pack.rules.ruleSet.rules.map(RuleRow.init)]), for: call.head)
  }

  func show(_ call: Call) throws -> HTTPResponse {
    let id = call.variables["id"] ?? ""
    let rules = pack.rules.ruleSet.rules
    guard let rule = rules.first(where: { $0.id == id }) else {
      throw ServiceProblem.noSuchRule(String(id.prefix(100)), known: rules.map(\.id))
    }
    return Reply.tagged(try Reply.json(RuleAnswer(rule)), for: call.head)
  }

  /// Runs one rule over one log, both as they stand in the request.
  func tryOut(_ call: Call) throws -> HTTPResponse {
    let wish: TrialRequest = try call.decoded()
    let folder = try desk.spool.makeFolder("trial-\(Gatekeeper.random())")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let id = RuleFolder.idOfRule(in: wish.rule) ?? "rule"
    let file = "\(folder)/rules/trial/\(id)/rule.yaml"
    try Spool.makeFolder("\(folder)/rules/trial/\(id)")
    try Data(wish.rule.utf8).write(to: URL(filePath: file))
    let read = RuleFolder(path: "\(folder)/rules")
    var redactor = Redactor()
    let problems = read.problems.filter { problem in
      // In a playground a rule has no cases yet.
      if case .missingCase = problem.kind { false } else { true }
    }.map { TrialProblem($0, language: call.language) }
    guard var rule = read.ruleSet.rules.first else {
      return try Reply.json(TrialAnswer(valid: false, problems: problems))
    }
    // A draft does not run elsewhere; here that is the point of it.
    rule.maturity = .test
    rule.explains = []
    let rules = try CompiledRules(RuleSet(rules: [rule], requests: pack.rules.ruleSet.requests))
    let input = "\(folder)/input"
    let name = UploadName(wish.name ?? "").path ?? "error.log"
    let path = "\(input)/\(name.split(separator: "/").last ?? "error.log")"
    try Spool.makeFolder(input)
    try Data(wish.log.utf8).write(to: URL(filePath: path))
    var options = settings.diagnosis
    options.language = call.language
    options.copyFolder = input
    options.jobs = 1
    let whole = try Diagnostician(rules: rules, catalog: pack.catalog, options: options)
      .report(on: [path])
    // What a line names as a secret is one wherever it stands.
    _ = redactor.redact(wish.log)
    let report = redactor.redact(whole)
    let explanation = try RuleExplainer(rules: rules, options: options)
      .explanation(ofRule: rule.id, on: [path])
    return try Reply.json(
      TrialAnswer(
        valid: true, problems: problems, speaks: explanation?.speaks ?? false,
        signatures: explanation?.signatures.map {
          TrialAnswer.Signature(name: $0.name, count: $0.count, line: $0.first?.place.line)
        },
        branches: explanation?.branches.map {
          TrialAnswer.Branch(
            condition: "\($0.branch.condition)", confidence: $0.branch.confidence,
            holds: $0.holds)
        },
        matches: report.findings.flatMap { finding in
          (finding.evidence + finding.occurrences.flatMap(\.steps)).map(TrialAnswer.Match.init)
        }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
        report: ReportJSON(report)))
  }
}

extension RuleFolder {
  /// The name that a rule gives itself, which is also that of its folder.
  fileprivate static func idOfRule(in yaml: String) -> String? {
    let line = yaml.split(whereSeparator: \.isNewline).first { $0.hasPrefix("id:") }
    let word = line?.dropFirst(3).prefix { $0 != "#" }
      .filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
    guard let word, !word.isEmpty, word.utf8.count <= 100,
      word.utf8.allSatisfy({
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
      })
    else { return nil }
    return String(word)
  }
}

private struct TrialRequest: Decodable {
  let rule: String
  let log: String
  let name: String?
}

private struct TrialProblem: Encodable {
  let line: Int?
  let column: Int?
  let detail: String
  let hint: String?
  let snippet: String?

  init(_ problem: RuleProblem, language: Language) {
    line = problem.location?.line
    column = problem.location?.column
    detail = problem.reason[language]
    hint = problem.hint?[language]
    snippet = problem.location?.snippet
  }
}

private struct TrialAnswer: Encodable {
  struct Signature: Encodable {
    let name: String
    let count: Int
    let line: Int?
  }

  struct Branch: Encodable {
    let condition: String
    let confidence: Double
    let holds: Bool
  }

  struct Match: Encodable, Hashable {
    let signature: String
    let line: Int
    let bytes: [Int]
    let excerpt: String
    let captures: [String: String]

    init(_ evidence: Evidence) {
      signature = evidence.signature
      line = evidence.place.line
      bytes = [evidence.place.bytes.lowerBound, evidence.place.bytes.upperBound]
      excerpt = evidence.excerpt.text
      captures = evidence.captures
    }
  }

  let valid: Bool
  let problems: [TrialProblem]
  var speaks: Bool?
  var signatures: [Signature]?
  var branches: [Branch]?
  var matches: [Match]?
  var report: ReportJSON?
}
