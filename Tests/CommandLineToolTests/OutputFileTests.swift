import Foundation
import TestSupport
import Testing

@testable import CommandLineTool

/// Writing results to files.
@Suite struct OutputFileTests {
  private let folder: TemporaryFolder
  private let console = Console(environment: [:])

  init() throws {
    folder = try TemporaryFolder()
  }

  private func content(_ path: String) throws -> String {
    try String(contentsOfFile: folder.path(path), encoding: .utf8)
  }

  @Test("a link stays a link, and the file that it leads to is replaced")
  func link() throws {
    let files = FileManager.default
    try folder.write("old", to: "there/report.json")
    try files.createSymbolicLink(
      atPath: folder.path("link.json"), withDestinationPath: "there/report.json")
    try OutputFile(path: folder.path("link.json")).write("new", console: console)
    #expect(try content("there/report.json") == "new")
    let destination = try files.destinationOfSymbolicLink(atPath: folder.path("link.json"))
    #expect(destination == "there/report.json")
    #expect(try files.contentsOfDirectory(atPath: folder.path("there")) == ["report.json"])
  }

  @Test("who may read the old file may read the new one, and nobody else")
  func permissions() throws {
    let path = try folder.write("old", to: "report.json")
    #expect(unsafe chmod(path, 0o600) == 0)
    try OutputFile(path: path).write("new", console: console)
    #expect(try content("report.json") == "new")
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test("a pipe is written to and stays a pipe")
  func pipe() throws {
    let path = folder.path("pipe")
    #expect(unsafe mkfifo(path, 0o600) == 0)
    let handle = try #require(FileHandle(forUpdatingAtPath: path))
    try OutputFile(path: path).write("new", console: console)
    #expect(handle.availableData == Data("new".utf8))
    var status = stat()
    #expect(unsafe lstat(path, &status) == 0)
    #expect(status.st_mode & S_IFMT == S_IFIFO)
  }

  @Test("what cannot be written is said with the system's reason, and leaves nothing behind")
  func unwritable() throws {
    try folder.write("old", to: "folder/inner")
    #expect(throws: UnwritableFile.self) {
      try OutputFile(path: folder.path("folder")).write("new", console: console)
    }
    #expect(throws: UnwritableFile.self) {
      try OutputFile(path: folder.path("nowhere/report")).write("new", console: console)
    }
    #expect(throws: UnwritableFile.self) {
      try OutputFile(path: "/dev/full").write("new", console: console)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["folder"])
  }
}

/// Descriptors that the caller closed.
@Suite struct StandardDescriptorsTests {
  @Test("a file that is opened later does not take the place of a closed one")
  func closed() async {
    await #expect(processExitsWith: .success) {
      close(STDIN_FILENO)
      close(STDOUT_FILENO)
      StandardDescriptors.occupy()
      var byte: UInt8 = 0
      guard unsafe open("/dev/zero", O_RDONLY) > STDERR_FILENO,
        unsafe read(STDIN_FILENO, &byte, 1) == -1, unsafe write(STDOUT_FILENO, &byte, 1) == -1
      else { exit(1) }
    }
  }
}
