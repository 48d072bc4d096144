import Testing

@testable import KnowledgeBase

@Suite("Sections of an article")
struct ArticleSectionsTests {
  @Test("tells symptom, code and resolution apart and takes the marks out")
  func sections() {
    let sections = ArticleSections(
      markdown: """
        # Title

        ## Description {#description}

        ### <b>Issue</b>

        The `hmac` key at &lt;instance&gt; is **unset**, see [the page](https://example.com/x).
        client\\_secret is gone

        ```
        {"error": "invalid_client"}
        ```

        ## Résolution {#resolution}

        Copy <hostname>/etc/key | stop &quot;AEM&quot;
        """)
    let words = { (text: String) in
      text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    #expect(
      words(sections.symptom)
        == "### Issue The hmac key at <instance> is unset , see [the page . client_secret is gone")
    #expect(sections.code == "{\"error\": \"invalid_client\"}\n")
    #expect(sections.inline == "hmac\n")
    #expect(words(sections.resolution) == "Copy <hostname>/etc/key stop \"AEM\"")
  }

  @Test("finds the resolution by its name where it has no mark", arguments: ["Solution", "解決策"])
  func unmarked(name: String) {
    let sections = ArticleSections(markdown: "before\n## \(name)\nafter")
    #expect(sections.symptom == "before\n")
    #expect(sections.resolution == "after\n")
  }

  @Test(
    "takes no more time than the length of a line asks for",
    .timeLimit(.minutes(1)), arguments: ["<b", "`", "](", "{#", "[", "<", "\\", "&"])
  func hostile(mark: String) {
    let sections = ArticleSections(markdown: String(repeating: mark, count: 100_000))
    #expect(sections.code.isEmpty)
  }
}
