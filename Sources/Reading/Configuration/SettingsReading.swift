import Model

/// What a document says in settings, as far as it follows its grammar.
public struct SettingsReading: Hashable, Sendable {
  /// What was read, also of a document that breaks its grammar half-way.
  public var settings: [Setting]

  /// The first place that does not follow the grammar.
  public var problem: ReadingProblem?

  /// Makes an account of a document.
  public init(settings: [Setting] = [], problem: ReadingProblem? = nil) {
    self.settings = settings
    self.problem = problem
  }

  /// The settings of a document that follows its grammar to the end.
  ///
  /// - Throws: ``ReadingProblem``.
  public func complete() throws(ReadingProblem) -> [Setting] {
    if let problem { throw problem }
    return settings
  }
}

/// Gathers the settings of one document with their places.
struct SettingCollector {
  /// The document as shown to people.
  let path: String

  /// Its bytes.
  let bytes: [UInt8]

  private var lines: LineCounter
  private var finished = SettingsReading()
  private var list: (key: String, values: [String], owner: Setting.Owner, bytes: Range<Int>)?

  init(_ bytes: [UInt8], path: String) {
    self.path = path
    self.bytes = bytes
    lines = LineCounter(bytes)
  }

  /// Adds a setting that stands in these bytes.
  mutating func add(
    _ key: String, _ values: [String], of owner: Setting.Owner,
    type: Setting.ValueType = .string, isCollection: Bool = false, at range: Range<Int>
  ) {
    finishList()
    append(key, values, of: owner, type: type, isCollection: isCollection, at: range)
  }

  /// Adds a value to a collection; where none is open yet, it starts one.
  mutating func add(_ value: String, to key: String, of owner: Setting.Owner, at range: Range<Int>)
  {
    if list?.key == key, list?.owner == owner {
      list?.values.append(value)
      let start = list?.bytes.lowerBound ?? range.lowerBound
      list?.bytes = start..<range.upperBound
    } else {
      finishList()
      list = (key, [value], owner, range)
    }
  }

  /// Adds settings of another document.
  mutating func add(_ settings: [Setting]) {
    finishList()
    finished.settings += settings
  }

  /// What was gathered so far.
  var reading: SettingsReading {
    var copy = self
    copy.finishList()
    return copy.finished
  }

  private mutating func finishList() {
    guard let list else { return }
    append(list.key, list.values, of: list.owner, type: .string, isCollection: true, at: list.bytes)
    self.list = nil
  }

  private mutating func append(
    _ key: String, _ values: [String], of owner: Setting.Owner, type: Setting.ValueType,
    isCollection: Bool, at range: Range<Int>
  ) {
    finished.settings.append(
      Setting(
        owner: owner, key: key, values: values, type: type, isCollection: isCollection,
        place: place(of: range)))
  }

  /// Notes what does not follow the grammar; the first such place is kept.
  mutating func note(_ expectation: ReadingProblem.Expectation, at offset: Int) {
    if finished.problem == nil {
      finished.problem = ReadingProblem(expectation, at: offset, in: bytes, of: path)
    }
  }

  /// Notes a problem that was met elsewhere.
  mutating func note(_ problem: ReadingProblem?) {
    if finished.problem == nil { finished.problem = problem }
  }

  /// Where these bytes stand.
  mutating func place(of range: Range<Int>) -> Place {
    Place(source: path, line: lines.line(at: range.lowerBound), bytes: range)
  }
}
