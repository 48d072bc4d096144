import Diagnosis
import KnowledgeBase
import Model
import Remediation
import Rules

extension HealthChecks {
  /// The house layer, what is broken in it, and what an upgrade made of it.
  var house: [HealthCheck] {
    do {
      guard let path = try files.houseFolder(option: invocation.arguments.value("house")) else {
        return []
      }
      let layer = HouseLayer(path: path)
      let texts: [any Problem] = HouseTexts(path: path).problems
      // Without rules to lie over it is looked at alone; that they are missing is told elsewhere.
      let pack = try? pack(with: layer)
      let problems = (pack?.houseProblems ?? layer.problems) + texts
      return [HealthCheck(.knowledge, "house", value: path)]
        + problems.map { HealthCheck(.knowledge, "house", .warning, from: $0) }
        + (try pack.map(standings) ?? [])
    } catch {
      return [Self.check(.knowledge, "house", error)]
    }
  }

  private func pack(with layer: HouseLayer) throws -> KnowledgePack {
    let arguments = invocation.arguments
    return try KnowledgePack(
      store: KnowledgeStore(path: files.knowledgeFile(option: arguments.value("kb"))),
      remedies: RemedyLibrary(
        folders: files.pluginFolders(option: arguments.value("plugins")),
        trust: invocation.knownTrust(), shipped: files.shippedPlugins),
      house: layer)
  }

  private func standings(of pack: KnowledgePack) throws -> [HealthCheck] {
    guard let house = pack.house else { return [] }
    return try HouseTester(house: house, shipped: pack.shipped, catalog: pack.catalog).standings()
      .map { standing in
        HealthCheck(
          .knowledge, "house", standing.kind == .agrees ? .ok : .warning, value: standing.path,
          remark: standing.wording)
      }
  }
}
