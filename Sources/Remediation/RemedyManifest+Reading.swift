import DigestKit
import Model
import RemedyProtocol

extension RemedyManifest {
  /// The manifest's shape on disk.
  private struct File: Codable {
    var schema: String
    var id: String
    var version: String
    var `protocol`: Versions
    var title: RemedyText
    var articles: [String]
    var targets: [RemedyDeployment]
    var kind: Kind?
    var executable: Executable?
    var actions: [Action]

    struct Versions: Codable {
      var min: Int
      var max: Int
    }
  }

  /// Reads a manifest strictly.
  ///
  /// - Parameters:
  ///   - bytes: The content of `remedy.json`.
  ///   - path: The file as messages name it.
  ///   - folder: The name of the folder it lies in.
  init(_ bytes: [UInt8], path: String, folder: String) throws(ManifestProblem) {
    let document: JSONDocument
    do {
      document = try JSONDocument(bytes)
    } catch {
      throw ManifestProblem(
        .notJSON(error.reason),
        at: TextLocation(file: path, line: error.line, column: error.column))
    }
    let file = try Self.decode(document, path: path)
    let problem = { (kind: ManifestProblem.Kind, steps: [JSONStep]) in
      ManifestProblem(kind, at: TextLocation(file: path, line: document.line(of: steps)))
    }
    guard file.schema == Self.schemaName else {
      throw problem(.wrongSchema(file.schema), [.key("schema")])
    }
    guard file.id == folder else {
      throw problem(.folderName(id: file.id, folder: folder), [.key("id")])
    }
    guard Self.isName(file.id) else { throw problem(.badName(file.id), [.key("id")]) }
    guard file.`protocol`.min <= Self.protocolVersion, file.`protocol`.max >= Self.protocolVersion
    else {
      throw problem(
        .otherProtocol(min: file.`protocol`.min, max: file.`protocol`.max), [.key("protocol")])
    }
    let kind = file.kind ?? .recipe
    try Self.check(file.executable, of: kind, problem)
    for (index, action) in file.actions.enumerated() {
      let steps: [JSONStep] = [.key("actions"), .index(index)]
      guard (action.recipe == nil) == (kind == .executable) else {
        let place = (steps + [.key("recipe")]).text
        throw problem(kind == .recipe ? .missingField(place) : .unknownField(place), steps)
      }
      if let (kind, inner) = RecipeCheck(action, recipe: action.recipe).firstProblem() {
        throw problem(kind, steps + inner)
      }
    }
    id = file.id
    version = file.version
    self.kind = kind
    executable = file.executable
    self.folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    if kind == .executable {
      digest = try Self.digest(ofFilesIn: self.folder)
      standing = .untrusted
    } else {
      digest = "sha256:" + SHA256.digest(of: bytes).hex
      standing = .recipe
    }
    title = file.title
    articles = file.articles
    targets = file.targets
    actions = file.actions
  }

  /// The program must be a file of the plugin, so that its digest says what runs.
  private static func check(
    _ executable: Executable?, of kind: Kind,
    _ problem: (ManifestProblem.Kind, [JSONStep]) -> ManifestProblem
  ) throws(ManifestProblem) {
    let key = "executable"
    guard kind == .executable else {
      if executable != nil { throw problem(.unknownField(key), [.key(key)]) }
      return
    }
    guard let executable else { throw problem(.missingField(key), []) }
    guard let program = executable.command.first, InstallationTree.isPlain(program),
      executable.command.allSatisfy({ !$0.utf8.contains(0) })
    else { throw problem(.wrongValue("\(key).command"), [.key(key), .key("command")]) }
  }

  private static func digest(ofFilesIn folder: String) throws(ManifestProblem) -> String {
    do {
      return try PluginFiles.digest(of: folder)
    } catch let problem as ManifestProblem {
      throw problem
    } catch let problem as SystemProblem {
      throw ManifestProblem(
        .unreadable(problem.message), at: TextLocation(file: problem.path))
    } catch {
      throw ManifestProblem(.unreadable("\(error)"), at: TextLocation(file: folder))
    }
  }

  /// Whether a text can name a plugin, an action or a step: `a-z`, `0-9`, hyphens.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64 && !text.hasPrefix("-")
      && text.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) }
  }

  private static func decode(
    _ document: JSONDocument, path: String
  ) throws(ManifestProblem) -> File {
    do {
      return try StrictJSON.decode(File.self, from: document.value)
    } catch let problem as StrictJSONProblem {
      throw ManifestProblem(
        .unknownField(problem.path.text),
        at: TextLocation(file: path, line: document.line(of: problem.path)))
    } catch let error as DecodingError {
      let (kind, steps) = Self.kind(of: error)
      throw ManifestProblem(
        kind, at: TextLocation(file: path, line: document.line(of: steps)))
    } catch {
      throw ManifestProblem(.unreadable("\(error)"), at: TextLocation(file: path))
    }
  }

  private static func kind(of error: DecodingError) -> (ManifestProblem.Kind, [JSONStep]) {
    switch error {
    case .keyNotFound(let key, let context):
      let steps = context.codingPath.steps
      return (.missingField((steps + [.key(key.stringValue)]).text), steps)
    case .valueNotFound(_, let context), .typeMismatch(_, let context),
      .dataCorrupted(let context):
      return (.wrongValue(context.codingPath.steps.text), context.codingPath.steps)
    @unknown default:
      return (.wrongValue(""), [])
    }
  }
}

extension [any CodingKey] {
  fileprivate var steps: [JSONStep] {
    map { key in key.intValue.map(JSONStep.index) ?? .key(key.stringValue) }
  }
}

extension [JSONStep] {
  /// The path as people write it, such as `actions[0].recipe.steps[3].phase`.
  var text: String {
    reduce(into: "") { text, step in
      switch step {
      case .key(let key): text += (text.isEmpty ? "" : ".") + key
      case .index(let index): text += "[\(index)]"
      }
    }
  }
}
