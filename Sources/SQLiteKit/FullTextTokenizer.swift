import CSQLite

/// What cuts text into the terms of an FTS5 table (sqlite.org/fts5.html, 7.1).
public protocol FullTextTokenizer: AnyObject {
  /// Gives the terms of a text in order, until `emit` returns false.
  ///
  /// The text is what the table was given: it may be cut anywhere and need not be UTF-8.
  func tokenize(_ text: Span<UInt8>, isQuery: Bool, emit: (FullTextToken) -> Bool)
}

/// A term, and the bytes that it stands for.
public struct FullTextToken: Hashable, Sendable {
  /// The term as it is stored and looked up.
  public var text: String

  /// The bytes of the source that it stands for.
  public var bytes: Range<Int>

  /// Whether it takes the same position as the term before it.
  public var isColocated: Bool

  /// Makes a term that stands for some bytes.
  public init(text: String, bytes: Range<Int>, isColocated: Bool = false) {
    self.text = text
    self.bytes = bytes
    self.isColocated = isColocated
  }
}

extension Database {
  /// Lets FTS5 tables of this connection name a tokenizer: `tokenize='name'`.
  public func register(
    _ tokenizer: any FullTextTokenizer, named name: StaticString
  ) throws(SQLiteError) {
    let api = unsafe try fullTextInterface()
    var functions = unsafe fts5_tokenizer(
      xCreate: { context, _, _, result in
        unsafe result?.pointee = OpaquePointer(context)
        return SQLITE_OK
      },
      xDelete: { _ in },
      xTokenize: { tokenizer, context, flags, text, count, receive in
        guard let tokenizer = unsafe tokenizer, let receive = unsafe receive else {
          return SQLITE_MISUSE
        }
        let box = unsafe Unmanaged<TokenizerBox>.fromOpaque(UnsafeRawPointer(tokenizer))
          .takeUnretainedValue()
        let bytes = unsafe UnsafeRawBufferPointer(start: text, count: Int(max(count, 0)))
          .bindMemory(to: UInt8.self)
        return unsafe box.tokenize(bytes, flags: flags) { token, tokenFlags, start, end in
          var token = token
          return token.withUTF8 { term in
            unsafe term.withMemoryRebound(to: CChar.self) { term in
              unsafe receive(
                context, tokenFlags, term.baseAddress, Int32(term.count), start, end)
            }
          }
        }
      })
    let box = unsafe Unmanaged.passRetained(TokenizerBox(tokenizer)).toOpaque()
    let code = unsafe api.pointee.xCreateTokenizer(
      api, name.description, box, &functions,
      { if let box = unsafe $0 { unsafe Unmanaged<TokenizerBox>.fromOpaque(box).release() } })
    guard code == SQLITE_OK else { throw unsafe SQLiteError(code: code, of: handle, sql: nil) }
  }

  /// The table of functions that FTS5 hands to those who extend it.
  func fullTextInterface() throws(SQLiteError) -> UnsafeMutablePointer<fts5_api> {
    var api: UnsafeMutablePointer<fts5_api>?
    var statement: OpaquePointer?
    defer { unsafe sqlite3_finalize(statement) }
    var code = unsafe sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, nil)
    if code == SQLITE_OK {
      code = unsafe withUnsafeMutablePointer(to: &api) { pointer in
        unsafe sqlite3_bind_pointer(statement, 1, pointer, "fts5_api_ptr", nil)
        return unsafe sqlite3_step(statement)
      }
    }
    guard let api = unsafe api else {
      throw unsafe SQLiteError(code: code, of: handle, sql: "SELECT fts5(?1)")
    }
    return unsafe api
  }
}

private final class TokenizerBox {
  let tokenizer: any FullTextTokenizer

  init(_ tokenizer: any FullTextTokenizer) {
    self.tokenizer = tokenizer
  }

  /// Hands the terms on; ranges are held inside the text whatever the tokenizer says.
  func tokenize(
    _ text: UnsafeBufferPointer<UInt8>, flags: Int32,
    receive: (String, Int32, Int32, Int32) -> Int32
  ) -> Int32 {
    var code = SQLITE_OK
    var isFirst = true
    tokenizer.tokenize(
      unsafe Span(_unsafeElements: text), isQuery: flags & FTS5_TOKENIZE_QUERY != 0
    ) { token in
      let bytes = token.bytes.clamped(to: 0..<text.count)
      let tokenFlags = token.isColocated && !isFirst ? FTS5_TOKEN_COLOCATED : 0
      isFirst = false
      code = receive(token.text, tokenFlags, Int32(bytes.lowerBound), Int32(bytes.upperBound))
      return code == SQLITE_OK
    }
    return code
  }
}
