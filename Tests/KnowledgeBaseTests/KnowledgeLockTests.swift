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
