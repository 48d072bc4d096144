import Model

/// What a person wrote after a command's name, checked against its options.
struct ParsedArguments {
  /// The operands in order; `-` is one.
  private(set) var operands: [String] = []

  private var values: [String: [String]] = [:]

  /// Where the values come from that do not stand on the command line.
  private(set) var origins: [String: Configuration.Origin] = [:]

  /// Reads arguments; `--` ends the options.
  init(_ arguments: [String], for command: Command) throws(UsageProblem) {
    let options = command.allOptions
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        break
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        operands.append(argument)
        continue
      }
      guard let option = options.first(where: { $0.isCalled(by: argument) }) else {
        let known = options.map { "--\($0.name)" }
        let written = String(argument.prefix { $0 != "=" })
        throw UsageProblem(.unknownOption(written, known: known), command: command.name)
      }
      var value = option.attachedValue(in: argument)
      if value == nil, option.value != nil { value = rest.popFirst() }
      try take(option, value: value, command: command)
    }
    guard isSet("help") || command.operandCount.contains(operands.count) else {
      throw UsageProblem(
        operands.count < command.operandCount.lowerBound
          ? .missingOperand(command.operands)
          : .extraOperand(operands[command.operandCount.upperBound]),
        command: command.name)
    }
  }

  /// Takes what is settled for all runs where the command line says nothing.
  mutating func adopt(_ configuration: Configuration, for command: Command) {
    for option in command.options where option.value != nil && values[option.name] == nil {
      guard let setting = configuration.settings[option.name],
        option.choices.isEmpty || option.choices.contains(setting.value)
      else { continue }
      values[option.name] = [setting.value]
      origins[option.name] = setting.origin
    }
  }

  private mutating func take(
    _ option: CommandOption, value: String?, command: Command
  ) throws(UsageProblem) {
    guard let placeholder = option.value else {
      if value != nil {
        throw UsageProblem(.unexpectedValue(option: option.name), command: command.name)
      }
      values[option.name] = []
      return
    }
    guard let value else {
      throw UsageProblem(
        .missingValue(option: option.name, placeholder: placeholder), command: command.name)
    }
    guard option.choices.isEmpty || option.choices.contains(value) else {
      throw UsageProblem(
        .badValue(value, option: option.name, known: option.choices), command: command.name)
    }
    guard option.isRepeatable || values[option.name] == nil else {
      throw UsageProblem(.repeatedOption(option.name), command: command.name)
    }
    values[option.name, default: []].append(value)
  }

  /// What stands there of some options, to be handed on to another run.
  func words(for options: [CommandOption]) -> [String] {
    options.flatMap { option -> [String] in
      guard let values = values[option.name] else { return [] }
      return option.value == nil ? ["--\(option.name)"] : values.map { "--\(option.name)=\($0)" }
    }
  }

  /// Whether a switch stands there.
  func isSet(_ name: String) -> Bool {
    values[name] != nil
  }

  /// The value of an option, if it stands there.
  func value(_ name: String) -> String? {
    values[name]?.last
  }

  /// The values of an option that may stand several times.
  func all(_ name: String) -> [String] {
    values[name] ?? []
  }
}

extension CommandOption {
  /// Whether an argument is this option: `--jobs`, `--jobs=2`, `-j`, `-j=2`, `-j2`.
  func isCalled(by argument: String) -> Bool {
    let written = argument.prefix { $0 != "=" }
    if written == "--\(name)" { return true }
    guard let short, !argument.hasPrefix("--") else { return false }
    return written == "-\(short)" || (value != nil && argument.hasPrefix("-\(short)"))
  }

  /// The value that an argument which is this option carries itself.
  fileprivate func attachedValue(in argument: String) -> String? {
    if !argument.hasPrefix("--"), argument.count > 2, argument.dropFirst(2).first != "=" {
      return String(argument.dropFirst(2))
    }
    return argument.firstIndex(of: "=").map { String(argument[argument.index(after: $0)...]) }
  }
}
