import Model
import Reporting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where the tool reads and writes, and how its reader likes it.
///
/// Results go to standard output, everything else to standard error. When the
/// reader of a pipe has gone the tool ends quietly.
struct Console: Sendable {
  /// The environment variables.
  let environment: [String: String]

  /// The language to speak.
  var language: Language

  /// Whether the person named the language on the command line.
  var isLanguageNamed = false

  /// When to use colour, as the person said.
  var colour = Colour.auto

  /// When to use colour.
  enum Colour: String, Sendable {
    case auto
    case always
    case never
  }

  init(environment: [String: String]) {
    self.environment = environment
    let locale =
      ["AEMEDIC_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty }
    language = locale.flatMap(Language.init(locale:)) ?? .en
  }

  /// Takes language and colour from what a person wrote, as far as it says something.
  mutating func adopt(_ arguments: ParsedArguments) {
    if let language = arguments.value("lang").flatMap(Language.init(rawValue:)) {
      self.language = language
      isLanguageNamed = true
    }
    if let colour = arguments.value("color").flatMap(Colour.init(rawValue:)) {
      self.colour = colour
    }
  }

  /// Takes language and colour from what a person settled for all runs.
  mutating func adopt(_ configuration: Configuration) {
    if let name = configuration.settings["lang"]?.value {
      language = Language(rawValue: name) ?? language
    }
    if let name = configuration.settings["color"]?.value {
      colour = Colour(rawValue: name) ?? colour
    }
  }

  /// Whether standard input is a terminal, where nobody piped anything in.
  var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// Whether results go to a terminal.
  var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether results may be coloured.
  var usesColour: Bool {
    switch colour {
    case .always: true
    case .never: false
    case .auto:
      isOutputTerminal && (environment["NO_COLOR"] ?? "").isEmpty
        && environment["TERM"] != "dumb"
    }
  }

  /// How many columns results may take: the terminal's, `COLUMNS`, or 80.
  var width: Int {
    var size = winsize()
    if unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return max(40, min(Int(size.ws_col), 160))
    }
    return environment["COLUMNS"].flatMap { Int($0) }.map { max(40, min($0, 1_000)) } ?? 80
  }

  /// How texts are shown here.
  var style: ReportText.Style {
    var style = ReportText.Style(
      width: width, usesColor: usesColour, language: language,
      commandsNameLanguage: isLanguageNamed)
    style.drawsBlocks = !isOutputTerminal || isUnicode
    style.linksArticles = usesColour && isOutputTerminal && followsLinks
    return style
  }

  /// Whether the locale writes UTF-8.
  private var isUnicode: Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    return locale?.lowercased().replacing("-", with: "").contains("utf8") ?? false
  }

  /// Whether the terminal is one that is known to follow the links of OSC 8.
  private var followsLinks: Bool {
    if environment["VTE_VERSION"].flatMap({ Int($0) }) ?? 0 >= 5_000 { return true }
    if ["WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION"].contains(where: {
      environment[$0]?.isEmpty == false
    }) {
      return true
    }
    let programs = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby"]
    return programs.contains(environment["TERM_PROGRAM"] ?? "")
      || ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm"].contains(
        environment["TERM"] ?? "")
  }

  /// How a report is shown in a file, or on standard output where none is named.
  func style(writingTo path: String?) -> ReportText.Style {
    var style = style
    if let path, path != "-" {
      style.usesColor = false
      style.linksArticles = false
      style.drawsBlocks = true
    }
    return style
  }

  /// Writes a result.
  func print(_ text: String) {
    write(Array(text.utf8), to: STDOUT_FILENO)
  }

  /// Writes a result of bytes.
  func print(_ bytes: [UInt8]) {
    write(bytes, to: STDOUT_FILENO)
  }

  /// Writes a remark, in the language spoken.
  func remark(_ text: LocalizedText) {
    write(Array((text[language] + "\n").utf8), to: STDERR_FILENO)
  }

  /// Writes help that nobody asked for.
  func explain(_ text: String) {
    write(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Writes a problem: what, where, the line it stands on, and what to do.
  func report(_ problem: any Problem) {
    write(Array(ProblemText(language: language).render(problem).utf8), to: STDERR_FILENO)
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) {
    let code = OutputFile.write(bytes, to: descriptor)
    // Nobody is left to be told that remarks cannot be told; results still can be written.
    guard let code, descriptor == STDOUT_FILENO else { return }
    // The reader of a pipe has gone, and knows.
    if code == EPIPE { exit(ExitStatus.success.rawValue) }
    let problem = UnwritableFile(path: "stdout", code: code)
    report(problem)
    exit(problem.exitStatus.rawValue)
  }
}
