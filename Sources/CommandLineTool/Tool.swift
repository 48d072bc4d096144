import FoundationEssentials
import Model

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The command-line tool: finds the command, reads its arguments, runs it.
public enum Tool {
  /// Runs the tool with the arguments and environment of the process.
  public static func run() -> ExitStatus {
    // A reader that has gone, and a file that may not grow, are met as errors of writing,
    // not as deadly signals.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    StandardDescriptors.occupy()
    return run(
      arguments: Array(CommandLine.arguments.dropFirst()),
      environment: ProcessInfo.processInfo.environment)
  }

  /// Runs the tool and gives its exit status.
  ///
  /// - Parameters:
  ///   - arguments: What stands after the tool's name.
  ///   - environment: The environment variables.
  public static func run(
    arguments: [String], environment: [String: String]
  ) -> ExitStatus {
    var console = Console(environment: environment)
    let configuration = Result { try Configuration(environment: environment) }
    if let configuration = try? configuration.get() { console.adopt(configuration) }
    // Known before the rest is read, so that what is wrong with the rest is said in it.
    if let index = arguments.firstIndex(of: "--lang"), index + 1 < arguments.count,
      let language = Language(rawValue: arguments[index + 1])
    {
      console.language = language
    }
    do {
      return try run(arguments, configuration, console: &console)
    } catch let problem as UsageProblem {
      console.report(problem)
      return .usage
    } catch let problem as any Problem {
      console.report(problem)
      return (problem as? any ToolProblem)?.exitStatus ?? .invalidKnowledge
    } catch {
      console.report(UnforeseenProblem(error: error))
      return .unread
    }
  }

  private static func run(
    _ arguments: [String], _ configuration: Result<Configuration, any Error>,
    console: inout Console
  ) throws -> ExitStatus {
    let arguments = try takeSharedOptions(from: arguments, console: &console)
    guard let first = arguments.first else {
      if !console.isInputTerminal {
        return try run(.diagnose, ["-"], configuration, console: &console)
      }
      console.explain(Help(console: console).overview())
      return .usage
    }
    switch first {
    case "--version":
      return try run(.version, Array(arguments.dropFirst()), configuration, console: &console)
    case "--help", "-h", "help":
      return try help(Array(arguments.dropFirst()), console: &console)
    default:
      break
    }
    if let command = Command.named(arguments) {
      return try run(
        command, Array(arguments.dropFirst(command.words.count)), configuration,
        console: &console)
    }
    if Command.all.contains(where: { $0.words.first == first }) {
      if arguments.contains("--help") || arguments.contains("-h") {
        return try help(arguments.filter { $0 != "--help" && $0 != "-h" }, console: &console)
      }
      guard arguments.count > 1 else {
        console.explain(Help(console: console).group(first))
        return .usage
      }
      let known = Command.all.filter { $0.words.first == first }.map(\.name)
      throw UsageProblem(
        .unknownCommand(arguments.prefix(2).joined(separator: " "), known: known), command: "")
    }
    let options = Command.diagnose.allOptions.map { "--\($0.name)" } + ["--version"]
    if Suggestion.closest(to: first, in: options) == "--version" {
      throw UsageProblem(.unknownOption(first, known: options), command: "")
    }
    // `aemedic PATH` is `aemedic diagnose PATH`; a word that is no path is a misspelt command.
    guard first.hasPrefix("-") || InputPath.mayExist(first) else {
      throw UsageProblem(
        .unknownCommand(first, known: Command.all.map(\.name)), command: "")
    }
    return try run(.diagnose, arguments, configuration, console: &console)
  }

  /// Takes the options that every command has off the front, where they stand before its name.
  private static func takeSharedOptions(
    from arguments: [String], console: inout Console
  ) throws -> [String] {
    var rest = arguments[...]
    while let first = rest.first,
      Command.sharedOptions.contains(where: { $0.value != nil && $0.isCalled(by: first) })
    {
      rest = rest.dropFirst(first.contains("=") || rest.count == 1 ? 1 : 2)
    }
    guard rest.startIndex > 0 else { return arguments }
    console.adopt(try ParsedArguments(Array(arguments[..<rest.startIndex]), for: .diagnose))
    return Array(rest)
  }

  private static func run(
    _ command: Command, _ arguments: [String], _ configuration: Result<Configuration, any Error>,
    console: inout Console
  ) throws -> ExitStatus {
    var parsed = try ParsedArguments(arguments, for: command)
    console.adopt(parsed)
    if parsed.isSet("help") {
      console.print(Help(console: console).command(command))
      return .success
    }
    if let settled = command.toleratesMisconfiguration
      ? try? configuration.get() : try configuration.get()
    {
      parsed.adopt(settled, for: command)
    }
    do {
      return try command.run(Invocation(arguments: parsed, console: console, command: command))
    } catch let problem as UsageProblem {
      guard let option = problem.refusedOption, let origin = parsed.origins[option] else {
        throw problem
      }
      throw MisplacedValue(problem: problem, origin: origin)
    }
  }

  private static func help(_ words: [String], console: inout Console) throws -> ExitStatus {
    var words = words
    if let index = words.firstIndex(of: "--lang"), index + 1 < words.count {
      console.language = Language(rawValue: words[index + 1]) ?? console.language
      words.removeSubrange(index...index + 1)
    }
    if let index = words.firstIndex(where: { $0.hasPrefix("--lang=") }) {
      console.language = Language(rawValue: String(words[index].dropFirst(7))) ?? console.language
      words.remove(at: index)
    }
    if words == ["--man"] {
      console.print(ManualPage(language: console.language).text)
    } else if words == ["--markdown"] {
      console.print(CommandReference(language: console.language).text)
    } else if let command = Command.named(words) {
      console.print(Help(console: console).command(command))
    } else if let first = words.first, Command.all.contains(where: { $0.words.first == first }) {
      console.print(Help(console: console).group(first))
    } else {
      console.print(Help(console: console).overview())
    }
    return .success
  }
}

/// One run of a command.
struct Invocation {
  /// What the person wrote.
  let arguments: ParsedArguments

  /// Where to read and write.
  let console: Console

  /// The command that runs.
  let command: Command
}

/// A problem that ends the run with a status of its own.
protocol ToolProblem: Problem {
  /// The exit status.
  var exitStatus: ExitStatus { get }
}

/// An error that nobody foresaw, in its own words.
struct UnforeseenProblem: ToolProblem {
  let error: any Error

  var exitStatus: ExitStatus { .unread }

  var reason: LocalizedText {
    LocalizedText(
      en: "the work could not be finished: \(error)",
      fr: "le travail n’a pas abouti\u{A0}: \(error)",
      ja: "処理を完了できませんでした：\(error)")
  }
}
