public import Model

/// Requests for evidence as one text that can be sent as it is.
///
/// Each thing is asked for once and numbered; lines are not broken, so that
/// commands can be copied and a mail program wraps the rest.
public struct RequestLetter: Sendable {
  /// The requests, each once, in the order in which they were first made.
  public let requests: [EvidenceRequest]

  /// Joins requests.
  public init(_ requests: [EvidenceRequest]) {
    var seen: Set<String> = []
    self.requests = requests.filter { seen.insert($0.id).inserted }
  }

  /// Joins what would decide the findings that are not decided.
  public init(for report: Report) {
    let undecided = report.findings.filter {
      $0.status == .possible || $0.status == .inconclusive
    }
    self.init(undecided.flatMap(\.requests))
  }

  /// The text in a language, with a line feed at its end; empty if nothing is asked for.
  public func text(in language: Language) -> String {
    guard !requests.isEmpty else { return "" }
    var text = Self.opening[language] + "\n\n"
    for (index, request) in requests.enumerated() {
      let number = "\(index + 1). "
      let margin = String(repeating: " ", count: number.count)
      let lines = request.text[language].split(
        separator: "\n", omittingEmptySubsequences: false)
      text += number + lines.joined(separator: "\n" + margin) + "\n\n"
    }
    return TerminalText.harmless(text + Self.closing[language] + "\n")
  }

  private static let opening = LocalizedText(
    en:
      "Hello,\n\nthank you for what you have sent. To find the cause with certainty, we still need"
      + " the following:",
    fr:
      "Bonjour,\n\nMerci pour les éléments transmis. Pour établir la cause avec certitude, il nous"
      + " manque encore ceci\u{A0}:",
    ja: "お世話になっております。\n\n資料をお送りいただき、ありがとうございます。"
      + "原因を確定するため、恐れ入りますが次の情報をお送りください。")

  private static let closing = LocalizedText(
    en: "Please send everything in a single archive, and remove passwords, tokens and keys first."
      + " If something cannot be obtained, tell us so; we will find another way.\n\nThank you very"
      + " much.",
    fr:
      "Merci de tout envoyer dans une seule archive, après en avoir retiré mots de passe, jetons et"
      + " clés. Si un élément ne peut pas être obtenu, dites-le-nous\u{A0}: nous chercherons une"
      + " autre voie.\n\nBien cordialement",
    ja: "すべてを 1 つのアーカイブにまとめ、パスワード、トークン、鍵を取り除いてからお送りください。"
      + "入手できないものがあればお知らせください。別の方法をご案内します。\n\n"
      + "どうぞよろしくお願いいたします。")
}
