import SQLiteKit

/// A Japanese term, and an English one that articles use for it.
public struct Translation: Hashable, Sendable {
  /// The Japanese term as the index cuts it: two characters, or a run of kanji or katakana.
  public let source: String

  /// The English word, or its stem.
  public let target: String

  /// How surely the one stands for the other, above 0 and at most 1, in hundredths.
  public let probability: Double

  init(source: String, target: String, probability: Double) {
    self.source = source
    self.target = target
    self.probability = (probability * 100).rounded() / 100
  }

  /// Reads a line of three fields with tabs between them: the terms and the probability.
  public init?(line: String) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count == 3, fields.prefix(2).allSatisfy(Self.isTerm),
      let probability = Double(fields[2]), probability > 0, probability <= 1
    else { return nil }
    self.init(source: String(fields[0]), target: String(fields[1]), probability: probability)
  }

  /// Whether it could come out of a text; what holds signs never does.
  private static func isTerm(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber }
  }

  /// The line that `init(line:)` reads.
  public var line: String { "\(source)\t\(target)\t\(probability)" }
}

extension Database {
  func translations() throws -> [Translation] {
    try withStatement("SELECT source, target, probability FROM translation") {
      try $0.translations()
    }
  }

  func insert(_ translations: [Translation]) throws {
    for translation in translations {
      try withStatement("INSERT OR IGNORE INTO translation VALUES (?1, ?2, ?3)") {
        try $0.bind(
          .text(translation.source), .text(translation.target), .real(translation.probability))
        try $0.run()
      }
    }
  }
}

extension Statement {
  /// The translations of rows with source, target and probability.
  borrowing func translations() throws -> [Translation] {
    var found: [Translation] = []
    while try step() {
      found.append(
        Translation(source: text(0) ?? "", target: text(1) ?? "", probability: real(2)))
    }
    return found
  }
}
