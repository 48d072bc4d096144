import Reading
import Testing

/// Payloads that are no whole JSON object.
struct PayloadFormTests {
  private func find(_ text: String) -> [Payload] {
    PayloadFinder().payloads(in: Array(text.utf8)[...])
  }

  @Test("a problem that was pasted without its braces is found")
  func members() throws {
    let text = """
      The answer was
          "type": "https://api.example.com/errors/forbidden",
          "title": "Forbidden",
          "status": 403,
          "detail": "The access token is missing required scopes."

      """
    let payloads = find(text)
    #expect(payloads.map(\.form) == [.members])
    #expect(payloads.first?["status"] == "403")
    #expect(payloads.first?["detail"] == "The access token is missing required scopes.")
    #expect(
      payloads.first?.bytes.lowerBound == text.utf8.count
        - text[text.firstIndex(of: "\"")!...].utf8.count)
  }

  @Test(
    "a single member, members that tell of no error and lines in quotes are no payload",
    arguments: [
      "\"status\": 403\n", "\"a\": 1,\n\"b\": 2\n", "\"quoted\" text: \"x\"\n", "\"type\n",
    ])
  func none(text: String) {
    #expect(find(text).isEmpty)
  }

  @Test("an error of the kit of Cloud Manager is found with its parts")
  func toolError() throws {
    let payload = try #require(
      find(
        "starting... [CloudManagerSDK:ERROR_LIST_PROGRAMS] Cannot retrieve programs: "
          + "https://cloudmanager.adobe.io/api/programs (401 Unauthorized)"
          + " - Detail: Oauth token is not valid (Code: 401013)\n"
      ).first)
    #expect(payload.form == .toolError)
    #expect(
      payload.fields.map { "\($0.name)=\($0.value)" } == [
        "code=ERROR_LIST_PROGRAMS",
        "message=Cannot retrieve programs: https://cloudmanager.adobe.io/api/programs",
        "status=401", "title=Unauthorized", "detail=Oauth token is not valid",
        "error_code=401013",
      ])
  }

  @Test(
    "a payload is found inside a log line and inside a stack trace",
    arguments: [
      "06:14 *ERROR* [x] a.B Answer {\"errors\":[{\"errorType\":\"ServletError\",\"message\":\"m\"}]} of x",
      "a.b.FooException: failed\n\tat a.b.C(C.java:1)\nCaused by: a.b.Bar: {\"errors\":"
        + "[{\"message\":\"m\",\"errorType\":\"ServletError\"}]}\n\tat a.b.D(D.java:2)",
    ])
  func inside(text: String) throws {
    let payload = try #require(find(text).first)
    #expect(payload["errors.0.errorType"] == "ServletError")
    #expect(payload["errors.0.message"] == "m")
  }
}
