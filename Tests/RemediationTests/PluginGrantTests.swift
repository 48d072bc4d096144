import RemedyProtocol
import Testing

@testable import Remediation

@Suite("Grants of plugins")
struct PluginGrantTests {
  private static let grant = PluginGrant(
    actions: [
      "assert", "file.write", "http.request", "sling.post", "osgi.config.put", "bundle.stop",
    ],
    files: ["conf", "opt/a.txt"], paths: ["/content/site", "/system/console/configMgr/x.*"],
    servers: ["https://one.example"], configurations: ["com.example.Shop"],
    bundles: ["com.example.shop"], secrets: ["one"])

  private static func get(_ path: String) -> StepAction {
    .httpRequest(
      method: "GET", path: path, form: nil, status: 200, times: nil, save: nil, address: nil,
      headers: nil, changes: nil)
  }

  private static func send(
    _ method: String, to address: String?, secret: String, changes: String?
  ) -> StepAction {
    .httpRequest(
      method: method, path: "/content/site", form: [FormField(name: "s", secret: secret)],
      status: 200, times: nil, save: nil, address: address, headers: nil, changes: changes)
  }

  private static func write(_ path: String, like: String = "conf/b") -> StepAction {
    .fileWrite(path: path, text: "", like: like)
  }

  /// What may be asked for, and what may not.
  static let cases: [(StepAction, Bool)] = [
    (write("conf"), true), (write("conf/a"), true), (write("opt/a.txt"), true),
    (write("config"), false), (write("conf/../bin/start"), false), (write("conf//a"), false),
    (write("opt/b.txt"), false), (write("conf/a", like: "bin/start"), false),
    (get("/content/site.json"), false), (get("/content/site/a.json?x=/etc"), true),
    (get("/content/site/..;/etc"), false), (get("/content/site/%2e%2e/etc"), false),
    (get("/content/siteother"), false), (get("/system/console/configMgr/x.y.json"), true),
    (get("/system/console/configMgr/y"), false),
    (send("POST", to: nil, secret: "one", changes: "cache:x"), true),
    (send("POST", to: nil, secret: "one", changes: nil), false),
    (send("GET", to: nil, secret: "two", changes: nil), false),
    (send("POST", to: "https://one.example", secret: "one", changes: nil), true),
    (send("POST", to: "https://two.example", secret: "one", changes: nil), false),
    (.slingPost(path: "/content/site/a", form: [FormField(name: "t", value: "v")]), true),
    (.slingPost(path: "/content", form: []), false),
    (
      .slingPost(
        path: "/content/site", form: [FormField(name: "a@CopyFrom", value: "/etc/key/master")]),
      false
    ),
    (
      .slingPost(path: "/content/site", form: [FormField(name: "/etc/key/master@Delete")]), false
    ),
    (
      .slingPost(
        path: "/content/site",
        form: [
          FormField(name: ":operation", value: "move"), FormField(name: ":dest", value: "/etc"),
        ]), false
    ),
    (.configPut(pid: "com.example.Shop", factory: nil, properties: []), true),
    (.configPut(pid: "com.example.Shop2", factory: nil, properties: []), false),
    (
      .configPut(
        pid: "com.example.Shop", factory: nil,
        properties: [ConfigurationProperty(name: "p", secret: "two")]), false
    ),
    (.bundleStop(symbolicName: "com.example.shop"), true),
    (.bundleStop(symbolicName: "com.example.other"), false),
    (.bundleStart(symbolicName: "com.example.shop"), false), (.aemStop, false),
    (.assert(conditions: [.nodeHas(path: "/content/site/x.json", fields: [])]), true),
    (.assert(conditions: [.nodeHas(path: "/home/users.json", fields: [])]), false),
    (.assert(conditions: [.fileHolds(path: "bin/start", oneOf: [])]), false),
  ]

  @Test("a step may ask for what was granted and for nothing else", arguments: cases.indices)
  func steps(index: Int) {
    let (action, isAllowed) = Self.cases[index]
    let text = RemedyText(en: "", fr: "", ja: "")
    let step = Recipe.Step(id: "s", title: text, phase: .change, action: action)
    #expect((Self.grant.refusal(of: step) == nil) == isAllowed, "\(action)")
  }

  @Test("what takes a step back, and what must hold around it, is checked like the step")
  func around() {
    let text = RemedyText(en: "", fr: "", ja: "")
    var step = Recipe.Step(
      id: "s", title: text, phase: .change, action: Self.write("conf/a"), undo: [.aemStop])
    #expect(Self.grant.refusal(of: step) == "aem.stop")
    step.undo = nil
    step.after = [.filePresent(path: "bin/start")]
    #expect(Self.grant.refusal(of: step) == "bin/start")
  }
}
