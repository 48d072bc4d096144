import ArchiveFixtures
import Foundation
import Model
import TestSupport
import Testing

@testable import Intake

struct ArchivePasswordTests {
  let folder = try! TemporaryFolder()
  private static let line = "06.06.2019 14:26:13.443 *INFO* [main] a.B hello\n"

  private func take(_ relative: String, with passwords: [String]) throws -> (
    texts: [String: String], skipped: [String: SkipReason]
  ) {
    var texts: [String: String] = [:]
    let path = folder.path(relative)
    let skipped = try InputUnit.all(of: [path])[0].forEachDocument(
      passwords: ArchivePasswords(passwords)
    ) { document in
      let text = String(decoding: document.readWhole(limit: 1 << 20).bytes, as: UTF8.self)
      texts[document.path.replacing(path, with: "*")] = text
    }
    return (
      texts,
      Dictionary(
        skipped.map { ($0.path.replacing(path, with: "*"), $0.reason) }, uniquingKeysWith: { $1 })
    )
  }

  @Test(
    "encrypted members open with the right password among several",
    arguments: ArchiveFixture.Encryption.allCases)
  func opens(encryption: ArchiveFixture.Encryption) throws {
    let inner = ArchiveFixture.archive(
      .zip, [.file("b.log", text: Self.line)], password: "inner pass é", encryption: encryption)
    try folder.write(
      ArchiveFixture.archive(
        .zip, [.file("a.log", text: Self.line), .file("in.zip", inner)], password: "outer",
        encryption: encryption), to: "a.zip")
    let both = try take("a.zip", with: ["no", "outer", "inner pass é"])
    #expect(both.texts == ["*!/a.log": Self.line, "*!/in.zip!/b.log": Self.line])
    #expect(both.skipped.isEmpty)
    let outer = try take("a.zip", with: ["outer"])
    #expect(outer.texts == ["*!/a.log": Self.line])
    #expect(outer.skipped == ["*!/in.zip!/b.log": .wrongPassword])
  }

  @Test(
    "a password that is missing is told from one that is wrong",
    arguments: ArchiveFixture.Encryption.allCases)
  func refuses(encryption: ArchiveFixture.Encryption) throws {
    try folder.write(
      ArchiveFixture.archive(
        .zip, [.file("a.log", text: Self.line)], password: "p", encryption: encryption),
      to: "a.zip")
    #expect(try take("a.zip", with: []).skipped == ["*!/a.log": .encrypted])
    // Old zip files let every 256th password through, and what comes out is noise.
    for index in 0..<40 {
      let wrong = try take("a.zip", with: ["wrong \(index)"])
      #expect(wrong.skipped.values.allSatisfy { [.wrongPassword, .damaged].contains($0) })
      #expect(!wrong.skipped.isEmpty)
      #expect(!wrong.texts.values.contains(Self.line))
    }
  }

  @Test(
    "7-Zip files are encrypted in a way that is not read, whatever the password",
    arguments: [
      // The content alone, and the list of members as well.
      "N3q8ryccAARFmI7BeQAAAAAAAAAUAAAAAAAAAIHWvco4JrRI1pfx/Ydj9Cm1fOtVAQBkAQQGAAEJEAoBrsYsuQAH"
        + "CwEAAiQG8QcBElMPMSZtW7Oa5HaYDL8sevjxqCEhARgBAAwKBgAICgEgMDo2AAAFARENAGEALgBsAG8AZwAAABQK"
        + "AQBg+G2HzHndARUGAQAggICBAAAAFwYQAQlpAAcLAQABISEBGAxlAAA=",
      "N3q8ryccAATv+QczgAAAAAAAAAAoAAAAAAAAANzJBoA6Ki7EERxi7bCHBPwm3O+mttcmKNZFNrCHk6G5BshmZgiO"
        + "6CXM39YWD5lOv4qU/Y1dW1tl3r8lACMTuaaxzmFM0fGYUNHcziAC5XIuBPg60pCxl4GUcM4LN7+8WDBvgsswzaGN"
        + "4lSYVuIpC+MTKD6xSQPurVNDmW+LvvhMv6B45BcGEAEJcAAHCwEAASQG8QcBElMP2p8yV9UAFpLZsZqpsxF1NQxl"
        + "AAA=",
    ])
  func sevenZip(base64: String) throws {
    try folder.write(try #require(Data(base64Encoded: base64)), to: "a.7z")
    for passwords in [[], ["p"]] {
      #expect(
        try take("a.7z", with: passwords).skipped.values.elementsEqual([.unsupportedEncryption]))
    }
  }

  @Test("a file of passwords gives one a line, and is refused where others may read it")
  func files() throws {
    let path = try folder.write("one\r\n\ntwo words \n", to: "passwords")
    #expect(unsafe chmod(path, 0o600) == 0)
    let passwords = try ArchivePasswords(file: path)
    #expect(passwords.words == ["one", "two words "])
    #expect(!"\(passwords)".contains("one"))
    #expect(!String(reflecting: passwords).contains("one"))
    #expect(unsafe chmod(path, 0o640) == 0)
    #expect(throws: ArchivePasswordProblem(.readableByOthers, path)) {
      try ArchivePasswords(file: path)
    }
    let empty = try folder.write("\n", to: "empty")
    #expect(unsafe chmod(empty, 0o600) == 0)
    #expect(throws: ArchivePasswordProblem(.empty, empty)) { try ArchivePasswords(file: empty) }
    #expect(throws: ArchivePasswordProblem.self) {
      try ArchivePasswords(file: folder.path("absent"))
    }
  }
}
