import FoundationEssentials
public import Model

/// A report read back from its JSON.
///
/// It comes back as it was written.
public struct RecordedReport: Sendable {
  /// The largest file that is read, in bytes.
  public static let largest = 256 << 20

  /// The report.
  public let report: Report

  /// Reads the JSON of the schema `aemedic.report/1`.
  ///
  /// - Parameter file: The file's name, for messages.
  public init(_ bytes: [UInt8], file: String) throws(RecordedReportProblem) {
    let data = Data(bytes)
    do {
      report = try JSONDecoder().decode(ReportDocument.self, from: data).report
    } catch {
      let schema = (try? JSONDecoder().decode(NamedSchema.self, from: data))?.schema
      if let schema, ReportDocument.Schema(rawValue: schema) == nil {
        throw .otherSchema(schema, file: file)
      }
      throw .notAReport(file: file)
    }
  }

  /// Reads such a file.
  public init(file: String) throws(RecordedReportProblem) {
    let size =
      (try? FileManager.default.attributesOfItem(atPath: file))?[.size] as? UInt64 ?? 0
    guard size <= Self.largest, let data = FileManager.default.contents(atPath: file) else {
      throw .unreadable(file: file)
    }
    try self.init(Array(data), file: file)
  }
}

/// The schema alone, to tell another document from a broken one.
private struct NamedSchema: Decodable {
  let schema: String
}

/// Why a file cannot be taken for a report.
public enum RecordedReportProblem: Problem, Hashable {
  /// It is not there, or cannot be read.
  case unreadable(file: String)

  /// It is not the JSON of a report.
  case notAReport(file: String)

  /// It is the JSON of something else, or of another version.
  case otherSchema(String, file: String)

  /// What is wrong.
  public var reason: LocalizedText {
    switch self {
    case .unreadable:
      LocalizedText(
        en: "the report cannot be read", fr: "impossible de lire le rapport",
        ja: "レポートを読み込めません")
    case .notAReport:
      LocalizedText(
        en: "this is not a report of aemedic", fr: "ce n’est pas un rapport d’aemedic",
        ja: "aemedic のレポートではありません")
    case .otherSchema(let schema, _):
      LocalizedText(
        en: "the schema “\(schema)” is not that of a report",
        fr: "le schéma «\u{A0}\(schema)\u{A0}» n’est pas celui d’un rapport",
        ja: "スキーマ「\(schema)」はレポートのものではありません")
    }
  }

  /// The file.
  public var location: TextLocation? {
    switch self {
    case .unreadable(let file), .notAReport(let file), .otherSchema(_, let file):
      TextLocation(file: file)
    }
  }

  /// What to do.
  public var hint: LocalizedText? {
    LocalizedText(
      en: "write one with `aemedic diagnose PATH --format json -o report.json`",
      fr: "écrivez-en un avec `aemedic diagnose PATH --format json -o report.json`",
      ja: "`aemedic diagnose PATH --format json -o report.json` で作成してください")
  }
}
