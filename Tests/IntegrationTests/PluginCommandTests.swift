import Foundation
import TestSupport
import Testing

/// Executable plugins from the command line: tried, trusted, asked, and carried out.
@Suite struct PluginCommandTests {
  /// A folder of plugins, and a state folder for the word that is given for them.
  private struct Desk {
    let folder: TemporaryFolder

    var plugins: String { folder.path("data/aemedic/plugins") }
    var environment: [String: String] {
      [
        "XDG_DATA_HOME": folder.path("data"), "XDG_STATE_HOME": folder.path("state"),
        "AEMEDIC_PLUGINS": "",
      ]
    }

    init() throws {
      folder = try TemporaryFolder()
    }

    func run(_ arguments: [String]) throws -> Outcome {
      try Tool.run(arguments, environment: environment, timeLimit: .seconds(300))
    }

    /// Writes the shell plugin that `Plugins/README.md` shows.
    func addShellPlugin() throws {
      let text = try String(
        contentsOfFile: Corpus.packagePath("Plugins/README.md"), encoding: .utf8)
      let blocks = text.matches(of: /```(\w+) \w+ keep-bundles\n(.*?)```/.dotMatchesNewlines())
      let names = ["remedy.json", "plugin.sh", "tests/any.json"]
      #expect(blocks.count == names.count)
      for (name, block) in zip(names, blocks) {
        let path = try folder.write(
          String(block.output.2), to: "data/aemedic/plugins/keep-bundles/\(name)")
        let mode = name == "plugin.sh" ? 0o755 : 0o644
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      }
    }

    /// Lays the program of a plugin of the checkout beside its manifest, as `make kb` does.
    func addProgram(_ name: String) throws -> Bool {
      let places = [
        try Tool.path.get().replacing(/\/[^\/]*$/, with: ""),
        CommandLine.arguments[0].replacing(/\/[^\/]*$/, with: ""),
        Corpus.packagePath(".build/debug"),
      ]
      let found = places.map { "\($0)/\(name)" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }
      guard let found else { return false }
      try FileManager.default.createDirectory(
        atPath: plugins, withIntermediateDirectories: true)
      let plugin = "\(plugins)/\(name)"
      try FileManager.default.copyItem(
        atPath: Corpus.packagePath("Plugins/\(name)"), toPath: plugin)
      try FileManager.default.removeItem(atPath: plugin + "/Sources")
      try FileManager.default.copyItem(atPath: found, toPath: "\(plugin)/\(name)")
      return true
    }
  }

