import Model
import Reading
import TestSupport
import Testing

/// A record in one line of text: time, level, fields in the order of their names, message.
func described(_ text: String, as kind: DocumentKind) -> String {
  let bytes = Array(text.utf8)
  let format = kind.format
  let entry = format.entry(0..<bytes.count, in: bytes.span)
  let stamp = format.stamp(ofRecordAt: 0, in: bytes.span)
  let isStart = format.startsRecord(atLine: 0, in: bytes.span)
  #expect(isStart, "\(text)")
  #expect(stamp.time == entry.timestamp, "\(text)")
  #expect(stamp.level == entry.level || entry[.code] != nil, "\(text)")
  let cut = { (range: Range<Int>) in String(decoding: bytes[range], as: UTF8.self) }
  let time = entry.timestamp.map {
    $0.isZoneAssumed ? String($0.iso8601.dropLast(6)) : $0.iso8601
  }
  let fields = entry.fields.map { "\($0.name.rawValue)=\(cut($0.range))" }.sorted()
  return ([time, entry.level?.rawValue].compactMap(\.self) + fields + [cut(entry.message)])
    .joined(separator: " | ")
}

struct LogGrammarTests {
  @Test(
    "requests and responses give their fields",
    arguments: [
      (
        "05/Aug/2019:09:54:59 -0500 [4272] <- 207 text/xml; charset=UTF-8 3ms",
        "2019-08-05T09:54:59.000-05:00 | content-type=text/xml; charset=UTF-8 | duration=3ms | request=4272 | status=207 | 207 text/xml; charset=UTF-8 3ms"
      ),
      (
        "05/Aug/2019:09:54:59 -0500 [4272] -> PROPFIND /a b/[c] HTTP/1.1",
        "2019-08-05T09:54:59.000-05:00 | method=PROPFIND | path=/a b/[c] | protocol=HTTP/1.1 | request=4272 | PROPFIND /a b/[c] HTTP/1.1"
      ),
      (
        "29/Mar/2026:00:00:00 +0000 [12332] -> HEAD /x?q=[1] HTTP/1.1 [aem-author-pod-1]",
        "2026-03-29T00:00:00.000+00:00 | method=HEAD | path=/x?q=[1] | pod=aem-author-pod-1 | protocol=HTTP/1.1 | request=12332 | HEAD /x?q=[1] HTTP/1.1 [aem-author-pod-1]"
      ),
      (
        "29/Mar/2026:00:00:00 +0000 [12332] <- 200 text/plain; version=0.0.4; charset=utf-8 12ms [aem-author-pod-1]\r\n",
        "2026-03-29T00:00:00.000+00:00 | content-type=text/plain; version=0.0.4; charset=utf-8 | duration=12ms | pod=aem-author-pod-1 | request=12332 | status=200 | 200 text/plain; version=0.0.4; charset=utf-8 12ms [aem-author-pod-1]\r\n"
      ),
      (
        "29/Mar/2026:00:00:00 +0000 [1] <- 302 - 0ms",
        "2026-03-29T00:00:00.000+00:00 | content-type=- | duration=0ms | request=1 | status=302 | 302 - 0ms"
      ),
    ])
  func requests(line: String, expected: String) {
    #expect(described(line, as: .requestLog) == expected)
  }

