import RemedyProtocol

/// The target of a run: its files, its address and its process.
struct RunTarget {
  let tree: InstallationTree?
  let files: TargetFiles?
  let connection: InstanceConnection?
  let secrets: Secrets
  let surroundings: Surroundings

  init(_ plan: Plan, secrets: Secrets, surroundings: Surroundings) throws {
    self.secrets = secrets
    self.surroundings = surroundings
    if let instance = plan.target.instance {
      let tree = try InstallationTree(folder: instance)
      let files = try TargetFiles(root: tree.root)
      guard tree.root == instance, plan.target.inode == String(files.inode) else {
        throw RunProblem.otherTarget(instance)
      }
      self.tree = tree
      self.files = files
    } else {
      tree = nil
      files = nil
    }
    connection = plan.target.url.map { url in
      InstanceConnection(url, host: plan.host, secrets: secrets)
    }
  }

  func online() throws -> InstanceConnection {
    guard let connection else { throw PlanningProblem.missingURL }
    return connection
  }

  func console() throws -> WebConsole {
    WebConsole(connection: try online())
  }

  func process(_ folder: RunFolder) throws -> AEMProcess {
    guard let tree else { throw PlanningProblem.missingInstance }
    return AEMProcess(
      tree: tree, connection: connection, surroundings: surroundings, folder: folder)
  }

  /// What the files say now.
  func fileChecker() throws -> ConditionChecker {
    guard let tree else { throw PlanningProblem.missingInstance }
    return ConditionChecker(
      tree: tree, cache: try FelixCache(tree: tree), process: ProcessObservation(tree: tree),
      planner: .current, revealed: [:])
  }
}
