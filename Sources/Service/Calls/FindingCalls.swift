import HTTPServerKit
import Model
import Remediation

/// Answers what is found by a diagnosis and what to do next.
struct FindingCalls: Sendable {
  let diagnoses: DiagnosisCalls
  let library: RemedyLibrary

  func list(_ call: Call) throws -> HTTPResponse {
    let report = try diagnoses.finishedReport(call)
    return try Reply.json([
      "findings": report.findings.map { finding in
        FindingRow(
          rule: finding.rule.id, fingerprint: finding.fingerprint,
          title: finding.title[call.language], severity: finding.severity.rawValue,
          status: finding.status.rawValue,
          confidence: finding.confidence.isFinite ? finding.confidence : 0, count: finding.count,
          explainedBy: finding.explainedBy, commands: commands(after: finding))
      }
    ])
  }

  /// What a person can run next: its articles to read, its remedies to plan. What is not known
  /// stands in capitals, to be filled in.
  private func commands(after finding: Finding) -> [String] {
    finding.articles.map { "aemedic article \($0.number.rawValue)" }
      + finding.remedies.map { offer in
        let action = library.manifest(offer.plugin)?.actions.first { $0.id == offer.action }
        let needs = action?.needs ?? [.instance, .url]
        var parameters = offer.parameters
        let instance = parameters.removeValue(forKey: "instance")
        let url = parameters.removeValue(forKey: "url")
        return PlanRequest(
          remedy: offer.plugin, action: offer.action,
          instance: instance ?? (needs.contains(.instance) ? "DIR" : nil),
          url: url ?? (needs.contains(.url) ? "URL" : nil), deployment: nil, production: nil,
          parameters: parameters
        ).command
      }
  }
}

private struct FindingRow: Encodable {
  let rule: String
  let fingerprint: String
  let title: String
  let severity: String
  let status: String
  let confidence: Double
  let count: Int
  let explainedBy: [String]
  let commands: [String]
}
