import FoundationEssentials
import HTTPServerKit
import Model

/// Writes the files of one upload into their own private folder as they come.
///
/// An upload that is not finished takes its folder with it.
final class UploadSink: BodySink {
  /// The folder that holds the files, below it one with the name `input`.
  let id: String

  /// The names of the files, as sources are named in the report.
  private(set) var names: [String] = []

  /// How many bytes all files have.
  private(set) var bytes = 0

  private let spool: Spool
  private let limits: ServiceLimits
  private let language: Language
  private var folder: String
  private var multipart: MultipartReader?
  private var file: SpoolFile?
  private var next: String?
  private var isTaken = false

  /// Starts an upload.
  ///
  /// - Parameter name: What its only file is called, unless it is a form that names its own.
  init(
    head: RequestHead, name: String?, spool: Spool, limits: ServiceLimits, language: Language
  ) throws {
    self.spool = spool
    self.limits = limits
    self.language = language
    id = Gatekeeper.random()
    folder = try spool.makeFolder(id)
    try Spool.makeFolder("\(folder)/input")
    let type = head.headers["Content-Type"] ?? ""
    if type.lowercased().hasPrefix("multipart/form-data") {
      multipart = try MultipartReader(contentType: type)
    } else {
      try open(UploadName(name ?? "").path ?? "pasted.txt")
    }
  }

  deinit {
    if !isTaken {
      file = nil
      spool.give(bytes)
      try? FileManager.default.removeItem(atPath: folder)
    }
  }

  /// The folder of the files, which now is the caller's to remove.
  func handOver() -> (folder: String, names: [String]) {
    isTaken = true
    return (folder, names)
  }

  func take(_ piece: [UInt8]) throws {
    guard multipart != nil else { return try write(piece) }
    do {
      for event in try multipart?.take(piece) ?? [] { try take(event) }
    } catch is FormProblem {
      throw refusal(.badForm)
    }
  }

  func finish() throws {
    do {
      try multipart?.finish()
    } catch {
      throw refusal(.badForm)
    }
    file = nil
    guard bytes > 0 else { throw refusal(.nothingIn) }
  }

  private func take(_ event: MultipartReader.Event) throws {
    switch event {
    case .part(let field):
      file = nil
      // A field that was left empty is no file.
      next = UploadName(field.fileName ?? "").path ?? "pasted.txt"
      if field.fileName?.isEmpty == false { try openNext() }
    case .bytes(let bytes):
      try openNext()
      try write(bytes)
    case .endOfPart:
      file = nil
      next = nil
    }
  }

  private func openNext() throws {
    guard let name = next else { return }
    next = nil
    try open(name)
  }

  private func open(_ name: String) throws {
    guard names.count < limits.files else { throw refusal(.tooManyFiles(limits.files)) }
    // Two files of one name, or one where another has a folder, both stay.
    for attempt in 1...1_000 {
      let free = attempt == 1 ? name : UploadName.numbered(name, attempt)
      if let slash = free.lastIndex(of: "/") {
        guard (try? Spool.makeFolder("\(folder)/input/\(free[..<slash])")) != nil else { continue }
      }
      if let file = try? SpoolFile(path: "\(folder)/input/\(free)") {
        self.file = file
        names.append(free)
        return
      }
    }
    throw refusal(.noRoom)
  }

  private func write(_ piece: [UInt8]) throws {
    guard spool.take(piece.count) else { throw refusal(.noRoom) }
    bytes += piece.count
    guard file?.write(piece[...]) == true else { throw refusal(.noRoom) }
  }

  private func refusal(_ problem: ServiceProblem) -> BodyRefusal {
    BodyRefusal(Reply.problem(problem, language: language))
  }
}

/// A path below a folder, made of what a client calls its file.
struct UploadName {
  /// The path, which leads nowhere else; `nil` if nothing usable is left.
  let path: String?

  private static let deepest = 8
  private static let longest = 120

  init(_ text: String) {
    let parts = text.split { $0 == "/" || $0 == "\\" }.suffix(Self.deepest)
      .compactMap { Self.harmless($0) }
    path = parts.isEmpty ? nil : parts.joined(separator: "/")
  }

  /// A part of a path without what commands, hides, or means another folder.
  private static func harmless(_ part: Substring) -> String? {
    var name = ""
    for scalar in part.unicodeScalars {
      guard name.utf8.count < longest else { break }
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator,
        .unassigned:
        continue
      default: name.unicodeScalars.append(scalar == "!" ? "_" : scalar)
      }
    }
    return name.allSatisfy { $0 == "." || $0 == " " } ? nil : name
  }

  /// `logs/error-2.log` for `logs/error.log`.
  static func numbered(_ path: String, _ number: Int) -> String {
    let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[start...].lastIndex(of: "."), dot > start else {
      return "\(path)-\(number)"
    }
    return "\(path[..<dot])-\(number)\(path[dot...])"
  }
}
