import Foundation
import Model
import TestSupport
import Testing

@testable import KnowledgeBase

@Suite("Writing a knowledge base at once")
struct KnowledgeLockTests {
  @Test("who waits in vain is told so, and gets the folder when it is let go")
  func locked() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.kb")
    var lock: KnowledgeLock? = try KnowledgeLock(forWriting: path)
    #expect(throws: KnowledgeError.locked(path: path)) {
      try KnowledgeLock(forWriting: path, attempts: 2)
    }
    withExtendedLifetime(lock) {}
    lock = nil
    _ = try KnowledgeLock(forWriting: path, attempts: 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test("no folder, no lock")
  func noFolder() throws {
    let path = try TemporaryFolder().path("none/a.kb")
    #expect(throws: KnowledgeError.unwritable(path: path, .missing)) {
      try KnowledgeLock(forWriting: path)
    }
  }

  @Test("what a killed run left behind goes with the next, unless it may still be in use")
  func leftovers() throws {
    let folder = try TemporaryFolder()
    for name in ["a.kb.1.new", "a.kb.2.new", "b.kb.1.new", "a.kb.new.txt"] {
      try folder.write("half", to: name)
      if name == "a.kb.2.new" { continue }
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -7_200)],
        ofItemAtPath: folder.path(name))
    }
    try KnowledgeBuilder().write(to: folder.path("a.kb"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(Set(names) == ["a.kb", "a.kb.2.new", "b.kb.1.new", "a.kb.new.txt"])
  }

  @Test("those who take turns lose nothing of one another")
  func turns() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.kb")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<6 {
        group.addTask {
          let lock = try KnowledgeLock(forWriting: path)
          defer { withExtendedLifetime(lock) {} }
          var (builder, _) = try KnowledgeBuilder.rebuilding(path)
          builder.add(.sample(numbered(index)))
          try builder.write(to: path)
        }
      }
      try await group.waitForAll()
    }
    #expect(try KnowledgeStore(path: path).numbers() == (0..<6).map(numbered))
  }
}
