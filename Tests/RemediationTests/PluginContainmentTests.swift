import Foundation
import Model
import RemedyProtocol
import TestSupport
import Testing

@testable import Remediation

@Suite("Executable plugins, contained")
struct PluginContainmentTests {
  /// The answer to `plan` put in the place of the good one.
  private static func planning(_ code: String) -> @Sendable (String) -> String {
    { script in
      script.replacing(
        #/  \*'"method":"plan"'\*\).*?;;/#.dotMatchesNewlines(),
        with: "  *'\"method\":\"plan\"'*)\n\(code)\n;;")
    }
  }

  private static func hello(_ result: String) -> @Sendable (String) -> String {
    {
      $0.replacing(
        #"'{"protocol":1,"plugin":{"id":"keep-bundles","version":"1.0.0"}}'"#, with: result)
    }
  }

  /// What a plugin may do wrong, and what it is told.
  static let misdeeds:
    [(String, @Sendable (String) -> String, @Sendable (PluginProblem.Kind) -> Bool)] = [
      ("noise", planning("echo hello there >&3"), { $0 == .noise("hello there") }),
      (
        "half a line, then death", planning(#"printf '{"jsonrpc":"2.0",' >&3; exit 0"#),
        { $0 == .noise(#"{"jsonrpc":"2.0","#) }
      ),
      (
        "terminal commands in noise", planning(#"printf '\033[2Jgone\n' >&3"#),
        { $0 == .noise("\u{FFFD}[2Jgone") }
      ),
      (
        "no JSON-RPC", planning(#"echo '{"id":3,"result":{}}' >&3"#),
        { if case .noise = $0 { true } else { false } }
      ),
      (
        "two mebibytes on a line", planning("head -c 2097152 /dev/zero | tr '\\0' x >&3; echo >&3"),
        { $0 == .longLine(limit: 1 << 20) }
      ),
      (
        "an endless line", planning("cat /dev/zero >&3"), { $0 == .longLine(limit: 1 << 20) }
      ),
      (
        "a flood",
        planning(#"while :; do echo '{"jsonrpc":"2.0","method":"log","params":{}}' >&3; done"#),
        { $0 == .flood(limit: 50) }
      ),
      (
        "an answer nobody asked for", planning("id=99; answer result '{}'"),
        { $0 == .unknownAnswer(99) }
      ),
      (
        "a request of its own",
        planning(#"echo '{"jsonrpc":"2.0","id":1,"method":"secret","params":{}}' >&3"#),
        { $0 == .noise("secret") }
      ),
      ("death", planning("exit 7"), { $0 == .ended("plan", how: .status(7)) }),
      ("death by signal", planning("kill -SEGV $$"), { $0 == .ended("plan", how: .signal(11)) }),
      (
        "a closed line", planning("exec 3>&-; sleep 60"), { $0 == .ended("plan", how: .closed) }
      ),
      (
        "another version",
        hello(#"'{"protocol":2,"plugin":{"id":"keep-bundles","version":"1.0.0"}}'"#),
        { $0 == .wrongVersion(2) }
      ),
      (
        "another name",
        hello(#"'{"protocol":1,"plugin":{"id":"crypto-key-store","version":"1.0.0"}}'"#),
        { $0 == .otherIdentity(claimed: "crypto-key-store", expected: "keep-bundles") }
      ),
      (
        "a lie about its digest",
        hello(
          #"'{"protocol":1,"plugin":{"id":"keep-bundles","version":"1.0.0","digest":"sha256:00"}}'"#
        ),
        { if case .otherIdentity("sha256:00", _) = $0 { true } else { false } }
      ),
      (
        "an unknown field", planning(#"answer result '{"steps":[],"apply":true}'"#),
        { $0 == .wrongShape("plan", path: "apply") }
      ),
      (
        "a missing field", planning("answer result '{}'"),
        { $0 == .wrongShape("plan", path: "steps") }
      ),
      (
        "a refusal", planning(#"answer error '{"code":5,"message":"not today"}'"#),
        { $0 == .refused("plan", code: 5, message: "not today") }
      ),
      (
        "a step of a kind not granted",
        { $0.replacing(#/'{"http.request".*?}}'/#, with: #"'{"aem.stop":{}}'"#) },
        { $0 == .outsideGrant("keep", what: "aem.stop") }
      ),
      (
        "a path outside its grant",
        { $0.replacing(#""path":"/system/console/bundles.json""#, with: #""path":"/etc/key""#) },
        { $0 == .outsideGrant("keep", what: "/etc/key") }
      ),
      (
        "a path that leads out of its grant",
        {
          $0.replacing(
            #""path":"/system/console/bundles.json""#,
            with: #""path":"/system/console/bundles.json/../../../etc/key""#)
        },
        { if case .outsideGrant("keep", _) = $0 { true } else { false } }
      ),
      (
        "a change that it does not call one", { $0.replacing(#""GET""#, with: #""POST""#) },
        { if case .outsideGrant("keep", _) = $0 { true } else { false } }
      ),
      (
        "an artifact that it does not declare",
        { $0.replacing(#""id":"bundles""#, with: #""id":"x""#) },
        { if case .unsoundProposal = $0 { true } else { false } }
      ),
      (
        "a title that forges lines", { $0.replacing("List of bundles", with: #"ok\nRisk: none"#) },
        { if case .wrongShape("plan", _) = $0 { true } else { false } }
      ),
      (
        "more reads than there can be",
        planning(
          #"answer result '{"reads":[{"id":"a","path":"/system/console/bundles.json"}]}'"#),
        { $0 == .tooManyReads(limit: 32) }
      ),
      (
        "a read outside its grant",
        planning(#"answer result '{"reads":[{"id":"a","path":"/etc/key/master"}]}'"#),
        { $0 == .outsideGrant("a", what: "/etc/key/master") }
      ),
    ]

  @Test("every misdeed is contained and named", arguments: misdeeds.indices)
  func misdeed(index: Int) throws {
    let (name, change, isExpected) = Self.misdeeds[index]
    let fixture = try PluginFixture(change)
    let problem = try fixture.problem()
    #expect(isExpected(problem.kind), "\(name): \(problem.kind) \(problem.log)")
    for language in Language.allCases { #expect(!problem.reason[language].isEmpty) }
  }

  @Test("a plugin that hangs is ended in time, with all that it started")
  func hangs() throws {
    let mark = "aemedic-\(UUID().uuidString)"
    let fixture = try PluginFixture(
      Self.planning("sh -c 'exec sleep 600' \(mark) & (trap '' TERM; sleep 600; : \(mark)) & wait"))
    let started = ContinuousClock.now
    let problem = try fixture.problem(limits: PluginFixture.limits(.seconds(2)))
    #expect(problem.kind == .silent("plan", seconds: 2))
    #expect(ContinuousClock.now - started < .seconds(30))
    #expect(Self.remaining(naming: mark) == [])
  }

  @Test("a program that gets no turn is told from one that waits and from one that spins")
  func heldUp() throws {
    let limits = PluginFixture.limits(.seconds(60))
    let busy = try PluginProcess(
      ["/bin/sh", "-c", "while :; do :; done"], readable: [], limits: limits)
    let idle = try PluginProcess(["/bin/sh", "-c", "exec sleep 600"], readable: [], limits: limits)
    // The state of a process is a moment's; on a busy machine each takes its time.
    let becomes = { (isHeldUp: Bool, process: PluginProcess) in
      for _ in 0..<600 where process.isHeldUp != isHeldUp { usleep(100_000) }
      return process.isHeldUp == isHeldUp
    }
    #expect(becomes(true, busy))
    #expect(becomes(false, idle))
    #expect(becomes(false, busy))
  }

  @Test("what it started cannot leave its session, and dies with it")
  func daemon() throws {
    let mark = "aemedic-\(UUID().uuidString)"
    let fixture = try PluginFixture { script in
      script.replacing(
        "why=", with: "setsid sh -c 'sleep 600; : \(mark)' >/dev/null 2>&1 3>&- &\nwhy=")
    }
    _ = try fixture.plan(try fixture.manifest())
    if PluginContainment.current.refusesCalls { #expect(Self.remaining(naming: mark) == []) }
  }

  /// Processes that have not gone; on a busy machine a killed one takes a moment.
  private static func remaining(naming mark: String) -> [String] {
    for _ in 0..<50 where !processes(naming: mark).isEmpty { usleep(100_000) }
    return processes(naming: mark)
  }

  private static func processes(naming mark: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { name in
      guard Int(name) != nil, let line = try? FileBytes.read("/proc/\(name)/cmdline", limit: 4_096)
      else { return false }
      return String(decoding: line, as: UTF8.self).contains(mark)
    }
  }

  @Test("a plugin cannot look where it was not let, nor write anywhere but its own folder")
  func landlock() throws {
    try #require(PluginContainment.current.landlock > 0)
    let secret = try TemporaryFolder()
    let file = try secret.write("planted", to: "secret")
    let profile = try secret.write("planted", to: "home/.profile")
    let fixture = try PluginFixture(
      Self.planning(
        """
        cat \(file) /etc/passwd \(profile) && exit 10
        echo x > \(file).new && exit 11
        echo x > \(secret.path("..")) && exit 12
        echo own > own && read -r own < own && exit 20
        """))
    let problem = try fixture.problem()
    #expect(problem.kind == .ended("plan", how: .status(20)), "\(problem.log)")
    #expect(!problem.log.joined().contains("planted"))
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "planted")
  }

  @Test("a plugin reaches no network and sees nothing of the host's environment")
  func surroundings() throws {
    let fixture = try PluginFixture(
      Self.planning(
        """
        env | sed 's/=.*//' | sort | tr '\\n' ' ' >&2; ls /proc/self/fd >/dev/null 2>&1
        exec python3 -c '
        import socket, sys
        for family in (socket.AF_INET, socket.AF_INET6):
          try:
            socket.socket(family).connect(("127.0.0.1", 9))
          except PermissionError:
            continue
          except OSError as error:
            sys.exit(31)
          sys.exit(30)
        '
        """.replacing("\n        ", with: "\n")))
    unsafe setenv("AEMEDIC_TEST_PLANTED", "planted", 1)
    let problem = try fixture.problem()
    #expect(problem.kind == .ended("plan", how: .status(0)), "\(problem.log)")
    #expect(
      problem.log.first
        == "AEMEDIC_PLUGIN_PROTOCOL HOME LANG PATH PWD PYTHONDONTWRITEBYTECODE TMPDIR TZ")
  }

  @Test("memory, processor, files and file size have an end")
  func limits() throws {
    var limits = PluginFixture.limits(.seconds(60))
    limits.memory = 256 << 20
    limits.processorSeconds = 1
    limits.fileSize = 1 << 20
    let cases: [(String, PluginProblem.Ending)] = [
      ("exec python3 -c 'bytearray(1 << 30)'", .status(1)),
      ("while :; do :; done", .signal(24)),
      ("exec head -c 4194304 /dev/zero > big", .signal(25)),
      ("exec python3 -c 'a = [open(\"/dev/null\") for _ in range(500)]'", .status(1)),
    ]
    for (code, ending) in cases {
      let problem = try PluginFixture(Self.planning(code)).problem(limits: limits)
      let isKilled = ending == .signal(24) && problem.kind == .ended("plan", how: .signal(9))
      #expect(problem.kind == .ended("plan", how: ending) || isKilled, "\(code): \(problem)")
    }
  }

  @Test("what it prints is cut, made harmless and masked")
  func log() throws {
    let fixture = try PluginFixture(
      Self.planning(
        """
        i=0; while [ $i -lt 3000 ]; do echo "line $i of much that nobody reads, and more of it"; i=$((i+1)); done
        printf 'client_secret=p8e-abcdefgh\\n\\033]0;title\\007 Bearer abc.def\\n' >&2
        exit 3
        """))
    let problem = try fixture.problem()
    #expect(problem.kind == .ended("plan", how: .status(3)))
    let log = problem.log.joined(separator: "\n")
    #expect(!log.contains("p8e-") && !log.contains("abc.def") && !log.contains("\u{1B}"), "\(log)")
    #expect(problem.log.count == 3)
  }
}
