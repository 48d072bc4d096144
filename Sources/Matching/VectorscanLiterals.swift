public import VectorscanKit

extension VectorscanDatabase: LiteralDatabase {
  /// A scanner with scratch space of its own.
  public func makeScanner() throws -> any LiteralScanner {
    try VectorscanScanner(database: self)
  }
}

extension VectorscanScanner: LiteralScanner {}
