import Foundation
import Model
import TestSupport
import Testing

@testable import Intake

struct LinkTests {
  let folder = try! TemporaryFolder()

  @Test("only a link to a file that lies outside the folder and is not given loses something")
  func links() throws {
    try folder.write("1", to: "in/available/a.farm")
    try folder.write("2", to: "out/error.log")
    try folder.write("3", to: "other/given.log")
    let files = FileManager.default
    try files.createDirectory(atPath: folder.path("in/enabled"), withIntermediateDirectories: true)
    for (link, target) in [
      ("in/enabled/a.farm", "../available/a.farm"), ("in/error.log", "../out/error.log"),
      ("in/given.log", folder.path("other/given.log")), ("in/gone", "nowhere"),
      ("in/loop", "loop"), ("in/folder", "../out"), ("in/up", "/"),
    ] {
      try files.createSymbolicLink(atPath: folder.path(link), withDestinationPath: target)
    }
    let taken = try Taken(
      [folder.path("other/given.log"), folder.path("in")], relativeTo: folder.url.path)
    #expect(taken.order == ["other/given.log", "in/available/a.farm"])
    #expect(taken.skipped["in/error.log"] == .linkOutside)
    for name in ["enabled/a.farm", "given.log", "gone", "loop", "folder", "up"] {
      #expect(taken.skipped["in/" + name] == .symbolicLink)
    }
  }
}
