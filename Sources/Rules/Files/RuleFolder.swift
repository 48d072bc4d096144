import FoundationEssentials
import Model
import YAMLKit

/// A folder of rules: `<category>/<rule-id>/rule.yaml` with its cases, and `requests.yaml`.
public struct RuleFolder: Sendable {
  /// The rules that could be read.
  public private(set) var ruleSet = RuleSet(rules: [])

  /// What is wrong with the others; they are left out and the rest goes on.
  public private(set) var problems: [RuleProblem] = []

  /// The cases of all rules, by rule id.
  public private(set) var cases: [String: [RuleCase]] = [:]

  /// The file of each rule, by rule id.
  public private(set) var files: [String: String] = [:]

  private var leftOut: [LeftOutRule] = []

  /// What the rules share.
  private(set) var shared = SharedDefinitions()

  /// Reads every rule below a folder, in the order of their paths.
  public init(path: String) {
    self.init(path: path, isWhole: true)
  }

  /// Reads such a folder.
  ///
  /// - Parameters:
  ///   - isWhole: Whether its rules explain none that lie elsewhere.
  ///   - outer: What its rules may use besides what they share among themselves, which goes first.
  init(path: String, isWhole: Bool, over outer: SharedDefinitions = SharedDefinitions()) {
    shared.lists = outer.lists
    readShared(in: path)
    shared.add(outer)
    var rules: [Rule] = []
    for category in subfolders(of: path) where !SharedDefinitions.folders.contains(category) {
      for folder in subfolders(of: "\(path)/\(category)") {
        do throws(RuleProblem) {
          let rule = try readRule(in: "\(path)/\(category)/\(folder)", category: category)
          rules.append(rule)
        } catch {
          leaveOut(folder, because: error)
        }
      }
    }
    let causal = isWhole ? CausalOrder.problems(of: rules, files: files) : []
    for (id, problem) in causal {
      leaveOut(id, because: problem)
      rules.removeAll { $0.id == id }
    }
    var requests: [String: LocalizedText] = [:]
    do throws(RuleProblem) {
      requests = try Self.readRequests("\(path)/requests.yaml")
    } catch {
      problems.append(error)
    }
    ruleSet = RuleSet(rules: rules, requests: requests, leftOut: leftOut, shared: shared)
  }

  private mutating func leaveOut(_ id: String, because problem: RuleProblem) {
    problems.append(problem)
    leftOut.append(LeftOutRule(id: id, reason: problem.reason))
  }

  private mutating func readShared(in path: String) {
    for name in contents(of: "\(path)/lists") where name.hasSuffix(".txt") {
      do throws(RuleProblem) {
        let bytes = try RuleFile.bytes(of: "\(path)/lists/\(name)")
        shared.addList(bytes, named: String(name.dropLast(4)))
      } catch {
        problems.append(error)
      }
    }
    for name in contents(of: "\(path)/shared") where name.hasSuffix(".yaml") {
      let file = "\(path)/shared/\(name)"
      do throws(RuleProblem) {
        try shared.addSignatures(try RuleFile.bytes(of: file), file: file)
      } catch {
        problems.append(error)
      }
    }
  }

  private mutating func readRule(
    in folder: String, category: String
  ) throws(RuleProblem) -> Rule {
    let file = "\(folder)/rule.yaml"
    let bytes = try RuleFile.bytes(of: file)
    var rule = try RuleReader(bytes, file: file, category: category, shared: shared).rule()
    let name = String(folder.split(separator: "/").last ?? "")
    guard rule.id == name else {
      throw RuleProblem(
        .folderName(id: rule.id, folder: name), at: RuleSource.location(of: "id", in: file))
    }
    if let other = files[rule.id] {
      throw RuleProblem(
        .duplicateRule(rule.id, other: other), at: RuleSource.location(of: "id", in: file))
    }
    files[rule.id] = file
    cases[rule.id] = []
    do throws(RuleProblem) {
      cases[rule.id] = try readCases(of: rule.id, in: "\(folder)/cases")
    } catch {
      problems.append(error)
    }
    demandCases(of: &rule, file: file)
    return rule
  }

  /// A rule whose cases do not show that it fires and when it must not is not stable yet.
  private mutating func demandCases(of rule: inout Rule, file: String) {
    guard rule.maturity == .stable else { return }
    let cases = cases[rule.id] ?? []
    for isFiring in [true, false] where !cases.contains(where: { $0.isFiring == isFiring }) {
      let place = RuleSource.location(of: "status", in: file)
      problems.append(RuleProblem(.missingCase(firing: isFiring), at: place))
      rule.maturity = .test
    }
  }

  /// Reads the cases of each rule in `<rule>/`, which are kept apart from the rules.
  mutating func addCases(in path: String) {
    for rule in subfolders(of: path) {
      do throws(RuleProblem) {
        cases[rule, default: []] += try readCases(of: rule, in: "\(path)/\(rule)")
      } catch {
        problems.append(error)
      }
    }
  }

  /// Says of each rule that the house brought it.
  mutating func markAsHouse() {
    for index in ruleSet.rules.indices { ruleSet.rules[index].layer = .house }
  }

  private mutating func readCases(
    of rule: String, in folder: String
  ) throws(RuleProblem) -> [RuleCase] {
    let names = contents(of: folder).filter { $0 != RuleCase.expectationsFile }
    guard !names.isEmpty else { return [] }
    let file = "\(folder)/\(RuleCase.expectationsFile)"
    let cases = try RuleCaseReader(try RuleFile.bytes(of: file), file: file)
      .cases(of: rule, in: folder)
    for name in names where !cases.contains(where: { $0.name == name }) {
      problems.append(RuleProblem(.undeclaredCase(name), at: TextLocation(file: file)))
    }
    for declared in cases where !names.contains(declared.name) {
      problems.append(RuleProblem(.missingCaseFile(declared.name), at: TextLocation(file: file)))
    }
    return cases.filter { names.contains($0.name) }
  }

  private static func readRequests(_ file: String) throws(RuleProblem) -> [String: LocalizedText] {
    guard FileManager.default.fileExists(atPath: file) else { return [:] }
    let (source, root) = try RuleSource.parse(try RuleFile.bytes(of: file), file: file)
    var requests: [String: LocalizedText] = [:]
    for entry in try source.entries(root, key: "requests") {
      requests[entry.name] = try source.localizedText(entry.value, key: entry.name)
    }
    return requests
  }
}

/// The names in a folder, sorted by bytes, hidden ones left out; none if there is no such folder.
private func contents(of folder: String) -> [String] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return names.filter { !$0.hasPrefix(".") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

private func subfolders(of folder: String) -> [String] {
  contents(of: folder).filter { name in
    var isFolder = false
    return FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
      && isFolder
  }
}
