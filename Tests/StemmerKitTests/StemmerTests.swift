import StemmerKit
import Testing

@Suite("Stemmer")
struct StemmerTests {
  @Test(
    "gives the inflections of a word one stem",
    arguments: [
      (.english, ["configure", "configured", "configuring", "configuration"], "configur"),
      (.english, ["replicate", "replication", "replicated"], "replic"),
      (.english, [""], ""),
      (.french, ["configuration", "configurations"], "configur"),
      (.french, ["échouer", "échoué", "échouée"], "échou"),
    ] as [(Stemmer.Algorithm, [String], String)])
  func inflections(algorithm: Stemmer.Algorithm, words: [String], stem: String) {
    let stemmer = Stemmer(algorithm)
    for word in words { #expect(stemmer.stem(word) == stem) }
  }

  @Test("leaves what no person would write as it is")
  func longWord() {
    let word = String(repeating: "ing", count: 1_000)
    #expect(Stemmer(.english).stem(word) == word)
  }
}
