import RemedyProtocol

extension InstallationProblem {
  /// What is wrong, in three languages.
  var wording: RemedyText {
    switch self {
    case .missing(let path):
      RemedyText(
        en: "“\(path)” does not exist", fr: "« \(path) » n’existe pas",
        ja: "「\(path)」が存在しません")
    case .notAnInstallation(let path):
      RemedyText(
        en: "“\(path)” holds no crx-quickstart/launchpad/felix",
        fr: "« \(path) » ne contient pas crx-quickstart/launchpad/felix",
        ja: "「\(path)」に crx-quickstart/launchpad/felix がありません")
    case .unreadable(let path, let message):
      RemedyText(
        en: "“\(path)” cannot be read: \(message)", fr: "« \(path) » est illisible : \(message)",
        ja: "「\(path)」を読み取れません: \(message)")
    case .symbolicLink(let path):
      RemedyText(
        en: "\(path) is a symbolic link", fr: "\(path) est un lien symbolique",
        ja: "\(path) はシンボリックリンクです")
    case .leavesInstallation(let path):
      RemedyText(
        en: "“\(path)” leads out of the installation",
        fr: "« \(path) » mène hors de l’installation",
        ja: "「\(path)」はインストールの外を指しています")
    }
  }
}

extension FelixDefect {
  /// What is wrong, in three languages.
  var wording: RemedyText {
    switch kind {
    case .strangeName:
      RemedyText(
        en: "\(folder) is no bundle, but its name begins like one",
        fr: "\(folder) n’est pas un bundle, mais son nom commence comme celui d’un bundle",
        ja: "\(folder) はバンドルではありませんが、名前が bundle で始まっています")
    case .noInfo:
      RemedyText(
        en: "\(folder) has no bundle.info", fr: "\(folder) n’a pas de bundle.info",
        ja: "\(folder) に bundle.info がありません")
    case .badInfo:
      RemedyText(
        en: "\(folder)/bundle.info does not have the six lines of Felix",
        fr: "\(folder)/bundle.info n’a pas les six lignes de Felix",
        ja: "\(folder)/bundle.info が Felix の 6 行形式ではありません")
    case .otherID(let id):
      RemedyText(
        en: "\(folder)/bundle.info names the bundle \(id)",
        fr: "\(folder)/bundle.info désigne le bundle \(id)",
        ja: "\(folder)/bundle.info のバンドル ID は \(id) です")
    case .noVersion:
      RemedyText(
        en: "\(folder) has no version folder", fr: "\(folder) n’a pas de dossier version",
        ja: "\(folder) に version フォルダーがありません")
    case .noJar:
      RemedyText(
        en: "\(folder) has no bundle.jar in its newest version folder",
        fr: "\(folder) n’a pas de bundle.jar dans son dossier version le plus récent",
        ja: "\(folder) の最新の version フォルダーに bundle.jar がありません")
    case .damagedJar(let message):
      RemedyText(
        en: "the bundle.jar of \(folder) cannot be read (\(message))",
        fr: "le bundle.jar de \(folder) est illisible (\(message))",
        ja: "\(folder) の bundle.jar を読み取れません（\(message)）")
    case .unreadable(let message):
      RemedyText(
        en: "\(folder)/bundle.info cannot be read (\(message))",
        fr: "\(folder)/bundle.info est illisible (\(message))",
        ja: "\(folder)/bundle.info を読み取れません（\(message)）")
    }
  }
}
