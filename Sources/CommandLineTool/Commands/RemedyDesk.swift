import Model
import Remediation
import RemedyProtocol
import Reporting
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a person sits who carries out a plan: questions, passwords, progress, results.
struct RemedyDesk {
  private let invocation: Invocation

  /// The variable that may hold the password of the instance's administrator.
  static let passwordVariable = "AEMEDIC_PASSWORD"

  /// Where to read and write.
  var console: Console { invocation.console }

  /// The option that names the runs, for commands that are shown.
  var invocationRuns: String {
    invocation.arguments.value("runs").map { " --runs \($0)" } ?? ""
  }

  private let polling: PollingRules

  /// The runs that this person can take up.
  let store: RunStore

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    let environment = invocation.console.environment
    store = RunStore(
      folder: invocation.arguments.value("runs") ?? RunStore.standard(environment: environment))
    let seconds = try invocation.number("check-every", in: 1...600)
    polling = seconds.map { PollingRules(interval: .seconds($0)) } ?? PollingRules()
    Hardening.apply()
    InterruptSignal.listen()
    store.shredExpired(now: Invocation.now)
    for run in store.due(now: Invocation.now) {
      invocation.console.explain(run.dueWording[invocation.console.language] + "\n")
    }
  }

  /// A host that asks and tells the person at this desk.
  func host(_ library: RemedyLibrary) -> RemedyHost {
    let console = console
    let isAttended = Self.isAttended(invocation)
    let progress = RunProgressView(console: console)
    return RemedyHost(
      identity: HostIdentity(name: "aemedic", version: VersionCommand.version),
      library: library, runs: store,
      surroundings: Surroundings(
        now: { Invocation.now },
        sleep: { duration in
          let (seconds, attoseconds) = duration.components
          var time = timespec(
            tv_sec: Int(clamping: seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
          // Woken early by Control-C, which the run then asks about.
          unsafe nanosleep(&time, nil)
        },
        random: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } },
        shouldStop: { InterruptSignal.wasRaised },
        confirm: { question in
          guard isAttended else { return .nobody }
          let text = question.localized[console.language]
          return Self.ask("\(text)\n\(Self.doneQuestion[console.language])", console) ? .yes : .no
        },
        observe: { progress.show($0) }, environment: console.environment,
        person: Self.person(console.environment), polling: polling))
  }

  /// The secrets that a plan's steps use, from a file, the environment or the terminal.
  func secrets(for plan: Plan) throws -> Secrets {
    let arguments = invocation.arguments
    var secrets: [String: Secrets.Secret] = [:]
    for text in arguments.all("secret") {
      let (name, path) = try invocation.pair(text, option: "secret", example: "NAME=FILE")
      secrets[name] = Secrets.Secret(
        value: try SecretSource.file(path).read(environment: [:]))
    }
    let administrator = "aem.admin"
    guard plan.steps.contains(where: { $0.secretUse.contains(administrator) }) else {
      return Secrets(secrets)
    }
    let user = arguments.value("user") ?? "admin"
    let variable = Self.passwordVariable
    let password: String
    if let path = arguments.value("password-file") {
      password = try SecretSource.file(path).read(environment: [:])
    } else if !(console.environment[variable] ?? "").isEmpty {
      password = try SecretSource.environment(variable).read(environment: console.environment)
      // What is started later must not inherit it.
      unsafe unsetenv(variable)
    } else if Self.isAttended(invocation) {
      password = Self.askSecret(Self.passwordQuestion(user)[console.language], console)
    } else {
      throw RunProblem.missingSecret(administrator)
    }
    secrets[administrator] = Secrets.Secret(user: user, value: password)
    return Secrets(secrets)
  }

  /// Whether a person can be asked.
  static func isAttended(_ invocation: Invocation) -> Bool {
    !invocation.arguments.isSet("no-input") && invocation.console.isInputTerminal
  }

  /// Asks a question that is answered by “yes”, in the language spoken.
  static func ask(_ question: String, _ console: Console) -> Bool {
    console.explain(TerminalText.harmless(question) + " ")
    let answer = readLine()?.lowercased().filter { !$0.isWhitespace }
    return ["yes", "y", "oui", "o", "はい", "hai"].contains(answer)
  }

  /// Asks for a text that the terminal does not show.
  private static func askSecret(_ question: String, _ console: Console) -> String {
    console.explain(question + " ")
    var shown = termios()
    let isTerminal = unsafe tcgetattr(STDIN_FILENO, &shown) == 0
    var hidden = shown
    hidden.c_lflag &= ~tcflag_t(ECHO)
    if isTerminal { unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) }
    defer {
      if isTerminal { unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown) }
      console.explain("\n")
    }
    return readLine() ?? ""
  }

  /// Who sits here: who became root counts, not root.
  static func person(_ environment: [String: String]) -> String {
    if let user = environment["SUDO_USER"], !user.isEmpty { return user }
    guard let entry = unsafe getpwuid(getuid()), let name = unsafe entry.pointee.pw_name else {
      return String(getuid())
    }
    return unsafe String(cString: name)
  }

  static let approvalQuestion = LocalizedText(
    en: "Carry this out? (yes/no)", fr: "Exécuter ce plan\u{A0}? (oui/non)",
    ja: "この計画を実行しますか？（yes/no）")

  private static let doneQuestion = LocalizedText(
    en: "Is it done and in order? (yes/no)", fr: "Est-ce fait et en ordre\u{A0}? (oui/non)",
    ja: "完了し、問題ありませんか？（yes/no）")

  private static func passwordQuestion(_ user: String) -> LocalizedText {
    LocalizedText(
      en: "Password of \(user):", fr: "Mot de passe de \(user)\u{A0}:", ja: "\(user) のパスワード：")
  }
}

/// Shows on standard error how a run goes on.
final class RunProgressView: Sendable {
  private let console: Console
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let isLineOpen = Mutex(false)

  init(console: Console) {
    self.console = console
  }

  func show(_ progress: RunProgress) {
    let language = console.language
    switch progress {
    case .run(let name, let folder):
      say(
        LocalizedText(
          en: "Run \(name) in \(folder)", fr: "Exécution \(name) dans \(folder)",
          ja: "実行 \(name)（\(folder)）")[language])
    case .step(let step, let number, let count):
      say("[\(number)/\(count)] \(step.title.localized[language])")
    case .finished(_, let outcome, let note):
      let detail = note.map { ": \($0.localized[language])" } ?? ""
      guard outcome != .changed else { return }
      say("  \(outcome.wording[language])\(detail)")
    case .undoing(let step):
      let title = step.title.localized[language]
      say(
        LocalizedText(
          en: "taking back: \(title)", fr: "annulation\u{A0}: \(title)", ja: "取り消し中：\(title)")[
            language])
    case .waiting(let what, let seconds):
      guard isTerminal, seconds > 0 else { return }
      isLineOpen.withLock { $0 = true }
      console.explain("\r\u{1B}[2K  \(what.localized[language]) … \(seconds) s")
    }
  }

  private func say(_ line: String) {
    let start = isLineOpen.withLock { isOpen in
      defer { isOpen = false }
      return isOpen ? "\r\u{1B}[2K" : ""
    }
    console.explain(start + TerminalText.harmless(line) + "\n")
  }
}
