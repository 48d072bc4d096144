import Foundation
import TestSupport
import Testing

/// The remedies that ask before they act, carried out on the stand-in of AEM.
@Suite struct GatedRecipeTests {
  private static let manager = "com.adobe.granite.ui.clientlibs.impl.HtmlLibraryManagerImpl"

  @Test("a logger is added, waits for its end, and is gone after it")
  func temporaryLogger() throws {
    let desk = try PracticeDesk(["--state", "bundle-keys"])
    let loggers =
      "/system/console/configMgr/(service.factoryPid="
      + "org.apache.sling.commons.log.LogManager.factory.config).json"
    let plan = try desk.plan("temporary-logger", ["--param", "logger=com.example.site"])
    let added = try desk.apply(plan)
    #expect(added.status == 0, "\(added.everything)")
    #expect(added.text.contains("waiting time"))
    #expect(try desk.sandbox.get(loggers).contains("logs/aemedic-com.example.site.log"))
    let run = try #require(try desk.names().first)
    #expect(try desk.remedy(["resume", run]).text.contains("waiting time"))
    let done = try desk.remedy(["resume", run, "--without-waiting"])
    #expect(done.status == 0, "\(done.everything)")
    #expect(try !desk.sandbox.get(loggers).contains("com.example.site"))
  }

  @Test("client libraries are invalidated, and never where their cache has no place")
  func clientLibraries() throws {
    let desk = try PracticeDesk(["--state", "bundle-keys"])
    let plan = try desk.plan("clientlib-invalidate")
    let waiting = try desk.apply(plan)
    #expect(waiting.text.contains("--also invalidate"), "\(waiting.everything)")
    let run = try #require(try desk.names().first)
    let done = try desk.remedy(["resume", run, "--also", "invalidate"])
    #expect(done.status == 0, "\(done.everything)")

    let again = try desk.apply(plan)
    #expect(again.text.contains("--also invalidate"), "\(again.everything)")
    let second = try #require(try desk.names().last)
    let property = "htmllibmanager.fileSystemOutputCacheLocation"
    for form in [
      "apply=true&action=ajaxConfigManager&propertylist=\(property)&\(property)=",
      "apply=true&action=ajaxConfigManager&propertylist=htmllibmanager.minify"
        + "&htmllibmanager.minify=true",
    ] {
      _ = try desk.sandbox.post("/system/console/configMgr/\(Self.manager)", form)
      // Also between the look and the act.
      let late = try desk.remedy(["resume", second, "--also", "invalidate"])
      #expect(late.text.contains(property), "\(late.everything)")
      let refused = try desk.apply(plan, ["--also", "invalidate"])
      #expect(refused.status == 7, "\(refused.everything)")
      #expect(refused.text.contains("cache-place-set"))
    }
    let log = String(decoding: desk.sandbox.file("logs/error.log") ?? Data(), as: UTF8.self)
    #expect(!log.contains("would now have deleted"))
  }

  @Test("completed workflows are purged after a dry run, running ones never")
  func workflows() throws {
    let desk = try PracticeDesk(["--state", "bundle-keys"])
    let instances = "/var/workflow/instances.1.json"
    let plan = try desk.plan("workflow-purge", ["--param", "days=30"])
    let dry = try desk.apply(plan)
    #expect(dry.status == 7, "\(dry.everything)")
    let run = try #require(try desk.names().first)
    let answer = try String(
      contentsOfFile: "\(desk.runs)/\(run)/artifacts/dry-run", encoding: .utf8)
    #expect(answer.contains("1 workflow instances"))
    #expect(try desk.sandbox.get(instances).contains("\"request_activation\""))
    let asking = try desk.remedy(["resume", run, "--confirmed", "confirm-retention"])
    #expect(asking.text.contains("--also purge"), "\(asking.everything)")
    let done = try desk.remedy(["resume", run, "--also", "purge"])
    #expect(done.status == 0, "\(done.everything)")
    let left = try desk.sandbox.get(instances)
    #expect(!left.contains("\"request_activation\""))
    #expect(left.contains("request_activation_1") && left.contains("dam_update"))
    #expect(try desk.remedy(["verify", run]).status == 0)
  }

  @Test("a purge that AEM only says it made needs hands")
  func pretendedPurge() throws {
    let desk = try PracticeDesk(["--state", "bundle-keys"])
    let plan = try desk.plan("workflow-purge", ["--param", "days=30"])
    try desk.sandbox.switchFaults("ok-on-failure@/system/console/jmx")
    let outcome = try desk.apply(
      plan, ["--confirmed", "confirm-retention", "--also", "purge"])
    #expect(outcome.status == 6, "\(outcome.everything)")
    #expect(outcome.text.contains("verify"))
  }
}
