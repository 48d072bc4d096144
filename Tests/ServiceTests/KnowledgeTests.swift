import Foundation
import TestSupport
import Testing

/// Articles, rules, remedies and redaction over HTTP.
@Suite struct KnowledgeTests {
  private let desk: ServiceDesk

  init() throws {
    desk = try ServiceDesk()
  }

  @Test("searches, and knows a language that is preferred")
  func search() throws {
    let answer = try desk.get("/v1/search?q=sign-in%20refused&lang=fr")
    #expect(answer.list("results").first?["number"] as? String == "MED-0001")
    #expect(answer.list("results").first?["language"] as? String == "fr")
    let preferred = try desk.get(
      "/v1/search?q=refused", headers: ["Accept-Language": "de, fr-CA;q=0.8, en;q=0.5"])
    #expect(preferred.list("results").first?["language"] as? String == "fr")
    #expect(try desk.get("/v1/search").isProblem(400, "missing-parameter"))
    #expect(try desk.get("/v1/search?q=").status == 200)
    for bad in ["limit=0", "limit=x", "state=good", "language=de", "since=soon", "lang=de"] {
      #expect(try desk.get("/v1/search?q=a&\(bad)").isProblem(400, "bad-parameter"), "\(bad)")
    }
  }

  @Test("an article's HTML holds no tag that the article brought")
  func article() throws {
    let answer = try desk.get("/v1/articles/med-0001?lang=ja")
    #expect(answer.object["number"] as? String == "MED-0001")
    #expect(answer.object["fallback"] as? Bool == true)
    let html = try #require(answer.object["html"] as? String)
    #expect(html.contains("&lt;script&gt;"))
    #expect(!html.contains("<script") && !html.contains("href=\"javascript"))
    #expect(html.contains("<strong>Wait</strong>"))
    let sections = answer.list("sections")
    #expect(sections.contains { $0["heading"] as? String == "Steps" })
    #expect(sections.allSatisfy { $0["html"] is String })
    #expect(try desk.get("/v1/articles/..%2f..%2fetc").status == 404)
    for number in ["MED-9999", "%2e%2e", "a%20b"] {
      #expect(try desk.get("/v1/articles/\(number)").isProblem(404, "no-such-article"), "\(number)")
    }
  }

