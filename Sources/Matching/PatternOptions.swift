public import PatternKit

extension Pattern.Options {
  /// How the expressions of rules are read: UTF-8, `^` and `$` at every line of a record.
  public static let signature: Pattern.Options = [.utf, .multiline]
}
