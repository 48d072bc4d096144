public import Model

extension YAMLError: Problem {
  /// Where the text was refused.
  public var location: TextLocation? {
    TextLocation(file: file, line: line, column: column)
  }

  /// Why the text was refused, in the three languages.
  public var reason: LocalizedText {
    switch kind {
    case .empty:
      LocalizedText(en: "the file is empty", fr: "le fichier est vide", ja: "ファイルが空です")
    case .invalidText:
      LocalizedText(
        en: "the text is not valid UTF-8, or holds a control character",
        fr: "le texte n’est pas de l’UTF-8 valide ou contient un caractère de contrôle",
        ja: "UTF-8 として正しくないか、制御文字が含まれています")
    case .syntax(let message):
      LocalizedText(
        en: "the YAML is broken: \(message)", fr: "le YAML est incorrect\u{A0}: \(message)",
        ja: "YAML の構文エラー：\(message)")
    case .duplicateKey(let key, let firstLine):
      LocalizedText(
        en: "“\(key)” stands here for the second time, first in line \(firstLine)",
        fr: "«\u{A0}\(key)\u{A0}» apparaît pour la deuxième fois, d’abord à la ligne \(firstLine)",
        ja: "「\(key)」が重複しています（最初の定義は \(firstLine) 行目）")
    case .nonScalarKey:
      LocalizedText(
        en: "a name must be a plain text", fr: "un nom doit être un simple texte",
        ja: "キーには単純な文字列しか使えません")
    case .tooDeep(let limit):
      LocalizedText(
        en: "more than \(limit) levels lie in each other",
        fr: "plus de \(limit) niveaux sont imbriqués", ja: "入れ子が \(limit) 段を超えています")
    case .anchor(let name):
      LocalizedText(
        en: "the anchor “&\(name)” is not accepted",
        fr: "l’ancre «\u{A0}&\(name)\u{A0}» n’est pas admise",
        ja: "アンカー「&\(name)」は使用できません")
    case .alias(let name):
      LocalizedText(
        en: "the alias “*\(name)” is not accepted",
        fr: "l’alias «\u{A0}*\(name)\u{A0}» n’est pas admis",
        ja: "エイリアス「*\(name)」は使用できません")
    case .tag(let name):
      LocalizedText(
        en: "the tag “\(name)” is not accepted",
        fr: "l’étiquette «\u{A0}\(name)\u{A0}» n’est pas admise",
        ja: "タグ「\(name)」は使用できません")
    case .directive:
      LocalizedText(
        en: "directives such as %YAML are not accepted",
        fr: "les directives comme %YAML ne sont pas admises", ja: "%YAML などのディレクティブは使用できません")
    case .severalDocuments:
      LocalizedText(
        en: "a second document starts here", fr: "un deuxième document commence ici",
        ja: "ここから 2 つ目のドキュメントが始まっています")
    }
  }
}