  @Test(
    "accesses give their fields in every form of the log",
    arguments: [
      (
        #"0:0:0:0:0:0:0:1 - admin 05/Aug/2019:09:54:49 -0500 "PROPFIND / HTTP/1.1" 207 517 "-" "WebDAVFS/3.0.0""#,
        #"2019-08-05T09:54:49.000-05:00 | agent=WebDAVFS/3.0.0 | client=0:0:0:0:0:0:0:1 | method=PROPFIND | path=/ | protocol=HTTP/1.1 | size=517 | status=207 | user=admin | "PROPFIND / HTTP/1.1" 207 517 "-" "WebDAVFS/3.0.0""#
      ),
      (
        #"cm-p1-e2-aem-publish-b86-q - - 17/Jul/2020:09:14:41 +0000  "GET /a.png HTTP/1.1" 200 715 "https://x/" "Mozilla/5.0 (X)""#,
        #"2020-07-17T09:14:41.000+00:00 | agent=Mozilla/5.0 (X) | method=GET | path=/a.png | pod=cm-p1-e2-aem-publish-b86-q | protocol=HTTP/1.1 | referrer=https://x/ | size=715 | status=200 | "GET /a.png HTTP/1.1" 200 715 "https://x/" "Mozilla/5.0 (X)""#
      ),
      (
        #"cm-p1-e2-aem-author-b86-q 35.187.15.33 - 26/Nov/2025:23:58:12 +0000 "GET / HTTP/1.1" 302 - "-" "-""#,
        #"2025-11-26T23:58:12.000+00:00 | client=35.187.15.33 | method=GET | path=/ | pod=cm-p1-e2-aem-author-b86-q | protocol=HTTP/1.1 | status=302 | "GET / HTTP/1.1" 302 - "-" "-""#
      ),
      (
        #"10.0.0.1 "www.example.com" jo [05/Aug/2019:09:54:49 +0900] "GET /"x" y HTTP/2.0" 404 - "-" "a \"b\" c""#,
        #"2019-08-05T09:54:49.000+09:00 | agent=a \"b\" c | client=10.0.0.1 | host=www.example.com | method=GET | path=/"x" y | protocol=HTTP/2.0 | status=404 | user=jo | "GET /"x" y HTTP/2.0" 404 - "-" "a \"b\" c""#
      ),
      (
        #"10.0.0.1 - - [05/Aug/2019:09:54:49 +0000] "-" 408 - "-" "-""#,
        #"2019-08-05T09:54:49.000+00:00 | client=10.0.0.1 | status=408 | "-" 408 - "-" "-""#
      ),
      (
        #"10.0.0.1 - Jo Doe 05/Aug/2019:09:54:49 +0000 "GET / HTTP/1.1" 200 1"#,
        #"2019-08-05T09:54:49.000+00:00 | client=10.0.0.1 | method=GET | path=/ | protocol=HTTP/1.1 | size=1 | status=200 | user=Jo Doe | "GET / HTTP/1.1" 200 1"#
      ),
    ])
  func accesses(line: String, expected: String) {
    #expect(described(line, as: .accessLog) == expected)
  }

