import Foundation
import TestSupport
import Testing

/// The remedies that write a patch for a code repository, and touch no instance.
@Suite struct GeneratorTests {
  private static let generators: [(remedy: String, parameters: [String], path: String)] = [
    (
      "service-user-mapping",
      ["bundle=com.example.core", "subservice=reader", "user=site-reader", "app=example"],
      "ui.config/src/main/content/jcr_root/apps/example/osgiconfig/config/org.apache.sling."
        + "serviceusermapping.impl.ServiceUserMapperImpl.amended~com.example.core.cfg.json"
    ),
    (
      "index-definition",
      [
        "name=example.pages-1-custom-1", "type=cq:Page", "property=jcr:content/cq:template",
        "path=/content/example",
      ],
      "ui.apps/src/main/content/jcr_root/_oak_index/example.pages-1-custom-1/.content.xml"
    ),
    (
      "workflow-purge", ["days=120", "app=example"],
      "ui.config/src/main/content/jcr_root/apps/example/osgiconfig/config.author/com.adobe."
        + "granite.workflow.purge.Scheduler~example.cfg.json"
    ),
    (
      "temporary-logger", ["logger=com.example.site", "app=example"],
      "ui.config/src/main/content/jcr_root/apps/example/osgiconfig/config.dev/org.apache.sling."
        + "commons.log.LogManager.factory.config~com.example.site.cfg.json"
    ),
  ]

  private static func run(
    _ path: String, _ arguments: [String]
  ) throws -> Outcome {
    try ChildProcess(
      path, arguments, environment: Tool.bareEnvironment, timeLimit: .seconds(60)
    ).finish(feeding: Feed([]))
  }

  @Test("write a patch that git takes, without any instance", arguments: generators.indices)
  func patch(index: Int) throws {
    let (remedy, parameters, path) = Self.generators[index]
    let folder = try TemporaryFolder()
    let outcome = try Tool.run(
      ["remedy", "apply", remedy, "--deployment", "aemaacs", "--yes", "--no-input", "--runs"]
        + [folder.path("runs")] + parameters.flatMap { ["--param", $0] })
    #expect(outcome.status == 0, "\(outcome.everything)")
    let patch = try #require(outcome.text.firstMatch(of: #/git apply (\S+)/#)).output.1
    let repository = folder.path("repository")
    #expect(try Self.run("/usr/bin/git", ["init", "-q", repository]).status == 0)
    let applied = try Self.run("/usr/bin/git", ["-C", repository, "apply", String(patch)])
    #expect(applied.status == 0, "\(applied.everything)")
    let data = try #require(FileManager.default.contents(atPath: "\(repository)/\(path)"))
    if path.hasSuffix(".json") {
      #expect(try JSONSerialization.jsonObject(with: data) is [String: Any])
    } else {
      let text = String(decoding: data, as: UTF8.self)
      #expect(text.contains("name=\"jcr:content/cq:template\""))
      #expect(text.contains("includedPaths=\"[/content/example]\""))
    }
  }

  @Test("a patch is shown in the plan, and in a runbook in each language")
  func shown() throws {
    let (remedy, parameters, path) = Self.generators[0]
    let given = parameters.flatMap { ["--param", $0] }
    let plan = try Tool.run(["remedy", "plan", remedy] + given)
    #expect(plan.status == 0, "\(plan.everything)")
    #expect(plan.text.contains("com.example.core:reader=[site-reader]"), "\(plan.text)")
    for language in ["en", "fr", "ja"] {
      let runbook = try Tool.run(["remedy", "runbook", remedy, "--lang", language])
      #expect(runbook.status == 0, "\(runbook.everything)")
      #expect(runbook.text.contains("git apply"), "\(runbook.text)")
      #expect(runbook.text.contains("ServiceUserMapperImpl.amended"), "\(path)")
    }
  }

  @Test(
    "what would give a bundle everything, or break the file, is refused",
    arguments: [
      ("user", "admin"), ("user", "administrators"), ("user", "a]\", \"x"), ("bundle", "a\"b"),
      ("app", ".."), ("app", "a/b"), ("subservice", "/x"), ("subservice", "a=b"),
    ])
  func refused(parameter: String, value: String) throws {
    let given = Self.generators[0].parameters.map { text in
      text.hasPrefix(parameter + "=") ? "\(parameter)=\(value)" : text
    }
    let plan = try Tool.run(
      ["remedy", "plan", "service-user-mapping"] + given.flatMap { ["--param", $0] })
    #expect(plan.status == 2, "\(plan.everything)")
    #expect(plan.text.isEmpty)
  }
}
