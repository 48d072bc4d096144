import Foundation
import KnowledgeBase
import Model
import TestSupport

/// Throws random queries at the search.
enum Fuzz {
  /// Runs some inputs; every hundredth asks a small knowledge base as well.
  static func run(_ count: Int, seed: UInt64) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "aemedic-fuzz-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "a.kb").path
    try write(path)
    let store = try KnowledgeStore(path: path)
    let probe = QueryProbe()
    var fuzz = QueryFuzz(seed: seed)
    var terms = 0
    var slowest = Duration.zero
    for number in 0..<count {
      let bytes = fuzz.input()
      let time = try ContinuousClock().measure {
        terms += probe.termCount(of: bytes)
        if number % 100 == 0 {
          _ = try store.search(SearchQuery(String(decoding: bytes, as: UTF8.self), language: .ja))
        }
      }
      slowest = max(slowest, time)
      precondition(time < .seconds(5), "input \(number) of seed \(seed) takes \(time)")
    }
    print("\(count) inputs of seed \(seed): \(terms) terms, the slowest took \(slowest)")
  }

  private static func write(_ path: String) throws {
    var builder = KnowledgeBuilder()
    for (index, word) in ["error", "漢字カード", "client_secret", "réplication"].enumerated() {
      guard let number = ArticleNumber("A-\(index)") else { continue }
      builder.add(
        Article(
          number: number, language: .en, origin: .own, title: word, description: word,
          date: "2026-01-01", body: word))
    }
    try builder.write(to: path)
  }
}