  @Test(
    "every process and summary of the dispatcher gives its fields",
    arguments: [
      (
        #"[Wed Jul 15 16:14:59 2020] [I] [pid 93607] "GET /a.html" - miss [publish/rend01] 905ms"#,
        #"2020-07-15T16:14:59.000 | INFO | cache=miss | duration=905ms | farm=publish | method=GET | path=/a.html | process=pid 93607 | renderer=rend01 | "GET /a.html" - miss [publish/rend01] 905ms"#
      ),
      (
        #"[Fri Jul 20 22:16:55 2018] [I] [pid 128803] "GET /system/console/" ! - 8ms [publishfarm/-]"#,
        #"2018-07-20T22:16:55.000 | INFO | duration=8ms | farm=publishfarm | method=GET | path=/system/console/ | process=pid 128803 | status=! | "GET /system/console/" ! - 8ms [publishfarm/-]"#
      ),
      (
        #"[Fri Jul 20 22:35:45 2018] [I] [pid 3648] "GET /favicon.ico" 503 - 54234ms [authorfarm/-]"#,
        #"2018-07-20T22:35:45.000 | INFO | duration=54234ms | farm=authorfarm | method=GET | path=/favicon.ico | process=pid 3648 | status=503 | "GET /favicon.ico" 503 - 54234ms [authorfarm/-]"#
      ),
      (
        #"[Tue Nov 26 16:41:34 2019] [I] [pid 9208 (tid 140112092391168)] "GET /en.html" - + 24034ms [publishfarm/0]"#,
        #"2019-11-26T16:41:34.000 | INFO | duration=24034ms | farm=publishfarm | method=GET | path=/en.html | process=pid 9208 (tid 140112092391168) | renderer=0 | "GET /en.html" - + 24034ms [publishfarm/0]"#
      ),
      (
        #"[17/Jul/2020:23:48:06 +0000] [I] [cm-p1-e2-aem-publish-6c-m] "GET /a "b" c" - 475ms [publishfarm/0] [action miss] "x.com""#,
        #"2020-07-17T23:48:06.000+00:00 | INFO | cache=miss | duration=475ms | farm=publishfarm | host=x.com | method=GET | path=/a "b" c | pod=cm-p1-e2-aem-publish-6c-m | renderer=0 | "GET /a "b" c" - 475ms [publishfarm/0] [action miss] "x.com""#
      ),
      (
        #"[07/Jun/2022:13:44:35 +0900] "GET /dispatcher/invalidate.cache HTTP/1.1" 200 purge [publish/-] 0ms"#,
        #"2022-06-07T13:44:35.000+09:00 | cache=purge | duration=0ms | farm=publish | method=GET | path=/dispatcher/invalidate.cache | protocol=HTTP/1.1 | status=200 | "GET /dispatcher/invalidate.cache HTTP/1.1" 200 purge [publish/-] 0ms"#
      ),
      (
        "[Fri Nov 02 16:27:18 2012] [D] [24974(140006182991616)] farms[farm_sitea].cache.docroot = /x",
        "2012-11-02T16:27:18.000 | DEBUG | farm=farm_sitea | process=24974(140006182991616) | farms[farm_sitea].cache.docroot = /x"
      ),
      (
        #"[Thu Mar 03 16:05:38 2016] [T] [17183] request.headers[Host] = "localhost""#,
        #"2016-03-03T16:05:38.000 | TRACE | process=17183 | request.headers[Host] = "localhost""#
      ),
      (
        "[Thu Mar 03 14:42:45 2016] [T] [11831] 'GET /content.infinity.json HTTP/1.1' was blocked because of /0082",
        "2016-03-03T14:42:45.000 | TRACE | method=GET | path=/content.infinity.json | process=11831 | protocol=HTTP/1.1 | rule=/0082 | 'GET /content.infinity.json HTTP/1.1' was blocked because of /0082"
      ),
      (
        "[Fri Jul 20 17:25:48 2018] [D] [pid 25939:tid 139937517123328] Filter rejects: GET /a.html HTTP/1.1",
        "2018-07-20T17:25:48.000 | DEBUG | method=GET | path=/a.html | process=pid 25939:tid 139937517123328 | protocol=HTTP/1.1 | Filter rejects: GET /a.html HTTP/1.1"
      ),
      (
        "[Wed Jul 15 16:14:59 2020] [D] [pid 1] cache-action for [/a[1].html]: CREATE",
        "2020-07-15T16:14:59.000 | DEBUG | cache=CREATE | path=/a[1].html | process=pid 1 | cache-action for [/a[1].html]: CREATE"
      ),
      (
        "[Fri Jul  6 22:31:15 2018] [W] [pid 3648] Unable to connect to any backend in farm authorfarm",
        "2018-07-06T22:31:15.000 | WARN | farm=authorfarm | process=pid 3648 | Unable to connect to any backend in farm authorfarm"
      ),
      (
        "[Fri Jul 06 22:31:15 2018] [E] [pid 3648] Connected to backend rend01 (127.0.0.1:4503)",
        "2018-07-06T22:31:15.000 | ERROR | process=pid 3648 | renderer=rend01 | Connected to backend rend01 (127.0.0.1:4503)"
      ),
    ])
  func dispatcher(line: String, expected: String) {
    #expect(described(line, as: .dispatcherLog) == expected)
  }

