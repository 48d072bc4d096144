import ArchiveFixtures
import Foundation
import Service
import TestSupport
import Testing

/// From an upload to its report, and how it is forgotten.
@Suite struct DiagnosisTests {
  private let desk: ServiceDesk

  init() throws {
    desk = try ServiceDesk()
  }

  @Test("a pasted text is answered with its report at once")
  func paste() throws {
    let answer = try desk.post(
      "/v1/diagnoses?lang=fr&name=error.log&wait=30", ServiceDesk.log, type: "text/plain")
    #expect(answer.status == 200)
    #expect(answer.object["schema"] as? String == "aemedic.report/1")
    let finding = try #require(answer.list("findings").first)
    #expect(finding["rule"] as? String == "refused")
    let evidence = try #require((finding["evidence"] as? [[String: Any]])?.first)
    #expect(evidence["source"] as? String == "error.log")
    #expect(evidence["line"] as? Int == 3)
    let article = try #require((finding["articles"] as? [[String: Any]])?.first)
    #expect(article["language"] as? String == "fr")
    #expect(answer.headers["location"]?.hasPrefix("/v1/diagnoses/") == true)
    #expect(!answer.text.contains(desk.folder.url.path))
  }

  @Test("what is packed, or comes as a form, gives the same finding where it stands")
  func forms() throws {
    let log = Array(ServiceDesk.log.utf8)
    let zip = try ArchiveFixture.archive(.zip, [.file("logs/error.log", log)])
    let packed = try desk.ask(
      "POST", "/v1/diagnoses?wait=30&name=case.zip", headers: ["Content-Type": "application/zip"],
      body: zip)
    #expect(Self.place(packed) == "case.zip!/logs/error.log:3")
    let gzip = try desk.ask(
      "POST", "/v1/diagnoses?wait=30&name=error.log.gz",
      headers: ["Content-Type": "application/gzip"], body: ArchiveFixture.gzip(log))
    #expect(Self.place(gzip)?.hasSuffix(":3") == true)
    let form =
      Array(
        ("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a/logs/error.log\"\r\n"
          + "Content-Type: text/plain\r\n\r\n").utf8) + log
      + Array(
        ("\r\n--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n\r\n--b\r\n"
          + "Content-Disposition: form-data; name=\"f\"; filename=\"../../a/logs/error.log\"\r\n\r\n"
          + "plain\r\n--b--\r\n").utf8)
    let several = try desk.ask(
      "POST", "/v1/diagnoses?wait=30",
      headers: ["Content-Type": "multipart/form-data; boundary=b"], body: form)
    #expect(Self.place(several) == "a/logs/error.log:3")
    let location = try #require(several.headers["location"])
    let sources = try desk.get("\(location)/status").object["sources"] as? [String]
    #expect(sources == ["a/logs/error.log", "a/logs/error-2.log"])
  }

  private static func place(_ answer: Answer) -> String? {
    let evidence = (answer.list("findings").first?["evidence"] as? [[String: Any]])?.first
    guard let evidence, let source = evidence["source"], let line = evidence["line"] else {
      return nil
    }
    return "\(source):\(line)"
  }

