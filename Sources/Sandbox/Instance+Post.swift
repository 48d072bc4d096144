import FoundationEssentials
import HTTPServerKit
import RemedyProtocol

// Sling Servlets POST: `ModifyOperation`, `DeleteOperation`, `SlingFileUploadHandler`,
// `SlingPropertyValueHandler`, `JSONResponse`.
extension Instance {
  /// One change, as the answer lists it.
  private struct Change {
    let type: String
    let path: String
  }

  mutating func postAnswer(_ request: HTTPRequest) -> HTTPResponse {
    let path = request.path
    let operation = request.value(":operation") ?? ""
    let wasThere = repository[path] != nil
    // A pretended change is answered as if there had been nothing to do.
    if pretends(request) {
      return outcome(request, status: 200, isCreate: false, changes: [], error: nil)
    }
    do {
      let changes: [Change]
      switch operation {
      case "", "nop":
        changes = operation.isEmpty ? try modify(path, request.form) : []
        if path == InitialContent.agent + "/jcr:content", request.value("enabled") == "true" {
          releaseQueue()
        }
      case "delete":
        // A target with selectors, extension or suffix could mean another node.
        guard repository[path] != nil || repository.property(path) != nil else {
          let isDotted = Repository.split(path).name.contains(".")
          return outcome(
            request, status: isDotted ? 403 : 404, isCreate: false, changes: [],
            error: ("javax.jcr.PathNotFoundException", path))
        }
        changes = try delete(path, request.values(":applyTo"))
      case "checkin", "checkout":
        // Of what is not versionable, and even not there, nothing is said: 200 and no change.
        changes = []
      default:
        return outcome(
          request, status: 500, isCreate: false, changes: [],
          error: ("", "Invalid operation specified for POST request"))
      }
      return outcome(
        request, status: wasThere || operation != "" ? 200 : 201,
        isCreate: !wasThere && operation.isEmpty, changes: changes, error: nil)
    } catch {
      let message = (error as? Repository.Problem).map { "\($0)" } ?? "\(error)"
      log.write(
        .error, "org.apache.sling.servlets.post.impl.operations.ModifyOperation",
        "Exception during response processing. \(message)", thread: "qtp-content")
      return outcome(
        request, status: 500, isCreate: false, changes: [],
        error: ("org.apache.sling.api.resource.PersistenceException", message))
    }
  }

  /// One POST is one commit: node, deletions, copies, then values.
  private mutating func modify(_ path: String, _ form: [HTTPServerKit.FormField]) throws -> [Change]
  {
    let fields = form.filter { !$0.name.hasPrefix(":") && $0.name != "_charset_" }
    func target(_ field: HTTPServerKit.FormField, _ suffix: String = "") -> String {
      var name = String(field.name.dropLast(suffix.count))
      if name.hasPrefix("./") { name.removeFirst(2) }
      return name.hasPrefix("/") ? name : Repository.join(path, name)
    }
    return try repository.commit { repository in
      var changes = try repository.make(path).map { Change(type: "created", path: $0) }
      for field in fields where field.name.hasSuffix("@Delete") {
        let path = target(field, "@Delete")
        if repository[path] != nil {
          repository.remove(path)
        } else if repository.property(path) != nil {
          let (parent, name) = Repository.split(path)
          repository.set(name, of: parent, to: nil)
        } else {
          // Nothing to delete is no failure, and no change.
          continue
        }
        changes.append(Change(type: "deleted", path: path))
      }
      for field in fields where field.name.hasSuffix("@CopyFrom") {
        let path = target(field, "@CopyFrom")
        guard let value = repository.property(field.text) else { continue }
        let (parent, name) = Repository.split(path)
        try repository.make(parent)
        repository.set(name, of: parent, to: value)
        changes.append(Change(type: "copied", path: path))
      }
      let hints = Dictionary(
        fields.filter { $0.name.hasSuffix("@TypeHint") }.map {
          (target($0, "@TypeHint"), $0.text)
        }, uniquingKeysWith: { first, _ in first })
      let plain = fields.filter { !$0.name.contains("@") }
      var done: Set<String> = []
      for field in plain {
        let path = target(field)
        guard done.insert(path).inserted else { continue }
        if field.fileName != nil {
          // A file becomes a node, never a binary property of that name.
          try repository.putFile(path, field.value, type: field.contentType ?? "")
          changes.append(Change(type: "created", path: path))
          continue
        }
        let (parent, name) = Repository.split(path)
        changes += try repository.make(parent).map { Change(type: "created", path: $0) }
        let texts = plain.filter { target($0) == path }.map(\.text)
        repository.set(
          name, of: parent,
          to: Self.value(texts, hint: hints[path], like: repository.property(path)))
        changes.append(Change(type: "modified", path: path))
      }
      return changes
    }
  }

  private static func value(
    _ texts: [String], hint: String?, like current: Repository.Value?
  ) -> Repository.Value? {
    let first = texts.first ?? ""
    // An empty text takes the property away.
    guard texts != [""] else { return nil }
    switch hint {
    case "Boolean": return .boolean(first == "true")
    case "Long": return Int64(first).map { .long($0) } ?? .string(first)
    case "Date": return .date(first)
    case let hint? where hint.hasSuffix("[]"): return .strings(texts)
    default: break
    }
    return switch current {
    case .boolean: .boolean(first == "true")
    case .long: Int64(first).map { .long($0) } ?? .string(first)
    case .strings: .strings(texts)
    default: texts.count > 1 ? .strings(texts) : .string(first)
    }
  }

  private mutating func delete(_ path: String, _ others: [String]) throws -> [Change] {
    try repository.commit { repository in
      var changes: [Change] = []
      for path in others.isEmpty ? [path] : others {
        if repository[path] != nil {
          repository.remove(path)
        } else if repository.property(path) != nil {
          let (parent, name) = Repository.split(path)
          repository.set(name, of: parent, to: nil)
        } else {
          continue
        }
        changes.append(Change(type: "deleted", path: path))
      }
      return changes
    }
  }

  /// The answer of the POST servlet: JSON for who asks for it, else a page.
  private func outcome(
    _ request: HTTPRequest, status: Int, isCreate: Bool, changes: [Change],
    error: (name: String, message: String)?
  ) -> HTTPResponse {
    let path = request.path
    // A browser's form is always answered with 200 if it says so.
    let code = request.value(":status") == "browser" ? 200 : status
    let message = error?.message ?? (isCreate ? "Created" : "OK")
    var object: [String: JSONValue] = [
      "status.code": .integer(Int64(status)), "status.message": .string(message),
      "path": .string(path), "location": .string(path), "parentLocation": .string(""),
      "title": .string(
        error == nil ? "Content modified \(path)" : "Error while processing \(path)"),
      "referer": .string(request.head.headers["Referer"] ?? ""), "isCreate": .boolean(isCreate),
      "changes": .array(
        changes.map {
          .object(["type": .string($0.type), "argument": .string($0.path)])
        }),
    ]
    if let error {
      object["error"] = .object([
        "class": .string(error.name), "message": .string(error.message),
      ])
    }
    if (request.head.headers["Accept"] ?? "").contains("application/json") {
      return .json(.object(object), status: code)
    }
    let title = error == nil ? "Content modified \(path)" : "Error while processing \(path)"
    return .html(
      "<html><head><title>\(title)</title></head><body><h1>\(title)</h1><table><tr><td>Status</td>"
        + "<td><div id=\"Status\">\(status)</div></td></tr><tr><td>Message</td>"
        + "<td><div id=\"Message\">\(message)</div></td></tr></table></body></html>",
      status: code)
  }
}