  @Test(
    "errors of httpd give their fields, with the tags of ModSecurity",
    arguments: [
      (
        "Fri Jul 17 02:19:48.093820 2020 [mpm_worker:notice] [pid 1:tid 140272153361288] [cm-p1-e2-aem-publish-b8-b] AH00292: Apache up",
        "2020-07-17T02:19:48.093 | INFO | code=AH00292 | module=mpm_worker | pod=cm-p1-e2-aem-publish-b8-b | process=pid 1:tid 140272153361288 | AH00292: Apache up"
      ),
      (
        #"Tue Aug 15 15:19:40.229262 2023 [security2:error] [pid 308:tid 14] [cm-p4-e1-aem-publish-85-b] [client 192.0.2.9] ModSecurity: Warning. [file "/etc/x.conf"] [line "265"] [id "912170"] [msg "a [b] c"] [tag "OWASP_CRS"] [hostname "p.com"] [uri "/a.html"] [unique_id "ZN"]"#,
        #"2023-08-15T15:19:40.229 | ERROR | client=192.0.2.9 | host=p.com | module=security2 | path=/a.html | pod=cm-p4-e1-aem-publish-85-b | process=pid 308:tid 14 | request=ZN | rule=912170 | ModSecurity: Warning. [file "/etc/x.conf"] [line "265"] [id "912170"] [msg "a [b] c"] [tag "OWASP_CRS"] [hostname "p.com"] [uri "/a.html"] [unique_id "ZN"]"#
      ),
      (
        "[Fri Jul 17 02:19:48.093820 2020] [core:crit] [pid 12] (13)Permission denied: AH00035: access denied",
        "2020-07-17T02:19:48.093 | FATAL | code=AH00035 | module=core | process=pid 12 | (13)Permission denied: AH00035: access denied"
      ),
      (
        "[Fri Jul 17 02:19:48 2009] [warn] [client 10.0.0.1] old httpd",
        "2009-07-17T02:19:48.000 | WARN | client=10.0.0.1 | old httpd"
      ),
      (
        "[Fri Jul 17 02:19:48.093820 2020] [ssl:trace4] [pid 12] x",
        "2020-07-17T02:19:48.093 | TRACE | module=ssl | process=pid 12 | x"
      ),
      (
        "httpd: Syntax error on line 203 of /etc/httpd/conf/httpd.conf: Cannot load x",
        "ERROR | httpd: Syntax error on line 203 of /etc/httpd/conf/httpd.conf: Cannot load x"
      ),
      (
        "AH00534: httpd: Configuration error: No MPM loaded",
        "ERROR | code=AH00534 | AH00534: httpd: Configuration error: No MPM loaded"
      ),
      ("apache2: bad user name x", "apache2: bad user name x"),
    ])
  func httpd(line: String, expected: String) {
    #expect(described(line, as: .httpdErrorLog) == expected)
  }

  @Test("an error at the start of httpd names its files from the outside in")
  func startError() {
    let error = HttpdStartError(
      "httpd: Syntax error on line 353 of /etc/httpd.conf: Syntax error on line 35 of /etc/a.conf: "
        + "Syntax error on line 62 of /etc/b.vhost: Include/IncludeOptional: No matches: '*.x'\nmore"
    )
    #expect(error?.lines.map(\.file) == ["/etc/httpd.conf", "/etc/a.conf", "/etc/b.vhost"])
    #expect(error?.lines.map(\.number) == [353, 35, 62])
    #expect(error?.message == "Include/IncludeOptional: No matches: '*.x'")
    let alone = HttpdStartError("AH00526: Syntax error on line 7 of /etc/a.conf:\nInvalid command")
    #expect(alone?.lines.map(\.number) == [7])
    #expect(alone?.message == "Invalid command")
    #expect(HttpdStartError("httpd: bad user name x") == nil)
    #expect(HttpdStartError("Syntax error on line 99999999999999999999 of /a: b") == nil)
  }

