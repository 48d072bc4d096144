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
      ("**/logs/**/error.log", "logs/error.log", true),
      ("**/logs/**/error.log", "a/logs/b/logs/c/error.log", true),
      ("**/logs/**/error.log", "a/logs/b/request.log", false),
      ("a/**/b/c", "a/b/b/c", true),
      ("a/**/b/c", "a/b/c/c", false),
    ])
  func fits(pattern: String, path: String, expected: Bool) {
    #expect(PathPattern(pattern).matches(path) == expected)
  }

  @Test("reads paths of any length, which archives can hold, on a thread with a small stack")
  func longPaths() async {
    let folders = String(repeating: "a/", count: 200_000)
    let pattern = PathPattern("**/bundle*/data/storage")
    let (fits, fitsNot) = await Task.detached {
      (pattern.matches(folders + "bundle26/data/storage"), pattern.matches(folders + "storage"))
    }.value
    #expect(fits)
    #expect(!fitsNot)
  }
}
