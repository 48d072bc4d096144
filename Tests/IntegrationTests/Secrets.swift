import Foundation
import Testing

/// Looks for secrets in what the program says.
enum Secrets {
  /// Expects that no piece of a secret stands in any stream, however lines were broken.
  static func expectAbsent(
    _ secrets: [String], from outcome: Outcome,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    // A report for people breaks lines anywhere and draws a bar in front.
    let said = outcome.everything.filter { !$0.isWhitespace && $0 != "|" }
    for secret in secrets {
      let bare = secret.filter { !$0.isWhitespace && $0 != "|" }
      #expect(
        !pieces(of: bare).contains { said.contains($0) },
        "a piece of \(secret.prefix(60)) is shown: \(outcome.everything)",
        sourceLocation: sourceLocation)
    }
  }

  /// Every run of ten characters, or the whole if it is shorter.
  private static func pieces(of secret: String) -> [String] {
    let characters = Array(secret)
    guard characters.count > 10 else { return [secret] }
    return stride(from: 0, through: characters.count - 10, by: 5).map {
      String(characters[$0..<$0 + 10])
    }
  }
}