  @Test("takes what people think of an article")
  func feedback() throws {
    #expect(
      try desk.post("/v1/feedback", #"{"article":"MED-0001","verdict":"useful"}"#).status == 204)
    #expect(
      try desk.post("/v1/feedback", #"{"article":"MED-0001","reason":"out of date"}"#).status == 204
    )
    let refused = [
      (#"{"article":"MED-0001","verdict":"great"}"#, 400), (#"{"article":"MED-0001"}"#, 400),
      (#"{"article":"MED-7","verdict":"useful"}"#, 404), (#"{"verdict":"useful"}"#, 400),
      (#"{"article":1}"#, 400), ("[]", 400), ("{", 400), ("", 400),
    ]
    for (body, status) in refused {
      #expect(try desk.post("/v1/feedback", body).status == status, "\(body)")
    }
    #expect(
      try desk.post("/v1/feedback", "a=b", type: "application/x-www-form-urlencoded")
        .isProblem(415, "wrong-type"))
  }

  @Test("masks secrets, in text and in JSON")
  func redaction() throws {
    let text = try desk.post("/v1/redactions", "password=Zx9Kq2mP7vLw4T", type: "text/plain")
    #expect(text.body == "password=[secret-1]")
    let json = try desk.post("/v1/redactions", #"{"text":"password=Zx9Kq2mP7vLw4T"}"#)
    #expect(json.object["text"] as? String == "password=[secret-1]")
  }

  @Test("tells of rules")
  func rules() throws {
    let rules = try desk.get("/v1/rules").list("rules")
    #expect(rules.map { $0["id"] as? String } == ["refused"])
    let rule = try desk.get("/v1/rules/refused").object
    #expect((rule["signatures"] as? [[String: Any]])?.first?["kind"] as? String == "text")
    #expect((rule["title"] as? [String: String])?["ja"] == "サインインが拒否される")
    #expect(try desk.get("/v1/rules/refuse").isProblem(404, "no-such-rule"))
  }

  private func tryOut(_ rule: String, _ log: String) throws -> Answer {
    let body = try JSONSerialization.data(withJSONObject: ["rule": rule, "log": log])
    return try desk.post("/v1/rules/try", String(decoding: body, as: UTF8.self))
  }

  @Test("a rule is tried on a log, and says where it speaks and what is wrong with it")
  func playground() throws {
    let draft = ServiceDesk.rule.replacing("status: test", with: "status: draft")
    let found = try tryOut(draft, ServiceDesk.log)
    #expect(found.object["valid"] as? Bool == true)
    #expect(found.object["speaks"] as? Bool == true)
    #expect(found.list("matches").first?["line"] as? Int == 3)
    #expect((found.list("matches").first?["captures"] as? [String: String])?["code"] == "400")
    #expect(found.list("signatures").first?["count"] as? Int == 1)
    #expect((found.object["report"] as? [String: Any])?["schema"] as? String == "aemedic.report/1")
    let silent = try tryOut(draft, "20.11.2026 06:14:01.000 *INFO* [main] a.B fine\n")
    #expect(silent.object["speaks"] as? Bool == false)
    let broken = try tryOut(ServiceDesk.rule.replacing("severity:", with: "severty:"), "")
    #expect(broken.object["valid"] as? Bool == false)
    #expect(broken.list("problems").first?["line"] as? Int == 4)
    for rule in ["", "- a", "id: ../../x", "id: refused", "\u{0}", "a: &a [*a]"] {
      let answer = try tryOut(rule, ServiceDesk.log)
      #expect(answer.status == 200 && answer.object["valid"] as? Bool == false, "\(answer.text)")
    }
    #expect(!found.text.contains(desk.folder.url.path) && !broken.text.contains("spool"))
  }

  @Test("a plan is shown, and nothing is done")
  func plans() throws {
    let remedies = try desk.get("/v1/remedies").list("remedies")
    #expect(remedies.contains { $0["id"] as? String == "crypto-key-store" })
    let unknown = try desk.post("/v1/plans", #"{"remedy":"crypto-key-stor"}"#)
    #expect(unknown.isProblem(404, "no-such-remedy"))
    #expect(unknown.body.contains("crypto-key-store"))
    let missing = try desk.post("/v1/plans", #"{"remedy":"crypto-key-store"}"#)
    #expect(missing.isProblem(422, "unplannable"), "\(missing.text)")
    let quickstart = desk.folder.path("it's/crx-quickstart")
    try desk.folder.write("", to: "it's/crx-quickstart/conf/sling.properties")
    let body = try JSONSerialization.data(withJSONObject: [
      "remedy": "crypto-key-store", "instance": quickstart, "url": "http://127.0.0.1:9",
    ])
    let plan = try desk.post("/v1/plans", String(decoding: body, as: UTF8.self))
    #expect(plan.status == 200, "\(plan.text)")
    #expect((plan.object["plan"] as? [String: Any])?["outcome"] is String)
    #expect((plan.object["command"] as? String)?.contains("'\\''s/crx-quickstart'") == true)
    #expect(try desk.post("/v1/plans/x/apply", "{}").isProblem(404, "not-found"))
  }

  @Test("every call that is routed is described, and the description is whole")
  func description() throws {
    let document = try desk.get("/openapi.json").object
    #expect(document["openapi"] as? String == "3.1.0")
    let paths = try #require(document["paths"] as? [String: [String: Any]])
    #expect(paths.count >= 20)
    let names = paths.values.flatMap(\.values).compactMap {
      ($0 as? [String: Any])?["operationId"] as? String
    }
    #expect(Set(names).count == names.count)
    let schemas = (document["components"] as? [String: Any])?["schemas"] as? [String: Any] ?? [:]
    let text = try desk.get("/openapi.json").body
    for reference in text.matches(of: /#\/components\/schemas\/([A-Za-z]+)/) {
      #expect(schemas[String(reference.1)] != nil, "\(reference.1)")
    }
    let page = try desk.get("/api?lang=ja")
    #expect(page.headers["content-type"] == "text/html; charset=utf-8")
    for path in paths.keys { #expect(page.body.contains(path)) }
  }
}