  @Test("a report is given in the form that is asked for, and not again to who has it")
  func negotiation() throws {
    let location = try desk.diagnose()
    let json = try desk.get(location)
    #expect(json.headers["content-type"] == "application/json")
    let text = try desk.get(location, headers: ["Accept": "text/plain, application/json;q=0.5"])
    #expect(text.headers["content-type"]?.hasPrefix("text/plain") == true)
    #expect(text.body.contains("refused"))
    let french = try desk.get("\(location)?format=text&lang=fr")
    #expect(french.body != text.body)
    #expect(
      try desk.get(location, headers: ["Accept": "image/png"]).isProblem(406, "not-acceptable"))
    #expect(try desk.get("\(location)?format=pdf").isProblem(400, "bad-parameter"))
    let tag = try #require(json.headers["etag"])
    let again = try desk.get(location, headers: ["If-None-Match": "W/\"x\", \(tag)"])
    #expect(again.status == 304)
    #expect(again.body.isEmpty)
    let download = try desk.get("\(location)?download=1")
    #expect(download.headers["content-disposition"]?.hasPrefix("attachment;") == true)
  }

  @Test("tells in short what was found, with the commands to run next")
  func findings() throws {
    let location = try desk.diagnose()
    let finding = try #require(try desk.get("\(location)/findings?lang=fr").list("findings").first)
    #expect(finding["rule"] as? String == "refused")
    #expect(finding["title"] as? String == "La connexion est refusée")
    #expect(
      finding["commands"] as? [String] == [
        "aemedic article MED-0001",
        "aemedic remedy plan crypto-key-store --action move-to-bundle-storage"
          + " --instance DIR --url URL",
      ])
    #expect(try desk.get("/v1/diagnoses/x/findings").status == 404)
  }

  @Test("who does not wait is told where to look, and hears of the end")
  func events() throws {
    let answer = try desk.post("/v1/diagnoses?wait=0", ServiceDesk.log, type: "text/plain")
    #expect(answer.status == 202 || answer.status == 200)
    let location = try #require(answer.headers["location"])
    let events = try desk.get("\(location)/events")
    #expect(events.headers["content-type"] == "text/event-stream")
    #expect(events.body.contains("event: done\n"), "\(events.text)")
    let status = try desk.end(of: location)
    #expect(status["state"] as? String == "done")
    #expect(status["findings"] as? Int == 1)
    #expect(status["worst"] as? String == "error")
  }

  @Test("what is deleted is gone, with its files")
  func deletion() throws {
    let location = try desk.diagnose()
    #expect(try desk.get("/v1/diagnoses").list("diagnoses").count == 1)
    #expect(try desk.ask("DELETE", location).status == 204)
    for path in [
      location, "\(location)/status", "\(location)/lines?source=x", "\(location)/events",
    ] {
      #expect(try desk.get(path).isProblem(404, "no-such-diagnosis"))
    }
    #expect(try desk.ask("DELETE", location).status == 404)
    #expect(try desk.get("/v1/diagnoses").list("diagnoses").isEmpty)
    #expect(try Self.files(in: desk) == ["lock"])
  }

  @Test("with save=false nothing is left behind")
  func unsaved() throws {
    let answer = try desk.post("/v1/diagnoses?save=false", ServiceDesk.log, type: "text/plain")
    #expect(answer.status == 200)
    #expect(answer.list("findings").count == 1)
    #expect(answer.headers["location"] == nil)
    #expect(try desk.get("/v1/diagnoses").list("diagnoses").isEmpty)
    #expect(try Self.files(in: desk) == ["lock"])
  }

  private static func files(in desk: ServiceDesk) throws -> [String] {
    let spool = try #require(desk.spools.first)
    // The last who holds a diagnosis removes its files.
    for _ in 0..<100 {
      let names = try FileManager.default.contentsOfDirectory(
        atPath: desk.folder.path("spool/\(spool)"))
      if names == ["lock"] { return names }
      usleep(20_000)
    }
    return try FileManager.default.contentsOfDirectory(atPath: desk.folder.path("spool/\(spool)"))
  }

  @Test("two reports are compared")
  func comparison() throws {
    let before = try desk.diagnose("20.11.2026 06:14:01.000 *INFO* [main] org.example.Start fine\n")
    let after = try desk.diagnose()
    let id = try #require(after.split(separator: "/").last)
    let answer = try desk.get("\(before)/difference?to=\(id)")
    #expect(answer.status == 200)
    #expect(answer.list("new").first?["rule"] as? String == "refused")
    #expect(try desk.get("\(before)/difference").isProblem(400, "missing-parameter"))
    #expect(try desk.get("\(before)/difference?to=x").isProblem(404, "no-such-diagnosis"))
  }

  @Test("nothing that runs is left when the server stops, nor the private folder")
  func stopping() throws {
    let line = "20.11.2026 06:14:01.000 *INFO* [main] org.example.Start fine\n"
    _ = try desk.post(
      "/v1/diagnoses?wait=0", String(repeating: line, count: 100_000), type: "text/plain")
    #expect(desk.spools.count == 1)
    desk.server.stop()
    #expect(desk.spools.isEmpty)
  }

  @Test("what a killed server left behind is removed by the next")
  func leftovers() throws {
    let spool = try #require(desk.spools.first)
    try desk.folder.write("", to: "spool/aemedic-serve-dead00/lock")
    try desk.folder.write("secret", to: "spool/aemedic-serve-dead00/x/input/error.log")
    let folder = desk.folder
    let other = try ServiceDesk { settings, _ in settings.spoolParent = folder.path("spool") }
    #expect(!desk.spools.contains("aemedic-serve-dead00"))
    // One that is alive keeps its own.
    #expect(desk.spools.contains(spool))
    other.server.stop()
  }

  @Test("reports are kept for the next server only where that was wanted")
  func keeping() throws {
    let first = try ServiceDesk { settings, folder in
      settings.reportsFile = folder.path("reports.db")
    }
    let location = try first.diagnose()
    let report = try first.get(location).body
    first.server.stop()
    let next = try ServiceDesk { settings, _ in
      settings.reportsFile = first.folder.path("reports.db")
    }
    let status = try #require(try next.get("/v1/diagnoses").list("diagnoses").first)
    #expect(status["kept"] as? Bool == true)
    #expect(status["hasLog"] as? Bool == false)
    #expect(try next.get(location).list("findings").count == 1)
    #expect(report.contains("refused"))
    #expect(try next.get("\(location)/lines?source=x").isProblem(404, "no-log"))
    #expect(try next.ask("DELETE", location).status == 204)
    #expect(try next.get(location).status == 404)
    #expect(try next.get("/v1/diagnoses").list("diagnoses").isEmpty)
    let attributes = try FileManager.default.attributesOfItem(
      atPath: first.folder.path("reports.db"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }
}
