import Foundation
import TestSupport
import Testing

/// The small remedies, carried out on the stand-in of AEM by the built program.
@Suite struct RecipeTests {
  private static let bundle = ["--param", "bundle=com.day.cq.cq-mailer"]
  private static let agent = "/etc/replication/agents.author/publish/jcr:content"

  private static func mailer(_ desk: PracticeDesk) throws -> String {
    try desk.sandbox.get("/system/console/bundles/com.day.cq.cq-mailer.json").bodyText
  }

  @Test("a bundle is restarted, also one that was stopped")
  func bundleRestart() throws {
    let desk = try PracticeDesk(["--state", "bundle-keys"])
    let plan = try desk.plan("bundle-restart", Self.bundle)
    for action in ["start", "stop"] {
      _ = try desk.sandbox.post("/system/console/bundles/84", "action=\(action)")
      let outcome = try desk.apply(plan)
      #expect(outcome.status == 0, "\(outcome.everything)")
      #expect(try Self.mailer(desk).contains("\"stateRaw\":32"))
    }
    let run = try #require(try desk.names().last)
    #expect(try desk.remedy(["verify", run]).status == 0)
  }

  @Test("a bundle that does not come up again is named")
  func stuckBundle() throws {
    let desk = try PracticeDesk(["--state", "bundle-keys"])
    // It imports what nobody exports.
    let plan = try desk.plan("bundle-restart", ["--param", "bundle=com.example.site.legacy"])
    let outcome = try desk.apply(plan)
    #expect(outcome.status == 5, "\(outcome.everything)")
    #expect(outcome.text.replacing("\n", with: " ").contains("imports is missing"))
  }

  @Test("neither a bundle that everything rests on nor what is no name is planned for")
  func forbiddenBundles() throws {
    for name in [
      "org.apache.felix.http.jetty", "org.apache.sling.engine", "../x", "a b", "", "x/y",
      "org.apache.sling.jcr.base",
    ] {
      let outcome = try Tool.run([
        "remedy", "plan", "bundle-restart", "--url", "http://127.0.0.1:1", "--param",
        "bundle=\(name)",
      ])
      #expect(outcome.status == 2 || outcome.status == 7, "\(name): \(outcome.everything)")
      #expect(outcome.text.isEmpty, "\(name)")
    }
  }

  @Test("compiled scripts are cleared, and a failure that says 200 or 500 is noticed")
  func scriptCache() throws {
    let desk = try PracticeDesk(["--state", "bundle-keys"])
    let plan = try desk.plan("script-cache-clear")
    let outcome = try desk.apply(plan)
    #expect(outcome.status == 0, "\(outcome.everything)")
    try desk.sandbox.switchFaults("ok-on-failure@/system/console/fsclassloader")
    let failed = try desk.apply(plan)
    #expect(failed.status == 6, "\(failed.everything)")
    #expect(failed.text.contains("/system/console/fsclassloader answers 500"))
  }

  @Test("a blocked queue goes on after its agent was disabled and enabled")
  func queue() throws {
    let desk = try PracticeDesk(["--state", "replication-blocked"])
    let plan = try desk.plan("replication-queue-retry")
    let waiting = try desk.apply(plan)
    #expect(waiting.status == 7, "\(waiting.everything)")
    #expect(waiting.text.contains("--confirmed confirm-connection"))
    let run = try #require(try desk.names().first)
    let paused = try desk.remedy(["resume", run, "--confirmed", "confirm-connection"])
    #expect(paused.status == 0, "\(paused.everything)")
    #expect(paused.text.contains("waiting time"))
    let done = try desk.remedy(["resume", run, "--without-waiting"])
    #expect(done.status == 0, "\(done.everything)")
    #expect(try desk.sandbox.get(Self.agent + ".queue.json").contains("\"isBlocked\":false"))
    #expect(try desk.sandbox.get(Self.agent + ".json").contains("\"enabled\":\"true\""))
    // Nothing is blocked any more, so nothing is touched.
    let again = try desk.apply(plan)
    #expect(again.status == 7, "\(again.everything)")
    #expect(again.text.contains("keep-queue"))
  }

  @Test("a queue that somebody paused, or an agent that somebody disabled, is left alone")
  func wantedStandstill() throws {
    let desk = try PracticeDesk(["--state", "replication-blocked"])
    let plan = try desk.plan("replication-queue-retry")
    #expect(
      try desk.sandbox.post(Self.agent + ".queue.json", "cmd=pause&name=publish").status == 200)
    #expect(try desk.apply(plan).text.contains("keep-queue"))
    #expect(try desk.sandbox.post(Self.agent, "enabled=false").status == 200)
    let outcome = try desk.apply(plan)
    #expect(outcome.status == 7)
    #expect(outcome.text.contains("agent-enabled"))
    #expect(try desk.sandbox.get(Self.agent + ".json").contains("\"enabled\":\"false\""))
  }

  @Test("an agent that stays disabled because its POST was only said to be done is enabled again")
  func pretendedPost() throws {
    let desk = try PracticeDesk(["--state", "replication-blocked"])
    let plan = try desk.plan("replication-queue-retry")
    try desk.sandbox.switchFaults("ok-on-failure@/etc/replication#1")
    let outcome = try desk.apply(plan, ["--confirmed", "confirm-connection"])
    #expect(outcome.status == 5, "\(outcome.everything)")
    #expect(try desk.sandbox.get(Self.agent + ".json").contains("\"enabled\":\"true\""))
  }

  @Test("a subtree of a dispatcher’s cache is invalidated, the whole cache never")
  func flush() throws {
    let desk = try PracticeDesk(["--state", "bundle-keys"])
    let dispatcher = "dispatcher=\(desk.url)"
    let plan = try desk.plan(
      "dispatcher-flush", ["--param", dispatcher, "--param", "path=/content/example"])
    let outcome = try desk.apply(plan)
    #expect(outcome.status == 0, "\(outcome.everything)")
    let log = String(decoding: desk.sandbox.file("logs/error.log") ?? Data(), as: UTF8.self)
    #expect(log.contains("Received invalidation request for /content/example"))
    for path in [
      "/", "/content", "content/site", "/content/../x", "/content//x", "/content/", "//",
      "/content/a\r\nX: y",
    ] {
      let refused = try Tool.run([
        "remedy", "plan", "dispatcher-flush", "--url", desk.url, "--param", dispatcher, "--param",
        "path=\(path)",
      ])
      #expect(refused.status == 2, "\(path): \(refused.everything)")
    }
    try desk.sandbox.switchFaults("unavailable@/dispatcher")
    #expect(try desk.apply(plan).status == 6)
  }
}
