import Intake
import Model

extension CommandOption {
  /// How to read what is encrypted, and how much of what may be hostile.
  static let intake = [
    CommandOption(
      "archive-password-file", value: "FILE",
      help: LocalizedText(
        en: "the passwords of encrypted zip archives, one a line; only you may read the file",
        fr: "les mots de passe des archives zip chiffrées, un par ligne\u{A0}; fichier lisible par"
          + " vous seul",
        ja: "暗号化された zip のパスワード（1 行に 1 つ、自分だけが読めるファイル）")),
    CommandOption(
      "max-expanded", value: "SIZE",
      help: LocalizedText(
        en: "how much one file may expand to, such as 500M (default: 64G)",
        fr: "la taille décompressée permise par fichier, p. ex. 500M (par défaut\u{A0}: 64G)",
        ja: "1 ファイルの展開後サイズの上限。例：500M（既定：64G）")),
    CommandOption(
      "max-ratio", value: "N",
      help: LocalizedText(
        en: "how many times its size a file may expand to (default: 200)",
        fr: "le taux de décompression permis par fichier (par défaut\u{A0}: 200)",
        ja: "展開後サイズの倍率の上限（既定：200）")),
    CommandOption(
      "max-members", value: "N",
      help: LocalizedText(
        en: "how many files to take from an archive or folder (default: 50000, 1000000)",
        fr: "le nombre de fichiers pris par archive ou dossier (par défaut\u{A0}: 50000, 1000000)",
        ja: "アーカイブまたはフォルダーから読み込むファイル数の上限（既定：50000、1000000）")),
    CommandOption(
      "max-depth", value: "N",
      help: LocalizedText(
        en: "how deep archives may lie inside one another (default: 3)",
        fr: "la profondeur permise d’archives imbriquées (par défaut\u{A0}: 3)",
        ja: "アーカイブの入れ子の深さの上限（既定：3）")),
    CommandOption(
      "max-record", value: "SIZE",
      help: LocalizedText(
        en: "the size up to which a log entry is read in one piece (default: 32M)",
        fr: "la taille jusqu’à laquelle une entrée est lue d’un bloc (par défaut\u{A0}: 32M)",
        ja: "分割せずに読み込むログエントリのサイズの上限（既定：32M）")),
  ]
}

extension Invocation {
  /// The limits that the person set, the usual ones else.
  func intakeLimits() throws(UsageProblem) -> IntakeLimits {
    var limits = IntakeLimits()
    if let size = try size("max-expanded", in: 1...1 << 50) { limits.expandedBytes = size }
    if let ratio = try number("max-ratio", in: 1...1_000_000) { limits.ratio = ratio }
    if let count = try number("max-members", in: 1...100_000_000) {
      (limits.members, limits.files) = (count, count)
    }
    if let depth = try number("max-depth", in: 0...16) { limits.depth = depth }
    // What lies across a cut may be missed, and a buffer holds the whole of it.
    if let size = try size("max-record", in: 1 << 12...1 << 31) { limits.record = size }
    return limits
  }

  /// The passwords in the file that the person named.
  func archivePasswords() throws -> ArchivePasswords {
    guard let path = arguments.value("archive-password-file") else { return ArchivePasswords() }
    return try ArchivePasswords(file: path)
  }

  /// A size in bytes that an option gives, as `64G`, `500M`, `4k` or `4096`.
  func size(_ option: String, in range: ClosedRange<Int>) throws(UsageProblem) -> Int? {
    guard let text = arguments.value(option) else { return nil }
    let units: [Character: Int] = ["k": 10, "m": 20, "g": 30, "t": 40]
    let shift = text.lowercased().last.flatMap { units[$0] }
    let problem = UsageProblem(
      .badForm(text, option: option, example: "500M"), command: command.name)
    guard let number = Int(shift == nil ? text : String(text.dropLast())), number >= 0 else {
      throw problem
    }
    let (size, overflows) = number.multipliedReportingOverflow(by: 1 << (shift ?? 0))
    guard !overflows, range.contains(size) else { throw problem }
    return size
  }
}

extension ArchivePasswordProblem: ToolProblem {
  /// What the person named cannot be used.
  var exitStatus: ExitStatus { .usage }
}
