import Foundation

/// The JSON of `aemedic.report/1` as its readers rely on it: a missing key fails to decode.
struct ReportDocument: Decodable {
  let schema: String
  let findings: [Finding]
  let coverage: Coverage
  let environment: [String: Fact]
  let partial: Bool
  let verdict: String
  let notes: [Note]

  struct Finding: Decodable {
    let rule: String
    let version: Int
    let severity: String
    let status: String
    let confidence: Double
    let title: Wording
    let fingerprint: String
    let count: Int
    let firstSeen: String?
    let lastSeen: String?
    let evidence: [Evidence]
    let articles: [Article]
    let remedies: [Remedy]
    let requests: [Request]
  }

  struct Wording: Decodable {
    let en: String
    let fr: String
    let ja: String
  }

  struct Evidence: Decodable {
    let signature: String
    let source: String
    let line: Int
    let bytes: [Int]
    let time: String?
    let excerpt: String
    let captures: [String: String]
  }

  struct Article: Decodable {
    let number: String
    let language: String
    let title: String
    let url: String?
    let fallback: Bool
  }

  struct Remedy: Decodable {
    let plugin: String
    let action: String
    let parameters: [String: String]
    let risk: String
  }

  struct Request: Decodable {
    let id: String
    let text: Wording
  }

  struct Coverage: Decodable {
    let sources: [Source]
    let skipped: [Skipped]
  }

  struct Source: Decodable {
    let path: String
    let kind: String
    let bytes: Int
    let entries: Int
    let unparsed: Int
    let from: String?
    let to: String?
    let truncated: Bool
  }

  struct Skipped: Decodable {
    let path: String
    let reason: String
    let relevant: Bool
  }

  struct Fact: Decodable {
    let value: String
  }

  struct Note: Decodable {
    let code: String
  }
}