  @Test("a plugin of the user runs only after it was trusted, and until it changes")
  func trust() throws {
    let desk = try Desk()
    try desk.addShellPlugin()
    let plan = ["remedy", "plan", "keep-bundles", "--url", "http://127.0.0.1:1"]
    #expect(try desk.run(["plugin", "list"]).text.contains("not trusted"))
    let refused = try desk.run(plan)
    #expect(refused.status == 7, "\(refused.everything)")
    #expect(refused.messageText.contains("aemedic plugin trust keep-bundles"))

    let other = try desk.run(["plugin", "trust", "keep-bundles", "--digest", "sha256:00"])
    #expect(other.status == 7, "\(other.everything)")
    #expect(try desk.run(["plugin", "trust", "keep-bundles"]).status == 0)
    let planned = try desk.run(plan)
    #expect(planned.status == 0, "\(planned.everything)")
    #expect(try desk.run(["plugin", "inspect", "keep-bundles"]).text.contains("http.request"))

    try desk.folder.write("more\n", to: "data/aemedic/plugins/keep-bundles/more")
    let changed = try desk.run(plan + ["--lang", "fr"])
    #expect(
      changed.status == 7 && changed.messageText.contains("ont changé"), "\(changed.everything)")
    #expect(try desk.run(["plugin", "trust", "keep-bundles", "--forget"]).status == 0)
    #expect(try desk.run(["plugin", "list"]).text.contains("not trusted"))
  }

  @Test("the trial of a good plugin gives 0, that of a bad one 4")
  func trial() throws {
    let desk = try Desk()
    try desk.addShellPlugin()
    let folder = desk.plugins + "/keep-bundles"
    let good = try desk.run(["plugin", "test", folder])
    #expect(good.status == 0, "\(good.everything)")
    let program = folder + "/plugin.sh"
    let text = try String(contentsOfFile: program, encoding: .utf8)
    try text.replacing("exit 0", with: "exit 9").write(
      toFile: program, atomically: false, encoding: .utf8)
    let bad = try desk.run(["plugin", "test", folder, "--lang", "ja"])
    #expect(bad.status == 4 && bad.text.contains("ステータス 9"), "\(bad.everything)")
    #expect(try desk.run(["plugin", "test", desk.folder.path("nowhere")]).status == 4)
  }

  @Test("the shell plugin of the README is carried out on a sandbox")
  func shell() throws {
    let desk = try Desk()
    try desk.addShellPlugin()
    #expect(try desk.run(["plugin", "trust", "keep-bundles"]).status == 0)
    let practice = try PracticeDesk()
    let done = try desk.run(
      ["remedy", "apply", "keep-bundles", "--url", practice.url, "--yes"] + practice.common)
    #expect(done.status == 0, "\(done.everything)")
    let run = try #require(try practice.names().first)
    let kept = try String(
      contentsOfFile: "\(practice.runs)/\(run)/artifacts/bundles", encoding: .utf8)
    #expect(kept.contains("Bundle information"))
  }

  @Test("Ctrl-C while a plugin thinks ends both, and nothing was begun")
  func interrupted() throws {
    let desk = try Desk()
    try desk.addShellPlugin()
    let program = desk.plugins + "/keep-bundles/plugin.sh"
    let text = try String(contentsOfFile: program, encoding: .utf8)
    try text.replacing(
      "*'\"method\":\"plan\"'*) answer", with: "*'\"method\":\"plan\"'*) sleep 600; answer"
    )
    .write(toFile: program, atomically: false, encoding: .utf8)
    #expect(try desk.run(["plugin", "trust", "keep-bundles"]).status == 0)
    let runs = desk.folder.path("runs")
    for arguments in [["remedy", "plan"], ["remedy", "apply", "--yes", "--runs", runs]] {
      let child = try Tool.start(
        arguments + ["keep-bundles", "--url", "http://127.0.0.1:1"],
        environment: desk.environment, timeLimit: .seconds(120))
      usleep(1_500_000)
      kill(child.id, SIGINT)
      let outcome = try child.finish(feeding: Feed([]))
      #expect(outcome.status == 130, "\(outcome.everything)")
    }
    #expect(!FileManager.default.fileExists(atPath: runs))
  }

  @Test("ims-oauth writes one configuration and its protected secret, if it is told to")
  func conversion() throws {
    let desk = try Desk()
    try #require(try desk.addProgram("ims-oauth"), "build ims-oauth beside aemedic")
    #expect(try desk.run(["plugin", "trust", "ims-oauth"]).status == 0)
    let practice = try PracticeDesk(["--state", "ims-jwt"])
    let planted = "p8e-sandbox-0123456789abcdef"
    let secret = try practice.sandbox.folder.write(planted + "\n", to: "secret")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
    let pid = "com.adobe.granite.auth.oauth.accesstoken.provider.1"
    let apply =
      [
        "remedy", "apply", "ims-oauth", "--action", "convert", "--url", practice.url, "--yes",
        "--param", "server=\(practice.url)", "--param", "configuration=\(pid)", "--secret",
        "ims.client-secret=\(secret)", "--confirmed", "add-credential", "--confirmed",
        "check-in-aem",
      ] + practice.common
    let asking = try desk.run(apply)
    #expect(asking.text.contains("--also write-provider"), "\(asking.everything)")
    #expect(try practice.sandbox.get(PracticeDesk.imsPage).contains("JWT Credentials"))
    let run = try #require(try practice.names().first)
    let resume = [
      "remedy", "resume", run, "--also", "write-provider", "--secret",
      "ims.client-secret=\(secret)",
      "--confirmed", "check-in-aem",
    ]
    let done = try desk.run(resume + practice.common)
    #expect(done.text.contains("delete-jwt"), "\(done.everything)")
    #expect(
      try practice.sandbox.get(PracticeDesk.imsPage).contains("Token retrieved successfully!"))
    let stored = try practice.sandbox.get(
      "/apps/system/config/com.adobe.granite.auth.ims.impl.IMSAccessTokenRequestCustomizerImpl.1.json"
    )
    #expect(stored.contains("\"auth.ims.client.secret\":\"{") && !stored.contains(planted))
    let files = FileManager.default.enumerator(atPath: practice.runs)?.compactMap { $0 as? String }
    for file in files ?? [] {
      let data = FileManager.default.contents(atPath: "\(practice.runs)/\(file)") ?? Data()
      #expect(!String(decoding: data, as: UTF8.self).contains("p8e-"), "\(file)")
    }
  }

  @Test("a runbook of a program says what it would do anywhere", arguments: ["en", "fr", "ja"])
  func runbook(language: String) throws {
    let desk = try Desk()
    try #require(try desk.addProgram("ims-oauth"), "build ims-oauth beside aemedic")
    #expect(try desk.run(["plugin", "trust", "ims-oauth"]).status == 0)
    let call = ["remedy", "runbook", "ims-oauth", "--lang", language]
    let guide = try desk.run(call)
    #expect(guide.status == 0, "\(guide.everything)")
    #expect(guide.text.contains("‹TITLE›") && guide.text.contains("/ims/token/v3"))
    #expect(guide.text.contains("client_secret=‹ims.client-secret›"))
    let label = ["en": "Tools > Security", "fr": "Outils > Sécurité", "ja": "ツール／セキュリティ"]
    #expect(guide.text.contains(label[language] ?? "-"), "\(guide.text)")
    let cloud = try desk.run(call + ["--deployment", "aemaacs", "--param", "app=example"])
    #expect(cloud.status == 0, "\(cloud.everything)")
    #expect(cloud.text.contains("$[secret:IMS_CLIENT_SECRET]"))
    #expect(cloud.text.contains("Developer Console"))
  }

  @Test("ims-oauth guides a configuration from JWT to OAuth, and shows its secret nowhere")
  func imsOAuth() throws {
    let desk = try Desk()
    try #require(try desk.addProgram("ims-oauth"), "build ims-oauth beside aemedic")
    let tried = try desk.run(["plugin", "test", desk.plugins + "/ims-oauth"])
    #expect(tried.status == 0, "\(tried.everything)")
    #expect(try desk.run(["plugin", "trust", "ims-oauth"]).status == 0)

    let practice = try PracticeDesk(["--state", "ims-jwt"])
    let planted = "p8e-sandbox-0123456789abcdef"
    let secret = try practice.sandbox.folder.write(planted + "\n", to: "secret")
    let wrong = try practice.sandbox.folder.write("p8e-wrong\n", to: "wrong")
    for path in [secret, wrong] {
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
    let apply =
      [
        "remedy", "apply", "ims-oauth", "--url", practice.url, "--yes", "--param",
        "server=\(practice.url)", "--confirmed",
        "add-credential",
      ] + practice.common

    // A wrong secret is found out before anybody touches AEM.
    let failed = try desk.run(apply + ["--secret", "ims.client-secret=\(wrong)"])
    #expect(failed.status == 7, "\(failed.everything)")

    let key = ["--secret", "ims.client-secret=\(secret)"]
    let waiting = try desk.run(apply + key)
    #expect(waiting.status == 7, "\(waiting.everything)")
    let run = try #require(try practice.names().last)

    // What the person does in AEM.
    let pid = "com.adobe.granite.auth.oauth.accesstoken.provider.1"
    let save = try ChildProcess(
      "/usr/bin/curl",
      [
        "-sS", "-u", "admin:admin", "-o", "/dev/null", "-w", "%{http_code}", "-d",
        "apply=true&action=ajaxConfigManager&propertylist=auth.token.provider.authorization.grants,"
          + "auth.token.provider.client.id,auth.token.provider.scope,auth.token.provider.title"
          + "&auth.token.provider.authorization.grants=client_credentials"
          + "&auth.token.provider.client.id=sandbox-client&auth.token.provider.scope=openid"
          + "&auth.token.provider.title=Sandbox",
        "\(practice.url)/system/console/configMgr/\(pid)",
      ], environment: Tool.bareEnvironment, timeLimit: .seconds(60)
    ).finish(feeding: Feed([]))
    #expect(save.text == "302", "\(save.everything)")

    let resume = ["remedy", "resume", run] + practice.common + key
    let checked = try desk.run(
      resume + ["--confirmed", "switch-to-oauth", "--confirmed", "check-in-aem"])
    #expect(checked.text.contains("delete-jwt"), "\(checked.everything)")
    let done = try desk.run(resume + ["--also", "delete-jwt", "--confirmed", "delete-jwt"])
    #expect(done.status == 0, "\(done.everything)")
    let verified = try desk.run(["remedy", "verify", run] + practice.common + key)
    #expect(verified.status == 0, "\(verified.everything)")
    #expect(verified.text.contains(pid), "\(verified.everything)")

    let outputs = [failed, waiting, checked, done, verified].map(\.everything).joined()
    #expect(!outputs.contains(planted) && !outputs.contains("p8e-wrong"))
    let files = FileManager.default.enumerator(atPath: practice.runs)?.compactMap { $0 as? String }
    for file in files ?? [] {
      guard let data = FileManager.default.contents(atPath: "\(practice.runs)/\(file)") else {
        continue
      }
      #expect(!String(decoding: data, as: UTF8.self).contains("p8e-"), "\(file)")
    }
  }
}