  @Test("objects of the CDN give their fields in any order, in one line or several")
  func network() {
    let line =
      #"{"rules":"match=a,waf=SQLI,action=blocked","status":406,"x":{"status":1,"y":["}"]},"url":"/a\"b","timestamp":"2023-05-26T09:20:01+0000","ttfb":19,"cli_country":"CH","res_ctype":"","cache":"PASS"}"#
    let fields =
      #"2023-05-26T09:20:01.000+00:00 | cache=PASS | country=CH | duration=19 | path=/a\"b | rule=match=a,waf=SQLI,action=blocked | status=406 | "#
    #expect(described(line, as: .cdnLog) == fields + line)
    let printed = line.replacing(#",""#, with: ",\n\"").replacing("{\"rules", with: "{\n\"rules")
    #expect(described(printed, as: .cdnLog) == fields + printed)
    let listed = Array("[\n  {\n    \"status\": 1\n  },\n  {\n    \"status\": 2\n  }\n]\n".utf8)
    #expect(count(listed, CDNLogFormat()).records == 2)
    let rules = CDNRules("match=a,waf=SQLI,CMDEXE,action=blocked")
    #expect(rules["match"] == "a" && rules["waf"] == "SQLI,CMDEXE" && rules.isBlocked)
    #expect(CDNRules("").parts.isEmpty && CDNRules("x,y").parts.isEmpty)
  }

  @Test(
    "lines of consoles, Oak, builds and tools give their fields",
    arguments: [
      (
        .consoleLog, "19.07.2025 19:00:37.972 *INFO * [main] Setting sling.home=x (default)",
        "2025-07-19T19:00:37.972 | INFO | thread=main | Setting sling.home=x (default)"
      ),
      (
        .consoleLog, "Warning: Nashorn engine is planned to be removed",
        "WARN | Warning: Nashorn engine is planned to be removed"
      ),
      (
        .consoleLog, #""qtp1-2" #86864 prio=5 os_prio=0"#,
        "thread=qtp1-2 | #86864 prio=5 os_prio=0"
      ),
      (.consoleLog, "Full thread dump OpenJDK 64-Bit", "Full thread dump OpenJDK 64-Bit"),
      (
        .oakConsole,
        "11:01:27.312 WARN  [main] LoggingGCMonitor.java:50          TarMK GC #0: cancelled",
        "WARN | logger=LoggingGCMonitor.java:50 | thread=main | TarMK GC #0: cancelled"
      ),
      (
        .oakConsole,
        "10:43:19.886 WARN [TarMK disk space check [/crx/segmentstore]] FileStore.java:701 Low",
        "WARN | logger=FileStore.java:701 | thread=TarMK disk space check [/crx/segmentstore] | Low"
      ),
      (
        .oakConsole, "main INFO o.a.j.o.p.s.f.t.ConsistencyChecker - Found",
        "INFO | logger=o.a.j.o.p.s.f.t.ConsistencyChecker | thread=main | Found"
      ),
      (
        .oakConsole,
        "[2021-02-04 17:14:41.014] ERROR\n      oak-exec-17  org.apache.ClusterNodeInfo      \n     [User:] This oak instance\n",
        "2021-02-04T17:14:41.014 | ERROR | logger=org.apache.ClusterNodeInfo | thread=oak-exec-17 | [User:] This oak instance\n"
      ),
      (
        .segmentJournal, "f829ee93-195b-4475-ac7a-c7b60f521ce2:2515 root 1752944473672",
        "2025-07-19T17:01:13.672+00:00 | f829ee93-195b-4475-ac7a-c7b60f521ce2:2515 root 1752944473672"
      ),
      (
        .segmentJournal, "45919825920,41394306048,1493819563098,1,42",
        "2017-05-03T13:52:43.098+00:00 | after=45919825920 | 45919825920,41394306048,1493819563098,1,42"
      ),
      (.buildLog, "[WARNING] a", "WARN | a"),
      (.buildLog, "[ERROR] a.B - c", "ERROR | logger=a.B | c"),
      (.buildLog, "[\u{1B}[1;31mERROR\u{1B}[m] COMPILATION", "ERROR | COMPILATION"),
      (
        .buildLog, "19:19:53,226 [main] [ERROR] Failed to execute goal",
        "ERROR | thread=main | Failed to execute goal"
      ),
      (
        .buildLog, "01:23:34.567 [main] INFO c.a.p.ServiceImpl - Running: [npm]",
        "INFO | logger=c.a.p.ServiceImpl | thread=main | Running: [npm]"
      ),
      (
        .buildLog, "2024-04-08 10:22:40.978 [api-regions-exportsimports] <b> is importing",
        "2024-04-08T10:22:40.978 | [api-regions-exportsimports] <b> is importing"
      ),
      (
        .buildLog, "2022-06-21T14:16:54+0000 Deploy to instanceId=x failed",
        "2022-06-21T14:16:54.000+00:00 | Deploy to instanceId=x failed"
      ),
      (.buildLog, "INFO: Scanner configuration file: x", "INFO | Scanner configuration file: x"),
      (
        .toolOutput, "2024/02/05 15:33:45 Dispatcher configuration validation failed:",
        "2024-02-05T15:33:45.000 | Dispatcher configuration validation failed:"
      ),
      (
        .toolOutput, "INFO Mon Feb  5 15:33:44 UTC 2024: Start testing",
        "2024-02-05T15:33:44.000+00:00 | INFO | Start testing"
      ),
      (.toolOutput, " ›   Warning: @adobe/aio-cli update", "WARN | Warning: @adobe/aio-cli update"),
      (
        .toolOutput, "starting execution... [CloudManagerSDK:ERROR_LIST_PROGRAMS] Cannot retrieve",
        "ERROR | code=ERROR_LIST_PROGRAMS | starting execution... [CloudManagerSDK:ERROR_LIST_PROGRAMS] Cannot retrieve"
      ),
      (
        .queryRecorderLog,
        "19.07.2025 19:01:16.398 *DEBUG* [t] a.QueryRecorder count:\t1\tquery:\t/x",
        "2025-07-19T19:01:16.398 | DEBUG | logger=a.QueryRecorder | thread=t | count:\t1\tquery:\t/x"
      ),
    ] as [(DocumentKind, String, String)])
  func others(kind: DocumentKind, line: String, expected: String) {
    #expect(described(line, as: kind) == expected)
  }

  @Test(
    "lines that look alike start no record of the format",
    arguments: [
      (.requestLog, "05/Aug/2019:09:54:59 -0500 [x] <- 207 a 3ms"),
      (.requestLog, "05/Foo/2019:09:54:59 -0500 [1] <- 207 a 3ms"),
      (.requestLog, "32/Aug/2019:09:54:59 -0500 [1] <- 207 a 3ms"),
      (.accessLog, "10.0.0.1 - admin 05/Aug/2019:09:54:49 -0500 GET"),
      (.accessLog, "words and words"),
      (.accessLog, #"[07/Jun/2022:13:44:35 +0900] "GET / HTTP/1.1" 200 purge"#),
      (.dispatcherLog, "[Wed Jul 15 16:14:59 2020] [X] [pid 1] a"),
      (.dispatcherLog, "[Wed Jul 15 16:14:59 2020] [core:error] [pid 1] a"),
      (.dispatcherLog, "[Wed Jul 15 16:14:59 2020]"), (.httpdErrorLog, "httpd 2.4"),
      (.httpdErrorLog, "[Wed Jul 15 16:14:59 2020] [I] [pid 1] a"), (.httpdErrorLog, "AHEAD: x"),
      (.httpdErrorLog, "Wed Jul 15 16:14:59 2020 plain"), (.cdnLog, "\"timestamp\": 1"),
      (.segmentJournal, "45919825920,41394306048,149381956309,1,42"),
      (.segmentJournal, "f829ee93-195b-4475-ac7a-c7b60f521ce2:x root 1752944473672"),
      (.oakConsole, "main INFO words"), (.oakConsole, "11:01:27.312 words"),
      (.oakConsole, "11:01:27.312 [main] INFO x"), (.buildLog, "[main] INFO x"),
      (.buildLog, "[INFORMATION] x"), (.buildLog, "2021-02-04 17:14:41"),
      (.buildLog, "2021-02-04T17:14:41.014+0000: 1.234: [GC"), (.buildLog, "  [ERROR] x"),
      (.toolOutput, "  indented"), (.toolOutput, " ›   Run npm install"), (.consoleLog, "\tat a.B"),
    ] as [(DocumentKind, String)])
  func lookalikes(kind: DocumentKind, line: String) {
    let bytes = Array((line + "\n").utf8)
    let isStart = kind.format.startsRecord(atLine: 0, in: bytes.span)
    #expect(!isStart)
  }

  @Test("in a console, the trace under a logged record belongs to it; a printed one is its own")
  func consoleTraces() {
    let header = "19.07.2025 19:00:39.989 *ERROR* [t] a.B failed\n"
    let trace = "java.lang.IllegalStateException: null\n\tat a.B.c(D.java:1)\nCaused by: x\n"
    let bytes = Array((header + trace + "words\n" + trace).utf8)
    #expect(count(bytes, ConsoleFormat()).records == 3)
  }
}
