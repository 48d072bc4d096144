import Testing
@testable import CleanCopy

