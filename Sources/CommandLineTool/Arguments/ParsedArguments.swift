import Model

/// What a person wrote after a command's name, checked against its options.
struct ParsedArguments {
  /// The operands in order; `-` is one.
  private(set) var operands: [String] = []

  private var values: [String: [String]] = [:]

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
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let written = String(parts[0])
      guard let option = options.first(where: { $0.isCalled(written) }) else {
        let known = options.map { "--\($0.name)" }
        throw UsageProblem(.unknownOption(written, known: known), command: command.name)
      }
      var value: String?
      if parts.count == 2 {
        value = String(parts[1])
      } else if option.value != nil {
        value = rest.popFirst()
      }
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
  fileprivate func isCalled(_ written: String) -> Bool {
    written == "--\(name)" || short.map { written == "-\($0)" } == true
  }
}
