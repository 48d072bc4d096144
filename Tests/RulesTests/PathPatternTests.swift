import Testing

@testable import Rules

@Suite("Path pattern")
struct PathPatternTests {
  @Test(
    "fits whole paths, names with stars, and members of archives",
    arguments: [
      ("**/bundle*/data/storage", "a/b/bundle26/data/storage", true),
      ("**/bundle*/data/storage", "bundle26/data/storage", true),
      ("**/bundle*/data/storage", "case.zip!/x/bundle26/data/storage", true),
      ("**/bundle*/data/storage", "/opt/bundle26/x/data/storage", false),
      ("**/bundle*/data/storage", "bundle26/data/storage.bak", false),
      ("**/bundle*/data/storage", "mybundle26/data/storage", false),
      ("**/a*c*e.txt", "x/abcde.txt", true),
      ("**/a*c*e.txt", "x/ae.txt", false),
      ("*.log", "error.log", true),
      ("*.log", "logs/error.log", false),
      ("**", "anything/at/all", true),
    ])
  func fits(pattern: String, path: String, expected: Bool) {
    #expect(PathPattern(pattern).matches(path) == expected)
  }
}
